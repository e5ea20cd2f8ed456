"""The state follows what the two sides say further down, and nobody else."""

from __future__ import annotations

from tests.detect.conflicts.reading import told

DENIED = "Roth said the army shelled the market in Lorn. Vento denied that the army shelled the market in Lorn. "


def states(text: str) -> list[str]:
    return [state for _, state, left, right in told(text) if {left, right} == {"Roth", "Vento"}]


def test_another_who_admits_it_changes_nothing() -> None:
    assert states(DENIED + "Hale acknowledged that the army shelled the market in Lorn.") == ["open"]


def test_words_taken_back_are_withdrawn() -> None:
    assert states(DENIED + "Roth withdrew his claim that the army shelled the market in Lorn.") == ["withdrawn"]


def test_what_is_said_before_the_conflict_changes_nothing() -> None:
    assert states("Vento acknowledged that the army shelled Tarn. " + DENIED) == ["open"]
