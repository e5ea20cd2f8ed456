"""The rows of a timeline as they were asked for, over time and in a table, and where each leads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from memcon.export.chronicle.days import Days
from memcon.export.chronicle.lines import day_words, kind_words, moment_dict, side_words, type_words
from memcon.export.chronicle.moments import Moment, MomentKind
from memcon.export.chronicle.panorama import Lane, Panorama, make_panorama
from memcon.export.chronicle.sieve import Chosen, choose
from memcon.run.chronicling import Chronicle, state_code
from memcon.web.addresses import address, piece
from memcon.web.rooms.timeline.asked import PAGE, Wanted


@dataclass(frozen=True, slots=True)
class Told:
    """The timeline, 50 rows at a time.

    `total` rows fit; `undated` more or of them have no day. The numbers of a bar are by class: verbal and material cooperation,
    verbal and material conflict, statements, documents. A row is as `memcon timeline --json` has it, with the address where it
    can be read. `is_fresh` is false while the case has changed and this is of a moment before.
    """

    total: int
    undated: int
    offset: int
    panorama: Panorama
    rows: tuple[dict[str, Any], ...]
    is_fresh: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The timeline as it is drawn: everything that fits over time, the rows of the page, and all of them."""

    panorama: Panorama
    chosen: Chosen
    page: tuple[Moment, ...]
    everything: tuple[Moment, ...]

    @property
    def total(self) -> int:
        """How many rows are listed on all pages."""
        return len(self.chosen.listed)


def find_rows(chronicle: Chronicle, wanted: Wanted) -> Found:
    """What fits. Raises WrongUse for what cannot be understood."""
    sieve = wanted.sieve(chronicle)
    chosen = choose(chronicle.columns, sieve)
    panorama = make_panorama(chronicle.columns, chosen, sieve, by=wanted.by, most=wanted.lanes)
    page = chosen.listed[wanted.offset : wanted.offset + PAGE]
    moments = chronicle.columns.moments
    return Found(panorama, chosen, tuple(moments[n] for n in page.tolist()), moments)


def listed_moments(found: Found) -> list[Moment]:
    """All rows that fit, in order."""
    return [found.everything[n] for n in found.chosen.listed.tolist()]


def told(found: Found, wanted: Wanted, *, is_fresh: bool) -> Told:
    """The answer for programs: what is drawn as numbers, and the rows of the page."""
    lanes = tuple(replace(lane, moments=()) for lane in found.panorama.lanes)
    rows = tuple({**moment_dict(moment), "address": reading_address(moment)} for moment in found.page)
    return Told(
        found.total, len(found.chosen.undated), wanted.offset, replace(found.panorama, lanes=lanes), rows, is_fresh
    )  # fmt: skip


def reading_address(moment: Moment) -> str:
    """Where a row is read in its paper."""
    paper = f"/documents/{piece(moment.paper.id)}"
    if moment.kind is MomentKind.STATEMENT:
        return address(paper, statement=moment.id)
    return address(paper, at=f"{moment.span.start}-{moment.span.end}") if moment.span else paper


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table, in words, and where it can be read."""

    moment: Moment
    day: str
    kind: str
    doing: str
    source: str
    target: str
    address: str


def row_of(moment: Moment) -> Row:
    """The row in words."""
    doing = type_words(moment) if moment.kind is not MomentKind.DOCUMENT else moment.doing
    sides = (side_words(moment.source, state_code), side_words(moment.target, state_code))
    return Row(moment, day_words(moment), kind_words(moment), doing, *sides, reading_address(moment))


@dataclass(frozen=True, slots=True)
class Leads:
    """Where the marks of the picture lead to."""

    wanted: Wanted
    shown: Days | None

    def of_bar(self, lane: Lane | None, days: Days, *, is_first: bool) -> str:
        """The timeline of the days, of the lane alone where it is one of a lane."""
        narrowed = self.wanted.in_lane(lane.key) if lane else {}
        return self.wanted.address(**self.wanted.in_bar(days, is_first=is_first), **narrowed)

    def of_lane(self, lane: Lane) -> str:
        """The timeline of the lane; its number is of what has a day, so the days are asked for."""
        days = {} if self.shown is None else {"since": self.shown.start, "until": self.shown.end}
        return self.wanted.address(**self.wanted.in_lane(lane.key), **days)

    def of_moment(self, moment: Moment) -> str:
        """The place of the row in its paper."""
        return reading_address(moment)


# ── other days ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Step:
    """A way to other days: its name, the key, and the address; None where there is nothing more that way."""

    name: str
    key: str
    address: str | None


def steps(panorama: Panorama, wanted: Wanted) -> tuple[Step, ...]:
    """Earlier and later by half, in to the middle half, out to twice as much, and all days."""
    whole, shown = panorama.whole, panorama.shown
    if whole is None or shown is None:
        return ()
    length = _length(shown)
    half = max(1, length // 2)
    ways = (
        ("Earlier", "[", _moved(shown, -half) if shown.start > whole.start else None),
        ("Later", "]", _moved(shown, half) if shown.end < whole.end else None),
        ("Zoom in", "+", _grown(shown, -(length // 4)) if length > 1 else None),
        ("Zoom out", "-", _grown(shown, half) if shown != whole else None),
    )
    found = [Step(name, key, None if days is None else _address(wanted, _within(days, whole), whole)) for name, key, days in ways]
    return (*found, Step("All days", "0", wanted.without_days().address() if wanted != wanted.without_days() else None))


def _address(wanted: Wanted, days: Days, whole: Days) -> str:
    if days == whole:
        return wanted.without_days().address()
    return wanted.address(since=days.start, until=days.end, begins="", undated=False)


def _length(days: Days) -> int:
    return (date.fromisoformat(days.end) - date.fromisoformat(days.start)).days + 1


def _moved(days: Days, by: int) -> Days:
    """The days, so many later; at the ends of the calendar as far as it goes."""
    start, end = date.fromisoformat(days.start), date.fromisoformat(days.end)
    by = max(by, (date.min - start).days) if by < 0 else min(by, (date.max - end).days)
    return Days((start + timedelta(by)).isoformat(), (end + timedelta(by)).isoformat())


def _grown(days: Days, by: int) -> Days:
    """So many days more on both sides."""
    start, end = date.fromisoformat(days.start), date.fromisoformat(days.end)
    before, after = min(by, (start - date.min).days), min(by, (date.max - end).days)
    return Days((start - timedelta(before)).isoformat(), (end + timedelta(after)).isoformat())


def _within(days: Days, whole: Days) -> Days:
    """As much of the days as there are rows in; moved there where they lie beside."""
    start, end = max(days.start, whole.start), min(days.end, whole.end)
    if start <= end:
        return Days(start, end)
    return Days(whole.end, whole.end) if days.start > whole.end else Days(whole.start, whole.start)
