"""Intervals of days, and the steps between them. Weeks begin on Monday (ISO 8601)."""

from __future__ import annotations

import calendar
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


_PARTS: Final = {"early": (0, 3), "mid": (1, 3), "middle": (1, 3), "late": (2, 3), "end": (2, 3), "beginning": (0, 3), "start": (0, 3)}


def part_of(whole: Days, which: str) -> Days:
    """The first, middle or last third of an interval: "early 2020", "mid-March", "late July"."""
    n, of = _PARTS[which]
    length = (whole.end - whole.start).days + 1
    start = whole.start + timedelta(length * n // of)
    end = whole.start + timedelta(length * (n + 1) // of - 1)
    return Days(start, end, Grain.RANGE)


def shifted(at: date, unit: str, count: int) -> Days:
    """So many days, weeks, months, years from a day, no finer than the unit: "three weeks ago" is a week."""
    if unit == "day":
        return day(at + timedelta(count))
    if unit == "week":
        return week_of(at + timedelta(7 * count))
    if unit == "month":
        return month_of(at.year, at.month + count)
    if unit == "decade":
        first = (at.year // 10 + count) * 10
        return Days(date(first, 1, 1), date(first + 9, 12, 31), Grain.DECADE)
    return year_of(at.year + count)


def real_day(year: int, month: int, number: int) -> date | None:
    """The day, None for one that is in no calendar."""
    try:
        return date(year, month, number) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
