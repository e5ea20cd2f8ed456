"""Intervals of days, and the steps between them. Weeks begin on Monday (ISO 8601)."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""Years outside are no dates of papers."""


class Grain(StrEnum):
    """How fine a time is told."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included, and how finely that was told."""

    start: date
    end: date
    grain: Grain

    def moved(self, days: int) -> Days:
        """The same so many days later."""
        return Days(self.start + timedelta(days), self.end + timedelta(days), self.grain)


def day(at: date) -> Days:
    """One day."""
    return Days(at, at, Grain.DAY)


def week_of(at: date) -> Days:
    """The week in which a day lies."""
    monday = at - timedelta(at.weekday())
    return Days(monday, monday + timedelta(6), Grain.WEEK)


def weekend_of(at: date) -> Days:
    """The Saturday and Sunday of the week of a day."""
    saturday = at - timedelta(at.weekday()) + timedelta(5)
    return Days(saturday, saturday + timedelta(1), Grain.WEEKEND)


def month_of(year: int, month: int) -> Days:
    """A month; months before January and after December lie in other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Grain.MONTH)


def months_of(year: int, first: int, last: int, grain: Grain) -> Days:
    """From one month to another."""
    return Days(month_of(year, first).start, month_of(year, last).end, grain)


def year_of(year: int) -> Days:
    """A year."""
    return Days(date(year, 1, 1), date(year, 12, 31), Grain.YEAR)


_PARTS: Final = {
    "early": (0, 3), "beginning": (0, 3), "start": (0, 3), "mid": (1, 3), "middle": (1, 3), "late": (2, 3), "end": (2, 3), "close": (2, 3),
    "first": (0, 2), "second": (1, 2), "latter": (1, 2),
}  # fmt: skip


def part_of(whole: Days, which: str) -> Days:
    """The first, middle or last third of an interval, or a half: "early 2020", "mid-March", "late July"."""
    n, of = _PARTS[which]
    length = (whole.end - whole.start).days + 1
    start = whole.start + timedelta(length * n // of)
    end = whole.start + timedelta(length * (n + 1) // of - 1)
    return Days(start, end, Grain.RANGE)


def quarter_of(year: int, number: int) -> Days:
    """A quarter; those before the first and after the last lie in other years."""
    return months_of(year, 3 * number - 2, 3 * number, Grain.QUARTER)


def decade_of(year: int) -> Days:
    """The decade in which a year lies."""
    first = year // 10 * 10
    return Days(date(first, 1, 1), date(first + 9, 12, 31), Grain.DECADE)


def century_of(number: int) -> Days:
    """A century, as it is counted in talk: the 19th runs from 1800 to 1899."""
    return Days(date(100 * number - 100, 1, 1), date(100 * number - 1, 12, 31), Grain.RANGE)


def range_of(start: date, end: date) -> Days | None:
    """From a day to a day; None where they run backward."""
    return Days(start, end, Grain.RANGE) if start <= end else None


_UNITS: Final[dict[str, Callable[[date, int], Days]]] = {
    "day": lambda at, count: day(at + timedelta(count)),
    "week": lambda at, count: week_of(at + timedelta(7 * count)),
    "fortnight": lambda at, count: week_of(at + timedelta(14 * count)),
    "weekend": lambda at, count: weekend_of(at + timedelta(7 * count)),
    "month": lambda at, count: month_of(at.year, at.month + count),
    "quarter": lambda at, count: quarter_of(at.year, (at.month + 2) // 3 + count),
    "year": lambda at, count: year_of(at.year + count),
    "decade": lambda at, count: decade_of(at.year + 10 * count),
    "hour": lambda at, count: day(at + timedelta(int(count / 24))),
}


def shifted(at: date, unit: str, count: int) -> Days:
    """So many days, weeks, months, years from a day, no finer than the unit: "three weeks ago" is a week."""
    return _UNITS[unit](at, count)


def moved(at: date, unit: str, count: int) -> date:
    """The very day so many units from a day: where "the past three weeks" began. The last of a shorter month."""
    if unit in _LENGTHS:
        return at + timedelta(_LENGTHS[unit] * count)
    if unit == "hour":
        return at + timedelta(-(-count // 24) if count >= 0 else count // 24)
    months = month_of(at.year, at.month + count * _MONTHS[unit])
    return min(months.start.replace(day=1) + timedelta(at.day - 1), months.end)


_LENGTHS: Final = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


def real_day(year: int, month: int, number: int) -> date | None:
    """The day, None for one that is in no calendar."""
    try:
        return date(year, month, number) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
