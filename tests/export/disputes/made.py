"""Disputes made by hand."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from memcon.export.disputes.accounts import CONFLICT, Account, Change, Dispute, Sheet
from memcon.model.judgement import Action, Judgement

SHEET = Sheet("d1", "story", "Raid on Vardo", "Lantern Wire", "2031-03-04", "papers/raid.txt")
LATER = Sheet("d2", "story", None, None, "2031-03-06", "-")


def account(id_: str = "a1", sheet: Sheet = SHEET, **fields: Any) -> Account:
    values = {"teller": "Ana Lund", "doing": "said", "words": "the pier was shut", "place": "paragraph 2", **fields}
    return Account(id_, {"id": id_}, sheet=sheet, **values)


def dispute(**fields: Any) -> Dispute:
    values: dict[str, Any] = {
        "kind": "denial",
        "relation": CONFLICT,
        "state": "open",
        "why": "“shut” / “never shut”",
        "left": account(),
        "right": account("a2", LATER, teller="Tomas Bay", doing="denied", stance="denied", via="Clara Weiss"),
        **fields,
    }
    return Dispute("c1", **values)


def ruling(verdict: str = "real", why: str = "read both") -> Judgement:
    value = MappingProxyType({"other": "a2", "verdict": verdict})
    return Judgement(Action.RULE, "a1", "ada", "2031-03-07T10:00:00+00:00", why, "d1", value)


CHANGE = Change("a3", "Tomas Bay admitted: the pier was shut (Later, 2031-03-08; later.txt)")
