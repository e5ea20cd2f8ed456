"""The pages of the room: the table, the counts beside it, one row; and the same as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Request
from fastapi import Query as Parameter
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from memcon.errors import WrongUse
from memcon.model.judgement import Action
from memcon.model.listings import Facet
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Role, visitor_of
from memcon.web.judging import allowed, described, judge, undo
from memcon.web.rendering import render
from memcon.web.rooms.statements.asked import CHOICES, LABELS, ORDERS, PAGE, STATUSES, Asked
from memcon.web.rooms.statements.exports import AT_ONCE
from memcon.web.rooms.statements.files import list_forms
from memcon.web.rooms.statements.found import (
    FACETS,
    SUGGESTED,
    Found,
    Shown,
    count_facets,
    find_statement,
    find_statements,
    show_statements,
)
from memcon.web.rooms.statements.making import list_made
from memcon.web.rooms.statements.rows import Listed

router = APIRouter()
MOST: Final = 1_000
"""Statements in one answer of the API."""
COLUMNS: Final[Mapping[str, str]] = {
    "speaker": "Speaker", "act": "Act", "to": "To", "via": "On the word of", "manner": "Manner", "day": "Day", "paper": "Paper",
    "status": "Status",
}  # fmt: skip
"""The columns that can be hidden, and what they are called."""
WORDS: Final[Mapping[str, Any]] = {
    "labels": LABELS, "orders": ORDERS, "choices": CHOICES, "statuses": STATUSES, "columns": COLUMNS, "suggested": SUGGESTED,
}  # fmt: skip


@router.get("/statements", include_in_schema=False)
def show(request: Request, desk: AtDesk, filters: Asked) -> HTMLResponse:
    """The table with its filters; for somebody who types, the rows alone."""
    shown = show_statements(desk, filters, base=str(request.base_url))
    if shown.fault and request.headers.get("hx-request") == "true":
        # The rows of the search before stay where they are: only what is wrong is put in.
        hint = render(request, "statements_fault.html", fault=shown.fault)
        hint.headers.update({"HX-Retarget": "#fault", "HX-Reswap": "innerHTML"})
        return hint
    status = 400 if shown.fault else 200
    page = render(
        request, "statements.html", fragment="statements_swapped.html", status=status, **_view(request, desk, shown), asked=filters
    )
    page.headers.update({"HX-Replace-Url": filters.address(page=filters.page), "HX-Trigger": "memcon-asked"})
    return page


def _view(request: Request, desk: Desk, shown: Shown) -> dict[str, Any]:
    told = {"shown": shown, "found": shown.found, "filters": shown.filters, "counts": desk.case.counts()}
    return told | {"forms": list_forms(), "at_once": AT_ONCE, "made": list_made(desk, visitor_of(request).name), **WORDS}


@router.get("/statements/facets", include_in_schema=False)
def show_facets(request: Request, desk: AtDesk, filters: Asked) -> HTMLResponse:
    """The counts, each a link that adds its value to the filters or takes it away."""
    try:
        facets = count_facets(desk, filters)
    except WrongUse:  # said already, beside the search
        facets = {}
    return render(request, "statements_facets.html", facets=facets, names=FACETS, filters=filters, statuses=STATUSES, suggested=SUGGESTED)


@router.get("/statements/{key}", include_in_schema=False)
def open_statement(request: Request, desk: AtDesk, key: str) -> RedirectResponse:
    """To the statement in its document."""
    return RedirectResponse(_row(request, desk, key, "").link, 303)


@router.post("/statements/{key}/{verdict}", include_in_schema=False)
def judge_row(
    request: Request, desk: AtDesk, key: str, verdict: Literal["accept", "reject"], words: Annotated[str, Form()] = ""
) -> HTMLResponse:  # fmt: skip
    """Accept or reject, and show the row as it stands then."""
    made = judge(desk, allowed(request, Role.JUDGE), Action(verdict), key)
    return _judged(request, _row(request, desk, key, words), words, described(made).capitalize(), taken_back_by=made.id)


@router.post("/statements/{key}/restore/{judgement}", include_in_schema=False)
def restore_row(request: Request, desk: AtDesk, key: str, judgement: str, words: Annotated[str, Form()] = "") -> HTMLResponse:
    """Take back the judgement, and show the row as it stands then."""
    undo(desk, allowed(request, Role.JUDGE), judgement)
    return _judged(request, _row(request, desk, key, words), words, "Taken back", taken_back_by="")


def _row(request: Request, desk: Desk, key: str, words: str) -> Listed:
    row = find_statement(desk, key, words=words, base=str(request.base_url))
    if row is None:
        raise HTTPException(404)
    return row


def _judged(request: Request, row: Listed, words: str, said: str, *, taken_back_by: str) -> HTMLResponse:
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(row.link, 303)  # type: ignore[return-value]
    page = render(request, "statements_judged.html", row=row, words=words, said=said, taken_back_by=taken_back_by, statuses=STATUSES)
    page.headers["HX-Trigger"] = "memcon-asked"
    return page


@router.get("/api/statements", tags=["statements"])
def list_statements(
    request: Request, desk: AtDesk, filters: Asked, limit: Annotated[int, Parameter(ge=1, le=MOST)] = PAGE,
    offset: Annotated[int, Parameter(ge=0, le=10**9)] = 0,
) -> Found:  # fmt: skip
    """The statements that fit, some at a time; /statements.jsonl gives all of them."""
    return find_statements(desk, filters, limit=limit, offset=offset, base=str(request.base_url))


@router.get("/api/statements/facets", tags=["statements"])
def list_facets(desk: AtDesk, filters: Asked) -> dict[str, tuple[Facet, ...]]:
    """How many statements each value of a column would leave, were it chosen instead; the most frequent values first."""
    return count_facets(desk, filters)


@router.get("/api/statements/{key}", tags=["statements"])
def give_statement(request: Request, desk: AtDesk, key: str) -> Listed:
    """The statement as it stands now, also one that was rejected."""
    return _row(request, desk, key, "")
