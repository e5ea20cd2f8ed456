from __future__ import annotations

import numpy as np

from memcon.export.chronicle.columns import Columns, make_columns
from memcon.export.chronicle.moments import Moment, Who
from memcon.export.chronicle.network import Graph, Tie, find_neighbours, make_graph, number_of, statements_by, statements_of
from tests.export.chronicle.rows import saying

FARRO, LUND, COUNCIL, COURIER = Who("Odile Farro"), Who("Ana Lund"), Who("the council"), Who("the Courier")


def said(n: int, source: Who, *told: Who, via: tuple[Who, ...] = ()) -> Moment:
    """The nth statement: somebody tells some, on the word of others."""
    return saying(n, source=(source,), target=told, holders=via)


ROWS = [
    said(1, FARRO, LUND),
    said(2, FARRO, LUND, COUNCIL),
    said(3, LUND, FARRO, via=(COURIER,)),
    said(4, Who(None), LUND),
    said(5, COUNCIL),
]


def columns_of(rows: list[Moment]) -> Columns:
    return make_columns(rows, lambda _: None)


def graph(rows: list[Moment], *, most: int = 40, least: int = 1) -> Graph:
    return make_graph(columns_of(rows), np.arange(len(rows)), most=most, least=least)


def edges(found: Graph) -> list[tuple[str, str, str, int]]:
    return [(edge.one, edge.tie.value, edge.other, edge.count) for edge in found.edges]


def test_edges_go_to_whom_something_is_told_and_from_whose_word_it_is() -> None:
    assert edges(graph(ROWS)) == [
        ("name:odile farro", "told", "name:ana lund", 2),
        ("name:ana lund", "told", "name:odile farro", 1),
        ("name:odile farro", "told", "name:the council", 1),
        ("name:the courier", "word", "name:ana lund", 1),
    ]


def test_everybody_has_his_numbers_of_statements() -> None:
    lund = next(node for node in graph(ROWS).nodes if node.name == "Ana Lund")
    assert (lund.spoke, lund.told, lund.via) == (1, 3, 0)


def test_those_who_are_most_in_edges_are_shown_and_the_others_counted() -> None:
    found = graph(ROWS, most=2)
    assert ([node.name for node in found.nodes], found.more, found.hidden) == (["Ana Lund", "Odile Farro"], 2, 2)


def test_edges_of_few_statements_can_be_left_out() -> None:
    assert edges(graph(ROWS, least=2)) == [("name:odile farro", "told", "name:ana lund", 2)]


def test_who_speaks_to_nobody_and_what_nobody_named_says_is_counted() -> None:
    found = graph([said(1, FARRO), said(2, Who(None), LUND)])
    assert (found.nodes, found.alone, found.unnamed, found.statements) == ((), 2, 1, 2)


def test_the_statements_behind_an_edge_are_as_many_as_it_says() -> None:
    columns, everything = columns_of(ROWS), np.arange(len(ROWS))
    for edge in graph(ROWS).edges:
        assert len(statements_of(columns, everything, edge.one, edge.other, edge.tie)) == edge.count
    assert len(statements_by(columns, everything, "name:odile farro")) == 2
    assert len(statements_of(columns, everything, "name:nobody knows", "name:ana lund", Tie.TOLD)) == 0


def test_neighbours_are_all_edges_of_somebody() -> None:
    columns = columns_of(ROWS)
    found = find_neighbours(columns, np.arange(len(ROWS)), "name:the courier")
    assert found is not None
    assert (found[0].via, [(edge.tie, edge.other) for edge in found[1]]) == (1, [(Tie.WORD, "name:ana lund")])
    assert find_neighbours(columns, np.arange(1), "name:the courier") is None
    assert (find_neighbours(columns, np.arange(1), "nobody knows"), number_of(columns, "nobody knows")) == (None, None)


def test_a_statement_to_oneself_is_an_edge_to_oneself() -> None:
    assert edges(graph([said(1, FARRO, FARRO)])) == [("name:odile farro", "told", "name:odile farro", 1)]
