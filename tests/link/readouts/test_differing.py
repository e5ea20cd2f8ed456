from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.link.readouts.differing import LONGEST, pieces_of
from memcon.model.comparison import Standing
from tests.link.readouts.reading import compared, topic_with

OPENING = "Readout\n\nMinister Anneke Dahl met Minister Bram Toller. "


def differences(left: str, right: str) -> list[tuple[str, str]]:
    return [(p.left, p.right) for p in pieces_of(left, right) if not p.is_same]


@pytest.mark.parametrize(
    ("left", "right", "pieces"),
    [
        ("the boats return", "the boats return", []),
        ("the boats return", "the boats must return", [("", "must")]),
        ("the boats must return", "the boats return", [("must", "")]),
        ("two boats", "three boats", [("two", "three")]),
        ("The boats, it said.", "the boats it said", []),
    ],
)
def test_words(left: str, right: str, pieces: list[tuple[str, str]]) -> None:
    assert differences(left, right) == pieces


@given(st.lists(st.sampled_from("ab c d".split())), st.lists(st.sampled_from("ab c d".split())))
def test_the_pieces_are_the_two_texts(left: list[str], right: list[str]) -> None:
    pieces = pieces_of(" ".join(left), " ".join(right))
    assert " ".join(p.left for p in pieces if p.left) == " ".join(left)
    assert " ".join(p.right for p in pieces if p.right) == " ".join(right)


def test_very_long_texts_are_not_held_word_by_word() -> None:
    assert len(pieces_of("a " * (LONGEST + 1), "b")) == 1


def looks(one: str, other: str, words: str) -> set[str]:
    topic = topic_with(compared(f"{OPENING}{one}\n", f"{OPENING}{other}\n"), words)
    assert topic.standing is Standing.DIFFERENT
    return {look.kind.value for look in topic.looks}


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("Dahl said that two boats would return.", "Dahl said that three boats would return.", {"number"}),
        ("Dahl said that two boats would return.", "Dahl said that 2 boats will return.", set()),
        ("Dahl said that the boats would return.", "Dahl said that the boats would never return.", {"negation"}),
        ("Dahl said that the boats of Kell would return.", "Dahl said that the boats of Marr would return.", {"name"}),
        ("Anneke Dahl said that the boats would return.", "Bram Toller said that the boats would return.", {"speaker"}),
        ("Dahl said that the boats would return.", "Dahl promised that the boats would return.", {"commitment"}),
        ("Dahl urged that the boats return.", "Dahl asked that the boats return.", set()),
    ],
)
def test_looks(one: str, other: str, kinds: set[str]) -> None:
    assert looks(one, other, "boats") == kinds


def test_a_topic_of_one_account_has_no_looks_but_claims() -> None:
    comparison = compared(f"{OPENING}Dahl said that no boats of Kell would return.\n", f"{OPENING}\n")
    assert topic_with(comparison, "boats").looks == ()
