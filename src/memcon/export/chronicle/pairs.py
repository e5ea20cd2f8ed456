"""Who stands on the two sides of rows, two by two, and in how many rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memcon.export.chronicle.columns import Called, Columns, Lists, Rows

NOBODY_NUMBER: Final = 0
"""Of nobody named, among the people of the columns."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs by number, and in how many rows each stands."""

    one: NDArray[np.intp]
    other: NDArray[np.intp]
    count: NDArray[np.intp]


def find_pairs(lists: Lists, from_: NDArray[np.int32], to: NDArray[np.int32], size: int) -> Pairs:
    """Everybody of one list of a row with everybody of the other; there are so many who may stand in a list."""
    row, one = lists.spread(from_)
    pair, other = lists.spread(to[row])
    found, counts = np.unique(one[pair] * size + other, return_counts=True)
    return Pairs(found // max(1, size), found % max(1, size), counts)


def find_people(columns: Columns, from_: NDArray[np.int32], to: NDArray[np.int32]) -> Pairs:
    """The pairs of people who are named."""
    found = find_pairs(columns.people, from_, to, len(columns.who))
    named = (found.one != NOBODY_NUMBER) & (found.other != NOBODY_NUMBER)
    return Pairs(found.one[named], found.other[named], found.count[named])


@dataclass(frozen=True, slots=True)
class Busy:
    """Two sides, and how many rows go from one of them to the other."""

    one: Called
    other: Called
    count: int


def busiest_states(columns: Columns, rows: Rows, *, most: int) -> tuple[Busy, ...]:
    """The states and organisations between which most rows go, in either direction."""
    pairs = find_pairs(columns.states, columns.source[rows], columns.target[rows], len(columns.codes))
    return _busiest(pairs, columns.codes, most)


def busiest_people(columns: Columns, rows: Rows, *, most: int) -> tuple[Busy, ...]:
    """The people between whom most rows go, in either direction."""
    return _busiest(find_people(columns, columns.source[rows], columns.target[rows]), columns.who, most)


def _busiest(pairs: Pairs, called: tuple[Called, ...], most: int) -> tuple[Busy, ...]:
    both: dict[tuple[int, int], int] = {}
    for one, other, count in zip(pairs.one.tolist(), pairs.other.tolist(), pairs.count.tolist(), strict=True):
        if one != other:
            pair = (min(one, other), max(one, other))
            both[pair] = both.get(pair, 0) + count
    ranked = sorted(both.items(), key=lambda row: (-row[1], called[row[0][0]].key, called[row[0][1]].key))
    return tuple(Busy(called[one], called[other], count) for (one, other), count in ranked[:most])
