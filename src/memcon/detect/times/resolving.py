"""From what an expression of time says to days of the calendar, against the day of the paper and the time told before.

The rules for weekdays and for days without a year are those that were measured best on news: a weekday in the past is the last
one, the day of the paper included; a day without a year lies on the side of the tense. What names no year nor side is in
`counting`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from memcon.detect.grammar.tables import load_table
from memcon.detect.times.calendar import (
    Days,
    Grain,
    century_of,
    day,
    decade_of,
    month_of,
    months_of,
    part_of,
    quarter_of,
    range_of,
    real_day,
    week_of,
    weekend_of,
    year_of,
)
from memcon.detect.times.counting import COUNTED, Against, Parts, resolve_weekday
from memcon.detect.times.expressions import Expression
from memcon.detect.times.tense import Side

_WORDS: Final[Mapping[str, Any]] = load_table("times")
_STEPS: Final = {"last": -1, "this": 0, "next": 1}

SOON: Final = 31
"""Days after the paper in which a day without a year may lie where no verb says so: "the vote of June 3" in a May paper."""


def resolve_time(expression: Expression, against: Against) -> Days | None:
    """The days that are meant; None where the calendar has none such, or where nothing says which."""
    try:
        return _RESOLVERS[expression.kind](expression.parts, _turned(expression, against))
    except (ValueError, OverflowError):
        return None


def since(expression: Expression, days: Days, paper: date) -> Days:
    """Up to the day of the paper, where the words say "since"; else the days as they are."""
    led = "since" in (expression.before, expression.parts.get("in"), expression.parts.get("lead"))
    return Days(days.start, paper, Grain.RANGE) if led and days.start <= paper else days


def _turned(expression: Expression, against: Against) -> Against:
    """Words in front that look ahead count where the grammar is open: "out by Friday", "ahead of Monday's vote"."""
    lead = expression.parts.get("in", expression.parts.get("lead", ""))
    if expression.forward:
        return replace(against, side=Side.AHEAD)
    if "since" in (lead, expression.before):
        return replace(against, side=Side.BEHIND)
    if against.side is Side.OPEN and {expression.before, lead} & set(_WORDS["hints"]["before"]):
        return replace(against, side=Side.AHEAD)
    return against


# ── days, months, years ────────────────────────────────────────────────────────────────────────────────────────────


def _month_number(name: str) -> int:
    return int(name) if name.isdigit() else int(_WORDS["months"][name])


def _year(parts: Parts, against: Against) -> int | None:
    """The year that is told, in figures or as "last year"; of two figures the one that is nearest to the paper."""
    if "of_year" in parts:
        return against.paper.year + _STEPS[parts["of_year"]]
    if "year" not in parts:
        return None
    year = int(parts["year"])
    return year if year > 99 else year + (1900 if year >= 30 else 2000)


def _exact(parts: Parts, against: Against) -> Days | None:
    """A day of a month, with its year or on the side of the tense."""
    month, number, year = _month_number(parts["month"]), int(parts["number"]), _year(parts, against)
    if year is not None:
        found = real_day(year, month, number)
    else:
        days = [d for step in (-1, 0, 1) if (d := real_day(against.paper.year + step, month, number))]
        weekday = _WORDS["weekdays"].get(parts.get("weekday"))
        fitting = [d for d in days if d.weekday() == weekday]
        found = fitting[0] if len(fitting) == 1 else _nearest(days, against)
    return None if found is None else day(found)


def _nearest(days: Sequence[date], against: Against) -> date | None:
    """The day without a year: the last one or the next one, the day of the paper included; soon after it where no verb says."""
    if against.side is Side.AHEAD:
        return next((d for d in days if d >= against.paper), None)
    if against.side is Side.EITHER:
        return min(days, key=lambda d: abs(d - against.paper), default=None)
    latest = against.paper + timedelta(SOON if against.side is Side.OPEN else 0)
    return next((d for d in reversed(days) if d <= latest), None)


def _figures(parts: Parts, against: Against) -> Days | None:
    """A day in figures where only one of them can be the month, or both are the same; else nobody knows which."""
    one, two = int(parts["one"]), int(parts["two"])
    year = _year(parts, against)
    days = {found for month, number in ((one, two), (two, one)) if year and (found := real_day(year, month, number))}
    return day(days.pop()) if len(days) == 1 else None


def _month(parts: Parts, against: Against) -> Days:
    """A month, of its year, or the last or the next one by the tense."""
    number, year, paper = _month_number(parts["month"]), _year(parts, against), against.paper
    if year is not None:
        return month_of(year, number)
    which = parts.get("in", "")
    if against.side is Side.EITHER and which not in ("last", "next"):
        near = [month_of(paper.year + step, number) for step in (-1, 0, 1)]
        return min(near, key=lambda m: abs(m.start - paper.replace(day=1)))
    if which == "next" or (against.side is Side.AHEAD and which != "last"):
        return month_of(paper.year + (number <= paper.month if which == "next" else number < paper.month), number)
    back = number > paper.month or (which == "last" and number >= paper.month)
    return month_of(paper.year - back, number)


def _number_of(parts: Parts, against: Against) -> Days | None:
    """ "The 12th of last month"."""
    month = month_of(against.paper.year, against.paper.month + _STEPS[parts["which"]])
    found = real_day(month.start.year, month.start.month, int(parts["number"]))
    return None if found is None else day(found)


def _holiday(parts: Parts, against: Against) -> Days | None:
    month, number = _WORDS["holidays"][parts["holiday"].replace("’", "'")]
    return _exact({**parts, "month": str(month), "number": str(number)}, against)


def _named(parts: Parts, _: Against) -> Days:
    (name,) = (n for n in parts if n.startswith("named_"))
    return day(date.fromisoformat(list(_WORDS["named"])[int(name.removeprefix("named_"))]))


def _around(parts: Parts, against: Against) -> Days | None:
    """The week or the weekend of a day."""
    found = _exact(parts, against)
    return None if found is None else (week_of if parts["unit"] == "week" else weekend_of)(found.start)


def _week_in_month(parts: Parts, against: Against) -> Days | None:
    """Seven days from the first of a month on, or its last seven: "the second week of May"."""
    month, nth = _month(parts, against), int(_WORDS["weeks"][parts["nth"]])
    start = month.end - timedelta(6) if nth < 0 else month.start + timedelta(7 * nth)
    return Days(start, start + timedelta(6), Grain.WEEK)


# ── stretches ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _range(parts: Parts, against: Against) -> Days | None:
    last = _exact(parts, against)
    first = None if last is None else real_day(last.end.year, last.end.month, int(parts["first"]))
    return None if first is None or last is None else range_of(first, last.end)


def _ends(parts: Parts, against: Against) -> Days | None:
    """From one end to another: "from March to May 2020", "between Monday and Friday". The first end has the year of the last."""
    ends = {end: {name[2:]: word for name, word in parts.items() if name.startswith(end)} for end in ("a_", "b_")}
    tail = {name: word for name, word in parts.items() if name in ("year", "of_year")}
    last = _end({**tail, **ends["b_"]}, against)
    if last is None or not _alike(ends["a_"], ends["b_"]):
        return None
    first = _end(ends["a_"], replace(against, paper=last.end, side=Side.BEHIND))
    return None if first is None else range_of(first.start, last.end)


def _alike(one: Parts, other: Parts) -> bool:
    """Whether both are weekdays, both months or days of months, or both years: "from May 2 to Monday" is no one stretch."""
    return all((name in one) == (name in other) for name in ("weekday", "month", "year_alone"))


def _end(parts: Parts, against: Against) -> Days | None:
    if "weekday" in parts:
        return resolve_weekday(parts, against)
    if "year_alone" in parts:
        return year_of(int(parts["year_alone"]))
    number = parts.get("number", parts.get("first"))
    return _month(parts, against) if number is None else _exact({**parts, "number": number}, against)


def _years(parts: Parts, _: Against) -> Days | None:
    """ "1914-18", "2015-2019"; "2005-08" is a month as well, and so nothing."""
    first, short = int(parts["a_year_alone"]), parts["b_short"]
    last = int(short) if len(short) == 4 else first // 100 * 100 + int(short)
    return None if len(short) == 2 and int(short) <= 12 else range_of(date(first, 1, 1), date(last, 12, 31))


def _part(whole: Days | None, parts: Parts) -> Days | None:
    return None if whole is None else part_of(whole, parts["part"]) if "part" in parts else whole


def _decade(parts: Parts, _: Against) -> Days | None:
    return _part(decade_of(int(parts["decade"])), parts)


def _century(parts: Parts, _: Against) -> Days | None:
    word = parts["century"]
    return _part(century_of(int(word[:2]) if word[0].isdigit() else int(_WORDS["centuries"][word])), parts)


def _half(parts: Parts, against: Against) -> Days:
    return part_of(year_of(_year(parts, against) or against.paper.year), parts["half"])


def _quarter(parts: Parts, against: Against) -> Days:
    """A quarter of its year; without one, the last that has begun, or the next that has not ended."""
    number = int(parts["figure"]) if "figure" in parts else int(_WORDS["quarters"][parts["quarter"]])
    year, here = _year(parts, against), quarter_of(against.paper.year, number)
    if year is not None:
        return quarter_of(year, number)
    if against.side.ahead:
        return here if here.end >= against.paper else quarter_of(against.paper.year + 1, number)
    return here if here.start <= against.paper else quarter_of(against.paper.year - 1, number)


def _season(parts: Parts, against: Against) -> Days:
    """A season of its year; "this" is the nearest one, "last" and "next" are the ones beside the paper."""
    first, last = _WORDS["seasons"][parts["season"]]
    year, paper, which = _year(parts, against), against.paper, parts.get("which", "")
    if year is not None:
        return months_of(year, first, last, Grain.SEASON)
    near = [months_of(paper.year + step, first, last, Grain.SEASON) for step in (-2, -1, 0, 1)]
    if which == "this":
        return min((s for s in near if _may_be(s, against)), key=lambda s: max((s.start - paper).days, (paper - s.end).days))
    if which == "next" or (against.side.ahead and which != "last"):
        return next(s for s in near if (s.start > paper if which == "next" else s.end >= paper))
    return next(s for s in reversed(near) if (s.end < date(paper.year, paper.month, 1) if which == "last" else s.start <= paper))


def _may_be(days: Days, against: Against) -> bool:
    """Whether an interval lies on the side of the clause."""
    if against.side is Side.BEHIND:
        return days.start <= against.paper
    return days.end >= against.paper or not against.side.ahead


def _turn(_: Parts, against: Against) -> Days:
    """The last day of one year and the first of the next, behind the paper or ahead of it."""
    year = against.paper.year + (against.side.ahead)
    return Days(date(year - 1, 12, 31), date(year, 1, 1), Grain.RANGE)


_RESOLVERS: Final[Mapping[str, Callable[[Parts, Against], Days | None]]] = {
    **COUNTED,
    **dict.fromkeys(("group", "iso", "date", "date_uk", "date_dashed"), _exact),
    **dict.fromkeys(("days_range", "days_range_uk"), _range),
    **dict.fromkeys(("span", "between", "dates_range", "dates_range_uk", "months", "months_year"), _ends),
    **dict.fromkeys(("month", "month_of", "month_year"), _month),
    **dict.fromkeys(("week_of", "week_of_uk"), _around),
    **dict.fromkeys(("year", "year_and", "year_of"), lambda parts, _: year_of(int(parts["year"]))),
    **dict.fromkeys(("season", "season_year", "season_alone"), _season),
    **dict.fromkeys(("quarter", "quarter_figure", "quarter_alone"), _quarter),
    "part_month": lambda parts, against: _part(_month(parts, against), parts),
    "part_year": lambda parts, _: _part(year_of(int(parts["year"])), parts),
    "figures": _figures,
    "named": _named,
    "holiday": _holiday,
    "number_of": _number_of,
    "week_in_month": _week_in_month,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "half": _half,
    "turn": _turn,
}
