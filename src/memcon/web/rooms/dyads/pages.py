"""The pages of two sides, their picture and table as files, and the answers for programs."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from memcon.errors import WrongUse
from memcon.export.chronicle.days import Days
from memcon.export.chronicle.drawing import Dress
from memcon.export.chronicle.dyads import Direction, Dyad
from memcon.export.chronicle.dyads_picture import dyads_picture
from memcon.export.chronicle.sieve import DONE
from memcon.export.chronicle.tables import LEGEND, write_csv
from memcon.run.chronicling import Chronicle
from memcon.web.desk import AtDesk
from memcon.web.pictures import in_page, picture_file, source_line, table_file, waited_for
from memcon.web.rendering import render
from memcon.web.rooms.dyads.answers import Told, find_dyad, in_days, names_of, offer, rows_between, tables_of, told
from memcon.web.rooms.dyads.asked import Asked, Length, Wanted, settled
from memcon.web.whole import CHRONICLE

router = APIRouter()


@router.get("/dyads", include_in_schema=False)
def show_dyad(request: Request, desk: AtDesk, asked: Asked) -> HTMLResponse:
    """The picture, and a table for each direction."""
    view = desk.standing.get(CHRONICLE)
    values: dict[str, Any] = {"is_fresh": view.is_fresh, "seconds": view.seconds, "lengths": tuple(Length)}
    if view.value is None:
        return render(request, "dyads.html", fragment="dyads_found.html", wanted=asked, is_known=False, names=(), labels=("", ""), **values)
    wanted = settled(asked, view.value)
    values |= {"wanted": wanted, "is_known": True, "names": names_of(view.value), **_answered(view.value, wanted)}
    return render(request, "dyads.html", fragment="dyads_found.html", **values)


def _answered(chronicle: Chronicle, wanted: Wanted) -> dict[str, Any]:
    """What is shown, and how the sides are called: the dyad, else pairs to choose from, else what is wrong."""
    none: dict[str, Any] = {"dyad": None, "offer": None, "fault": "", "labels": (wanted.one, wanted.other)}
    if not wanted.is_complete:
        return none | {"offer": offer(chronicle)}
    try:
        dyad = find_dyad(chronicle, wanted)
    except WrongUse as error:
        return none | {"fault": str(error)}
    return none | {"dyad": dyad, "labels": (dyad.forth.source.label, dyad.back.source.label), **_drawn(dyad, wanted)}


def _drawn(dyad: Dyad, wanted: Wanted) -> dict[str, Any]:
    def lead(direction: Direction, days: Days) -> str:
        rows = in_days(rows_between(wanted, is_back=direction is dyad.back), days)
        return rows.but(standing=(DONE,)).address()

    picture = in_page(dyads_picture(dyad, said=True, dress=Dress.PAGE, lead=lead))
    return {"picture": picture, "tables": tables_of(dyad, wanted), "legend": LEGEND}


@router.get("/dyads.svg", tags=["dyads"], response_class=Response)
def draw_dyad(desk: AtDesk, wanted: Asked) -> Response:
    """The picture by itself: light, with its title, what is drawn, and where it comes from."""
    chronicle = waited_for(desk, CHRONICLE)
    dyad = find_dyad(chronicle, settled(wanted, chronicle))
    return picture_file(dyads_picture(dyad, said=True, dress=Dress.PLAIN, source=source_line(desk)), f"{desk.title}-dyads")


@router.get("/dyads.csv", tags=["dyads"], response_class=Response)
def tabulate_dyad(desk: AtDesk, wanted: Asked) -> Response:
    """The numbers as the table that `memcon dyads --csv` writes, with the ids of their rows."""
    chronicle = waited_for(desk, CHRONICLE)
    dyad = find_dyad(chronicle, settled(wanted, chronicle))
    return table_file(lambda out: write_csv(dyad, out), f"{desk.title}-dyads")


@router.get("/api/dyads", tags=["dyads"])
def tell_dyad(desk: AtDesk, wanted: Asked) -> Told | None:
    """What two sides did and said to each other, by period, with the ids of the rows; null while it is read for the first time."""
    view = desk.standing.get(CHRONICLE)
    return None if view.value is None else told(find_dyad(view.value, settled(wanted, view.value)), is_fresh=view.is_fresh)
