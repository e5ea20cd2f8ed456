"""Inputs made to cost time or to break the check."""

from __future__ import annotations

import time

import pytest

from memcon.link.quotes import SourceIndex, check_quotation
from memcon.model.quotation import TextVerdict
from tests.link.quotes.examples import check, quotation, source

SENTENCE = "The army will leave the valley before the snow melts in the spring. "
MANY = " ".join(f"word{i % 977} of the {i % 31} valley" for i in range(12_000))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (MANY, MANY[:5_000]),
        (MANY[:28_000], MANY[3_000:40_000]),
        ("a " * 4_900 + "b", "b " * 20_000),
        (SENTENCE.strip() + " indeed", SENTENCE * 2_000),
        ("... " * 5_000 + "the army left the valley", SENTENCE),
        ("the army ... " * 500, SENTENCE * 50),
        ("[" * 10_000 + "the army will leave", SENTENCE),
        ("(" * 10_000 + ")" * 10_000 + "the army will leave", SENTENCE),
        ("[the " * 3_000, SENTENCE),
        ("a" * 200_000 + " the army will leave", SENTENCE),
        ("the army will leave", "a" * 500_000),
        ("the army will leave", "a.b." * 100_000),
        ("the army will leave", "1,1." * 100_000),
        ("the army will leave", "a-\n" * 100_000),
        ("the army will leave", "'" * 100_000 + "a'a'" * 50_000),
        ("the army will leave", "\u00ad \n" * 100_000),
        ("don't " * 3_000, "do not " * 3_000),
        ("one hundred and " * 1_000, "million " * 3_000),
    ],
    ids=lambda text: f"{text[:12]!r} {len(text)}",
)
def test_no_input_takes_long(mine: str, theirs: str) -> None:
    begun = time.process_time()

    check(mine, theirs)

    assert time.process_time() - begun < 20


def test_a_long_quotation_is_found_word_for_word() -> None:
    assert check(MANY, MANY + " end").verdict is TextVerdict.VERBATIM


def test_a_long_quotation_that_differs_is_to_be_checked_in_parts() -> None:
    found = check(MANY + " end", MANY)

    assert (found.verdict, "in parts" in found.reason) == (TextVerdict.NOT_CHECKABLE, True)


def test_one_sentence_in_a_thousand_places_is_counted() -> None:
    found = check("The army will leave the valley before the snow melts", SENTENCE * 900)

    assert (found.verdict, found.found) == (TextVerdict.VERBATIM, 900)


@pytest.mark.parametrize("text", ["", " ", "...", "[]", "[the army left]", "?!", "\x00", "\ud800"])
def test_a_quotation_without_words_is_not_checkable(text: str) -> None:
    found = check(text, SENTENCE)

    assert (found.verdict, bool(found.reason)) == (TextVerdict.NOT_CHECKABLE, True)


@pytest.mark.parametrize("texts", [[], [""], ["", "..."]])
def test_without_words_in_the_sources_nothing_is_checkable(texts: list[str]) -> None:
    found = check_quotation(quotation("the army will leave"), SourceIndex.build(source(text) for text in texts))

    assert (found.verdict, found.reason) == (TextVerdict.NOT_CHECKABLE, "there is no source with words in it")
