"""Numbers of one noun in one sentence."""

from __future__ import annotations

from memcon.link.conflicts.numbers import relation_of, told
from tests.link.conflicts.papers import relations


def test_two_numbers_of_one_noun_shut_each_other_out() -> None:
    assert relations("Roth said 200 refugees arrived in Kessim.", "Vento said 350 refugees arrived in Kessim.") == [("number", "conflict")]


def test_a_higher_number_within_ten_days_is_an_update() -> None:
    assert relation_of((40, "=", "2031-05-01"), (52, "=", "2031-05-04")) == "update"
    assert relation_of((40, "=", "2031-05-01"), (52, "=", "2031-06-04")) == "conflict"


def test_a_lower_number_later_is_no_update() -> None:
    assert relation_of((52, "=", "2031-05-01"), (40, "=", "2031-05-04")) == "conflict"


def test_a_bound_that_fits_is_compatible() -> None:
    assert relation_of((40, ">=", None), (52, "=", None)) == "compatible-bound"


def test_shares_of_two_polls_are_not_compared() -> None:
    assert relations("Roth said the party had 46 percent in Lorn.", "Vento said the party had 51 percent in Lorn.") == []


def test_a_number_is_told_with_its_bound() -> None:
    assert (told(40, ">="), told(40, "=")) == (">=40", "40")
