"""The network as it was asked for: discs with their places, edges, and what of both the script of the page draws."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

from memcon.export.chronicle.moments import Moment
from memcon.export.chronicle.network import Edge, Graph, Node, Places, Tie, find_neighbours, make_graph, statements_by, statements_of
from memcon.export.chronicle.network_picture import edge_words, node_words, radius_of, width_of
from memcon.export.chronicle.sieve import choose
from memcon.run.chronicling import Stage
from memcon.web.rooms.network.asked import PAGE, Sort, Wanted

DRAWN: Final = 300
"""Edges that are drawn, the strongest; the table has all of them."""
STRONGEST: Final = 10
"""Acts and edges of somebody that the panel shows."""
LATEST: Final = 8
"""Statements that the panel shows; the number leads to all of them."""
FARTHEST: Final = 100_000.0


@dataclass(frozen=True, slots=True)
class Disc:
    """Somebody in the network, with the statements made by him, to him and on his word, and the place in the picture."""

    id: str
    name: str
    spoke: int
    told: int
    via: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Told:
    """Who speaks to whom and on whose word, those who do so most.

    An edge that is `told` goes from a speaker to whom he tells it; one that is `word` from whoever is relied on to who speaks.
    `more` others are joined to somebody; `alone` speak only to nobody named and on nobody's word. `unnamed` of the statements
    nobody named makes.
    """

    actors: tuple[Disc, ...]
    edges: tuple[Edge, ...]
    more: int
    alone: int
    hidden: int
    statements: int
    unnamed: int
    is_fresh: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An edge in the table."""

    edge: Edge
    one: str
    other: str
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """The network as it is drawn."""

    graph: Graph
    places: Places

    @property
    def names(self) -> dict[str, str]:
        """The name of everybody in it."""
        return {node.key: node.name for node in self.graph.nodes}


def find_network(stage: Stage, wanted: Wanted) -> Found:
    """What fits. Raises WrongUse for what cannot be understood."""
    columns = stage.chronicle.columns
    rows = choose(columns, wanted.sieve(stage.chronicle)).listed
    graph = make_graph(columns, rows, most=wanted.most, least=wanted.least)
    moved = dict(filter(None, map(_moved, wanted.moved)))
    return Found(graph, {node.key: moved.get(node.key, stage.places[node.key]) for node in graph.nodes})


def _moved(untrusted: str) -> tuple[str, tuple[float, float]] | None:
    """Where somebody was put; None for what is no place."""
    key, *place = untrusted.rsplit(",", 2)
    try:
        x, y = map(float, place)
    except ValueError:
        return None
    return (key, (x, y)) if isfinite(x) and isfinite(y) and max(abs(x), abs(y)) <= FARTHEST else None


def told(found: Found, *, is_fresh: bool) -> Told:
    """The answer for programs."""
    graph = found.graph
    discs = tuple(Disc(n.key, n.name, n.spoke, n.told, n.via, *found.places[n.key]) for n in graph.nodes)
    return Told(discs, graph.edges, graph.more, graph.alone, graph.hidden, graph.statements, graph.unnamed, is_fresh)


def for_script(found: Found) -> str:
    """What the script of the page draws, as JSON: numbers and names, never markup."""
    names = found.names
    nodes = [
        {
            "id": n.key,
            "name": n.name,
            "told": node_words(n),
            "size": 2 * radius_of(n),
            "x": found.places[n.key][0],
            "y": found.places[n.key][1],
        }
        for n in found.graph.nodes
    ]
    edges = [
        {"one": e.one, "other": e.other, "tie": e.tie.value, "count": e.count, "width": width_of(e), "told": edge_words(e, names)}
        for e in found.graph.edges[:DRAWN]
    ]
    return json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False)


_SORTS: Final[dict[Sort, Callable[[Row], Any]]] = {
    Sort.COUNT: lambda row: (-row.edge.count, row.one.casefold(), row.other.casefold()),
    Sort.ONE: lambda row: (row.one.casefold(), -row.edge.count, row.other.casefold()),
    Sort.OTHER: lambda row: (row.other.casefold(), -row.edge.count, row.one.casefold()),
    Sort.TIE: lambda row: (row.edge.tie, -row.edge.count, row.one.casefold()),
}


def sorted_rows(found: Found, wanted: Wanted) -> list[Row]:
    """All edges in the order that is asked for."""
    names = found.names
    rows = (Row(e, names[e.one], names[e.other], wanted.rows_of(e.one, e.other, e.tie)) for e in found.graph.edges)
    return sorted(rows, key=_SORTS[wanted.sort])


def page_of(rows: list[Row], wanted: Wanted) -> list[Row]:
    """The edges of the page."""
    return rows[wanted.offset : wanted.offset + PAGE]


# ── the panel ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Portrait:
    """Somebody in the panel: the counts, what is done most by speaking, and the strongest of `total` edges."""

    node: Node
    acts: tuple[tuple[str, int], ...]
    edges: tuple[Row, ...]
    total: int
    page: str | None


def portray(stage: Stage, wanted: Wanted, key: str) -> Portrait | None:
    """Somebody as the statements that fit have him; None for one who is not in them."""
    columns = stage.chronicle.columns
    rows = choose(columns, wanted.sieve(stage.chronicle)).listed
    found = find_neighbours(columns, rows, key)
    if found is None:
        return None
    node, edges = found
    names = {one.key: one.name for one in columns.who}
    told = tuple(Row(e, names[e.one], names[e.other], wanted.rows_of(e.one, e.other, e.tie)) for e in edges[:STRONGEST])
    acts = Counter(columns.doings[n] for n in columns.doing[statements_by(columns, rows, key)].tolist())
    person = stage.chronicle.who.person(key)
    return Portrait(node, tuple(acts.most_common(STRONGEST)), told, len(edges), None if person is None else f"/actors/{person.id}")


@dataclass(frozen=True, slots=True)
class Saying:
    """An edge in the panel: the statements behind it, the latest first."""

    row: Row
    latest: tuple[Moment, ...]


def find_saying(stage: Stage, wanted: Wanted, one: str, other: str, tie: Tie) -> Saying | None:
    """The statements behind an edge; None where there is none."""
    columns = stage.chronicle.columns
    rows = statements_of(columns, choose(columns, wanted.sieve(stage.chronicle)).listed, one, other, tie)
    if not len(rows):
        return None
    names = {called.key: called.name for called in columns.who}
    row = Row(Edge(one, other, tie, len(rows)), names[one], names[other], wanted.rows_of(one, other, tie))
    return Saying(row, tuple(columns.moments[n] for n in rows[::-1][:LATEST].tolist()))
