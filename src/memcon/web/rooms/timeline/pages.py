"""The pages of the timeline, its picture and its table as files, and its answers for programs."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from memcon.export.chronicle.drawing import Dress
from memcon.export.chronicle.lines import write_csv
from memcon.export.chronicle.moments import MomentKind
from memcon.export.chronicle.panorama import LaneBy
from memcon.export.chronicle.panorama_picture import Legend, panorama_picture
from memcon.model.ledger import Act, EventType
from memcon.run.chronicling import Chronicle, state_code
from memcon.web.desk import AtDesk
from memcon.web.pictures import in_page, picture_file, source_line, table_file, waited_for
from memcon.web.rendering import render
from memcon.web.rooms.timeline.answers import Found, Leads, Told, find_rows, listed_moments, row_of, steps, told
from memcon.web.rooms.timeline.asked import MOST_LANES, PAGE, Asked, Wanted
from memcon.web.rooms.timeline.words import chips, sentence
from memcon.web.whole import CHRONICLE

router = APIRouter()


@router.get("/timeline", include_in_schema=False)
def show_timeline(request: Request, desk: AtDesk, wanted: Asked) -> HTMLResponse:
    """The picture, and the rows under it."""
    view = desk.standing.get(CHRONICLE)
    values = {"wanted": wanted, "is_fresh": view.is_fresh, "seconds": view.seconds, **_choices()}
    if view.value is None:
        return render(request, "timeline.html", fragment="timeline_line.html", found=None, **values)
    found = find_rows(view.value, wanted)
    return render(request, "timeline.html", fragment="timeline_line.html", found=found, **values, **_drawn(found, view.value, wanted))


def _choices() -> dict[str, Any]:
    """What the fields of the form offer."""
    types = {"events": tuple(EventType), "statements": tuple(Act)}
    return {"lanes_by": tuple(LaneBy), "kinds": tuple(MomentKind), "types": types, "most_lanes": MOST_LANES}


def _drawn(found: Found, chronicle: Chronicle, wanted: Wanted) -> dict[str, Any]:
    legend = Legend("Timeline", sentence(found, wanted, chronicle))
    picture = panorama_picture(found.panorama, legend, state_code, dress=Dress.PAGE, leads=Leads(wanted, found.panorama.shown))
    return {
        "picture": in_page(picture), "about": legend.about, "steps": steps(found.panorama, wanted), "chips": chips(wanted, chronicle),
        "rows": [row_of(moment) for moment in found.page],
        "page_size": PAGE, "is_empty": not chronicle.columns.moments,
    }  # fmt: skip


@router.get("/timeline.svg", tags=["timeline"], response_class=Response)
def draw_timeline(desk: AtDesk, wanted: Asked) -> Response:
    """The picture by itself: light, with its title, what is drawn, and where it comes from."""
    chronicle = waited_for(desk, CHRONICLE)
    found = find_rows(chronicle, wanted)
    legend = Legend(f"Timeline of {desk.title}", sentence(found, wanted, chronicle), source_line(desk))
    return picture_file(panorama_picture(found.panorama, legend, state_code), f"{desk.title}-timeline")


@router.get("/timeline.csv", tags=["timeline"], response_class=Response)
def tabulate_timeline(desk: AtDesk, wanted: Asked) -> Response:
    """All rows that fit, as the table that `memcon timeline --csv` writes, guarded against formulas."""
    rows = listed_moments(find_rows(waited_for(desk, CHRONICLE), wanted))
    return table_file(lambda out: write_csv(rows, out), f"{desk.title}-timeline")


@router.get("/api/timeline", tags=["timeline"])
def tell_timeline(desk: AtDesk, wanted: Asked) -> Told | None:
    """What happened and was said over time, in bars and lanes, and 50 rows at a time; null while it is read for the first time."""
    view = desk.standing.get(CHRONICLE)
    return None if view.value is None else told(find_rows(view.value, wanted), wanted, is_fresh=view.is_fresh)
