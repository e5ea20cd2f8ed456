"""The words that are compared, and where they stand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.link.variants.folding import LONGEST, cut_sentences, fold_words


def words(text: str) -> str:
    return " ".join(token.word for token in fold_words(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("They Weren’t going", "they were not going"),
        ("I can't; we won't; cannot", "i can not we will not can not"),
        ("It’s Lorn’s pier", "it is lorn pier"),
        ("we’ve 1,500 crews, 3.5 per cent", "we have 1500 crews 3.5 per cent"),
        ("[T]he lock – step of U.S. ... crews", "t he lock step of usa crews"),
        ("nuclear-armed", "nuclear armed"),
        ("", ""),
        ("…—“”", ""),
    ],
)
def test_words_are_folded(text: str, folded: str) -> None:
    assert words(text) == folded


def test_long_texts_are_cut() -> None:
    start = time.process_time()
    assert len(fold_words("river " * 100_000)) == LONGEST
    assert len(fold_words("x" * 1_000_000)) == LONGEST
    assert fold_words("U.S" * 100_000)
    assert time.process_time() - start < 2


@given(st.text())
def test_every_word_has_its_place(text: str) -> None:
    assert all(token.span.of(text) for token in fold_words(text))
    assert [token.span.start for token in fold_words(text)] == sorted(token.span.start for token in fold_words(text))


def test_a_long_quotation_is_cut_at_its_sentences_and_not_at_titles() -> None:
    text = "We met Mr. Bay at noon. The pier was shut! “It stays shut.” Nobody knew why"
    assert [span.of(text).strip() for span in cut_sentences(text)] == [
        "We met Mr. Bay at noon.",
        "The pier was shut!",
        "“It stays shut.”",
        "Nobody knew why",
    ]
