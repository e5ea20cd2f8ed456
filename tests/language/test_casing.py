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


@given(st.text(max_size=80))
def test_recasing_keeps_every_offset(text: str) -> None:
    assert len(recased(text, names=())) == len(text)
