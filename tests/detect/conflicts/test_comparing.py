"""Two accounts side by side."""

from __future__ import annotations

from memcon.detect.conflicts.comparing import Comparison
from tests.detect.conflicts.reading import accounts


def compared(text: str) -> Comparison:
    left, right = accounts(text)
    return Comparison(left, right)


def test_two_negations_turn_back() -> None:
    assert not compared("Roth denied that the gate was open. Vento said the gate was not open.").turned


def test_two_opposites_that_are_both_denied_can_both_be_so() -> None:
    assert not compared("Roth said the price did not rise. Vento said the price did not fall.").turned


def test_whom_nobody_names_is_taken_for_one_voice() -> None:
    assert compared("It was announced that the gate was open. It was announced that the gate was not open.").one_voice
