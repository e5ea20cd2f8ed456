"""What people say of the rows that memcon found. Nothing is overwritten: a judgement stands beside the row, and can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from memcon.model.ids import content_id


class Action(StrEnum):
    """What a judgement does."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    ADD = "add"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


ABOUT_STATEMENTS = frozenset({Action.ACCEPT, Action.REJECT, Action.EDIT, Action.ADD})
ABOUT_ACTORS = frozenset({Action.MERGE, Action.SPLIT})


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a judged statement stood, in words: its pieces, and up to 32 code points on each side of the first and the last."""

    exact: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of one person: what, about what, when, why.

    `subject` is the id of a statement, of an actor, or of the judgement that is undone. `value` holds the fields of the
    statement that an edit changes, the whole statement that is added, or `{"other": ID}` for two actors. `document` is
    the id of the document of a statement.
    """

    action: Action
    subject: str
    who: str
    at: str
    why: str = ""
    document: str | None = None
    value: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    anchor: Anchor = Anchor()

    @property
    def id(self) -> str:
        """From content alone, so that the same judgement brought twice is one."""
        return content_id(self.action.value, self.subject, self.who, self.at, self.why, dict(self.value))

    def to_dict(self) -> dict[str, Any]:
        """The judgement as bundles and `--json` have it."""
        anchor = {"exact": list(self.anchor.exact), "prefix": self.anchor.prefix, "suffix": self.anchor.suffix}
        told = {name: getattr(self, name) for name in ("subject", "who", "at", "why", "document")}
        return {"id": self.id, "action": self.action.value, **told, "value": dict(self.value), "anchor": anchor}

    @staticmethod
    def from_dict(row: Mapping[str, Any]) -> Judgement:
        """The judgement that `to_dict` wrote. Raises KeyError, TypeError and ValueError for what is none."""
        anchor = Anchor(tuple(row["anchor"]["exact"]), row["anchor"]["prefix"], row["anchor"]["suffix"])
        told = {name: row[name] for name in ("subject", "who", "at", "why", "document")}
        return Judgement(Action(row["action"]), **told, value=MappingProxyType(row["value"]), anchor=anchor)


def in_force(judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """The judgements that nobody has undone, by time; an undone undoing brings back what it had undone."""
    ordered = sorted(judgements, key=lambda j: (j.at, j.id))
    undone: set[str] = set()
    for judgement in reversed(ordered):  # the last word first: it may undo an undoing
        if judgement.action is Action.UNDO and judgement.id not in undone:
            undone.add(judgement.subject)
    return tuple(j for j in ordered if j.action is not Action.UNDO and j.id not in undone)
