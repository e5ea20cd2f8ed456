"""Accounts that cannot both stand, side by side, and what people rule of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from memcon.export.disputes.accounts import Dispute
from memcon.export.disputes.records import dispute_record, write_csv
from memcon.model.judgement import Action, Verdict
from memcon.run.disputing import choose_disputes
from memcon.web.addresses import address
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Role
from memcon.web.judging import allowed, judge, undo
from memcon.web.pictures import table_file
from memcon.web.rendering import render
from memcon.web.rooms.conflicts.answers import PAGE, Filters, Listed, listed, shown
from memcon.web.whole import DISPUTES

router = APIRouter()
Asked = Annotated[Filters, Depends()]
RULED_WAIT = 5.0
"""Seconds that a page waits for the list after a ruling: it is of a moment before otherwise."""


@router.get("/conflicts", include_in_schema=False)
def show_conflicts(request: Request, desk: AtDesk, asked: Asked) -> HTMLResponse:
    """The list, the open ones first."""
    return _page(request, desk, asked, list_conflicts(desk, asked))


def _page(request: Request, desk: Desk, asked: Filters, found: Listed | None) -> HTMLResponse:
    values: dict[str, Any] = {
        "found": found,
        "asked": asked,
        "page": PAGE,
        "address": address_of,
        "seconds": _seconds(desk),
        "verdicts": tuple(Verdict),
    }
    return render(request, "conflicts.html", fragment="conflicts_rows.html", **values)


def _seconds(desk: Desk) -> float:
    return desk.standing.get(DISPUTES, wait=0).seconds


def address_of(asked: Filters, **changes: Any) -> str:
    """The address of the list with something changed in what is asked."""
    changed = replace(asked, **{"offset": 0, **changes})
    names = ("words", "kind", "state", "actor", "since", "until", "document", "every", "offset")
    return address("/conflicts", **{name: getattr(changed, name) for name in names})


@router.get("/conflicts.csv", include_in_schema=False)
def export_conflicts(desk: AtDesk, asked: Asked) -> Response:
    """Exactly what is listed, all pages of it, as a table for spreadsheets."""
    found, _ = _chosen(desk, asked, wait=RULED_WAIT)
    return table_file(lambda out: write_csv(found, out), "conflicts")


@router.get("/conflicts/{dispute}", include_in_schema=False)
def show_conflict(request: Request, desk: AtDesk, dispute: str) -> HTMLResponse:
    """One conflict on a page of its own; the id may be that of either row."""
    found, is_there = _one(desk, dispute)
    if found is None and is_there:
        raise HTTPException(404)
    one = None if found is None else shown(found)
    return render(request, "conflict.html", one=one, seconds=_seconds(desk), address=f"/conflicts/{dispute}", verdicts=tuple(Verdict))


@router.post("/conflicts/{dispute}/rule", include_in_schema=False)
def rule_conflict(
    request: Request, desk: AtDesk, dispute: str, verdict: Annotated[str, Form()], why: Annotated[str, Form()] = ""
) -> HTMLResponse:
    """Rule of the two rows, or take the last ruling back; the conflict as it stands then."""
    visitor = allowed(request, Role.JUDGE)
    found, _ = _one(desk, dispute)
    if found is None:
        raise HTTPException(404)
    if verdict == "undo" and found.ruling is not None:
        undo(desk, visitor, found.ruling.id)
    else:
        judge(desk, visitor, Action.RULE, found.left.id, {"other": found.right.id, "verdict": verdict}, why=why)
    ruled, _ = _one(desk, found.id, wait=RULED_WAIT)
    now = ruled if ruled is not None else found
    return render(
        request, "conflict_card.html", one=shown(now), verdicts=tuple(Verdict), noticed="Ruled" if verdict != "undo" else "Taken back"
    )


@router.get("/api/conflicts", tags=["conflicts"])
def list_conflicts(desk: AtDesk, asked: Asked) -> Listed | None:
    """Accounts that cannot both stand, 25 at a time, the open ones first; null while they are being worked out for the first time."""
    found, view = _chosen(desk, asked)
    if view.value is None:
        return None
    return listed(found, asked.offset, is_fresh=view.is_fresh, seconds=view.seconds)


@router.get("/api/conflicts/{dispute}", tags=["conflicts"])
def give_conflict(desk: AtDesk, dispute: str) -> dict[str, Any]:
    """One conflict, by its id or by that of either row, as `memcon conflicts --json` has it."""
    found, _ = _one(desk, dispute, wait=RULED_WAIT)
    if found is None:
        raise HTTPException(404)
    return dispute_record(found)


def _chosen(desk: Desk, asked: Filters, *, wait: float | None = None) -> tuple[list[Dispute], Any]:
    """The disputes that fit, and how fresh they are."""
    view = desk.standing.get(DISPUTES) if wait is None else desk.standing.get(DISPUTES, wait=wait)
    if view.value is None or asked.is_plain:
        return [d for d in view.value or () if asked.every or d.is_conflict], view
    return choose_disputes(desk.case, view.value, asked.wanted), view


def _one(desk: Desk, key: str, *, wait: float | None = None) -> tuple[Dispute | None, bool]:
    """The dispute with the id, or with a row of it, and whether all of them are known."""
    view = desk.standing.get(DISPUTES) if wait is None else desk.standing.get(DISPUTES, wait=wait)
    exact = [d for d in view.value or () if d.id == key]
    fits = exact or [d for d in view.value or () if key in d.ids]
    return (fits[0] if fits else None), view.value is not None
