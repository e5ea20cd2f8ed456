"""The pages of the network, its picture and its table as files, and its answers for programs."""

from __future__ import annotations

from typing import Annotated, Any, TextIO

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from memcon.export.chronicle.network import Tie
from memcon.export.chronicle.network_picture import network_picture
from memcon.export.chronicle.panorama_picture import Legend
from memcon.export.tables import write_table
from memcon.model.ledger import Act
from memcon.web.desk import AtDesk
from memcon.web.pictures import picture_file, source_line, table_file, waited_for
from memcon.web.rendering import render
from memcon.web.rooms.network.answers import (
    DRAWN,
    Row,
    Told,
    find_network,
    find_saying,
    for_script,
    page_of,
    portray,
    sorted_rows,
    told,
)
from memcon.web.rooms.network.asked import LARGEST, PAGE, Asked
from memcon.web.rooms.network.words import chips, sentence
from memcon.web.rooms.timeline.answers import row_of
from memcon.web.standing import PATIENCE
from memcon.web.whole import STAGE

router = APIRouter()
COLUMNS = ("from", "to", "how", "statements", "from_id", "to_id")
KeyOf = Annotated[str, Parameter(max_length=1000)]


@router.get("/network", include_in_schema=False)
def show_network(request: Request, desk: AtDesk, wanted: Asked) -> HTMLResponse:
    """The graph, and the edges beside it."""
    view = desk.standing.get(STAGE)
    values: dict[str, Any] = {"wanted": wanted, "is_fresh": view.is_fresh, "seconds": view.seconds, "acts": tuple(Act), "largest": LARGEST}
    if view.value is None:
        return render(request, "network.html", fragment="network_found.html", found=None, outlets=(), **values)
    found = find_network(view.value, wanted)
    rows = sorted_rows(found, wanted)
    values |= {"rows": page_of(rows, wanted), "total": len(rows), "page_size": PAGE, "drawn": DRAWN, "graph": for_script(found)}
    values |= {"about": sentence(found, wanted, view.value.chronicle), "chips": chips(wanted, view.value.chronicle)}
    return render(
        request, "network.html", fragment="network_found.html", found=found, outlets=view.value.chronicle.columns.outlets[1:], **values
    )


@router.get("/network/actor", include_in_schema=False)
def show_actor(request: Request, desk: AtDesk, wanted: Asked, key: KeyOf) -> HTMLResponse:
    """Somebody in the network, for the panel."""
    portrait = portray(waited_for(desk, STAGE, wait=PATIENCE), wanted, key)
    if portrait is None:
        raise HTTPException(404)
    return render(request, "network_actor.html", portrait=portrait, wanted=wanted)


@router.get("/network/edge", include_in_schema=False)
def show_edge(request: Request, desk: AtDesk, wanted: Asked, one: KeyOf, other: KeyOf, tie: Tie) -> HTMLResponse:
    """The statements behind an edge, for the panel."""
    saying = find_saying(waited_for(desk, STAGE, wait=PATIENCE), wanted, one, other, tie)
    if saying is None:
        raise HTTPException(404)
    return render(request, "network_edge.html", saying=saying, rows=[row_of(moment) for moment in saying.latest])


@router.get("/network.svg", tags=["network"], response_class=Response)
def draw_network(desk: AtDesk, wanted: Asked) -> Response:
    """The picture by itself: light, with its title, what is drawn, and where it comes from."""
    stage = waited_for(desk, STAGE)
    found = find_network(stage, wanted)
    legend = Legend(f"Who speaks to whom in {desk.title}", sentence(found, wanted, stage.chronicle), source_line(desk))
    return picture_file(network_picture(found.graph, found.places, legend), f"{desk.title}-network")


@router.get("/network.csv", tags=["network"], response_class=Response)
def tabulate_network(desk: AtDesk, wanted: Asked) -> Response:
    """All edges between those who are shown, guarded against formulas."""
    rows = sorted_rows(find_network(waited_for(desk, STAGE), wanted), wanted)
    return table_file(lambda out: _write(rows, out), f"{desk.title}-network")


def _write(rows: list[Row], out: TextIO) -> None:
    how = {Tie.TOLD: "says something to", Tie.WORD: "is whose word the other speaks on"}
    write_table(COLUMNS, ((r.one, r.other, how[r.edge.tie], r.edge.count, r.edge.one, r.edge.other) for r in rows), out)


@router.get("/api/network", tags=["network"])
def tell_network(desk: AtDesk, wanted: Asked) -> Told | None:
    """Who speaks to whom and on whose word, with counts of statements and places; null while it is read for the first time."""
    view = desk.standing.get(STAGE)
    return None if view.value is None else told(find_network(view.value, wanted), is_fresh=view.is_fresh)
