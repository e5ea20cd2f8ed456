from __future__ import annotations

import numpy as np

from memcon.export.chronicle.columns import CLASSES, NOBODY, NOBODY_KEY, UNCODED, Called, Lists, called_by_name, make_columns
from memcon.export.chronicle.moments import Moment, Who
from memcon.export.chronicle.sides import Side, named_side
from tests.export.chronicle.rows import LORN, moment, saying

FARRO = Called("a17", "Odile Farro")


def calls(who: Who) -> Called | None:
    """Two actors of two papers are one person; for other parties no actor is known."""
    return FARRO if who.actor in ("a17", "b09") else None


def held(side: Side, *parties: tuple[Who, ...]) -> list[bool]:
    """Which of the rows have somebody of the side as their source."""
    columns = make_columns([moment(n, source=source) for n, source in enumerate(parties)], calls)
    found: list[bool] = columns.of_side(side)[columns.source].tolist()
    return found


def test_rows_stand_in_order_of_time_and_those_without_a_day_come_last() -> None:
    columns = make_columns([moment(1, None), moment(2, "2031-05-01"), saying(3, "2031-03-05")], calls)
    assert ([row.id for row in columns.moments], columns.dated) == (["row3", "row2", "row1"], 2)
    assert [CLASSES[n] for n in columns.lane] == ["statement", "material conflict", "material conflict"]


def test_a_case_without_rows_has_columns_too() -> None:
    columns = make_columns([], calls)
    assert (columns.dated, len(columns.start), columns.who) == (0, 0, (NOBODY,))


def test_actors_that_were_joined_are_one_and_others_are_told_by_their_name() -> None:
    rows = [
        moment(n, source=(who,), target=())
        for n, who in enumerate([Who("Farro", actor="a17"), Who("O. Farro", actor="b09"), Who(" the  Council ")])
    ]
    assert make_columns(rows, calls).who == (NOBODY, FARRO, Called("name:the council", "the Council"))


def test_who_has_no_name_is_called_by_the_state_and_without_one_is_nobody() -> None:
    assert called_by_name(Who(None, "LRN")) == Called("state:LRN", "LRN")
    assert called_by_name(Who(None)).key == called_by_name(Who("  ")).key == NOBODY_KEY


def test_a_side_is_found_by_name_whatever_actor_stands_behind_it() -> None:
    assert held(named_side("farro"), (Who("Odile Farro", actor="a17"),), (Who("Ana Lund"),), (LORN, Who("Farro"))) == [True, False, True]


def test_somebody_who_is_known_is_found_under_every_name() -> None:
    side = Side("Odile Farro", actors=frozenset(["a17", "b09"]))
    assert held(side, (Who("the minister", actor="b09"),), (Who("Odile Farro"),)) == [True, False]


def test_nobody_and_no_code_can_be_asked_for() -> None:
    parties = ((), (Who(None),), (LORN,), (Who("Ana Lund"),))
    assert held(Side(NOBODY.name, actors=frozenset([NOBODY_KEY])), *parties) == [True, True, False, False]
    assert held(UNCODED, *parties) == [True, True, False, True]


def test_states_are_called_by_their_names() -> None:
    columns = make_columns([moment()], calls, {"LRN": "Lorn", "VSK": "Vasko"}.__getitem__)
    assert columns.codes == (Called("LRN", "Lorn"), Called("VSK", "Vasko"))


def test_lists_are_spread_with_the_place_of_each() -> None:
    lists = Lists.of([[], [3, 1, 3], [2]])
    place, member = lists.spread(np.array([2, 0, 1, 1]))
    assert list(zip(place.tolist(), member.tolist(), strict=True)) == [(0, 2), (2, 3), (2, 1), (3, 3), (3, 1)]
    assert lists.having(np.array([False, True, False, False])).tolist() == [False, True, False]


def test_a_row_that_names_somebody_twice_has_him_once() -> None:
    columns = make_columns([moment(source=(Who("Farro", actor="a17"), Who("Odile Farro", actor="b09")))], calls)
    assert columns.people.spread(columns.source)[1].tolist() == [1]


def test_the_same_rows_give_the_same_columns_in_whatever_order_they_come() -> None:
    rows: list[Moment] = [moment(n, f"2031-03-{n + 1:02d}") for n in range(9)]
    assert make_columns(rows, calls).moments == make_columns(reversed(rows), calls).moments
