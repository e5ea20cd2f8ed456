"""Words of a text and their offsets, windows of a long text, and words that are looked for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.text import Span
from memcon.web.rooms.reader.finding import find_words
from memcon.web.rooms.reader.windows import LONGEST, USUAL, cut_windows, height_of, window_at
from memcon.web.rooms.reader.words import Edge, widened, word_at, words_between, words_in


def words(text: str) -> list[str]:
    return [span.of(text) for span in words_in(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said: “We did.”", ["He", "said", ":", "“", "We", "did", ".", "”"]),
        ("Veltria's twenty-one, 10,000.50 at 4:30.", ["Veltria's", "twenty-one", ",", "10,000.50", "at", "4:30", "."]),
        ("Rene\u0301 नमस्ते نَعَم", ["Rene\u0301", "नमस्ते", "نَعَم"]),
        ("👩‍👩‍👧🚣🏽 🇵🇰🇺🇸 ok", ["👩‍👩‍👧", "🚣🏽", "🇵🇰", "🇺🇸", "ok"]),
        ("\u0301 alone", ["\u0301", "alone"]),
        ("  \n ", []),
    ],
)
def test_a_word_keeps_its_accents_its_apostrophe_and_the_signs_that_are_tied_to_it(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(alphabet=st.sampled_from("ab1 .,-’“\n\u0301\u200d🚣🏽🇵ا"), max_size=60))
def test_words_are_in_order_do_not_overlap_and_leave_out_white_space_alone(text: str) -> None:
    spans = list(words_in(text, Span(0, len(text))))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(span.of(text) for span in spans) == "".join(c for c in text if not c.isspace())


def test_what_is_chosen_is_snapped_to_whole_words() -> None:
    text = "🚣🏽 Rene\u0301 Oake said yes"
    inside = text.index("ene"), text.index("ake")
    assert words_between(text, *inside).of(text) == words_between(text, *reversed(inside)).of(text) == "Rene\u0301 Oake"


def test_a_place_outside_the_text_is_none() -> None:
    with pytest.raises(ValueError, match="no place"):
        words_between("short", 0, 5)


def test_in_white_space_the_next_word_is_meant_and_at_the_end_the_last() -> None:
    text = "one  two   "
    assert [word_at(text, n).of(text) for n in (3, 8)] == ["two", "two"]
    assert word_at("   ", 1) == Span(1, 1)


def test_what_is_chosen_grows_and_shrinks_by_words_and_keeps_one() -> None:
    text = "We asked for “a pause” today"
    chosen = words_between(text, text.index("for"), text.index("a pause"))
    assert {edge: widened(text, chosen, edge).of(text) for edge in Edge} == {
        Edge.START_OUT: "asked for “a", Edge.START_IN: "“a", Edge.END_OUT: "for “a pause", Edge.END_IN: "for “",
    }  # fmt: skip
    only = words_between(text, 0, 0)
    assert widened(text, only, Edge.START_OUT) == widened(text, only, Edge.END_IN) == only


def test_windows_end_where_paragraphs_do_and_together_are_the_text() -> None:
    paragraph = "word " * 200 + "\n\n"
    text = paragraph * 40
    windows = cut_windows(text)
    assert "".join(window.of(text) for window in windows) == text
    assert all(window.of(text).endswith("\n\n") and USUAL <= len(window) <= LONGEST for window in windows[:-1])
    assert [window_at(windows, n) for n in (0, windows[1].start, len(text))] == [0, 1, len(windows) - 1]


def test_a_text_without_line_ends_is_cut_at_blanks_and_one_without_blanks_where_it_must() -> None:
    assert all(len(window) <= LONGEST for window in cut_windows("x" * 50_000))
    assert cut_windows("word " * 10_000)[0].of("word " * 10_000).endswith(" ")
    assert cut_windows("") == (Span(0, 0),)


def test_a_window_with_more_lines_is_higher() -> None:
    assert height_of("line\n" * 10, Span(0, 50)) > height_of("line " * 10, Span(0, 50)) > 0


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("the gate", ["The  gate", "the\ngate"]),
        ("weir's", ["weir’s"]),
        ('"not so"', ["“not so”"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("a.b", []),
        (" ", []),
    ],
)
def test_words_are_found_whatever_their_case_their_lines_and_their_marks(wanted: str, found: list[str]) -> None:
    text = "🚣 The  gate and the\ngate at the weir’s foot: “not so”, e\u0301te\u0301, axb"
    assert [span.of(text) for span in find_words(text, wanted)] == found
