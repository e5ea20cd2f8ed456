"""What is waited for and who was thanked: two lists, what scripts and spreadsheets get of them, and what is printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from memcon.errors import WrongUse
from memcon.export.asklist import ASK_COLUMNS, THANKS_COLUMNS, ListedAsk, ListedThanks, ask_record, thanks_record, write_table
from memcon.run.asking import Agenda
from memcon.web.desk import AtDesk, Desk
from memcon.web.rendering import render
from memcon.web.rooms.asks.answers import Board, Thanks, age_words, board_of, fitting_asks, fitting_thanks, thanks_of
from memcon.web.rooms.asks.asked import KINDS, Asked, Show, ThanksAsked
from memcon.web.whole import ASKS

router = APIRouter()
Wanted = Annotated[Asked, Depends()]
ThanksWanted = Annotated[ThanksAsked, Depends()]
EXPORT_WAIT = 60.0
"""Seconds that a file waits for a list that is of this moment."""


@router.get("/asks", include_in_schema=False)
def show_asks(request: Request, desk: AtDesk, asked: Wanted) -> HTMLResponse:
    """What is waited for, the most urgent first."""
    told = {"asked": asked, "seconds": _seconds(desk), "kinds": KINDS, "shows": tuple(Show), "age": age_words}
    return _page(request, ("asks.html", "asks_board.html"), lambda: list_asks(desk, asked), **told)


@router.get("/asks/thanks", include_in_schema=False)
def show_thanks(request: Request, desk: AtDesk, asked: ThanksWanted) -> HTMLResponse:
    """Who thanked whom, and who is left out."""
    told = {"asked": asked, "seconds": _seconds(desk)}
    return _page(request, ("asks_thanks.html", "asks_thanked.html"), lambda: list_thanks(desk, asked), **told)


def _page(request: Request, templates: tuple[str, str], find: Callable[[], Board | Thanks | None], **told: Any) -> HTMLResponse:
    """The list; for somebody who types half a search a hint, and what was found before stays where it is."""
    is_typing = request.headers.get("hx-request") == "true"
    try:
        found = find()
    except WrongUse as error:
        if not is_typing:
            raise
        hint = render(request, "asks_fault.html", fault=str(error))
        hint.headers.update({"HX-Retarget": "#fault", "HX-Reswap": "innerHTML"})
        return hint
    page, fragment = templates
    answer = render(request, page, fragment=fragment, found=found, is_typing=is_typing, **told)
    answer.headers["HX-Replace-Url"] = told["asked"].address(offset=told["asked"].offset)
    return answer


@router.get("/api/asks", tags=["asks"])
def list_asks(desk: AtDesk, asked: Wanted) -> Board | None:
    """What is waited for, by urgency, 100 at a time; null while it is worked out for the first time."""
    view = desk.standing.get(ASKS)
    everything = () if view.value is None else view.value.asks
    found, counts = fitting_asks(desk.case, everything, asked)
    if view.value is None:
        return None
    return board_of(found, counts, asked, everything=len(everything), is_fresh=view.is_fresh, seconds=view.seconds)


@router.get("/api/asks/thanks", tags=["asks"])
def list_thanks(desk: AtDesk, asked: ThanksWanted) -> Thanks | None:
    """Who thanked or praised whom, the oldest first, 100 at a time; null while it is worked out for the first time."""
    view = desk.standing.get(ASKS)
    everything = () if view.value is None else view.value.thanks
    found = fitting_thanks(desk.case, everything, asked)
    if view.value is None:
        return None
    return thanks_of(found, asked, everything=len(everything), is_fresh=view.is_fresh, seconds=view.seconds)


def _seconds(desk: Desk) -> float:
    return desk.standing.get(ASKS, wait=0).seconds


# ── files ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@router.get("/asks.csv", include_in_schema=False)
def export_asks_csv(desk: AtDesk, asked: Wanted) -> Response:
    """Exactly what is listed, all pages of it, as a table for spreadsheets."""
    return _csv([record for record, _ in _asks(desk, asked)], ASK_COLUMNS, "asks.csv")


@router.get("/asks.json", include_in_schema=False)
def export_asks_json(desk: AtDesk, asked: Wanted) -> Response:
    """Exactly what is listed, all pages of it, each with the row of the JSON ledger."""
    return _json(_asks(desk, asked), "asks.json")


@router.get("/asks/thanks.csv", include_in_schema=False)
def export_thanks_csv(desk: AtDesk, asked: ThanksWanted) -> Response:
    """Exactly what is listed, all pages of it, as a table for spreadsheets."""
    return _csv([record for record, _ in _thanks(desk, asked)], THANKS_COLUMNS, "thanks.csv")


@router.get("/asks/thanks.json", include_in_schema=False)
def export_thanks_json(desk: AtDesk, asked: ThanksWanted) -> Response:
    """Exactly what is listed, all pages of it, each with the row of the JSON ledger."""
    return _json(_thanks(desk, asked), "thanks.json")


Record = tuple[dict[str, Any], dict[str, Any]]
"""A flat record, and the row of the JSON ledger."""


def _asks(desk: Desk, asked: Asked) -> list[Record]:
    found: Sequence[ListedAsk] = fitting_asks(desk.case, _agenda(desk).asks, asked)[0]
    return [(ask_record(ask, today=asked.day), ask.row) for ask in found]


def _thanks(desk: Desk, asked: ThanksAsked) -> list[Record]:
    found: Sequence[ListedThanks] = fitting_thanks(desk.case, _agenda(desk).thanks, asked)
    return [(thanks_record(one.hit), one.hit.row) for one in found]


def _agenda(desk: Desk) -> Agenda:
    """The list as it is now, or as it was a moment ago where that takes too long. Raises HTTPException 503 where there is none yet."""
    agenda = desk.standing.get(ASKS, wait=EXPORT_WAIT).value
    if agenda is None:
        raise HTTPException(503)
    return agenda


def _csv(records: list[dict[str, Any]], columns: Sequence[str], name: str) -> Response:
    out = StringIO()
    write_table(records, columns, out)
    return Response(out.getvalue().encode("utf-8", "backslashreplace"), media_type="text/csv; charset=utf-8", headers=_as_file(name))


def _json(records: Sequence[Record], name: str) -> Response:
    body = json.dumps([{**record, "row": row} for record, row in records], ensure_ascii=False, indent=1)
    return Response(body.encode("utf-8", "backslashreplace"), media_type="application/json", headers=_as_file(name))


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
