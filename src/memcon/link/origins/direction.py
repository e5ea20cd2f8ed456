"""Which of two texts came first, and what tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from memcon.link.origins.comparing import Likeness
from memcon.link.origins.credits import fold_outlet, is_agency
from memcon.link.origins.text import Text

CUT: Final = 0.1
"""How much more of the shorter text must stand in the longer than the other way round."""
CUT_RUNS: Final = 0.5
NOT_KNOWN: Final = "which came first is not known"


@dataclass(frozen=True, slots=True)
class Direction:
    """`first` is 1 where the other text came first, -1 where this one did, 0 where nothing tells; with the reasons."""

    first: int
    reasons: tuple[str, ...]


def direction_of(text: Text, other: Text, here: Likeness, there: Likeness) -> Direction:
    """What the credit lines tell, else the days, else what is trimmed, else who is an agency."""
    found = (_by_credit(text, other), _by_day(text, other), _by_length(here, there))
    told = [direction for direction in found if direction is not None]
    agency = _by_agency(text, other)
    if agency is not None and not any(direction.first for direction in told):
        told.append(agency)
    first = next((direction.first for direction in told if direction.first), 0)
    reasons = tuple(reason for direction in told if direction.first in (0, first) for reason in direction.reasons)
    return Direction(first, reasons if first else (*reasons, NOT_KNOWN))


def credits_it(text: Text, other: Text) -> bool:
    """Whether a text names the outlet of the other as its source."""
    return other.outlet is not None and fold_outlet(other.outlet) in set(map(fold_outlet, text.credits))


def _by_credit(text: Text, other: Text) -> Direction | None:
    here, there = credits_it(text, other), credits_it(other, text)
    if here != there:
        return Direction(1 if here else -1, (f"credits {other.outlet}" if here else f"is credited by {other.outlet or 'the other'}",))
    both = sorted({fold_outlet(name): name for name in text.credits if fold_outlet(name) in set(map(fold_outlet, other.credits))}.values())
    return Direction(0, (f"both credit {', '.join(both)}",)) if both else None


def _by_day(text: Text, other: Text) -> Direction | None:
    here, there = _moment(text.published), _moment(other.published)
    if here is None or there is None:
        return None
    days = (here[0] - there[0]).days
    if days:
        return Direction(1 if days > 0 else -1, (f"published {_days(abs(days))} {'later' if days > 0 else 'earlier'}",))
    if here[1] and there[1] and here[1] != there[1]:
        later = here[1] > there[1]
        return Direction(1 if later else -1, (f"published {'later' if later else 'earlier'} on the same day",))
    return Direction(0, ("published on the same day",))


def _days(days: int) -> str:
    return "a day" if days == 1 else f"{days:,} days"


def _moment(published: str | None) -> tuple[date, str] | None:
    """The day, and the hour as it is written."""
    try:
        return date.fromisoformat((published or "")[:10]), (published or "")[10:]
    except ValueError:
        return None


def _by_length(here: Likeness, there: Likeness) -> Direction | None:
    gap = here.runs - there.runs
    if abs(gap) < CUT or max(here.runs, there.runs) < CUT_RUNS:
        return None
    shorter, longer = sorted((here.size, there.size))
    return Direction(1 if gap > 0 else -1, (f"the {'shorter' if gap > 0 else 'longer'}: {shorter:,} against {longer:,} words",))


def _by_agency(text: Text, other: Text) -> Direction | None:
    here, there = is_agency(text.outlet), is_agency(other.outlet)
    return Direction(1 if there else -1, (f"{other.outlet if there else text.outlet} is an agency",)) if here != there else None
