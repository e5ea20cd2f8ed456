"""A timeline as a picture: a lane for each class of events, for statements and for documents, over one axis of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from memcon.export.chronicle.axis import Axis, make_axis
from memcon.export.chronicle.drawing import INKS, WIDTH, Picture, fitted, wide
from memcon.export.chronicle.lines import NOBODY, States, day_words, side_words, type_words, what_words
from memcon.export.chronicle.moments import Basis, Moment, MomentKind
from memcon.export.chronicle.timeline import Timeline, kind_counts

NAMED: Final = 40
"""Rows up to which each has a line of its own with its words."""
LEVELS: Final = 7
"""Dots that are stacked in a lane; where more meet, the lane shows bars of numbers."""
LEFT: Final = 150.0
RIGHT: Final = WIDTH - 24.0
TOP: Final = 74.0
STEP: Final = 18.0
DOT: Final = 4.5
BIN: Final = 8.0
BARS: Final = 56.0
"""The height of the highest bar of a lane."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The rows of one class; `levels` are the line of each, or None where there are too many for that."""

    name: str
    moments: tuple[Moment, ...]
    levels: tuple[int, ...] | None

    @property
    def height(self) -> float:
        """How much room it takes."""
        rows = BARS + 10 if self.levels is None else (max(self.levels) + 1) * STEP
        return max(44.0, rows + 12)


def timeline_picture(timeline: Timeline, states: States, *, name: str) -> str:
    """The picture, in SVG."""
    dated = [moment for moment in timeline.moments if moment.days is not None]
    undated = len(timeline.moments) - len(dated)
    axis = make_axis((m.days for m in dated if m.days), left=LEFT, right=RIGHT) if dated else None
    lanes = [] if axis is None else _lanes(dated, axis, named=len(dated) <= NAMED)
    height = TOP + sum(lane.height for lane in lanes) + 52
    picture = Picture(height, title=f"Timeline of {fitted(name, 400)}", about=_about(dated, undated))
    picture.text(16, 26, f"Timeline of {fitted(name, 600)}", size=16, bold=True)
    picture.text(16, 45, fitted(_about(dated, undated), WIDTH - 32), kind="soft")
    if axis is None:
        return picture.finished()
    _legend(picture, lanes)
    _ticks(picture, axis, bottom=height - 44)
    at = TOP
    for lane in lanes:
        _draw(picture, lane, axis, at, states)
        at += lane.height
        picture.line(16, at, RIGHT, at)
    return picture.finished()


def _about(dated: Sequence[Moment], undated: int) -> str:
    """What the picture shows, in a sentence."""
    rest = f"; {undated:,} more without a day" if undated else ""
    if not dated:
        return f"No row has a day{rest}."
    days = [moment.days for moment in dated if moment.days is not None]
    return f"{kind_counts(dated)}, {min(d.start for d in days)} to {max(d.end for d in days)}{rest}."


def lane_of(moment: Moment) -> str:
    """The class of an event, else the kind."""
    return moment.quad.value if moment.quad else moment.kind.value


def _lanes(dated: Sequence[Moment], axis: Axis, *, named: bool) -> list[Lane]:
    held: dict[str, list[Moment]] = {lane: [] for lane in INKS}
    for moment in dated:
        held[lane_of(moment)].append(moment)
    return [Lane(name, tuple(rows), _levels(rows, axis, named=named)) for name, rows in held.items() if rows]


def _levels(moments: Sequence[Moment], axis: Axis, *, named: bool) -> tuple[int, ...] | None:
    """The line of each row: its own, or the first on which nothing else stands there; None where there are too many."""
    if named:
        return tuple(range(len(moments)))
    ends: list[float] = []
    found = []
    for moment in moments:
        left, right = _ends(moment, axis)
        level = next((n for n, end in enumerate(ends) if end <= left), len(ends))
        if level >= LEVELS:
            return None
        ends[level:] = [right + 2, *ends[level + 1 :]]
        found.append(level)
    return tuple(found)


def _ends(moment: Moment, axis: Axis) -> tuple[float, float]:
    """Where the mark of a row begins and ends: a bar for several days, where they are wide enough to see; else a dot."""
    assert moment.days is not None
    left, right = axis.at(moment.days.start, share=0), axis.at(moment.days.end, share=1)
    middle = (left + right) / 2
    return (left, right) if _is_bar(moment, left, right) else (middle - DOT, middle + DOT)


def _is_bar(moment: Moment, left: float, right: float) -> bool:
    return moment.days is not None and moment.days.start != moment.days.end and right - left > 2 * DOT


def _legend(picture: Picture, lanes: Sequence[Lane]) -> None:
    x = WIDTH - 24.0
    marks = [("not done", "cross"), ("by the day of the paper", "ring"), ("its own day", "dot")]
    if all(lane.levels is None for lane in lanes):
        marks = []
    if any(lane.levels is None for lane in lanes):
        marks = [("rows that begin: its own day full, by the day of the paper pale, not done grey", ""), *marks]
    for words, mark in marks:
        picture.text(x, 62, words, kind="soft", anchor="end", size=11)
        x -= wide(words) * 0.92 + 10
        if mark == "cross":
            picture.cross(x, 58, 3.5)
        elif mark:
            picture.dot(x, 58, 4, ink=INKS["document"], hollow=mark == "ring")
        x -= 18


def _ticks(picture: Picture, axis: Axis, *, bottom: float) -> None:
    for x, words in axis.ticks():
        picture.line(x, TOP, x, bottom)
        picture.text(min(x, WIDTH - wide(words) / 2), bottom + 18, words, kind="soft", anchor="middle", size=11)
    picture.line(LEFT, bottom, RIGHT, bottom, kind="axis")


def _draw(picture: Picture, lane: Lane, axis: Axis, top: float, states: States) -> None:
    picture.text(16, top + 18, lane.name if lane.name in INKS and " " in lane.name else f"{lane.name}s", bold=True)
    picture.text(16, top + 34, f"{len(lane.moments):,}", kind="soft")
    if lane.levels is None:
        _draw_bars(picture, lane, axis, top + BARS + 16)
        return
    is_named = lane.levels == tuple(range(len(lane.moments))) and len(lane.moments) <= NAMED
    for moment, level in zip(lane.moments, lane.levels, strict=True):
        y = top + 6 + level * STEP + STEP / 2
        words = _short(moment, states) if is_named else ""
        with picture.group(f"{day_words(moment)}: {fitted(what_words(moment, states), 2_000)}"):
            _row(picture, moment, _ends(moment, axis), y, words)


def _row(picture: Picture, moment: Moment, ends: tuple[float, float], y: float, words: str) -> None:
    """The mark of a row, with its words on the side where there is more room; over a long bar where it is longer than both."""
    left, right = ends
    after, before = RIGHT - right - 8, left - LEFT - 8
    over = bool(words) and right - left > max(after, before) and wide(words) > max(after, before)
    _mark(picture, moment, ends, y, thin=over)
    if over:
        picture.text(left, y + 1, fitted(words, RIGHT - left), size=11)
    elif after >= min(before, wide(words)):
        picture.text(right + 6, y + 4, fitted(words, after), size=11)
    else:
        picture.text(left - 6, y + 4, fitted(words, before), anchor="end", size=11)


def _mark(picture: Picture, moment: Moment, ends: tuple[float, float], y: float, *, thin: bool) -> None:
    left, right = ends
    ink, hollow = INKS[lane_of(moment)], moment.basis is Basis.PAPER
    if right - left > 2 * DOT + 0.01:
        picture.box(left, y + 4 if thin else y - 3.5, right - left, 4 if thin else 7, fill=ink, faint=hollow)
    else:
        picture.dot((left + right) / 2, y, DOT, ink=ink, hollow=hollow)
    if not moment.is_done:
        picture.cross((left + right) / 2, y, DOT + 1)


def _short(moment: Moment, states: States) -> str:
    """The words of a row, its first number among them."""
    if moment.kind is not MomentKind.EVENT or not moment.counts:
        return what_words(moment, states)
    source, target = side_words(moment.source, states) or NOBODY, side_words(moment.target, states)
    return f"{source} {type_words(moment)} {target}, {moment.counts[0]}: “{moment.words}”"


def _draw_bars(picture: Picture, lane: Lane, axis: Axis, bottom: float) -> None:
    """How many rows begin in each stretch of time: those with their own day, those by the paper, those not done."""
    bins = [(n, tuple(rows)) for n, rows in groupby(lane.moments, key=lambda moment: _bin(moment, axis))]
    most = max(len(rows) for _, rows in bins)
    for n, rows in bins:
        parts = _parts(rows)
        first, last = rows[0].days, rows[-1].days
        y = bottom
        with picture.group(f"{first and first.start} to {last and last.start}: {len(rows):,}"):
            for size, look in parts:
                height = size / most * BARS
                y -= height
                fill = INKS["document"] if look == "not done" else INKS[lane.name]
                picture.box(LEFT + n * BIN + 0.5, y, BIN - 1, height, fill=fill, faint=look != "own")
    picture.text(RIGHT, bottom - BARS + 6, f"highest: {most:,}", kind="soft", anchor="end", size=11)


def _bin(moment: Moment, axis: Axis) -> int:
    assert moment.days is not None
    return int((axis.at(moment.days.start) - LEFT) / BIN)


def _parts(moments: Iterable[Moment]) -> list[tuple[int, str]]:
    looks = [("not done" if not m.is_done else "paper" if m.basis is Basis.PAPER else "own") for m in moments]
    return [(looks.count(look), look) for look in ("own", "paper", "not done") if look in looks]
