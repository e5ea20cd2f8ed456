"""Quotation marks: which pair, which are apostrophes, what runs on over paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon import limits
from memcon.detect.grammar.quotes import MARKS, Quote, find_quotes
from memcon.text import Span


def _blocks(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def _quoted(text: str) -> list[str]:
    quotes, _ = find_quotes(text, _blocks(text))
    return [" / ".join(p.of(text) for p in q.pieces) for q in quotes]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We sail,” she said.", ["We sail,"]),
        ('"We sail," she said. "Now."', ["We sail,", "Now."]),
        ("‘We sail,’ she said.", ["We sail,"]),
        ("« Nous partons », dit-elle.", [" Nous partons "]),
        ("„Wir fahren“, sagte sie.", ["Wir fahren"]),
        ("``We sail,'' she said.", ["We sail,"]),
        ("“She said, ‘No,’” he said.", ["She said, ‘No,’", "No,"]),
        ("the crews' boats and two men's oars", []),
        ("it's 20' long and 6\" wide", []),
        ("’tis late and she's gone", []),
        ("He said “no” and “yes”.", ["no", "yes"]),
        ("BEGIN QUOTE: NO SHIP SAILED. END QUOTE", [" NO SHIP SAILED. "]),
        ("HE SAID QUOTE NO UNQUOTE AND LEFT", [" NO "]),
    ],
)
def test_marks_pair(text: str, wanted: list[str]) -> None:
    assert _quoted(text) == wanted


def test_reopened_quotation_is_one_over_paragraphs() -> None:
    assert _quoted("“We dug.\n“We waited.\n“We left,” she said.") == ["We dug. / We waited. / We left,"]


def test_mark_that_closes_nothing_is_told() -> None:
    quotes, warnings = find_quotes("He was late”.", _blocks("He was late”."))
    assert quotes == ()
    assert [w.message for w in warnings] == ["a quotation mark closes nothing"]


def test_fragment_never_closed_ends_with_its_sentence() -> None:
    text = "It failed “twice a week. Nobody came.\n“We left,” she said."
    quotes, warnings = find_quotes(text, _blocks(text))
    assert [q.pieces[0].of(text) for q in quotes] == ["twice a week.", "We left,"]
    assert [w.message for w in warnings] == ["a quotation mark is never closed"]


def test_unclosed_mark_never_pairs_across_a_paragraph() -> None:
    assert _quoted("“We dug for days.\nThe road is shut” to cars.") == ["We dug for days."]


def test_depth_counts_the_quotations_around() -> None:
    text = "“She said, ‘He shouted “no” at me,’ and left.”"
    assert [q.depth for q in find_quotes(text, _blocks(text))[0]] == [0, 1, 2]


def test_fifty_deep_marks_are_bounded() -> None:
    text = "“" * 50 + "no" + "”" * 50
    quotes, _ = find_quotes(text, _blocks(text))
    assert 0 < len(quotes) <= limits.QUOTE_NESTING


@given(st.text(alphabet="aA .,\n" + MARKS, max_size=60))
def test_every_quotation_lies_in_the_text(text: str) -> None:
    quotes, _ = find_quotes(text, _blocks(text))
    assert all(0 <= p.start <= p.end <= len(text) for q in quotes for p in (*q.pieces, *q.outer))
    assert all(isinstance(q, Quote) and q.start <= q.end for q in quotes)
