"""Units of several accounts put together into topics: the likest first, then what one account has split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.link.readouts.likeness import Reading, likeness, pairs_to_weigh
from memcon.link.readouts.words import fold, words_in
from memcon.model.comparison import Account

LIKE: Final = 0.33
"""From here on two units are about one thing. On the pairs of the tests .28 joins what is not one, .40 parts what is."""
PART: Final = 0.5
"""How much of a unit must lie in a topic that has another unit of its account, so that it is a part of that topic."""
NEW: Final = 0.6
"""How much of that must be what the other unit does not have."""

Group = list[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units by their places among the readings, and how like they are."""

    left: int
    right: int
    likeness: float


def align(accounts: Sequence[Account], readings: Sequence[Reading]) -> list[Group]:
    """The units as groups of places among the readings; each is in exactly one. The same texts give the same groups."""
    homes = list(range(len(readings)))
    groups: dict[int, Group] = {k: [k] for k in homes}
    pairs = _ranked(readings)
    for left, right in (*_same_texts(accounts, readings), *_occasions(readings), *((p.left, p.right) for p in pairs)):
        _join(groups, homes, left, right, readings)
    _add_occasions(groups, homes, readings)
    _add_parts(groups, homes, pairs, readings)
    return sorted(groups.values(), key=min)


def _ranked(readings: Sequence[Reading]) -> list[Pair]:
    """The pairs that are about one thing, the likest first, then those that stand at like places."""
    pairs = [Pair(a, b, round(likeness(readings[a], readings[b]), 6)) for a, b in pairs_to_weigh(readings)]
    kept = [p for p in pairs if p.likeness >= LIKE and readings[p.left].unit.is_occasion == readings[p.right].unit.is_occasion]
    return sorted(kept, key=lambda p: (-p.likeness, _apart(p, readings), p.left, p.right))


def _apart(pair: Pair, readings: Sequence[Reading]) -> int:
    return abs(readings[pair.left].unit.number - readings[pair.right].unit.number)


def _same_texts(accounts: Sequence[Account], readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Units with the same words, the first with the first, the second with the second."""
    seen: defaultdict[tuple[str, ...], defaultdict[int, Group]] = defaultdict(lambda: defaultdict(list))
    for k, reading in enumerate(readings):
        text = accounts[reading.unit.account].text_of(reading.unit)
        seen[tuple(fold(w.printed) for w in words_in(text))][reading.unit.account].append(k)
    for places in seen.values():
        first, *others = places.values()
        yield from ((a, b) for other in others for a, b in zip(first, other, strict=False))


def _occasions(readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """The first sentence of each account that tells the occasion."""
    first: dict[int, int] = {}
    for k, reading in enumerate(readings):
        if reading.unit.is_occasion:
            first.setdefault(reading.unit.account, k)
    places = list(first.values())
    yield from ((places[0], other) for other in places[1:])


def _add_occasions(groups: dict[int, Group], homes: list[int], readings: Sequence[Reading]) -> None:
    """Put what an account says more of the talk itself, and is still alone, to its first sentence about it."""
    first: dict[int, int] = {}
    for k, reading in enumerate(readings):
        opening = first.setdefault(reading.unit.account, k) if reading.unit.is_occasion else k
        if len(groups[homes[k]]) == 1 and homes[k] != homes[opening]:
            _merge(groups, homes, homes[k], homes[opening])


def _join(groups: dict[int, Group], homes: list[int], left: int, right: int, readings: Sequence[Reading]) -> None:
    """Make one group of two, where no account would have two units in it."""
    a, b = homes[left], homes[right]
    accounts = [readings[k].unit.account for k in (*groups[a], *groups[b])]
    if a != b and len(set(accounts)) == len(accounts):
        _merge(groups, homes, a, b)


def _merge(groups: dict[int, Group], homes: list[int], a: int, b: int) -> None:
    kept, gone = min(a, b), max(a, b)
    groups[kept] = sorted((*groups[kept], *groups[gone]))
    for k in groups.pop(gone):
        homes[k] = kept


def _add_parts(groups: dict[int, Group], homes: list[int], pairs: Sequence[Pair], readings: Sequence[Reading]) -> None:
    """Put a unit that is still alone to a topic that another unit of its account is in, where it tells another part of it."""
    for pair in pairs:
        for alone, other in ((pair.left, pair.right), (pair.right, pair.left)):
            if len(groups[homes[alone]]) == 1 and homes[alone] != homes[other] and _is_part(alone, other, groups[homes[other]], readings):
                _merge(groups, homes, homes[alone], homes[other])


def _is_part(alone: int, other: int, group: Group, readings: Sequence[Reading]) -> bool:
    """Whether much of the unit is in the other one, and most of that in no unit of its own account that is there already."""
    mine, theirs = readings[alone], readings[other]
    beside = {w for k in group if readings[k].unit.account == mine.unit.account for w in readings[k].weights}
    shared = {w: min(weight, theirs.weights[w]) for w, weight in sorted(mine.weights.items()) if w in theirs.weights}
    total = sum(shared.values())
    new = sum(weight for word, weight in shared.items() if word not in beside)
    return mine.total > 0 and total >= PART * mine.total and new >= NEW * total
