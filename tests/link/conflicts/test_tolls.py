"""The numbers of one event, by who is counted and what became of them."""

from __future__ import annotations

import pytest

from tests.link.conflicts.papers import found, relations


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("The blast in Lorn killed 40 people.", "The blast in Lorn killed 52 people.", "conflict"),
        ("The blast in Lorn killed at least 40 people.", "The blast in Lorn killed 52 people.", "compatible-bound"),
        ("The blast in Lorn killed 13 soldiers.", "The blast in Lorn killed 40 civilians.", "other-population"),
        ("The blast in Lorn killed 40 people.", "The blast in Lorn wounded 52 people.", "other-predicate"),
        ("Two gunmen carried out the attack in Lorn.", "Four gunmen carried out the attack in Lorn.", "conflict"),
    ],
)
def test_two_numbers_of_one_event(left: str, right: str, wanted: str) -> None:
    assert relations(left, right) == [("number", wanted)]


def test_a_later_higher_toll_is_an_update() -> None:
    told = ("The blast in Lorn killed 40 people.", "2031-05-01"), ("The blast in Lorn killed 52 people.", "2031-05-03")
    assert relations(*told) == [("number", "update")]


def test_another_place_or_day_is_another_event() -> None:
    assert relations("The blast in Lorn killed 40 people.", "A blast in Tarn killed 12 people.") == []
    told = (
        "Nine soldiers were killed in the shelling of Munsk on 4 May 2031.",
        "Two soldiers were killed in the shelling of Munsk on 4 August 2031.",
    )
    assert relations(*told) == []


def test_another_sort_of_deed_is_another_event() -> None:
    assert relations("The shelling of Munsk killed nine soldiers.", "The earthquake in Munsk killed two soldiers.") == []


def test_a_number_without_a_noun_is_of_those_before() -> None:
    (one,) = found("The blast in Lorn killed 20 soldiers and wounded 15.", "The blast in Lorn wounded 18 soldiers.")
    assert (one.relation, one.why) == ("conflict", "wounded, troops: 15 / 18")
