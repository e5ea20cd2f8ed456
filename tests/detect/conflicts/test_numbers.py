"""Two voices and two numbers."""

from __future__ import annotations

from tests.detect.conflicts.reading import told


def test_one_voice_that_counts_twice_is_no_conflict() -> None:
    assert told("The police said the blast in Lorn killed 40 people. The police said the blast in Lorn killed 52 people.") == []


def test_the_paper_itself_is_not_held_against_a_speaker() -> None:
    assert told("The blast in Lorn killed 40 people. The mayor said the blast in Lorn killed 52 people.") == []


def test_numbers_of_two_nouns_are_not_compared() -> None:
    assert told("Roth said 30 boys were admitted to the school. Vento said 45 girls were admitted to the school.") == []


def test_two_places_are_two_events() -> None:
    assert told("Roth said the blast in Lorn killed 40 people. Vento said the blast in Tarn killed 52 people.") == []


def test_shares_and_ranges_are_not_compared() -> None:
    assert told("Roth said the party had 46 percent in Lorn. Vento said the party had 51 percent in Lorn.") == []
    assert told("Roth said 20 to 30 boats left Lorn. Vento said 40 to 50 boats left Lorn.") == []
