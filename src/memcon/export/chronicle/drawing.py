"""Pictures in SVG that stand by themselves: no script, no font from elsewhere, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Final
from unicodedata import combining, east_asian_width
from xml.etree.ElementTree import Element, SubElement, tostring

from memcon.export.chronicle.moments import Quad
from memcon.text import printable

WIDTH: Final = 960
"""Of every picture, in its own units; it scales to the room it is given."""
LETTER: Final = 6.7
"""The mean width of a letter of 12 units, a little more than most fonts have: nothing measures text here. Wide ones take two."""

INKS: Final = {
    Quad.VERBAL_COOPERATION.value: "#56b4e9",
    Quad.MATERIAL_COOPERATION.value: "#0072b2",
    Quad.VERBAL_CONFLICT.value: "#e69f00",
    Quad.MATERIAL_CONFLICT.value: "#d55e00",
    "statement": "#009e73",
    "document": "#8a8a8a",
}
"""Okabe and Ito's palette: told apart by people who do not see red and green as others do. Verbal classes are hatched besides."""

_STYLE: Final = """
.paper { fill: #ffffff } .ink { fill: #1b1b1b } .soft { fill: #595959 } .rule { stroke: #d9d9d9 } .axis { stroke: #595959 }
.ring { fill: #ffffff } .cross { stroke: #1b1b1b } .hatch { stroke: #ffffff }
@media (prefers-color-scheme: dark) {
.paper { fill: #16181c } .ink { fill: #ececec } .soft { fill: #a9adb3 } .rule { stroke: #33373d } .axis { stroke: #a9adb3 }
.ring { fill: #16181c } .cross { stroke: #ececec } .hatch { stroke: #16181c }
}
"""


LIGHT: Final = {
    "paper": {"fill": "#ffffff"}, "ink": {"fill": "#1b1b1b"}, "soft": {"fill": "#595959"}, "rule": {"stroke": "#d9d9d9"},
    "axis": {"stroke": "#595959"}, "ring": {"fill": "#ffffff"}, "cross": {"stroke": "#1b1b1b"}, "hatch": {"stroke": "#ffffff"},
    "name": {"fill": "#1b1b1b", "paint-order": "stroke", "stroke": "#ffffff", "stroke-width": "3", "stroke-linejoin": "round"},
}  # fmt: skip
"""What each kind of shape looks like where a picture may not bring styles. A name can be read over lines."""


class Dress(StrEnum):
    """Where a picture is shown, which says where its colours stand."""

    FILE = "file"
    """By itself: it brings styles for light and dark."""
    PLAIN = "plain"
    """By itself, where styles within it are refused: each shape has its colour, for light alone."""
    PAGE = "page"
    """In a page whose styles give the colours by the classes of the shapes; its marks lead to their rows."""


class Picture:
    """A picture that is being drawn. Everything written into it is text, whatever it says."""

    def __init__(self, height: float, *, title: str, about: str, dress: Dress = Dress.FILE, width: float = WIDTH) -> None:
        self.dress = dress
        self.root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {units(width)} {units(height)}", "width": units(width),
                "height": units(height), **self._role(title), "font-family": "system-ui, sans-serif", "font-size": "12",
            },
        )  # fmt: skip
        if dress is not Dress.PAGE:
            SubElement(self.root, "title", id="title").text = safe(title)
            SubElement(self.root, "desc", id="about").text = safe(about)
        if dress is Dress.FILE:
            SubElement(self.root, "style").text = _STYLE
        self._hatches(SubElement(self.root, "defs"))
        self._at = self.root
        self.box(0, 0, width, height, kind="paper")

    def _role(self, title: str) -> dict[str, str]:
        """In a page it is no image but a group: an image would hide its marks from those who do not see it."""
        if self.dress is Dress.PAGE:
            return {"role": "group", "aria-label": safe(title)}
        return {"role": "img", "aria-labelledby": "title about"}

    def _look(self, kind: str) -> dict[str, str]:
        return {"class": kind} | (LIGHT.get(kind, {}) if self.dress is Dress.PLAIN else {}) if kind else {}

    def _hatches(self, defs: Element) -> None:
        for quad in (Quad.VERBAL_COOPERATION, Quad.VERBAL_CONFLICT):
            sizes = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
            pattern = SubElement(defs, "pattern", {"id": _hatch(quad.value), **sizes})
            SubElement(pattern, "rect", {"width": "6", "height": "6", "fill": INKS[quad.value]})
            SubElement(pattern, "line", {"x1": "0", "y1": "0", "x2": "0", "y2": "6", "stroke-width": "2.4", **self._look("hatch")})

    @contextmanager
    def group(self, told: str) -> Iterator[None]:
        """What is drawn within belongs together, and tells this when it is pointed at."""
        with self._within("g", {}):
            SubElement(self._at, "title").text = safe(told)
            yield

    @contextmanager
    def link(self, told: str, address: str | None) -> Iterator[None]:
        """What is drawn within leads to an address of the page and tells this; it is a group where there is none, and in other dresses.

        Tab passes by the marks, of which there may be hundreds: the arrow keys go from one to the next.
        """
        if address is None or self.dress is not Dress.PAGE:
            with self.group(told):
                yield
            return
        with self._within("a", {"href": address, "class": "mark", "tabindex": "-1"}):
            SubElement(self._at, "title").text = safe(told)
            yield

    @contextmanager
    def part(self, **attributes: str) -> Iterator[None]:
        """What is drawn within is known to the script of the page by these."""
        with self._within("g", {name.replace("_", "-"): value for name, value in attributes.items()}):
            yield

    @contextmanager
    def _within(self, tag: str, attributes: dict[str, str]) -> Iterator[None]:
        outer, self._at = self._at, SubElement(self._at, tag, attributes)
        yield
        self._at = outer

    def text(self, x: float, y: float, words: str, *, kind: str = "ink", anchor: str = "start", size: int = 12, bold: bool = False) -> None:
        """Words whose line begins, ends or has its middle at x."""
        style = {"font-weight": "600"} if bold else {}
        place = {"x": units(x), "y": units(y), **self._look(kind), "text-anchor": anchor, "font-size": str(size)}
        SubElement(self._at, "text", {**place, **style}).text = safe(words)

    def box(self, x: float, y: float, width: float, height: float, *, kind: str = "", fill: str = "", faint: bool = False) -> None:
        """A filled rectangle."""
        look = self._look(kind) | ({"fill": fill} if fill else {}) | ({"opacity": "0.45"} if faint else {})
        place = {"x": units(x), "y": units(y), "width": units(width), "height": units(height)}
        SubElement(self._at, "rect", {**place, **look})

    def line(self, x1: float, y1: float, x2: float, y2: float, *, kind: str = "rule", width: float = 1) -> None:
        """A straight line."""
        ends = {"x1": units(x1), "y1": units(y1), "x2": units(x2), "y2": units(y2)}
        SubElement(self._at, "line", {**ends, **self._look(kind), "stroke-width": units(width)})

    def dot(self, x: float, y: float, radius: float, *, ink: str, hollow: bool = False) -> None:
        """A disc, or a ring."""
        look = {**self._look("ring"), "stroke": ink, "stroke-width": "1.6"} if hollow else {"fill": ink}
        SubElement(self._at, "circle", {"cx": units(x), "cy": units(y), "r": units(radius), **look})

    def path(self, way: str, *, ink: str, width: float = 1, dashes: str = "") -> None:
        """A line along a way that is written as SVG has it."""
        style = {"stroke-dasharray": dashes} if dashes else {}
        SubElement(self._at, "path", {"d": way, "fill": "none", "stroke": ink, "stroke-width": units(width), **style})

    def tip(self, points: Iterable[tuple[float, float]], *, ink: str) -> None:
        """A filled shape with these corners."""
        SubElement(self._at, "polygon", {"points": " ".join(f"{units(x)},{units(y)}" for x, y in points), "fill": ink})

    def cross(self, x: float, y: float, radius: float) -> None:
        """A mark through what was not done."""
        self.line(x - radius, y - radius, x + radius, y + radius, kind="cross", width=1.6)
        self.line(x - radius, y + radius, x + radius, y - radius, kind="cross", width=1.6)

    def finished(self) -> str:
        """The picture as a file."""
        return tostring(self.root, encoding="unicode") + "\n"


def paint(lane: str) -> str:
    """The colour or the hatching of a class."""
    return f"url(#{_hatch(lane)})" if lane.startswith("verbal") else INKS[lane]


def class_words(lane: str, number: int) -> str:
    """How many of a class: "1 material conflict", "2 statements"."""
    return f"{number:,} {lane}{'s' if number != 1 and lane in ('statement', 'document') else ''}"


def _hatch(lane: str) -> str:
    return lane.replace(" ", "-")


def units(number: float) -> str:
    """A number of the picture, to a tenth."""
    return f"{number:.1f}".removesuffix(".0")


def safe(words: str) -> str:
    """The words in one line, with nothing in them that XML cannot hold; what is markup is escaped when it is written."""
    return "".join("\ufffd" if 0xFDD0 <= ord(c) < 0xFDF0 or ord(c) & 0xFFFE == 0xFFFE else c for c in printable(" ".join(words.split())))


def fitted(words: str, room: float) -> str:
    """As much of the words as fits, an ellipsis after what does not."""
    plain, used = safe(words[: int(room / LETTER) + 1]), 0.0
    for n, c in enumerate(plain):
        used += 0 if combining(c) else 2 * LETTER if east_asian_width(c) in "WF" else LETTER
        if used > room:
            return plain[: max(0, n - 1)] + "…"
    return plain


def wide(words: str) -> float:
    """About how wide the words are."""
    return sum(0 if combining(c) else 2 * LETTER if east_asian_width(c) in "WF" else LETTER for c in words)
