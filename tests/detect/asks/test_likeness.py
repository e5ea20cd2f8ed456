"""Contents are alike when they share most of their words, in whatever form."""

from __future__ import annotations

import pytest

from memcon.detect.asks.likeness import are_alike, covers_most, key_words


def test_words_come_in_their_plain_form_and_small_words_are_left_out() -> None:
    assert key_words("of the two gates that they opened") == {"two", "gate", "open"}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("two tugs", "the two tugs", True),
        ("open the gate", "the gate opened", True),
        ("help", "a list of ships", False),
        ("help", "help with the accident and the shelter and the ferries", False),
        ("it", "them", False),
    ],
)
def test_contents_are_alike_or_not(one: str, other: str, *, alike: bool) -> None:
    assert are_alike(key_words(one), key_words(other)) is alike


def test_an_answer_may_hold_more_than_what_was_asked() -> None:
    assert covers_most(key_words("send two tugs and a crane on Friday"), key_words("two tugs"))
    assert not covers_most(key_words("send a crane"), key_words("two tugs and a barge"))
    assert not covers_most(key_words("send a crane"), key_words("it"))
