"""Which claims are compared."""

from __future__ import annotations

from memcon.link.conflicts.pairing import MOST_IN_BLOCK, pairs_of
from tests.link.conflicts.papers import claim


def test_claims_of_one_document_are_not_compared() -> None:
    assert list(pairs_of([claim("the dam burst", key="a"), claim("the dam burst", key="b")])) == []


def test_claims_that_share_rare_words_are() -> None:
    rows = [claim("the dam burst", key="a"), claim("the dam had burst", key="b", document="p1"), claim("it rained", key="c", document="p2")]
    assert [(left.id, right.id) for left, right in pairs_of(rows)] == [("a", "b")]


def test_a_word_that_everybody_has_is_no_ground() -> None:
    rows = [claim("the dam", key=f"s{k}", document=f"p{k}") for k in range(MOST_IN_BLOCK + 1)]
    assert list(pairs_of(rows)) == []
