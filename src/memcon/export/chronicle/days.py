"""Days and the periods they lie in, as ISO 8601 writes them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from memcon.export.wording import MONTHS

_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].{0,40})?")
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_QUARTER: Final = re.compile(r"(\d{4})-Q([1-4])")
_YEAR: Final = re.compile(r"(\d{4})")


class By(StrEnum):
    """How long a period is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """From a day to a day, both ISO dates, both included."""

    start: str
    end: str

    def __str__(self) -> str:
        return self.start if self.start == self.end else f"{self.start} to {self.end}"


@lru_cache(maxsize=4096)
def read_days(untrusted: str | None) -> Days | None:
    """The day of an ISO date or time; of a month or a year all its days; None for anything else."""
    words = (untrusted or "").strip()
    if found := _DAY.fullmatch(words):
        return _checked(*map(int, found.groups()))
    if _MONTH.fullmatch(words) or _YEAR.fullmatch(words):
        return _checked_period(words)
    return None


def _checked(year: int, month: int, day: int) -> Days | None:
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return None
    return Days(iso, iso)


def _checked_period(period: str) -> Days | None:
    try:
        return period_days(period)
    except ValueError:
        return None


def read_range(untrusted_start: str | None, untrusted_end: str | None) -> Days | None:
    """From one day to another; where only one of them is a day, that one."""
    first, last = read_days(untrusted_start), read_days(untrusted_end)
    if first is None or last is None:
        return first or last
    return Days(min(first.start, last.start), max(first.end, last.end))


def period_of(day: str, by: By) -> str:
    """The period of an ISO date: 2031-03-04, 2031-03, 2031-Q1 or 2031."""
    if by is By.QUARTER:
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return day[: {By.DAY: 10, By.MONTH: 7, By.YEAR: 4}[by]]


def period_days(period: str) -> Days:
    """The first and the last day of a period. Raises ValueError for what is none."""
    if found := _QUARTER.fullmatch(period):
        year, last = int(found[1]), int(found[2]) * 3
        return _months(year, last - 2, last)
    if found := _MONTH.fullmatch(period):
        return _months(int(found[1]), int(found[2]), int(found[2]))
    if _YEAR.fullmatch(period):
        return _months(int(period), 1, 12)
    iso = date.fromisoformat(period).isoformat()
    return Days(iso, iso)


def _months(year: int, first: int, last: int) -> Days:
    return Days(date(year, first, 1).isoformat(), date(year, last, monthrange(year, last)[1]).isoformat())


def period_words(period: str) -> str:
    """The period for a heading: "4 March 2031", "March 2031", "2031, first quarter", "2031"."""
    if found := _QUARTER.fullmatch(period):
        return f"{found[1]}, {('first', 'second', 'third', 'fourth')[int(found[2]) - 1]} quarter"
    parts = period.split("-")
    day = [str(int(parts[2]))] if len(parts) == 3 else []
    month = [MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*day, *month, parts[0]])
