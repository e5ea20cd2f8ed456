"""Marks of texts: the same for the same text, mostly shared by texts that are nearly the same."""

from __future__ import annotations

import random

import numpy as np
import pytest

from memcon.archive.copies.marks import BANDS, LEAST_WORDS, NEAR, likeness, mark

NOUNS = ("harbour", "ferry", "minister", "dam", "council", "strike", "treaty", "envoy", "bridge", "crew", "grain", "border", "court")


def text(seed: int, words: int = 300) -> str:
    """Words that no other seed has in this order."""
    drawn = random.Random(seed)
    return " ".join(f"{drawn.choice(NOUNS)}{drawn.randrange(400)}" for _ in range(words))


def changed(words: str, share: float, seed: int = 1) -> str:
    """The text with so many of its words replaced."""
    drawn = random.Random(seed)
    return " ".join("other" if drawn.random() < share else word for word in words.split())


def alike(one: str, other: str) -> float:
    left, right = (mark(words, kind="story").least for words in (one, other))
    return float(likeness(left[None], right[None])[0])


def test_equal_texts_have_equal_marks() -> None:
    one, other = mark(text(1), kind="story"), mark(text(1), kind="story")
    assert one.whole == other.whole
    assert (one.bands == other.bands).all()


def test_the_same_words_in_a_cable_are_another_reading() -> None:
    assert mark(text(1), kind="story").whole != mark(text(1), kind="cable").whole


def test_one_letter_makes_another_text_that_is_nearly_the_same() -> None:
    other = text(1).replace("ferry", "Ferry", 1)
    assert mark(text(1), kind="story").whole != mark(other, kind="story").whole
    assert alike(text(1), other) == 1.0


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 1.0, 1.0), (0.01, 0.8, 1.0), (0.1, 0.25, 0.6), (0.5, 0.0, 0.12)])
def test_likeness_falls_as_words_are_replaced(share: float, least: float, most: float) -> None:
    assert least <= alike(text(2), changed(text(2), share)) <= most


def test_texts_that_share_nothing_share_no_band() -> None:
    found = [set(mark(text(n), kind="story").bands.tolist()) for n in range(40)]
    assert all(not one & other for n, one in enumerate(found) for other in found[:n])


def test_texts_with_a_changed_word_in_a_hundred_share_a_band() -> None:
    shared = sum(
        bool(np.intersect1d(mark(text(n), kind="story").bands, mark(changed(text(n), 0.01, n), kind="story").bands).size) for n in range(40)
    )
    assert shared >= 38
    assert NEAR == 0.8


def test_a_short_text_is_held_against_others_as_a_whole_only() -> None:
    short = mark(text(3, LEAST_WORDS - 1), kind="story")
    assert len(short.bands) == 0
    assert len(mark(text(3, LEAST_WORDS), kind="story").bands) == BANDS


def test_halves_of_characters_do_not_stop_it() -> None:
    assert mark("\ud800 " + text(4), kind="story").whole
