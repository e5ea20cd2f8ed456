"""Sentences, folded words, quotations and standing lines."""

from __future__ import annotations

import time

import pytest

from memcon.link.origins.lists import class_of, stem
from memcon.link.origins.reading import read_sentences


def words(text: str) -> list[list[str]]:
    return [[word.folded for word in sentence] for sentence in read_sentences(text)]


def test_sentences_end_at_stops_and_line_ends() -> None:
    assert words("The pier’s shut. “We left,” she said\nNo. 1,400 boats") == [
        ["the", "pier's", "shut"],
        ["we", "left", "she", "said"],
        ["no"],
        ["1400", "boats"],
    ]


def test_a_first_word_tells_nothing_of_names_and_a_headline_neither() -> None:
    (sentence,) = read_sentences("Ferries left Tarn early.")
    assert [word.capital for word in sentence] == [None, False, True, False]
    assert {word.capital for word in read_sentences("Ferries Leave Tarn Again")[0]} == {None}


def test_words_in_quotation_marks_are_marked() -> None:
    (sentence,) = read_sentences("He said “the pier is shut” twice.")
    assert [word.folded for word in sentence if word.quoted] == ["the", "pier", "is", "shut"]


@pytest.mark.parametrize(
    "line", ["Leave a Reply", "Share this: Mail, Print", "Your email address will not be published.", "All rights reserved."]
)
def test_standing_lines_are_left_out(line: str) -> None:
    assert words(f"The pier is shut.\n{line}") == [["the", "pier", "is", "shut"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organised", "organizing"),
        ("stopped", "stops"),
        ("labour", "labor"),
        ("envoys", "ambassador"),
        ("thirteen", "13"),
        ("parties", "party"),
    ],
)
def test_forms_and_synonyms_are_compared_as_one(one: str, other: str) -> None:
    assert class_of(one) == class_of(other)


@pytest.mark.parametrize("word", ["press", "sea", "", "is", "gas"])
def test_short_words_keep_their_letters(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize("piece", ["“", '"', "a.", "1,", "a'", ". ", "“a” "])
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    start = time.process_time()
    read_sentences(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 5
