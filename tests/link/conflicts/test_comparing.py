"""Two claims side by side."""

from __future__ import annotations

from memcon.link.conflicts.comparing import Comparison
from tests.link.conflicts.papers import claim


def compared(left: str, right: str) -> Comparison:
    return Comparison(claim(left), claim(right, speaker="Vento"))


def test_the_names_of_the_speaker_are_no_difference() -> None:
    pair = compared("the meeting with Vento took place on Monday", "the meeting with Roth took place on Monday")
    assert not pair.other_names


def test_two_places_are_two_things() -> None:
    assert compared("the road to Lorn was open", "the road to Tarn was open").other_names


def test_a_passive_may_turn_the_names_round() -> None:
    assert compared("Hale attacked Brandt", "Brandt attacked Hale").swapped
    assert not compared("Hale attacked Brandt", "Brandt was attacked by Hale").swapped


def test_both_denied_opposites_are_not_turned() -> None:
    assert not compared("the price did not rise", "the price did not fall").turned
