"""The word diff can be read without colour, and holds both texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.export.checks.diff import diff_text, differences, pieces_of, source_pieces
from memcon.model.quotation import Change, ChangeKind
from memcon.text import Span
from tests.export.checks.made import LEAD, make_check


@pytest.mark.parametrize(
    ("diff", "printed"),
    [
        ("The pier is shut", "The pier is shut"),
        ("The pier [-may-]{modal:will} close", "The pier [-may-]{+will+} close"),
        ("The pier is [-not-]shut", "The pier is [-not-] shut"),
        ("The pier[-, they say,-] is shut", "The pier [-, they say,-] is shut"),
        ("The pier {inserted:surely} is shut", "The pier {+surely+} is shut"),
        ("The pier [-closes-]{shift:closed}, he said", "The pier [-closes-]{+closed+}, he said"),
        ("{inserted:Yes} it is", "{+Yes+} it is"),
        ("It is so {inserted:cold}", "It is so {+cold+}"),
        ("It [-is-] [-now-] cold", "It [-is now-] cold"),
        ("It [-is-]{word:was} [-now-]{word:then} cold", "It [-is now-]{+was then+} cold"),
        ("It [-is-] {inserted:was} cold", "It [-is-]{+was+} cold"),
        ("We[-’-]{cosmetic:'}ll go", "We'll go"),
    ],
)
def test_dropped_added_and_changed_words_are_told_by_their_marks(diff: str, printed: str) -> None:
    assert diff_text(*make_check(diff)) == printed


def test_words_that_moved_are_told_from_words_that_were_added() -> None:
    check, source = make_check("We go home {reordered:at noon}")
    assert diff_text(check, source) == "We go home {>at noon<}"


def test_a_long_cut_shows_its_ends_and_how_long_it_is() -> None:
    cut = " ".join(f"w{k}" for k in range(40))
    assert diff_text(*make_check(f"We go [-{cut}-]{{trimmed:...}} home")) == (
        "We go [-w0 w1 w2 w3 w4 w5 … (28 words) … w34 w35 w36 w37 w38 w39-]{+...+} home"
    )


def test_a_quotation_without_changes_is_shown_whole() -> None:
    check, source = make_check("The pier is shut")
    assert diff_text(replace(check, changes=(Change(ChangeKind.SAME, Span(4, 8), Span(29, 33)),)), source) == "The pier is shut"


def test_the_source_is_shown_in_its_own_order() -> None:
    check, source = make_check("The pier [-may-]{modal:will} close [-and soon-]{inserted:for good}")
    pieces = source_pieces(check, source)
    assert "".join(piece.old for piece in pieces) == "The pier may close and soon"
    assert [piece.new for piece in pieces if piece.is_changed] == ["will", "for good"]


def test_changes_out_of_order_still_show_each_word_of_the_source_once() -> None:
    check, source = make_check("we go home at noon")
    crossed = (Change(ChangeKind.SAME, Span(0, 5), _in(source, "home")), Change(ChangeKind.SAME, Span(6, 10), _in(source, "we go")))
    assert "".join(piece.old for piece in source_pieces(replace(check, changes=crossed), source)) == "we go home at noon"


def _in(source: str, words: str) -> Span:
    start = source.index(words, len(LEAD))
    return Span(start, start + len(words))


def test_only_what_can_turn_the_meaning_gets_a_line_of_its_own() -> None:
    check, source = make_check("[-170-]{number:107} ferries [-sail-]{synonym:leave}")
    assert [(piece.old, piece.new) for piece in differences(check, source)] == [("170", "107")]


WORDS = st.lists(st.sampled_from(["pier", "ferry", "ice", "“", "é", "\u202e", "\n", "-]", "+}"]), max_size=6).map(" ".join)
SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(min(ends), max(ends)))


@given(WORDS, st.lists(st.builds(Change, st.sampled_from(ChangeKind), SPANS, SPANS), max_size=6))
def test_no_diff_however_odd_breaks_it(words: str, changes: list[Change]) -> None:
    check, source = make_check(words or "x")
    inside = [replace(c, quotation=_clamped(c.quotation, check.quotation.text), source=_clamped(c.source, source)) for c in changes]
    odd = replace(check, changes=tuple(inside))
    pieces_of(odd, source)
    source_pieces(odd, source)
    diff_text(odd, source)


def _clamped(span: Span, text: str) -> Span:
    return Span(min(span.start, len(text)), min(span.end, len(text)))
