"""Two speakers of one document who count the same people and come to two numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from memcon.model.ids import content_id
from memcon.model.ledger import Conflict, ConflictKind, Count, Event, Modality, Statement

_MOST: Final = 50
_HAPPENED: Final = (Modality.DID, Modality.ALLEGED)


def find_numbers(events: Sequence[Event], statements: Mapping[str, Statement]) -> Iterator[Conflict]:
    """A conflict for each two events told by two voices whose numbers of the same people shut each other out."""
    for rows in _by_people(events).values():
        for (one, mine), (other, theirs) in combinations(rows[:_MOST], 2):
            if one.id != other.id and _one_event(one, other) and _two_voices(one, other, statements) and not _fits(mine, theirs):
                why = f"{mine.what}, {mine.who}: {_told(mine)} / {_told(theirs)}"
                id_ = content_id("conflict", "number", one.id, other.id)
                yield Conflict(id_, ConflictKind.NUMBER, one.id, other.id, why)


def _by_people(events: Sequence[Event]) -> dict[tuple[str, str, str], list[tuple[Event, Count]]]:
    """The counts by the sort of event, by what became of whom, in the order of the text."""
    found: dict[tuple[str, str, str], list[tuple[Event, Count]]] = defaultdict(list)
    for event in sorted(events, key=lambda e: e.span.start):
        for count in event.counts if event.modality in _HAPPENED else ():
            if count.who is not None and count.what != "amount":
                found[event.type.value, count.what, count.who.lower()].append((event, count))
    return found


def _one_event(one: Event, other: Event) -> bool:
    """Whether nothing says that they are two: neither the days nor the places differ, and one of both is told."""
    if one.when and other.when and not (one.when.start <= other.when.end and other.when.start <= one.when.end):
        return False
    if one.where and other.where:
        return bool({*one.where.name.lower().split()} & {*other.where.name.lower().split()})
    return one.when is None or other.when is None or one.when.start == other.when.start


def _two_voices(one: Event, other: Event, statements: Mapping[str, Statement]) -> bool:
    mine, theirs = (statements.get(event.statement or "") for event in (one, other))
    if mine is None or theirs is None:
        return False
    names = {mine.speaker.name, theirs.speaker.name}
    return None not in names and len(names) == 2 and mine.speaker.actor != theirs.speaker.actor


def _fits(one: Count, other: Count) -> bool:
    (low, high), (least, most) = _interval(one), _interval(other)
    return low <= most and least <= high


def _interval(count: Count) -> tuple[float, float]:
    """The lowest and the highest number that the words allow; "about" allows a tenth more or less."""
    number, step = count.number, 1e-9
    table = {
        ">": (number + step, float("inf")),
        ">=": (number, float("inf")),
        "<": (0.0, number - step),
        "<=": (0.0, number),
        "~": (number * 0.9, number * 1.1),
    }
    return table.get(count.bound, (number, number))


def _told(count: Count) -> str:
    return f"{'' if count.bound == '=' else count.bound}{count.number:g}"
