"""What holds for every quotation and source."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from memcon.link.quotes import SourceIndex, check_quotation
from memcon.link.quotes.words import split_words
from memcon.model.quotation import Context, QuoteCheck, TextVerdict
from tests.link.quotes.examples import quotation, source

WORDS = st.sampled_from(
    "the army left valley not never two hundred may must Ostria attacked Tarvia by was um 17 don't [sic] (he) ... … U.S. Sen. lock-step all some but if".split()
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)
ANYTHING = st.text(max_size=200)


def tiles(found: QuoteCheck) -> None:
    """Raise where the changes leave a gap or step back, in the quotation or in the source."""
    if found.place is None:
        assert found.changes == ()
        return
    at = 0
    for change in found.changes:
        assert change.quotation.start == at
        at = change.quotation.end
    assert at == len(found.quotation.text)
    if Context.OUT_OF_ORDER in {warning.kind for warning in found.context}:
        return
    there = found.place.span.start
    for change in found.changes:
        if change.note in {"not found", "found in another source"}:
            return
        assert change.source.start == there
        there = change.source.end
    assert there == found.place.span.end


@given(mine=TEXTS, theirs=st.lists(TEXTS, max_size=3), named=st.booleans())
def test_changes_tile_the_quotation_and_the_stretch_of_the_source(mine: str, theirs: list[str], *, named: bool) -> None:
    index = SourceIndex.build(source(text, f"s{i}") for i, text in enumerate(theirs))

    tiles(check_quotation(quotation(mine), index, named=named))


@given(ANYTHING, ANYTHING)
def test_any_text_at_all_has_a_check(mine: str, theirs: str) -> None:
    tiles(check_quotation(quotation(mine), SourceIndex.build([source(theirs)]), named=True))


@given(
    st.lists(
        st.sampled_from("the army left valley don't seventeen 17 U.S. not Ostria's may said road, it. They bridge; mill!".split()),
        min_size=5,
        max_size=60,
    ),
    st.data(),
)
def test_words_taken_from_a_source_are_found_word_for_word(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    low = data.draw(st.integers(0, len(words) - 5))
    high = data.draw(st.integers(low + 5, len(words)))

    found = check_quotation(quotation(" ".join(words[low:high])), SourceIndex.build([source(text)]))

    assert (found.verdict, found.coverage) == (TextVerdict.VERBATIM, 1.0)
    assert found.place is not None
    assert [w.key for w in split_words(found.place.span.of(text))] == [w.key for w in split_words(" ".join(words[low:high]))]


@given(TEXTS)
def test_words_lie_in_the_text_in_order(text: str) -> None:
    found = list(split_words(text))

    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXTS, TEXTS)
def test_the_same_question_has_the_same_answer(mine: str, theirs: str) -> None:
    one, other = (check_quotation(quotation(mine), SourceIndex.build([source(theirs)]), named=True) for _ in range(2))

    assert one == other
