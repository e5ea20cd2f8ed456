"""A case over time: all of it in bars, and lanes of the days that are chosen, each with its rows or their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memcon.export.chronicle.columns import CLASSES, NOBODY_KEY, Called, Columns, Lists, Rows
from memcon.export.chronicle.days import Days
from memcon.export.chronicle.moments import Moment
from memcon.export.chronicle.sieve import Chosen, Sieve
from memcon.export.chronicle.slots import Slots, make_slots

OVERVIEW_SLOTS: Final = 120
LANE_SLOTS: Final = 60
POINTS: Final = 60
"""Rows up to which a lane has each of them; a lane with more has their numbers."""
NO_OUTLET: Final = Called(NOBODY_KEY, "no outlet named")
NO_STATE: Final = Called(NOBODY_KEY, "no state told")


class LaneBy(StrEnum):
    """What a lane holds the rows of: whoever does or says it, the state of that one, the outlet, or the class."""

    ACTOR = "actor"
    STATE = "state"
    OUTLET = "outlet"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Bar:
    """How many rows begin in the days, by class in the order of CLASSES."""

    days: Days
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All classes together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Lane:
    """The rows of one: their number, bars where any begin, and where they are few the rows themselves."""

    key: str
    name: str
    count: int
    bars: tuple[Bar, ...]
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Panorama:
    """A case over time.

    `whole` are the days of all rows that fit, `shown` those of the lanes; both are None where no row has a day. `more` is how many
    lanes there are besides, `more_rows` the rows that stand in these alone. `undated` rows fit but for the day they do not have.
    """

    by: LaneBy
    whole: Days | None
    shown: Days | None
    overview: tuple[Bar, ...]
    lanes: tuple[Lane, ...]
    more: int
    more_rows: int
    total: int
    undated: int


def make_panorama(columns: Columns, chosen: Chosen, sieve: Sieve, *, by: LaneBy, most: int) -> Panorama:
    """The rows that are chosen, over time, in at most so many lanes, the fullest first."""
    whole = _whole(columns, chosen.every)
    if whole is None:
        return Panorama(by, None, None, (), (), 0, 0, len(chosen.in_days), len(chosen.undated))
    shown = _shown(whole, sieve)
    lanes, more, more_rows = _lanes(columns, chosen.in_days, make_slots(shown, most=LANE_SLOTS), by=by, most=most)
    overview = _bars(columns, chosen.every, make_slots(whole, most=OVERVIEW_SLOTS))
    return Panorama(by, whole, shown, overview, lanes, more, more_rows, len(chosen.in_days), len(chosen.undated))


def _whole(columns: Columns, rows: Rows) -> Days | None:
    if not len(rows):
        return None
    first, last = int(columns.start[rows[0]]), int(columns.end[rows].max())
    return Days(date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat())


def _shown(whole: Days, sieve: Sieve) -> Days:
    """The days that are asked for; where only one end is, up to the end of the rows, and where that lies before it, the day alone."""
    start, end = sieve.since or whole.start, sieve.until or whole.end
    if start <= end:
        return Days(start, end)
    day = sieve.since or sieve.until or start
    return Days(day, day)


def _bars(columns: Columns, rows: Rows, slots: Slots) -> tuple[Bar, ...]:
    """The slots in which rows begin."""
    place = slots.place(columns.start[rows]) * len(CLASSES) + columns.lane[rows]
    counts = np.bincount(place, minlength=len(slots) * len(CLASSES)).reshape(len(slots), len(CLASSES))
    return tuple(Bar(slots.days(int(n)), tuple(counts[n].tolist())) for n in np.flatnonzero(counts.sum(axis=1)))


def _lanes(columns: Columns, rows: Rows, slots: Slots, *, by: LaneBy, most: int) -> tuple[tuple[Lane, ...], int, int]:
    """The fullest lanes, how many there are besides, and the rows that stand in none of those shown."""
    place, group = _spread(columns, rows, by)
    counts = np.bincount(group)
    ranked = sorted(np.flatnonzero(counts).tolist(), key=lambda n: (-counts[n], called(columns, by, n).key))
    lanes = []
    seen = np.zeros(len(rows), np.bool_)
    for n in ranked[:most]:
        mine = place[group == n]
        seen[mine] = True
        lanes.append(_lane(columns, rows[mine], slots, called(columns, by, n)))
    return tuple(lanes), max(0, len(ranked) - most), int((~seen).sum())


def _lane(columns: Columns, rows: Rows, slots: Slots, whose: Called) -> Lane:
    moments = tuple(columns.moments[n] for n in rows.tolist()) if len(rows) <= POINTS else ()
    return Lane(whose.key, whose.name, len(rows), _bars(columns, rows, slots), moments)


def _spread(columns: Columns, rows: Rows, by: LaneBy) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each lane of each row: which of the rows it is, and the lane."""
    everyone = np.arange(len(rows))
    if by is LaneBy.OUTLET:
        return everyone, columns.outlet[rows].astype(np.intp)
    if by is LaneBy.CLASS:
        return everyone, columns.lane[rows].astype(np.intp)
    lists = columns.people if by is LaneBy.ACTOR else columns.states
    return _with_none(lists, columns.source[rows], none=0 if by is LaneBy.ACTOR else len(columns.codes))


def _with_none(lists: Lists, chosen: NDArray[np.int32], *, none: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """As `spread` gives it, with `none` for lists in which nobody stands."""
    place, member = lists.spread(chosen)
    empty = np.setdiff1d(np.arange(len(chosen)), place)
    both = np.concatenate((place, empty))
    order = np.argsort(both, kind="stable")
    return both[order], np.concatenate((member, np.full(len(empty), none)))[order]


def called(columns: Columns, by: LaneBy, n: int) -> Called:
    """Whose a lane is."""
    if by is LaneBy.ACTOR:
        return columns.who[n]
    if by is LaneBy.OUTLET:
        return NO_OUTLET if n == 0 else Called(columns.outlets[n], columns.outlets[n])
    if by is LaneBy.CLASS:
        return Called(CLASSES[n], CLASSES[n])
    return NO_STATE if n == len(columns.codes) else columns.codes[n]
