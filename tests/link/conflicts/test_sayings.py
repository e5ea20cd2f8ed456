"""Who said it, and in which words."""

from __future__ import annotations

import pytest

from tests.link.conflicts.papers import found, relations

WORDS = "“The harbour will stay shut until the last mine is gone,”"


def test_one_sentence_of_two_persons() -> None:
    (one,) = found(f"{WORDS} said Anna Roth.", f"{WORDS} said Peter Vento.")
    assert (one.kind, one.why) == ("attribution", "Anna Roth / Peter Vento")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna Roth", "Roth"), ("Anna Roth", "the ministry"), ("the Harbour Office", "Peter Vento"), ("Anna Roth", "Anna Roth")],
)
def test_who_may_be_one_voice_is_not_held_against_itself(one: str, other: str) -> None:
    assert relations(f"{WORDS} said {one}.", f"{WORDS} said {other}.") == []


def test_a_short_sentence_may_be_anybody_s() -> None:
    assert relations("“We will win,” said Anna Roth.", "“We will win,” said Peter Vento.") == []


def test_another_word_in_the_marks_is_another_wording() -> None:
    told = ("Roth said: “We will never leave the valley to the enemy.”", "Roth said: “We will never leave the valley to the occupiers.”")
    (one,) = found(*told)
    assert (one.kind, one.why) == ("wording", "“enemy” / “occupiers”")


def test_a_quotation_cut_short_is_the_same() -> None:
    told = ("Roth said: “We will never leave the valley to the enemy.”", "Roth said: “We will never leave the valley.”")
    assert relations(*told) == []
