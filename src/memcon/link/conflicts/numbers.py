"""The same thing told with two numbers: the same noun counted in two sentences that are otherwise one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.link.conflicts.claims import Claim
from memcon.link.conflicts.comparing import Comparison
from memcon.link.conflicts.found import UPDATE_DAYS, Found, Relation, between, days_between
from memcon.link.conflicts.words import Sort, Word, fits
from memcon.link.tables import load_table

KIND: Final = "number"
_REACH: Final = 4
_UNITS: Final = frozenset(load_table("conflicts")["words"]["units"])


def find_numbers(pair: Comparison) -> Found | None:
    """The first number in which two accounts of one thing differ, or the one that only seems to."""
    left, right = pair.left, pair.right
    if not (left.numbers and right.numbers) or not (left.firm and right.firm) or pair.other_times:
        return None
    if not pair.about_one or pair.turned or left.modality != right.modality:
        return None
    found = [between(left, right, KIND, relation, why) for relation, why in _differing(left, right)]
    return min(found, key=lambda one: one.relation != Relation.CONFLICT, default=None)


def _differing(left: Claim, right: Claim) -> Iterator[tuple[Relation, str]]:
    for one in left.numbers:
        for other in right.numbers:
            noun = counted(left, one)
            if noun is None or noun != counted(right, other) or (one.value, one.bound) == (other.value, other.bound):
                continue
            yield relation_of((one.value or 0.0, one.bound, left.day), (other.value or 0.0, other.bound, right.day)), _why(noun, one, other)


def counted(claim: Claim, number: Word) -> str | None:
    """The noun behind a number."""
    behind = [word for word in claim.words if number.at < word.at <= number.at + _REACH]
    for word in behind:
        if word.sort in (Sort.NUMBER, Sort.NO) or word.form in _UNITS or word.text in _UNITS:
            return None
        if word.sort is Sort.PLAIN or (word.sort is Sort.STOP and word.text in ("people", "members")):
            return word.form
    return None


def relation_of(one: tuple[float, str, str | None], other: tuple[float, str, str | None]) -> Relation:
    """Two numbers of one thing, each with its bound and the day on which it was told."""
    if fits(one[:2], other[:2]):
        return Relation.BOUND
    early, late = sorted((one, other), key=lambda told: told[2] or "9")
    days = days_between(early[2], late[2])
    risen = late[0] > early[0]
    return Relation.UPDATE if days and days <= UPDATE_DAYS and risen else Relation.CONFLICT


def _why(noun: str, one: Word, other: Word) -> str:
    return f"{noun}: {told(one.value or 0, one.bound)} / {told(other.value or 0, other.bound)}"


def told(value: float, bound: str) -> str:
    """The number with its bound, the plain one without."""
    return f"{'' if bound == '=' else bound}{value:g}"
