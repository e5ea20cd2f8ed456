"""Telegrams in capitals get back the lower case that the parser knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.language.casing import is_capitals, recased


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("MINISTER TOLD ME THAT THE FERRY HAD SAILED.", True),
        ("The minister told me.", False),
        ("GOP, NATO", False),
        ("HE CALLED ON DEPFONMIN (de facto) AT NOON IN HIS OFFICE", True),
    ],
)
def test_capitals_are_recognised_by_their_share(text: str, *, wanted: bool) -> None:
    assert is_capitals(text) is wanted


def test_known_words_become_small_and_names_stay_big() -> None:
    text = "HE TOLD KABUL THAT QADHAFI HAD LEFT. I WAITED."
    assert recased(text, names={"kabul"}) == "He told Kabul that Qadhafi had left. I waited."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("WE TOLD MAYOR ANA LUND SO.", "We told mayor Ana Lund so."),
        ("THEN ANA LUND LEFT.", "Then Ana Lund left."),
        ("HE SAID BILL PASSED.", "He said bill passed."),
        ("HE SAID AMBASSADOR BILL HILL LEFT.", "He said ambassador Bill hill left."),
        ("THEY MAY LEAVE ON MAY 13 OR MARCH 2.", "They may leave on May 13 or March 2."),
    ],
)
def test_first_names_that_are_words_too_are_names_beside_a_title_or_an_unknown_word(text: str, wanted: str) -> None:
    assert recased(text, names=(), people={"ana", "bill"}, titles={"mayor", "ambassador"}) == wanted


@given(st.text(max_size=80))
def test_recasing_keeps_every_offset(text: str) -> None:
    assert len(recased(text, names=())) == len(text)
