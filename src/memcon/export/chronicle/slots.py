"""Slots of time side by side: days, weeks, months, quarters or years, as many as there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memcon.export.chronicle.days import By, Days, period_days, period_of, period_words
from memcon.export.wording import date_words

_DAYS: Final = (1, 7)
_MONTHS: Final = (1, 3, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)))


@dataclass(frozen=True, slots=True)
class Slots:
    """Slots that follow each other: the nth begins on the day `edges[n]` and ends before `edges[n + 1]`, both ordinals."""

    edges: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.edges) - 1

    def place(self, ordinals: NDArray[np.int32]) -> NDArray[np.intp]:
        """In which slot each day lies; a day before the first slot is in it, for what began earlier goes on in it."""
        found: NDArray[np.intp] = np.clip(np.searchsorted(np.array(self.edges), ordinals, side="right") - 1, 0, len(self) - 1)
        return found

    def days(self, n: int) -> Days:
        """The first and the last day of a slot."""
        return Days(_iso(self.edges[n]), _iso(self.edges[n + 1] - 1))


def make_slots(days: Days, *, most: int) -> Slots:
    """The shortest slots of which at most so many hold the days; the first and the last are cut to them. `most` is at least 4."""
    first, last = date.fromisoformat(days.start).toordinal(), date.fromisoformat(days.end).toordinal()
    for size in _DAYS:
        if (last - first) // size + 2 <= most:
            return Slots((first, *range(first + size - (first - 1) % size, last + 1, size), last + 1))
    for months in _MONTHS:
        inner = list(_firsts(first, last, months, most))
        if len(inner) + 1 <= most:
            return Slots((first, *inner, last + 1))
    return Slots((first, last + 1))


def _firsts(first: int, last: int, months: int, most: int) -> Iterator[int]:
    """The first days of every so many months within the days, the first day itself left out; a few more than `most` at most."""
    begun = date.fromordinal(first)
    start = (begun.year * 12 + begun.month - 1) // months * months
    for n in range(1, most + 2):
        year, month = divmod(start + n * months, 12)
        if year > date.max.year or (found := date(year, month + 1, 1).toordinal()) > last:
            return
        yield found


def slot_words(days: Days) -> str:
    """The days in words: "4 March 2031", "March 2031", "2031, first quarter", "2031", else from one to the other."""
    for by in (By.DAY, By.MONTH, By.QUARTER, By.YEAR):
        period = period_of(days.start, by)
        if period_days(period) == days:
            return period_words(period)
    return f"{date_words(days.start)} to {date_words(days.end)}"


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
