"""The trees of quotations as a picture: from left to right by day, each copy behind the one that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from xml.etree.ElementTree import SubElement

from memcon.export.chronicle.axis import Axis, make_axis
from memcon.export.chronicle.days import Days, read_days
from memcon.export.chronicle.drawing import INKS, WIDTH, Picture, fitted, units, wide
from memcon.export.variants.lines import heading, told_words
from memcon.export.variants.rows import Branch, CopyRow, GroupRow, branches, counts_words, head_words

LEFT: Final = 40.0
RIGHT: Final = 470.0
UNDATED: Final = 500.0
"""Where copies stand whose day is not known."""
FARTHEST: Final = 560.0
"""The last place of a dot: its words need room."""
ROW: Final = 36.0
HEAD: Final = 74.0
TOP: Final = 84.0
GENERATION: Final = 14.0
"""How much a copy stands to the right of what it comes from, also on one day."""
MOST: Final = 400
"""Rows of all trees together that are drawn."""
INK: Final = INKS["material cooperation"]


class _Trees(Picture):
    """A picture with lines of dots."""

    def elbow(self, x1: float, y1: float, x2: float, y2: float, *, dotted: bool) -> None:
        """Down from the first point, then across to the second."""
        look = {"stroke-dasharray": "1.5 4", "stroke-linecap": "round"} if dotted else {}
        points = f"{units(x1)},{units(y1)} {units(x1)},{units(y2)} {units(x2)},{units(y2)}"
        SubElement(self._at, "polyline", {"points": points, "fill": "none", "class": "axis", "stroke-width": "1.6", **look})


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A tree with the rows of it that are drawn, and the axis of its days."""

    group: GroupRow
    rows: tuple[Branch, ...]
    axis: Axis | None

    @property
    def height(self) -> float:
        return HEAD + len(self.rows) * ROW + 20


def variants_picture(groups: Sequence[GroupRow], *, name: str) -> str:
    """The picture, in SVG."""
    drawn = list(_drawn(groups))
    about = _about(groups, drawn)
    title = f"Versions of quotations in {fitted(name, 380)}"
    picture = _Trees(TOP + sum(tree.height for tree in drawn), title=title, about=about)
    picture.text(16, 26, title, size=16, bold=True)
    picture.text(16, 45, fitted(about, WIDTH - 32), kind="soft")
    _legend(picture)
    at = TOP
    for number, tree in enumerate(drawn, 1):
        _draw(picture, tree, at, number)
        at += tree.height
    return picture.finished()


def _drawn(groups: Iterable[GroupRow]) -> Iterator[_Drawn]:
    left = MOST
    for group in groups:
        rows = tuple(islice(branches(group), left))
        left -= len(rows)
        if rows:
            days = [day for copy in group.copies if (day := _day(copy)) is not None]
            yield _Drawn(group, rows, make_axis(days, left=LEFT, right=RIGHT) if days else None)


def _day(copy: CopyRow) -> Days | None:
    return read_days(copy.published[:10]) if copy.published else None


def _about(groups: Sequence[GroupRow], drawn: Sequence[_Drawn]) -> str:
    """What the picture shows, in a sentence."""
    shown = sum(branch.place is not None for tree in drawn for branch in tree.rows)
    rest = sum(len(group.copies) for group in groups) - shown
    more = f"; {rest:,} more copies are not drawn" if rest else ""
    many = f"{len(groups):,} quotation{'' if len(groups) == 1 else 's'}"
    return f"{many}, {shown:,} copies, each behind the one that it comes from{more}."


def _legend(picture: _Trees) -> None:
    picture.elbow(16, 60, 46, 60, dotted=False)
    picture.text(52, 64, "comes from", kind="soft", size=11)
    picture.elbow(132, 60, 162, 60, dotted=True)
    picture.text(168, 64, "not known from which, or which came first", kind="soft", size=11)
    picture.dot(436, 60, 4, ink=INK)
    picture.text(446, 64, "in the case", kind="soft", size=11)
    picture.dot(526, 60, 4, ink=INK, hollow=True)
    picture.text(536, 64, "named as the source", kind="soft", size=11)


def _draw(picture: _Trees, tree: _Drawn, top: float, number: int) -> None:
    picture.line(16, top, WIDTH - 16, top)
    picture.text(16, top + 20, fitted(f"{number}. “{tree.group.text}”", 0.9 * WIDTH - 32), bold=True)
    picture.text(16, top + 38, fitted(head_words(tree.group), WIDTH - 32), kind="soft")
    bottom = top + tree.height - 12
    _ticks(picture, tree, top, bottom)
    spots = _spots(tree, top + HEAD)
    with picture.group(f"{number}. {counts_words(tree.group)}"):
        _draw_links(picture, tree, spots)
        for branch, spot in zip(tree.rows, spots.rows, strict=True):
            _draw_row(picture, tree, branch, spot)


def _ticks(picture: _Trees, tree: _Drawn, top: float, bottom: float) -> None:
    """The days along the axis, as many as can be read; and the place of what has none."""
    free = 0.0
    for x, words in () if tree.axis is None else tree.axis.ticks():
        picture.line(x, top + 62, x, bottom)
        if x - wide(words) / 2 >= free:
            picture.text(x, top + 56, words, kind="soft", anchor="middle", size=10)
            free = x + wide(words) / 2 + 6
    if any(_day(copy) is None for copy in tree.group.copies):
        picture.text(UNDATED, top + 56, "day not known", kind="soft", size=10)


@dataclass(frozen=True, slots=True)
class _Spots:
    """Where the dots of a tree stand: of each row, and by the place of the copy."""

    rows: tuple[tuple[float, float], ...]
    copies: Mapping[int, tuple[float, float]]
    heads: Mapping[int, tuple[float, float]]


def _spots(tree: _Drawn, top: float) -> _Spots:
    rows: list[tuple[float, float]] = []
    copies: dict[int, tuple[float, float]] = {}
    heads: dict[int, tuple[float, float]] = {}
    head: tuple[float, float] | None = None
    for n, branch in enumerate(tree.rows):
        y = top + n * ROW + ROW / 2
        if branch.place is None:
            head = spot = (LEFT - 20, y)
        else:
            parent = tree.group.copies[branch.place].parent
            head = None if branch.depth == 0 else head
            above = head if parent is None else copies.get(parent)
            spot = (_x(tree, branch.place, above), y)
            copies[branch.place] = spot
            if parent is None and head is not None:
                heads[branch.place] = head
        rows.append(spot)
    return _Spots(tuple(rows), copies, heads)


def _x(tree: _Drawn, place: int, above: tuple[float, float] | None) -> float:
    day = _day(tree.group.copies[place])
    own = UNDATED if day is None or tree.axis is None else tree.axis.at(day.start)
    return min(FARTHEST, own if above is None else max(own, above[0] + GENERATION))


def _draw_links(picture: _Trees, tree: _Drawn, spots: _Spots) -> None:
    for place, (x, y) in spots.copies.items():
        copy = tree.group.copies[place]
        above = spots.heads.get(place) if copy.parent is None else spots.copies.get(copy.parent)
        if above is not None:
            picture.elbow(*above, x, y, dotted=not copy.sure)


def _draw_row(picture: _Trees, tree: _Drawn, branch: Branch, spot: tuple[float, float]) -> None:
    x, y = spot
    room = WIDTH - x - 26
    if branch.place is None:
        with picture.group(f"{branch.name}, named as the source"):
            picture.dot(x, y, 5, ink=INK, hollow=True)
            picture.text(x + 10, y + 4, fitted(f"{branch.name} (named as the source)", room))
        return
    copy = tree.group.copies[branch.place]
    told = told_words(copy)
    with picture.group(fitted(f"{heading(copy)}. {told}. “{copy.text}”", 8_000)):
        picture.dot(x, y, 5, ink=INK)
        picture.text(x + 10, y + (-1 if told else 4), fitted(heading(copy), room))
        if told:
            picture.text(x + 10, y + 13, fitted(told, room), kind="soft", size=11)
