"""Everything that people have said of rows: the list, new judgements, and taking them back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from memcon.model.judgement import Action, Judgement, in_force
from memcon.web.desk import AtDesk
from memcon.web.guard import Role
from memcon.web.judging import allowed, described, judge, undo, undo_last
from memcon.web.rendering import render

router = APIRouter()
MOST: Final = 200
"""Judgements on one page of the list."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A judgement that is to be recorded; `subject` is a statement, an event, an actor, or for `add` the document.

    `value` is as the JSON ledger has the fields: what an edit changes, the whole added statement, `{"other": ID}` for two actors,
    `{"other": ID, "verdict": VERDICT}` for a ruling.
    """

    action: Action
    subject: str
    value: dict[str, Any] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A judgement, in words too, and whether it is in force."""

    id: str
    action: Action
    subject: str
    who: str
    at: str
    why: str
    document: str | None
    value: dict[str, Any]
    words: str
    in_force: bool
    is_orphan: bool = False


@dataclass(frozen=True, slots=True)
class ToldList:
    """The newest judgements first; `total` is how many there are."""

    judgements: tuple[Told, ...]
    total: int
    offset: int


@router.get("/history", include_in_schema=False)
def show_history(request: Request, desk: AtDesk, offset: int = 0) -> HTMLResponse:
    """The judgements, each of which can be taken back."""
    return render(request, "history.html", fragment="history_rows.html", found=list_judgements(desk, offset), most=MOST)


@router.post("/history/{judgement}/undo", include_in_schema=False)
def take_back(request: Request, desk: AtDesk, judgement: str) -> HTMLResponse:
    """Take back one, and show the list as it stands then."""
    undo(desk, allowed(request, Role.JUDGE), judgement)
    return render(request, "history_rows.html", found=list_judgements(desk, 0), most=MOST)


@router.post("/undo", include_in_schema=False)
def take_back_last(request: Request, desk: AtDesk) -> HTMLResponse:
    """Take back the visitor's last judgement; the page that asked shows itself anew."""
    taken = undo_last(desk, allowed(request, Role.JUDGE))
    answer = render(request, "notice.html", words=f"Taken back: {described(taken)}")
    answer.headers["HX-Trigger"] = "memcon-changed"
    return answer


@router.get("/api/judgements", tags=["judgements"])
def list_judgements(desk: AtDesk, offset: int = 0) -> ToldList:
    """The judgements of the case, the newest first, 200 at a time."""
    found = desk.case.judgements()
    standing = {j.id for j in in_force(tuple(found))}
    orphans = {j.id for j in desk.case.orphans()}
    newest = sorted(found, key=lambda j: (j.at, j.id), reverse=True)
    return ToldList(tuple(_told(j, standing, orphans) for j in newest[offset : offset + MOST]), len(found), offset)


@router.post("/api/judgements", tags=["judgements"], status_code=201)
def add_judgement(request: Request, desk: AtDesk, wish: Wish) -> Told:
    """Record a judgement of this moment; nothing is overwritten."""
    made = judge(desk, allowed(request, Role.JUDGE), wish.action, wish.subject, wish.value, why=wish.why)
    return _told(made, {made.id}, set())


@router.post("/api/judgements/{judgement}/undo", tags=["judgements"], status_code=201)
def undo_judgement(request: Request, desk: AtDesk, judgement: str) -> Told:
    """Take back a judgement by recording that it is taken back."""
    made = undo(desk, allowed(request, Role.JUDGE), judgement)
    return _told(made, {made.id}, set())


@router.post("/api/undo", tags=["judgements"], status_code=201)
def undo_own_last(request: Request, desk: AtDesk) -> Told:
    """Take back the visitor's own last judgement; it is what is answered."""
    return _told(undo_last(desk, allowed(request, Role.JUDGE)), set(), set())


def _told(j: Judgement, standing: set[str], orphans: set[str]) -> Told:
    told = (j.id, j.action, j.subject, j.who, j.at, j.why, j.document, dict(j.value), described(j))
    return Told(*told, in_force=j.id in standing and j.action is not Action.UNDO, is_orphan=j.id in orphans)
