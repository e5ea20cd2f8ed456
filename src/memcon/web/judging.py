"""Judgements as the rooms make them: who may, what is recorded, and what is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException

from memcon.errors import WrongUse
from memcon.model.judgement import Action, Judgement
from memcon.run.answering import last_said, take_back
from memcon.run.correcting import judge_addition, judge_now
from memcon.web.desk import Desk
from memcon.web.guard import Role, Visitor, visitor_of


def allowed(request: Request, role: Role) -> Visitor:
    """Who asks. Raises HTTPException 403 where the role does not allow it."""
    visitor = visitor_of(request)
    if not visitor.role.may(role):
        raise HTTPException(403)
    return visitor


def judge(
    desk: Desk, visitor: Visitor, action: Action, subject: str, value: Mapping[str, Any] | None = None, *, why: str = ""
) -> Judgement:
    """A judgement of this moment, recorded; `subject` of an addition is the document. Raises WrongUse and LedgerError."""
    if action is Action.ADD:
        return desk.case.judge(judge_addition(subject, value or {}, who=visitor.name, why=why))
    return desk.case.judge(judge_now(action, subject, value or {}, who=visitor.name, why=why))


def undo(desk: Desk, visitor: Visitor, judgement: str) -> Judgement:
    """The undoing of a judgement, recorded. Raises WrongUse where there is none."""
    return judge(desk, visitor, Action.UNDO, judgement)


def undo_last(desk: Desk, visitor: Visitor) -> Judgement:
    """The last judgement of the visitor that is in force, taken back with all that were made at once. Raises WrongUse for none."""
    mine = last_said(desk.case.judgements(), visitor.name)
    if not mine:
        raise WrongUse("there is nothing of yours to take back")
    take_back(desk.case, mine, who=visitor.name)
    return mine[-1]


def described(judgement: Judgement) -> str:
    """A judgement in words, for the list and for the line that says what was done."""
    words = _WORDS[judgement.action]
    if judgement.action is Action.EDIT:
        return f"{words} {', '.join(sorted(judgement.value))}"
    if judgement.action is Action.RULE:
        return f"{words} {judgement.value['verdict']}"
    return words


_WORDS: Mapping[Action, str] = {
    Action.ACCEPT: "accepted",
    Action.REJECT: "rejected",
    Action.EDIT: "corrected:",
    Action.ADD: "added",
    Action.MERGE: "said to be one",
    Action.SPLIT: "said not to be one",
    Action.RULE: "ruled:",
    Action.UNDO: "took back a judgement",
}
