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
    RULE = "rule"
    UNDO = "undo"


class Verdict(StrEnum):
    """What a person rules of two rows: they cannot both stand, say the same, tell of different things, or one updates the other."""

    REAL = "real"
    SAME = "same"
    DIFFERENT = "different"
    UPDATE = "update"


ABOUT_STATEMENTS = frozenset({Action.ACCEPT, Action.REJECT, Action.EDIT, Action.ADD})
ABOUT_ACTORS = frozenset({Action.MERGE, Action.SPLIT})
ABOUT_PAIRS = frozenset({Action.RULE})


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a judged statement stood, in words: its pieces, and up to 32 code points on each side of the first and the last."""

    exact: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The anchor as bundles and `--json` have it."""
        return {"exact": list(self.exact), "prefix": self.prefix, "suffix": self.suffix}

    @staticmethod
    def from_dict(row: Mapping[str, Any]) -> Anchor:
        """The anchor that `to_dict` wrote. Raises KeyError and TypeError for what is none."""
        return Anchor(tuple(row["exact"]), row["prefix"], row["suffix"])


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of one person: what, about what, when, why.

    `subject` is the id of a statement, of an event, of an actor, or of the judgement that is undone. `value` holds the fields
    of the statement that an edit changes, the whole statement that is added, `{"other": ID}` for two actors, or `{"other": ID,
    "verdict": VERDICT}` for two rows, to which the document and the anchor of the other one are put when it is recorded.
    `document` is the id of the document of the subject.
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
        told = {name: getattr(self, name) for name in ("subject", "who", "at", "why", "document")}
        return {"id": self.id, "action": self.action.value, **told, "value": dict(self.value), "anchor": self.anchor.to_dict()}

    @staticmethod
    def from_dict(row: Mapping[str, Any]) -> Judgement:
        """The judgement that `to_dict` wrote. Raises KeyError, TypeError and ValueError for what is none."""
        told = {name: row[name] for name in ("subject", "who", "at", "why", "document")}
        value, anchor = MappingProxyType(row["value"]), Anchor.from_dict(row["anchor"])
        return Judgement(Action(row["action"]), **told, value=value, anchor=anchor)


def in_force(judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """The judgements that nobody has undone, by time; an undone undoing brings back what it had undone."""
    ordered = sorted(judgements, key=lambda j: (j.at, j.id))
    undone: set[str] = set()
    for judgement in reversed(ordered):  # the last word first: it may undo an undoing
        if judgement.action is Action.UNDO and judgement.id not in undone:
            undone.add(judgement.subject)
    return tuple(j for j in ordered if j.action is not Action.UNDO and j.id not in undone)
