"""From what an expression of time says to days of the calendar, against the day of the paper and the time told before.

The rules for weekdays and for days without a year are those that were measured best on news: a weekday in the past is the last
one, the day of the paper included; a day without a year lies on the side of the tense.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from memcon.detect.grammar.tables import load_table
from memcon.detect.times.calendar import (
    Days,
    Grain,
    day,
    month_of,
    months_of,
    part_of,
    real_day,
    shifted,
    week_of,
    weekend_of,
    year_of,
)
from memcon.detect.times.expressions import Expression

_WORDS: Final = load_table("times")


@dataclass(frozen=True, slots=True)
class Against:
    """What an expression is resolved against: the day of the paper, whether its clause lies ahead, the time told before."""

    paper: date
    ahead: bool = False
    before: Days | None = None


def resolve_time(expression: Expression, against: Against) -> Days | None:
    """The days that are meant; None where the calendar has none such, or where nothing says which."""
    try:
        return _RESOLVERS[expression.kind](expression.parts, _turned(expression, against))
    except (ValueError, OverflowError):
        return None


def _turned(expression: Expression, against: Against) -> Against:
    """A word in front that looks ahead counts more than the tense: "had to leave by Friday"."""
    ahead = against.ahead or expression.before in _WORDS["hints"]["before"] or expression.parts.get("in") in _WORDS["hints"]["before"]
    return Against(against.paper, ahead, against.before)


Parts = Mapping[str, str]


def _month_number(parts: Parts) -> int:
    return int(parts["month"]) if parts["month"].isdigit() else int(_WORDS["months"][parts["month"]])


def _year(parts: Parts) -> int | None:
    year = int(parts["year"]) if "year" in parts else None
    return None if year is None else year if year > 99 else year + (1900 if year >= 30 else 2000)


def _exact(parts: Parts, against: Against) -> Days | None:
    """A day of a month, with its year or on the side of the tense."""
    month, number, year = _month_number(parts), int(parts["number"]), _year(parts)
    found = real_day(year, month, number) if year is not None else _nearest(month, number, against)
    return None if found is None else day(found)


def _nearest(month: int, number: int, against: Against) -> date | None:
    """The day without a year: the last one there was, the day of the paper and the week after it included, or the next one."""
    days = [found for year in (-1, 0, 1) if (found := real_day(against.paper.year + year, month, number))]
    if against.ahead:
        return next((d for d in days if d >= against.paper), None)
    return next((d for d in reversed(days) if d <= against.paper + timedelta(SOON)), None)


SOON: Final = 7
"""Days after the paper in which a day told without "will" may still lie: "the vote is on June 3"."""


def _range(parts: Parts, against: Against) -> Days | None:
    last = _exact(parts, against)
    first = None if last is None else real_day(last.end.year, last.end.month, int(parts["first"]))
    return None if first is None or last is None or first > last.end else Days(first, last.end, Grain.RANGE)


def _month(parts: Parts, against: Against) -> Days:
    """A month, of its year, or the last or the next one by the tense."""
    number, year, paper = _month_number(parts), _year(parts), against.paper
    if year is not None:
        return month_of(year, number)
    which = parts.get("in", "")
    if which == "next" or (against.ahead and which != "last"):
        return month_of(paper.year + (number <= paper.month if which == "next" else number < paper.month), number)
    back = number > paper.month or (which == "last" and number >= paper.month)
    return month_of(paper.year - back, number)


def _weekday(parts: Parts, against: Against) -> Days | None:
    """A weekday: the last one, today included, or the next one; of the time told before where the words say so."""
    number, which = int(_WORDS["weekdays"][parts["weekday"]]), parts.get("which", "")
    anchor = against.before.end if which in ("the following", "the previous", "the same") and against.before else against.paper
    if which in ("next", "the following") or (against.ahead and which != "last"):
        return day(anchor + timedelta((number - anchor.weekday() - 1) % 7 + 1))
    back = (anchor.weekday() - number) % 7
    return day(anchor - timedelta(back or (7 if which in ("last", "the previous") else 0)))


_NEAR: Final = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}


def _near(parts: Parts, against: Against) -> Days:
    return day(against.paper + timedelta(_NEAR.get(parts["near"], 0)))


_STEPS: Final = {"this": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}


def _relative(parts: Parts, against: Against) -> Days:
    return shifted(against.paper, parts["unit"], _STEPS[parts["which"]])


def _ago(parts: Parts, against: Against) -> Days | None:
    """So long ago from the paper, or earlier or later than the time told before. "A few" is no number."""
    count = _WORDS["numbers"].get(parts["count"]) or (int(parts["count"]) if parts["count"].isdigit() else None)
    anchor = against.paper if parts["way"] == "ago" else against.before.start if against.before is not None else None
    if count is None or anchor is None:
        return None
    return shifted(anchor, parts["unit"], count if parts["way"] in ("later", "after") else -count)


def _weekend(parts: Parts, against: Against) -> Days:
    """The weekend behind, or ahead; on a Saturday or Sunday "the weekend" is this one."""
    here, which = weekend_of(against.paper), parts["which"]
    begun = here.start <= against.paper
    if which == "next" or (against.ahead and which != "last"):
        return here.moved(7) if begun or which == "next" else here
    return here if begun and which != "last" else here.moved(-7)


def _anaphor(parts: Parts, against: Against) -> Days | None:
    """The time told before, or the day on one side of it."""
    if against.before is None or parts["which"] in ("the same day", "that day"):
        return against.before
    later = parts["which"] in ("the next day", "the following day", "the day after")
    return day(against.before.end + timedelta(1) if later else against.before.start - timedelta(1))


def _season(parts: Parts, against: Against) -> Days:
    first, last = _WORDS["seasons"][parts["season"]]
    year = _year(parts)
    if year is None:
        year = against.paper.year + _STEPS[parts["which"]] * (1 if parts["which"] != "last" or against.paper.month <= last else 0)
    return months_of(year, first, last, Grain.SEASON)


def _quarter(parts: Parts, against: Against) -> Days:
    number = int(_WORDS["quarters"][parts["quarter"]])
    year = _year(parts) or against.paper.year
    return months_of(year, 3 * number - 2, 3 * number, Grain.QUARTER)


def _decade(parts: Parts, _: Against) -> Days:
    first = int(parts["decade"])
    whole = Days(date(first, 1, 1), date(first + 9, 12, 31), Grain.DECADE)
    return part_of(whole, parts["part"]) if "part" in parts else whole


def _part(whole: Days | None, parts: Parts) -> Days | None:
    return None if whole is None else part_of(whole, parts["part"])


_RESOLVERS: Final[Mapping[str, Callable[[Parts, Against], Days | None]]] = {
    "group": _exact,
    "iso": _exact,
    "date": _exact,
    "date_uk": _exact,
    "days_range": _range,
    "days_range_uk": _range,
    "month": _month,
    "month_year": _month,
    "part_month": lambda parts, against: _part(_month(parts, against), parts),
    "part_year": lambda parts, _: _part(year_of(int(parts["year"])), parts),
    "year": lambda parts, _: year_of(int(parts["year"])),
    "decade": _decade,
    "quarter": _quarter,
    "season": _season,
    "season_year": _season,
    "ago": _ago,
    "relative": _relative,
    "weekday": _weekday,
    "weekend": _weekend,
    "near": _near,
    "anaphor": _anaphor,
    "week_of": lambda parts, against: None if (found := _exact(parts, against)) is None else week_of(found.start),
}
