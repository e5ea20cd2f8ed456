from __future__ import annotations

import pytest

from memcon.export.chronicle.moments import Who
from memcon.export.chronicle.sides import Side, named_side

LORN = Side("LRN", frozenset(["LRN"]), frozenset(["lorn", "lornish"]))
LEAGUE = Side("league", frozenset(["league"]), phrases=frozenset(["river league"]), home="LRN")


@pytest.mark.parametrize(
    ("who", "held"),
    [
        (Who("Odile Farro", "LRN"), True),
        (Who("Lorn"), True),
        (Who("Lorn", "VSK"), False),
        (Who("Lornish Bay Hotel"), False),
        (Who(None), False),
    ],
)
def test_a_state_is_told_by_its_code_and_where_there_is_none_by_its_whole_name(who: Who, held: bool) -> None:  # noqa: FBT001
    assert LORN.holds(who) is held


@pytest.mark.parametrize(
    ("who", "held"),
    [
        (Who("fighters of the River League", "LRN"), True),
        (Who("the council", "league"), True),
        (Who("envoy to the River League", "VSK"), False),
        (Who("Driver Leagues"), False),
    ],
)
def test_an_organisation_is_told_by_its_id_and_by_whole_words(who: Who, held: bool) -> None:  # noqa: FBT001
    assert LEAGUE.holds(who) is held


def test_anybody_else_is_told_by_a_part_of_the_name_whatever_its_case() -> None:
    assert named_side("  fARRO ").holds(Who("Odile Farro", "LRN"))
    assert named_side("a17").holds(Who("Odile Farro", actor="a17"))
    assert not named_side("farro").holds_any((Who("Ana Lund"), Who(None)))


def test_somebody_who_is_known_is_told_by_the_ids_of_his_actors() -> None:
    farro = Side("Odile Farro", actors=frozenset(["a17", "b09"]))
    assert farro.holds(Who("the minister", actor="b09"))
    assert not farro.holds_any((Who("Odile Farro"), Who(None), Who("Ana Lund", actor="c11")))
