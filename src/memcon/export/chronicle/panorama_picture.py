"""A case over time as a picture: bars of everything, and below them lanes of the days that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from memcon.export.chronicle.axis import Axis
from memcon.export.chronicle.columns import CLASSES, NOBODY_KEY
from memcon.export.chronicle.days import Days
from memcon.export.chronicle.drawing import INKS, WIDTH, Dress, Picture, class_words, fitted, paint, wide
from memcon.export.chronicle.lines import States, day_words, what_words
from memcon.export.chronicle.moments import Basis, Moment
from memcon.export.chronicle.panorama import Bar, Lane, Panorama
from memcon.export.chronicle.slots import slot_words
from memcon.export.chronicle.timeline_picture import lane_of

LEFT: Final = 190.0
RIGHT: Final = WIDTH - 20.0
OVERVIEW: Final = 64.0
"""The height of the highest bar of the overview."""
BARS: Final = 34.0
"""The height of the highest bar of all lanes."""
LANE: Final = 46.0
LEVELS: Final = 3
"""Rows that may stand above each other in a lane; where more meet, it has bars of numbers."""
DOT: Final = 5.0
STEP: Final = 13.0
LEAST: Final = 1.5
"""The height of a bar of one among thousands."""


class Leads(Protocol):
    """Where the marks of a picture lead to; None for nowhere."""

    def of_bar(self, lane: Lane | None, days: Days, *, is_first: bool) -> str | None:
        """The rows of a bar, of a lane or of all. What began earlier stands in the first bar of a lane."""
        ...

    def of_lane(self, lane: Lane) -> str | None:
        """The rows of a lane."""
        ...

    def of_moment(self, moment: Moment) -> str | None:
        """The place of a row in its paper."""
        ...


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Marks that lead nowhere."""

    def of_bar(self, _lane: Lane | None, _days: Days, *, is_first: bool) -> str | None:  # noqa: ARG002
        return None

    def of_lane(self, _lane: Lane) -> str | None:
        return None

    def of_moment(self, _moment: Moment) -> str | None:
        return None


@dataclass(frozen=True, slots=True)
class Legend:
    """What is written on a picture: its title, what is drawn in a sentence, and where it comes from."""

    title: str
    about: str
    source: str = ""


def panorama_picture(
    panorama: Panorama, legend: Legend, states: States, *, dress: Dress = Dress.PLAIN, leads: Leads = Nowhere()
) -> str:  # fmt: skip
    """The picture, in SVG."""
    head = 8.0 if dress is Dress.PAGE else 62.0
    top = head + OVERVIEW + 36
    height = top + len(panorama.lanes) * LANE + 66 + (0 if dress is Dress.PAGE else 20)
    picture = Picture(height, title=legend.title, about=legend.about, dress=dress)
    if dress is not Dress.PAGE:
        picture.text(16, 26, fitted(legend.title, WIDTH - 150), size=16, bold=True)
        picture.text(16, 46, fitted(legend.about, WIDTH * 1.08), kind="soft", size=11)
        picture.text(16, height - 8, fitted(legend.source, WIDTH * 1.08), kind="soft", size=11)
    if panorama.whole is not None and panorama.shown is not None:
        drawing = _Drawing(picture, panorama, states, leads)
        drawing.overview(panorama.whole, panorama.shown, head)
        drawing.lanes(panorama.shown, top)
        drawing.legend(top + len(panorama.lanes) * LANE + 38)
    return picture.finished()


@dataclass(frozen=True, slots=True)
class _Drawing:
    picture: Picture
    panorama: Panorama
    states: States
    leads: Leads

    def overview(self, whole: Days, shown: Days, top: float) -> None:
        """All rows, with the chosen days between two lines."""
        axis, bottom = _axis(whole), top + OVERVIEW
        most = max(bar.total for bar in self.panorama.overview)
        self.picture.text(16, top + 14, "all rows", bold=True)
        self.picture.text(16, top + 30, f"{sum(bar.total for bar in self.panorama.overview):,}", kind="soft")
        self.picture.text(16, top + 46, f"highest: {most:,}", kind="soft", size=11)
        span = {
            "data_first": str(axis.first),
            "data_span": str(axis.last + 1 - axis.first),
            "data_left": str(LEFT),
            "data_right": str(RIGHT),
        }
        with self.picture.part(data_overview="", **span):
            self.picture.box(LEFT, top, RIGHT - LEFT, OVERVIEW, kind="ground", fill="transparent")
            self._bars(self.panorama.overview, axis, bottom, OVERVIEW / most, None)
            self._brush(axis, whole, shown, top)
        self.picture.line(LEFT, bottom, RIGHT, bottom, kind="axis")
        self._ticks(axis, bottom, bottom, bottom + 16)

    def _brush(self, axis: Axis, whole: Days, shown: Days, top: float) -> None:
        """What is not chosen is veiled."""
        left, right = (max(LEFT, min(RIGHT, x)) for x in (axis.at(shown.start, share=0), axis.at(shown.end, share=1)))
        if shown == whole and self.picture.dress is not Dress.PAGE:
            return
        self.picture.box(LEFT, top, left - LEFT, OVERVIEW, kind="veil", fill="#ffffff", faint=True)
        self.picture.box(right, top, RIGHT - right, OVERVIEW, kind="veil", fill="#ffffff", faint=True)
        for x in (left, right):
            self.picture.line(x, top, x, top + OVERVIEW, kind="axis", width=2)

    def lanes(self, shown: Days, top: float) -> None:
        """A lane for each, all bars to one scale."""
        axis, bottom = _axis(shown), top + len(self.panorama.lanes) * LANE
        most = max((bar.total for lane in self.panorama.lanes for bar in lane.bars), default=1)
        self._ticks(axis, top, bottom, bottom + 16)
        for n, lane in enumerate(self.panorama.lanes):
            self._lane(lane, axis, top + n * LANE, BARS / most)
            self.picture.line(16, top + (n + 1) * LANE, RIGHT, top + (n + 1) * LANE)
        self.picture.line(LEFT, bottom, RIGHT, bottom, kind="axis")

    def _lane(self, lane: Lane, axis: Axis, top: float, unit: float) -> None:
        with self.picture.link(f"{lane.name}: {lane.count:,}", self.leads.of_lane(lane)):
            self.picture.text(16, top + 18, fitted(lane.name, LEFT - 30), kind="soft" if lane.key == NOBODY_KEY else "ink", bold=True)
            self.picture.text(16, top + 34, f"{lane.count:,}", kind="soft")
        levels = _levels(lane.moments, axis) if lane.moments else None
        if levels is None:
            self._bars(lane.bars, axis, top + LANE - 4, unit, lane)
            return
        for moment, level in zip(lane.moments, levels, strict=True):
            words = fitted(f"{day_words(moment)}: {what_words(moment, self.states)}", 1_600)
            with self.picture.link(words, self.leads.of_moment(moment)):
                self._mark(moment, _ends(moment, axis), top + LANE - 11 - level * STEP)

    def _bars(self, bars: Sequence[Bar], axis: Axis, bottom: float, unit: float, lane: Lane | None) -> None:
        for bar in bars:
            left, right = axis.at(bar.days.start, share=0), axis.at(bar.days.end, share=1)
            width = max(1.0, right - left - min(1.0, (right - left) * 0.15))
            is_first = lane is not None and left <= LEFT
            with self.picture.link(_told(bar, lane), self.leads.of_bar(lane, bar.days, is_first=is_first)):
                y = bottom
                for name, number in zip(CLASSES, bar.counts, strict=True):
                    if number:
                        height = max(LEAST, number * unit)
                        y -= height
                        self.picture.box(left, y, width, height, fill=paint(name))

    def _mark(self, moment: Moment, ends: tuple[float, float], y: float) -> None:
        left, right = ends
        ink, hollow = INKS[lane_of(moment)], moment.basis is Basis.PAPER
        if right - left > 2 * DOT + 0.01:
            self.picture.box(left, y - 4, right - left, 8, fill=ink, faint=hollow)
        else:
            self.picture.dot((left + right) / 2, y, DOT, ink=ink, hollow=hollow)
        if not moment.is_done:
            self.picture.cross((left + right) / 2, y, DOT)

    def _ticks(self, axis: Axis, top: float, bottom: float, line: float) -> None:
        for x, words in axis.ticks():
            self.picture.line(x, top, x, bottom + 4)
            self.picture.text(min(x, WIDTH - wide(words) / 2), line, words, kind="soft", anchor="middle", size=11)

    def legend(self, y: float) -> None:
        """What the colours say, and the marks."""
        x = 16.0
        used = [any(bar.counts[n] for bar in self.panorama.overview) for n in range(len(CLASSES))]
        for name in (name for name, is_used in zip(CLASSES, used, strict=True) if is_used):
            self.picture.box(x, y - 10, 12, 12, fill=paint(name))
            self.picture.text(x + 17, y, name, size=11)
            x += 17 + wide(name) * 0.92 + 16
        self.picture.dot(22, y + 14, 4, ink=INKS["document"], hollow=True)
        self.picture.text(33, y + 18, "by the day of the paper", kind="soft", size=11)
        self.picture.cross(190, y + 14, 4)
        self.picture.text(200, y + 18, "not done, or not said", kind="soft", size=11)


def _axis(days: Days) -> Axis:
    return Axis(date.fromisoformat(days.start).toordinal(), date.fromisoformat(days.end).toordinal(), LEFT, RIGHT)


def _ends(moment: Moment, axis: Axis) -> tuple[float, float]:
    """Where the mark of a row begins and ends within the axis: a bar for several days where they are wide enough to see, else a dot."""
    assert moment.days is not None
    left, right = max(LEFT, axis.at(moment.days.start, share=0)), min(RIGHT, axis.at(moment.days.end, share=1))
    if moment.days.start != moment.days.end and right - left > 2 * DOT:
        return left, right
    middle = min(max((left + right) / 2, LEFT + DOT), RIGHT - DOT)
    return middle - DOT, middle + DOT


def _levels(moments: Sequence[Moment], axis: Axis) -> tuple[int, ...] | None:
    """On which level each row stands so that none hides another; None where they are too many for that."""
    ends: list[float] = []
    found = []
    for moment in moments:
        left, right = _ends(moment, axis)
        level = next((n for n, end in enumerate(ends) if end <= left + 0.01), len(ends))
        if level >= LEVELS:
            return None
        ends[level:] = [right, *ends[level + 1 :]]
        found.append(level)
    return tuple(found)


def _told(bar: Bar, lane: Lane | None) -> str:
    """The days of a bar, and how many of each class."""
    named = ", ".join(class_words(name, number) for name, number in zip(CLASSES, bar.counts, strict=True) if number)
    return f"{lane.name}, {slot_words(bar.days)}: {named}" if lane else f"{slot_words(bar.days)}: {named}"
