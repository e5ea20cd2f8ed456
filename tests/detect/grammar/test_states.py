"""States by name, capital and demonym."""

from __future__ import annotations

import pytest

from memcon.detect.grammar.states import find_government, find_state, load_gazetteer, state_words


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Pakistan", "PAK"),
        ("the US", "USA"),
        ("Washington", "USA"),
        ("French", "FRA"),
        ("Lima", "PER"),
        ("Norway’s", "NOR"),
        ("Moscow", "RUS"),
        ("Atlantis", None),
    ],
)
def test_state_of_words(words: str, code: str | None) -> None:
    state = find_state(words)
    assert (state.code if state else None) == code


def test_every_state_has_a_code_of_three_capitals() -> None:
    codes = {s.code for s in load_gazetteer().places.values()}
    assert len(codes) >= 185
    assert all(len(c) == 3 and c.isupper() for c in codes)


def test_words_for_recasing_hold_months_but_not_common_words() -> None:
    assert {"kabul", "october", "norwegian"} <= state_words()
    assert not {"may", "male", "turkey", "the"} & state_words()


@pytest.mark.parametrize(
    ("abbreviation", "text", "code"),
    [
        ("GOP", "The GOP told Islamabad's friends that Pakistan would wait.", "PAK"),
        ("GOP", "GOP officials met in Warsaw; Poland was firm.", "POL"),
        ("GOP", "The GOP nominee spoke.", None),
        ("GOP", "Peru and Poland agreed.", None),
        ("GONE", "Nepal", None),
    ],
)
def test_a_government_is_that_of_the_state_with_its_initial_that_the_paper_names_most(
    abbreviation: str, text: str, code: str | None
) -> None:
    state = find_government(abbreviation, text)
    assert (state.code if state else None) == code
