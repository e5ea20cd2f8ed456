"""Times told from the paper or from the time told before: "two days ago", "next Friday", "three days later"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from memcon.detect.grammar.tables import load_table
from memcon.detect.times.calendar import Days, Grain, day, moved, part_of, range_of, shifted, week_of, weekend_of
from memcon.detect.times.tense import Side

_WORDS: Final[Mapping[str, Any]] = load_table("times")

Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Against:
    """What an expression is resolved against: the day of the paper, the side on which its clause lies, the time told before."""

    paper: date
    side: Side = Side.OPEN
    before: Days | None = None


def _number(word: str) -> int | None:
    """The number of a word or of figures, "twenty-one" included; None for what is no number."""
    if word.isdigit():
        return int(word)
    numbers = [_WORDS["numbers"].get(piece) for piece in word.split("-")]
    return None if None in numbers else sum(numbers)


def _count(parts: Parts) -> tuple[int, str]:
    count = _number(parts["count"])
    if count is None:
        raise ValueError(parts["count"])
    return count, _WORDS["units"][parts["unit"]]


# ── from the paper ─────────────────────────────────────────────────────────────────────────────────────────────────


def _near(parts: Parts, against: Against) -> Days:
    return day(against.paper + timedelta(_WORDS["near"][parts["near"]]))


def _ago(parts: Parts, against: Against) -> Days:
    count, unit = _count(parts)
    return shifted(against.paper, unit, -count if parts["way"] == "ago" else count)


def _past_count(parts: Parts, against: Against) -> Days | None:
    """ "The past three days" up to the paper, "the next two weeks" from it on."""
    count, unit = _count(parts)
    if parts["which"] in _BACK:
        return range_of(moved(against.paper, unit, -count), against.paper)
    return None if against.side is Side.BEHIND else range_of(against.paper, moved(against.paper, unit, count))


_BACK: Final = frozenset({"last", "past"})


def _in_count(parts: Parts, against: Against) -> Days | None:
    """ "In three days" where the clause lies ahead; "done in three days" is how long it took, and no date."""
    count, unit = _count(parts)
    return shifted(against.paper, unit, count) if against.side.ahead or "time" in parts else None


def _within(parts: Parts, against: Against) -> Days | None:
    """ "Within 72 hours", from the paper on; what was done within them is no date."""
    count, unit = _count(parts)
    return None if against.side is Side.BEHIND else range_of(against.paper, moved(against.paper, unit, count))


def _rolling(parts: Parts, against: Against) -> Days | None:
    """ "The past week" ends with the paper; "the next week" begins with it, or follows the time told before."""
    which, unit, paper = parts["which"], parts["unit"], against.paper
    if which in _BACK:
        return range_of(moved(paper, unit, -1), paper)
    if which == "next" and not against.side.ahead:
        return _anaphor({"which": "the next", "unit": unit}, against)
    return range_of(paper, moved(paper, unit, 1))


_STEPS: Final = {"this": 0, "the": 0, "last": -1, "next": 1, "before last": -2, "after next": 2}


def _relative(parts: Parts, against: Against) -> Days:
    return shifted(against.paper, parts["unit"], _STEPS[parts["which"]])


def _part_relative(parts: Parts, against: Against) -> Days:
    return part_of(_relative(parts, against), parts["part"])


# ── weekdays and weekends ──────────────────────────────────────────────────────────────────────────────────────────


def resolve_weekday(parts: Parts, against: Against) -> Days | None:
    """A weekday: the last one or the next one, or of the time told before where the words say so.

    The day of the paper counts on both sides: papers that write of today name it by its weekday, and call the same day a week
    from now "next Monday", or give its date.
    """
    number, which = int(_WORDS["weekdays"][parts["weekday"]]), parts.get("which", "")
    if "of_week" in parts:
        return day(week_of(against.paper).start + timedelta(7 * _STEPS[parts["of_week"]] + number))
    if which in _TOLD:
        return _told_weekday(number, which, against)
    if which == "next":
        return _next_weekday(number, against.paper)
    coming = which in _COMING and against.side is not Side.BEHIND
    if coming or (against.side.ahead and which not in _BACKWARD):
        return day(against.paper + timedelta((number - against.paper.weekday()) % 7))
    return day(_on_or_before(number, against.paper - timedelta(which == "last")))


_COMING: Final = frozenset({"this", "this coming", "the coming"})
_BACKWARD: Final = frozenset({"last", "this past", "the past"})
_TOLD: Final = frozenset({"the following", "the next", "the previous", "the preceding", "the same"})
_FOLLOWING: Final = frozenset({"the following", "the next"})

CLOSE: Final = 2
"""Days ahead up to which "Tuesday" would do, so that "next Tuesday" must be another one.

Papers differ on "next Tuesday": for some it is the first to come. But in Monday's paper nobody writes "next Tuesday" for
tomorrow; from three days on the first to come is the safer reading.
"""


def _next_weekday(number: int, paper: date) -> Days:
    found = _after(number, paper)
    return day(found + timedelta(7 if (found - paper).days <= CLOSE else 0))


def _told_weekday(number: int, which: str, against: Against) -> Days:
    """A weekday beside the time told before, or beside the paper where nothing was told."""
    told = against.before or day(against.paper)
    if which == "the same":
        return day(week_of(told.start).start + timedelta(number))
    return day(_after(number, told.end) if which in _FOLLOWING else _on_or_before(number, told.start - timedelta(1)))


def _after(number: int, at: date) -> date:
    return at + timedelta((number - at.weekday() - 1) % 7 + 1)


def _on_or_before(number: int, at: date) -> date:
    return at - timedelta((at.weekday() - number) % 7)


def _weekend(parts: Parts, against: Against) -> Days:
    """The weekend behind, or ahead; on a Saturday or Sunday "the weekend" is this one."""
    here, which = weekend_of(against.paper), parts["which"]
    begun = here.start <= against.paper
    if which == "next" or parts.get("side") == "coming":
        return here.moved(7) if begun or which == "next" else here
    if which == "last" or parts.get("side") == "past":
        return here.moved(-7)
    if begun or against.side.ahead or (which == "this" and against.side is not Side.BEHIND):
        return here
    return here.moved(-7)


# ── from the time told before ──────────────────────────────────────────────────────────────────────────────────────


_FINE: Final = {
    grain: n
    for n, grain in enumerate((Grain.DAY, Grain.WEEKEND, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.SEASON, Grain.YEAR, Grain.DECADE))
}
_FINER: Final = {"day": 1, "hour": 1, "week": 2, "fortnight": 2, "weekend": 2, "month": 3, "quarter": 4, "year": 6, "decade": 7}
"""How coarse the time told before may be: three days after a month are no day, three years after it are a year."""


def _told(unit: str, against: Against) -> Days | None:
    """The time told before, where it is fine enough to count such units from, and not still to come when the clause is past."""
    told = against.before
    if told is None or (told.start > against.paper and against.side is Side.BEHIND):
        return None
    if (told.end - told.start).days > 400 and unit not in ("year", "decade"):
        return None  # a stretch of years
    return told if _FINE.get(told.grain, 0) <= _FINER[unit] else None


def _apart(parts: Parts, against: Against) -> Days | None:
    """So many units earlier or later than the time told before."""
    count, unit = _count(parts)
    told, later = _told(unit, against), parts["way"] in ("later", "after", "afterward", "afterwards")
    if told is None:
        return None
    return shifted(told.end, unit, count) if later else shifted(told.start, unit, -count)


def _anaphor(parts: Parts, against: Against) -> Days | None:
    """The day, week, month or year of the time told before, or the one on a side of it."""
    unit, which = _WORDS["units"][parts["unit"]], parts["which"]
    told = _told(unit, against)
    if told is None:
        return None
    if which in _BEFORE:
        return shifted(told.start, unit, -1)
    if which in _AFTER:
        return shifted(told.end, unit, 1)
    return told if unit == "day" else shifted(told.start, unit, 0)


_BEFORE: Final = frozenset({"the previous", "the preceding", "before"})
_AFTER: Final = frozenset({"the following", "the next", "after"})


COUNTED: Final[Mapping[str, Callable[[Parts, Against], Days | None]]] = {
    "near": _near,
    "ago": _ago,
    "past_count": _past_count,
    "in_count": _in_count,
    "within": _within,
    "rolling": _rolling,
    "relative": _relative,
    "beyond": _relative,
    "part_relative": _part_relative,
    "weekday": resolve_weekday,
    "weekend": _weekend,
    "apart": _apart,
    "anaphor": _anaphor,
    "anaphor_side": _anaphor,
}
"""How each kind of expression that this module knows is resolved."""
