"""What comes of comparing two accounts of different documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from memcon.link.conflicts.claims import Claim
from memcon.model.ids import content_id

Same = Callable[[str, str], bool]

UPDATE_DAYS: Final = 10
"""How much later a higher number is the same count gone on."""


class Relation(StrEnum):
    """How two accounts of one thing go together."""

    CONFLICT = "conflict"
    UPDATE = "update"
    BOUND = "compatible-bound"
    POPULATION = "other-population"
    PREDICATE = "other-predicate"


@dataclass(frozen=True, slots=True)
class Paper:
    """The rows of one document as the contract has them; statements as they stand now."""

    document: dict[str, Any]
    statements: list[dict[str, Any]]
    events: list[dict[str, Any]]
    conflicts: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """Two rows, how they go together and why; it never says who is right.

    `history` are the statements that changed the state, in their order.
    """

    kind: str
    left: str
    right: str
    left_document: str
    right_document: str
    why: str
    relation: str
    state: str = "open"
    history: tuple[str, ...] = ()
    id: str = ""


def between(left: Claim, right: Claim, kind: str, relation: Relation, why: str) -> Found:
    """A finding about two claims, the earlier one on the left."""
    left, right = sorted((left, right), key=in_time)
    id_ = content_id("conflict", kind, left.id, right.id)
    return Found(kind, left.id, right.id, left.document, right.document, why, relation.value, id=id_)


def in_time(claim: Claim) -> tuple[str, str, str]:
    """By the day on which it was told; what has no day comes last."""
    return claim.day or "9", claim.document, claim.id


def days_between(left: str | None, right: str | None) -> int | None:
    """The days from the first to the second; None where one is not known."""
    try:
        return (date.fromisoformat(right or "") - date.fromisoformat(left or "")).days
    except ValueError:
        return None


def one_voice(left: Claim, right: Claim, same: Same | None) -> bool:
    """Whether both are said by one: the same actor, or the same printed name."""
    if left.actor and right.actor and same is not None and same(left.actor, right.actor):
        return True
    return left.folded == right.folded != ""


def of_one_origin(left: str, right: str, origins: Mapping[str, str]) -> bool:
    """Whether two documents are copies of one text."""
    return origins.get(left, left) == origins.get(right, right)


def strongest(found: Sequence[Found]) -> tuple[Found, ...]:
    """Each finding once, by documents and rows."""
    return tuple(sorted({one.id: one for one in found}.values(), key=lambda f: (f.left_document, f.right_document, f.kind, f.id)))
