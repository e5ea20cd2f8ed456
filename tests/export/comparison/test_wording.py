from __future__ import annotations

import pytest

from memcon.export.comparison.wording import (
    act_lines,
    change_words,
    diff_words,
    is_close,
    look_words,
    near_words,
    order_words,
    request_words,
    standing_words,
    sum_words,
)
from tests.link.readouts.pairs import COMMITMENT, FIGURES, INCORRECT, ONE_AGAINST_SIX, SECOND_WORDING, SPLIT, WHO_ASKED
from tests.link.readouts.reading import compared, topic_with

FIGURED = compared(*FIGURES.texts)


def looks(texts: tuple[str, ...], words: str) -> list[str]:
    comparison = compared(*texts)
    return [look_words(look, comparison) for look in topic_with(comparison, words).looks]


@pytest.mark.parametrize(
    ("texts", "words", "told"),
    [
        (FIGURES.texts, "boats", ["number: “30” in A, “20” in B"]),
        (FIGURES.texts, "reopened", ["negation only in B: “not”"]),
        (FIGURES.texts, "Woodside", ["name: “Woodside” in A, “Harbour Bay” in B"]),
        (COMMITMENT.texts, "strike weapons", ["commitment claimed only in B: “promised”"]),
        (COMMITMENT.texts, "dialogue", ["agreement claimed only in B: “agreed”"]),
        (COMMITMENT.texts, "reduce tensions", ["speaker: Milena Varga in A, Pavel Ostrov in B"]),
        (INCORRECT.texts, "no mention", ["denial in B: “no mention”", "negation only in B: “no”"]),
    ],
)
def test_looks(texts: tuple[str, ...], words: str, told: list[str]) -> None:
    assert looks(texts, words) == told


def test_standings() -> None:
    comparison = compared(*SPLIT.texts)
    assert standing_words(topic_with(comparison, "grain"), comparison) == "in both, worded differently, in another order"
    assert standing_words(topic_with(FIGURED, "joint patrol"), FIGURED) == "in both, worded alike"
    three = compared(*FIGURES.texts, "The orchestra played.\n")
    assert standing_words(topic_with(three, "boats"), three) == "in A and B, worded differently"
    assert standing_words(topic_with(three, "orchestra"), three) == "only in C"


def test_acts_have_their_cue_where_it_is_another_word() -> None:
    comparison = compared(*ONE_AGAINST_SIX.texts)
    assert act_lines(topic_with(comparison, "settlement"), 1) == ["Henrik Sorel said (“underlined”)"]
    assert act_lines(topic_with(comparison, "remain in close"), 1) == ["The two agreed"]
    assert act_lines(topic_with(comparison, "exchanged views"), 1) == ["narration"]
    assert act_lines(topic_with(comparison, "spoke today"), 0) == ["the talk itself"]


def test_who_asked() -> None:
    assert request_words(compared(*WHO_ASKED.texts)) == (
        "A: Pavel Ostrov (“at the request of President Ostrov”); B: Lornish side (“at the initiative of the Lornish side”); "
        "whether these are the same cannot be told"
    )
    assert request_words(compared(*ONE_AGAINST_SIX.texts)).startswith("A: does not say; B: ")
    assert request_words(FIGURED) == "no account says"


def test_sums() -> None:
    assert sum_words(FIGURED) == "4 topics in both (1 worded alike, 3 differently)"
    assert sum_words(compared(*COMMITMENT.texts)) == (
        "2 topics in both (0 worded alike, 2 differently), 1 only in A, 2 only in B, 2 claims of one side only"
    )


def test_the_order_is_told_where_it_is_another() -> None:
    assert order_words(FIGURED) == ""
    assert order_words(compared(*SPLIT.texts)) == "A: 1 2 3 4; B: 1 4 3 2"


def test_a_diff_is_told_without_colour() -> None:
    topic = topic_with(FIGURED, "reopened")
    assert is_close(topic)
    assert diff_words(topic.pieces) == "Secretary Marsh said that the harbour at Kell would {+not+} be reopened."
    assert list(change_words(topic.pieces)) == [("only in B", "", "not")]


def test_texts_that_share_few_words_are_not_held_word_by_word() -> None:
    assert not is_close(topic_with(compared(*SPLIT.texts), "navigation"))


def test_what_may_be_the_same() -> None:
    comparison = compared(*SECOND_WORDING.texts)
    other = topic_with(comparison, "incident").number
    assert list(near_words(topic_with(comparison, "high-altitude"))) == [f"may be about the same as {other}: both have “balloon”"]
