"""Absolute dates as papers print them: "September 4, 2021", "4 Sept. 2021", "2021-09-04". A date without a year is not known."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

_MONTHS: Final = {
    m: k // 2 + 1
    for k, m in enumerate(
        "jan january feb february mar march apr april may may jun june jul july aug august sep september oct "
        "october nov november dec december".split()
    )
} | {"sept": 9}
_NAMES: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_US: Final = re.compile(rf"\b({_NAMES})\.? {{1,2}}(\d{{1,2}}),? {{1,2}}((?:19|20)\d\d|1[5-8]\d\d)\b", re.IGNORECASE)
_UK: Final = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {{1,2}}({_NAMES})\.?,? {{1,2}}((?:19|20)\d\d|1[5-8]\d\d)\b", re.IGNORECASE)
_ISO: Final = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
DTG: Final = re.compile(rf"\b(\d\d)(\d\d)(\d\d)Z {{0,2}}({_NAMES}) {{0,2}}(\d\d(?:\d\d)?)\b", re.IGNORECASE)


def find_date(text: str) -> str | None:
    """The first complete date in the text as YYYY-MM-DD, or None."""
    found = [(m.start(), _day(m[3], m[1], m[2])) for m in [_US.search(text)] if m]
    found += [(m.start(), _day(m[3], m[2], m[1])) for m in [_UK.search(text)] if m]
    found += [(m.start(), _numbers(m[1], m[2], m[3])) for m in [_ISO.search(text)] if m]
    return next((day for _, day in sorted(found, key=lambda pair: pair[0]) if day is not None), None)


def _day(year: str, month: str, day: str) -> str | None:
    return _numbers(year, str(_MONTHS[month.lower()]), day)


def _numbers(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def find_date_time_group(text: str) -> str | None:
    """The first cable date-time group (030835Z MAR 75) as an ISO date and time in UTC; two-digit years are 1930 to 2029."""
    m = DTG.search(text)
    if m is None:
        return None
    year = int(m[5]) if len(m[5]) == 4 else (1900 if int(m[5]) >= 30 else 2000) + int(m[5])
    try:
        return datetime(year, _MONTHS[m[4].lower()], int(m[1]), int(m[2]), int(m[3]), tzinfo=UTC).isoformat().replace("+00:00", "Z")
    except ValueError:
        return None
