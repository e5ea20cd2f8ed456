"""A network as a picture: discs for those who speak, lines to those whom they tell, dashed ones to those who rely on their word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import hypot, log2, sqrt
from typing import Final

from memcon.export.chronicle.drawing import Dress, Picture, fitted, wide
from memcon.export.chronicle.network import Edge, Graph, Node, Places, Tie
from memcon.export.chronicle.panorama_picture import Legend

MARGIN: Final = 90.0
TOP: Final = 88.0
BEND: Final = 16.0
"""How far the second line between two is bent away from the first."""
LINES: Final = {Tie.TOLD: "#1558c0", Tie.WORD: "#23623a"}
SPEAKER: Final = "#6b2488"
LABEL: Final = 150.0


def radius_of(node: Node) -> float:
    """The radius of a disc: its area grows with the statements."""
    return round(min(30.0, 7 + 2.4 * sqrt(node.spoke)), 1)


def width_of(edge: Edge) -> float:
    """The width of a line: about one more for each doubling."""
    return round(min(9.0, 1.5 + 0.9 * log2(edge.count)), 1)


def network_picture(graph: Graph, places: Places, legend: Legend) -> str:
    """The picture, in SVG; in it everybody has a place."""
    frame = _frame(graph, places)
    picture = Picture(frame.height, title=legend.title, about=legend.about, dress=Dress.PLAIN, width=frame.width)
    picture.text(16, 26, fitted(legend.title, frame.width - 32), size=16, bold=True)
    picture.text(16, 46, fitted(legend.about, frame.width * 1.08), kind="soft", size=11)
    picture.text(16, frame.height - 10, fitted(legend.source, frame.width * 1.08), kind="soft", size=11)
    _legend(picture)
    at = {node.key: frame.at(places[node.key]) for node in graph.nodes}
    radius = {node.key: radius_of(node) for node in graph.nodes}
    seen: Counter[frozenset[str]] = Counter()
    names = {node.key: node.name for node in graph.nodes}
    for edge in graph.edges:
        pair = frozenset((edge.one, edge.other))
        with picture.group(edge_words(edge, names)):
            _line(picture, edge, at, radius, seen[pair])
        seen[pair] += 1
    for node in graph.nodes:
        x, y = at[node.key]
        with picture.group(node_words(node)):
            picture.dot(x, y, radius[node.key], ink=SPEAKER)
            picture.text(x, y + radius[node.key] + 13, fitted(node.name, LABEL), kind="name", anchor="middle")
    return picture.finished()


def edge_words(edge: Edge, names: dict[str, str]) -> str:
    """An edge in words."""
    one, other = names[edge.one], names[edge.other]
    if edge.tie is Tie.WORD:
        return f"{edge.count:,} of {other} on the word of {one}"
    return f"{edge.count:,} of {one} to {other}"


def node_words(node: Node) -> str:
    """Somebody in words."""
    return f"{node.name}: speaks {node.spoke:,}, is told {node.told:,}, relied on for {node.via:,}"


@dataclass(frozen=True, slots=True)
class _Frame:
    """The paper on which everybody has room."""

    left: float
    top: float
    width: float
    height: float

    def at(self, place: tuple[float, float]) -> tuple[float, float]:
        """Where somebody stands on it."""
        return place[0] - self.left, place[1] - self.top


def _frame(graph: Graph, places: Places) -> _Frame:
    held = [places[node.key] for node in graph.nodes] or [(0.0, 0.0)]
    left, right = min(x for x, _ in held) - MARGIN, max(x for x, _ in held) + MARGIN
    top, bottom = min(y for _, y in held) - TOP - 36, max(y for _, y in held) + MARGIN
    width = max(640.0, right - left)
    return _Frame(left - (width - (right - left)) / 2, top, width, bottom - top)


def _legend(picture: Picture) -> None:
    x = 16.0
    for tie, words in ((Tie.TOLD, "says something to"), (Tie.WORD, "on the word of whom another speaks")):
        picture.path(f"M {x} 64 h 30", ink=LINES[tie], width=2, dashes="6 4" if tie is Tie.WORD else "")
        picture.tip([(x + 36, 64), (x + 28, 60), (x + 28, 68)], ink=LINES[tie])
        picture.text(x + 44, 68, words, size=11)
        x += 44 + wide(words) + 8
    picture.text(x, 68, "discs: statements made", kind="soft", size=11)


def _line(picture: Picture, edge: Edge, at: dict[str, tuple[float, float]], radius: dict[str, float], n: int) -> None:
    """A line from the one to the other with its tip at the disc; each further one between the two is bent more."""
    dashes, width = "6 4" if edge.tie is Tie.WORD else "", width_of(edge)
    (x1, y1), (x2, y2) = at[edge.one], at[edge.other]
    if edge.one == edge.other:
        r = radius[edge.one]
        picture.path(_way((x1 - r, y1), (x1 - 3 * r, y1 - 3 * r), (x1, y1 - r)), ink=LINES[edge.tie], width=width, dashes=dashes)
        return
    length = max(1.0, hypot(x2 - x1, y2 - y1))
    bend = BEND * n if edge.one < edge.other else -BEND * n
    middle = ((x1 + x2) / 2 - (y2 - y1) / length * bend * 2, (y1 + y2) / 2 + (x2 - x1) / length * bend * 2)
    away = max(1.0, hypot(x2 - middle[0], y2 - middle[1]))
    dx, dy = (x2 - middle[0]) / away, (y2 - middle[1]) / away
    end = x2 - dx * (radius[edge.other] + 1), y2 - dy * (radius[edge.other] + 1)
    size = 6 + width
    neck = end[0] - dx * size, end[1] - dy * size
    picture.path(_way((x1, y1), middle, neck), ink=LINES[edge.tie], width=width, dashes=dashes)
    side = -dy * size * 0.5, dx * size * 0.5
    picture.tip([end, (neck[0] + side[0], neck[1] + side[1]), (neck[0] - side[0], neck[1] - side[1])], ink=LINES[edge.tie])


def _way(start: tuple[float, float], middle: tuple[float, float], end: tuple[float, float]) -> str:
    return f"M {start[0]:.1f} {start[1]:.1f} Q {middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
