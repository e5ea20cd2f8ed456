"""Who speaks to whom and on whose word: the statements of a case as a graph whose every number is a number of statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from memcon.export.chronicle.columns import Columns, Mask, Rows
from memcon.export.chronicle.pairs import NOBODY_NUMBER, find_people


class Tie(StrEnum):
    """What joins two: the one says something to the other, or what the other says stands on the word of the one."""

    TOLD = "told"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in the graph: the statements that were made by him, to him, and that stand on his word."""

    key: str
    name: str
    spoke: int
    told: int
    via: int


@dataclass(frozen=True, slots=True)
class Edge:
    """How many statements one made to the other, or how many of the other stand on the word of the one."""

    one: str
    other: str
    tie: Tie
    count: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Those who are most in it and what joins them, the most first.

    `more` is how many others speak, are spoken to or are relied on with somebody named; `alone` how many only speak, to nobody named
    and on nobody's word. `hidden` is how many edges there are besides. `statements` are all that fit; `unnamed` of them nobody
    named says.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: int
    alone: int
    hidden: int
    statements: int
    unnamed: int


@dataclass(frozen=True, eq=False)
class Ties:
    """All edges between people of the columns, by number: `one`, `other`, whether on whose word, and how many statements."""

    one: NDArray[np.intp]
    other: NDArray[np.intp]
    is_word: Mask
    count: NDArray[np.intp]

    def weights(self, people: int) -> NDArray[np.intp]:
        """How many statements stand in the edges of each of so many people."""
        ends = np.concatenate((self.one, self.other[self.one != self.other]))
        counts = np.concatenate((self.count, self.count[self.one != self.other]))
        return np.bincount(ends, weights=counts, minlength=people).astype(np.intp)


def find_ties(columns: Columns, rows: Rows) -> Ties:
    """What joins people in these statements."""
    told = find_people(columns, columns.source[rows], columns.target[rows])
    word = find_people(columns, columns.holders[rows], columns.source[rows])
    one, other, count = (np.concatenate(both) for both in ((told.one, word.one), (told.other, word.other), (told.count, word.count)))
    return Ties(one, other, np.repeat([False, True], [len(told.one), len(word.one)]), count)


def make_graph(columns: Columns, rows: Rows, *, most: int, least: int = 1) -> Graph:
    """The graph of these statements: those who are most in edges of at least so many statements, and the edges between them."""
    size = len(columns.who)
    ties = _at_least(find_ties(columns, rows), least)
    counts = _Counts.of(columns, rows)
    weights = ties.weights(size)
    ranked = sorted(np.flatnonzero(weights).tolist(), key=lambda n: (-weights[n], columns.who[n].key))
    shown = np.zeros(size, np.bool_)
    shown[ranked[:most]] = True
    drawn = shown[ties.one] & shown[ties.other]
    nodes = tuple(counts.node(columns, n) for n in ranked[:most])
    alone = int(((counts.spoke + counts.told + counts.via)[1:] > 0).sum()) - len(ranked)
    unnamed = int(counts.spoke[NOBODY_NUMBER])
    return Graph(nodes, _edges(columns, ties, drawn), max(0, len(ranked) - most), alone, int((~drawn).sum()), len(rows), unnamed)


def find_neighbours(columns: Columns, rows: Rows, key: str) -> tuple[Node, tuple[Edge, ...]] | None:
    """Somebody in these statements, with all edges; None for one who is not in them."""
    n = number_of(columns, key)
    if n is None:
        return None
    node, ties = _Counts.of(columns, rows).node(columns, n), find_ties(columns, rows)
    if not (node.spoke or node.told or node.via):
        return None
    return node, _edges(columns, ties, (ties.one == n) | (ties.other == n))


def statements_of(columns: Columns, rows: Rows, one: str, other: str, tie: Tie) -> Rows:
    """Those of the statements that stand behind an edge."""
    from_, to = (columns.source, columns.target) if tie is Tie.TOLD else (columns.holders, columns.source)
    return rows[_holding(columns, one)[from_[rows]] & _holding(columns, other)[to[rows]]]


def statements_by(columns: Columns, rows: Rows, key: str) -> Rows:
    """Those of the statements that somebody makes."""
    return rows[_holding(columns, key)[columns.source[rows]]]


def _holding(columns: Columns, key: str) -> Mask:
    """Which lists of parties hold somebody."""
    wanted = np.zeros(len(columns.who), np.bool_)
    n = number_of(columns, key)
    if n is not None:
        wanted[n] = True
    return columns.people.having(wanted)


def number_of(columns: Columns, key: str) -> int | None:
    """The number of somebody among the people of the columns."""
    return next((n for n, one in enumerate(columns.who) if one.key == key), None)


@dataclass(frozen=True, eq=False)
class _Counts:
    """How many statements are made by, to, and on the word of each."""

    spoke: NDArray[np.intp]
    told: NDArray[np.intp]
    via: NDArray[np.intp]

    @staticmethod
    def of(columns: Columns, rows: Rows) -> _Counts:
        held = (columns.people.spread(column[rows])[1] for column in (columns.source, columns.target, columns.holders))
        return _Counts(*(np.bincount(people, minlength=len(columns.who)) for people in held))

    def node(self, columns: Columns, n: int) -> Node:
        return Node(columns.who[n].key, columns.who[n].name, int(self.spoke[n]), int(self.told[n]), int(self.via[n]))


def _at_least(ties: Ties, least: int) -> Ties:
    kept = ties.count >= least
    return Ties(ties.one[kept], ties.other[kept], ties.is_word[kept], ties.count[kept])


def _edges(columns: Columns, ties: Ties, drawn: Mask) -> tuple[Edge, ...]:
    found = [
        Edge(columns.who[one].key, columns.who[other].key, Tie.WORD if is_word else Tie.TOLD, count)
        for one, other, is_word, count in zip(*(c[drawn].tolist() for c in (ties.one, ties.other, ties.is_word, ties.count)), strict=True)
    ]
    return tuple(sorted(found, key=lambda edge: (-edge.count, edge.tie, edge.one, edge.other)))


Places = Mapping[str, tuple[float, float]]
"""Key -> where somebody stands."""
