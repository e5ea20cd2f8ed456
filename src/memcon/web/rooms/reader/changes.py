"""What somebody who reads says of statements and actors; the answer is what changed on the page."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from memcon.export.outline import Entry
from memcon.model.judgement import Action
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Role
from memcon.web.judging import allowed, described, judge, undo, undo_last
from memcon.web.rendering import render
from memcon.web.rooms.reader.chain import Stop
from memcon.web.rooms.reader.corrections import Filled, addition_in, changes_in
from memcon.web.rooms.reader.head import totals_now
from memcon.web.rooms.reader.ledger import leaf_of, leaf_with
from memcon.web.rooms.reader.marking import Wanted, mark_window
from memcon.web.rooms.reader.pages import entry_of, show
from memcon.web.rooms.reader.people import card_of
from memcon.web.rooms.reader.places import address_of
from memcon.web.rooms.reader.sheet import Sheet, extent_of, sheet_of
from memcon.web.rooms.reader.spread import Asked, hits_of, panel_at
from memcon.web.whole import PEOPLE

router = APIRouter(include_in_schema=False)
Why = Annotated[str, Form(max_length=2_000)]
Find = Annotated[str, Form(max_length=300)]
RELOAD_WINDOWS: Final = 6
"""More windows than these are not sent after one judgement: the page is drawn anew instead."""


@router.post("/documents/{key}/statements/{statement}/accept")
def accept(request: Request, desk: AtDesk, key: str, statement: str, why: Why = "", find: Find = "") -> Response:
    """Accept, and go on to the next statement that nobody has judged."""
    return _judged(request, desk, key, statement, Action.ACCEPT, why, find)


@router.post("/documents/{key}/statements/{statement}/reject")
def reject(request: Request, desk: AtDesk, key: str, statement: str, why: Why = "", find: Find = "") -> Response:
    """Reject, and go on to the next statement that nobody has judged."""
    return _judged(request, desk, key, statement, Action.REJECT, why, find)


def _judged(request: Request, desk: Desk, key: str, statement: str, action: Action, why: str, find: str) -> Response:
    visitor, before = allowed(request, Role.JUDGE), sheet_of(desk, key)
    entry = entry_of(before, statement)
    made = judge(desk, visitor, action, statement, why=why)
    after = panel_at(desk, before, entry).neighbours
    return answer(request, desk, before, after.open_after or after.after or statement, f"Statement {entry.number} {described(made)}", find)


@router.post("/documents/{key}/statements/{statement}/correct")
def correct(request: Request, desk: AtDesk, key: str, statement: str, typed: Filled, find: Find = "") -> Response:
    """Correct a statement, and show it as it is then."""
    visitor, before = allowed(request, Role.JUDGE), sheet_of(desk, key)
    entry = entry_of(before, statement)
    made = judge(desk, visitor, Action.EDIT, statement, changes_in(before, entry, typed), why=typed.why)
    return answer(request, desk, before, statement, f"Statement {entry.number} {described(made)}", find, noticed=True)


@router.post("/documents/{key}/statements")
def add(request: Request, desk: AtDesk, key: str, typed: Filled, find: Find = "") -> Response:
    """Add a statement, and show it."""
    visitor, before = allowed(request, Role.JUDGE), sheet_of(desk, key)
    made = judge(desk, visitor, Action.ADD, key, addition_in(before, typed), why=typed.why)
    return answer(request, desk, before, made.subject, "Statement added", find, noticed=True)


@router.post("/documents/{key}/judgements/{judgement}/undo")
def take_back(request: Request, desk: AtDesk, key: str, judgement: str, statement: str = "", find: Find = "") -> Response:
    """Take back a judgement, and show the statement as it is then."""
    visitor, before = allowed(request, Role.JUDGE), sheet_of(desk, key)
    undo(desk, visitor, judgement)
    return answer(request, desk, before, statement, "Taken back", find, noticed=True)


@router.post("/documents/{key}/undo")
def take_back_last(request: Request, desk: AtDesk, key: str, find: Find = "") -> Response:
    """Take back the visitor's last judgement, and show the statement that it was about where it is of this document."""
    visitor, before = allowed(request, Role.JUDGE), sheet_of(desk, key)
    taken = undo_last(desk, visitor)
    return answer(request, desk, before, taken.subject, f"Taken back: {described(taken)}", find, noticed=True)


# ── who is who ───────────────────────────────────────────────────────────────────────────────────────────────────────


@router.post("/documents/{key}/people/{actor}/same")
def join(request: Request, desk: AtDesk, key: str, actor: str, other: Annotated[str, Form()], why: Why = "") -> Response:
    """Say that somebody is the same as another."""
    return _said_of_actor(request, desk, key, actor, Action.MERGE, other, why)


@router.post("/documents/{key}/people/{actor}/apart")
def part(request: Request, desk: AtDesk, key: str, actor: str, other: Annotated[str, Form()], why: Why = "") -> Response:
    """Say that somebody is not the same as another."""
    return _said_of_actor(request, desk, key, actor, Action.SPLIT, other, why)


WHO_WAIT: Final = 5.0
"""Seconds that a page waits after such a judgement for who is who: it is of a moment before otherwise."""


def _said_of_actor(request: Request, desk: Desk, key: str, actor: str, action: Action, other: str, why: str) -> Response:
    made = judge(desk, allowed(request, Role.JUDGE), action, actor, {"other": other}, why=why)
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(f"{address_of(key)}/people/{actor}", 303)
    card = card_of(sheet_of(desk, key), actor, desk.standing.get(PEOPLE, wait=WHO_WAIT).value)
    told = described(made).capitalize()
    return render(request, "reader_card.html", sheet=sheet_of(desk, key), card=card, others=None, words="", told=told)


# ── the answer ───────────────────────────────────────────────────────────────────────────────────────────────────────


def answer(
    request: Request, desk: Desk, before: Sheet, goal: str, words: str, find: str, *, noticed: bool = False
) -> Response:  # fmt: skip
    """The statement `goal`, and with it the rows and the parts of the text that have changed; all anew where the order has changed.

    `noticed` are words that everybody sees; others are for those who hear the page.
    """
    after = sheet_of(desk, before.key)
    entry = after.entry(goal)
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(address_of(after.key, statement=goal if entry is not None else ""), 303)
    changed = [e for e in after.entries if before.hits.get(e.statement.id) != after.hits[e.statement.id]]
    windows = sorted({n for e in changed for sheet in (before, after) for n in _windows_of(sheet, e.statement.id)})
    if entry is None or _order(before) != _order(after) or len(windows) > RELOAD_WINDOWS:
        return _anew(request, desk, after, Asked(statement=goal if entry is not None else "", find=find), words, noticed=noticed)
    hits = hits_of(after, Asked(find=find))
    values: dict[str, Any] = {
        "panel": panel_at(desk, after, entry), "windows": [mark_window(after, n, Wanted(hits.spans)) for n in windows],
        "leaves": [leaf_of(after, n) for n in sorted(set(map(leaf_with, changed)))],
    }  # fmt: skip
    told: dict[str, Any] = {"totals": totals_now(after), "said": words, "noticed": noticed, "asked": Asked(find=find), "stops": Stop}
    return render(request, "reader_changed.html", sheet=after, **told, **values)


def _anew(request: Request, desk: Desk, sheet: Sheet, asked: Asked, words: str, *, noticed: bool) -> HTMLResponse:
    page = show(request, desk, sheet, asked, said=words, noticed=noticed)
    page.headers.update({"HX-Retarget": "#reader", "HX-Reswap": "innerHTML"})
    return page


def _order(sheet: Sheet) -> list[tuple[str, int]]:
    return [(entry.statement.id, entry.level) for entry in sheet.entries]


def _windows_of(sheet: Sheet, key: str) -> range:
    """The windows in which something of a statement is marked."""
    entry: Entry | None = sheet.entry(key)
    if entry is None:
        return range(0)
    extent = extent_of(entry.statement)
    return range(sheet.window_of(extent.start), sheet.window_of(max(extent.start, extent.end - 1)) + 1)
