"""Spans and shadows: every character of a shadow knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.text import Span, cast_shadow, joined, printable, trimmed


def test_span_covers_the_characters_it_names() -> None:
    assert Span(4, 9).of("the ferry sails") == "ferry"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_span_refuses_what_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_spans_that_share_a_character_touch() -> None:
    assert Span(0, 3).touches(Span(2, 5))
    assert not Span(0, 3).touches(Span(3, 5))
    assert Span(0, 5).holds(Span(2, 5))


def test_word_broken_at_a_line_end_is_whole_in_the_shadow() -> None:
    text = "BEFORE MON-\nDAY NOON"
    shadow = cast_shadow(text, Span(0, len(text)), dropped=[Span(10, 12)])
    assert shadow.text == "BEFORE MONDAY NOON"
    assert shadow.source(7, 13).of(text) == "MON-\nDAY"
    assert [s.of(text) for s in shadow.spans(7, 13)] == ["MON", "DAY"]


def test_page_line_reads_as_one_space() -> None:
    text = "CREWS WERE\nPAGE 02\nTIRED"
    shadow = cast_shadow(text, Span(0, len(text)), spaced=[Span(10, 18)])
    assert shadow.text == "CREWS WERE  TIRED"
    assert shadow.source(12, 17).of(text) == "TIRED"


@given(st.text(max_size=60), st.data())
def test_every_character_of_a_shadow_is_the_one_it_came_from(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    holes = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    shadow = cast_shadow(text, Span(0, len(text)), dropped=holes)
    for offset, character in enumerate(shadow.text):
        assert text[shadow.at(offset)] == character or text[shadow.at(offset)] in "\n\t\x0b\x0c\u2028\u2029\x85"


def test_trimmed_takes_marks_and_blanks_from_both_ends() -> None:
    assert trimmed(" “no.” ", Span(0, 7), chars="“”.").of(" “no.” ") == "no"


def test_joined_covers_all_spans() -> None:
    assert joined([Span(5, 9), Span(2, 3)]) == Span(2, 9)


@given(st.text())
def test_printable_lets_no_control_character_through(text: str) -> None:
    assert not any(ord(c) < 0x20 and c != "\n" or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u200b\ufeff" for c in printable(text))


def test_printable_shows_an_escape_sequence_and_cuts_what_is_long() -> None:
    assert printable("\x1b]0;x\x07") == "\\u001b]0;x\\u0007"
    assert printable("harbour", most=4) == "har…"
