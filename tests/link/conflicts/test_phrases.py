"""Phrases that are looked for in many sentences."""

from __future__ import annotations

import re
import sys

import pytest

from memcon.link.conflicts.phrases import Phrases

PHRASES = Phrases(["stand by", "was not so", "ﬁt"])


@pytest.mark.parametrize("text", ["We stand by it.", "WE STAND BY IT", "we ſtand by it", "it was not so", "a ﬁt of rage"])
def test_a_phrase_is_found_whatever_the_case_of_its_letters(text: str) -> None:
    assert PHRASES.stand_in(text)


@pytest.mark.parametrize("text", ["", "a standby ship", "they understand bylaws", "it was not sold", "stand  by"])
def test_a_part_of_a_word_is_no_phrase(text: str) -> None:
    assert not PHRASES.stand_in(text)


def test_other_words_take_the_place_of_all_that_are_found() -> None:
    assert PHRASES.replaced("We stand by it, and STAND BY you.", "not") == "We not it, and not you."
    assert PHRASES.replaced("We stood by it.", "not") == "We stood by it."


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyz")
def test_every_letter_that_a_pattern_takes_for_another_is_found(letter: str) -> None:
    alike = re.findall(letter, "".join(map(chr, range(0xD800))) + "".join(map(chr, range(0xE000, sys.maxunicode + 1))), re.IGNORECASE)
    assert [found for found in alike if not Phrases([letter]).stand_in(found)] == []
