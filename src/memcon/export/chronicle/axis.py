"""The axis of time: which day stands where, and which days are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Final

from memcon.export.chronicle.days import Days
from memcon.export.wording import MONTHS

MOST: Final = 9
"""Days that are named along the axis."""
LAST: Final = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from first to last, as ordinals, drawn from `left` to `right`."""

    first: int
    last: int
    left: float
    right: float

    def at(self, iso: str, *, share: float = 0.5) -> float:
        """Where a day stands: its beginning (0), its middle or its end (1)."""
        return self.of(date.fromisoformat(iso).toordinal() + share)

    def of(self, ordinal: float) -> float:
        """Where a point of time stands."""
        return self.left + (ordinal - self.first) / (self.last + 1 - self.first) * (self.right - self.left)

    def ticks(self) -> list[tuple[float, str]]:
        """The days that are named, as many as there is room for: days, months or years."""
        for months, size in _STEPS:
            found = list(self._within(_days(self.first, self.last, size) if not months else _firsts(self.first, self.last, size)))
            if len(found) <= MOST:
                return [(self.of(day.toordinal()), _name(day, months=months, size=size)) for day in found]
        return []

    def _within(self, days: Iterable[date]) -> Iterator[date]:
        return (day for day in days if self.first <= day.toordinal() <= self.last)


_STEPS: Final = (
    *((False, days) for days in (1, 2, 7, 14)), *((True, months) for months in (1, 3, 6)),
    *((True, 12 * years) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)  # fmt: skip
"""Whether the step counts months, and how many; else days."""


def make_axis(days: Iterable[Days], *, left: float, right: float) -> Axis:
    """An axis that holds all the days, with a little room at both ends."""
    held = list(days)
    first = min(date.fromisoformat(d.start).toordinal() for d in held)
    last = max(date.fromisoformat(d.end).toordinal() for d in held)
    room = max(1, (last - first) // 40)
    return Axis(max(1, first - room), min(LAST, last + room), left, right)


def _days(first: int, last: int, size: int) -> Iterator[date]:
    """Every so many days; weeks begin on Mondays."""
    start = first + -(first - 1) % size if size > 1 else first
    return map(date.fromordinal, range(start, min(last, start + size * (MOST + 1)) + 1, size))


def _firsts(first: int, last: int, size: int) -> Iterator[date]:
    """The first day of every so many months."""
    begun = date.fromordinal(first)
    start = (begun.year * 12 + begun.month - 1) // size * size
    for n in count(start, size):
        year, month = divmod(n, 12)
        if year > 9999 or (year >= 1 and date(year, month + 1, 1).toordinal() > last) or n > start + size * (MOST + 2):
            return
        if year >= 1:
            yield date(year, month + 1, 1)


def _name(day: date, *, months: bool, size: int) -> str:
    if not months:
        return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
    return str(day.year) if size >= 12 else f"{MONTHS[day.month - 1][:3]} {day.year}"
