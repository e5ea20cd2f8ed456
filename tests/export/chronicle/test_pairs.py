from __future__ import annotations

import numpy as np

from memcon.export.chronicle.columns import make_columns
from memcon.export.chronicle.moments import Who
from memcon.export.chronicle.pairs import busiest_people, busiest_states, find_people
from tests.export.chronicle.rows import LORN, VASKO, moment

FARRO, LUND = Who("Odile Farro", "LRN"), Who("Ana Lund", "VSK")


def test_everybody_of_one_side_is_paired_with_everybody_of_the_other_and_nobody_with_none() -> None:
    columns = make_columns([moment(1, source=(FARRO, LORN), target=(LUND,)), moment(2, source=(), target=(LUND,))], lambda _: None)
    pairs = find_people(columns, columns.source, columns.target)
    named = [(columns.who[one].name, columns.who[other].name) for one, other in zip(pairs.one, pairs.other, strict=True)]
    assert sorted(named) == [("Lorn", "Ana Lund"), ("Odile Farro", "Ana Lund")]


def test_both_ways_between_two_count_as_one_pair() -> None:
    rows = [moment(1), moment(2, source=(VASKO,), target=(LORN,)), moment(3, source=(FARRO,), target=(LORN,))]
    columns = make_columns(rows, lambda _: None)
    everything = np.arange(3)
    assert [(b.one.key, b.other.key, b.count) for b in busiest_states(columns, everything, most=5)] == [("LRN", "VSK", 2)]
    assert [b.count for b in busiest_people(columns, everything, most=1)] == [2]


def test_a_case_without_rows_has_no_pairs() -> None:
    columns = make_columns([], lambda _: None)
    assert busiest_states(columns, np.arange(0), most=5) == busiest_people(columns, np.arange(0), most=5) == ()
