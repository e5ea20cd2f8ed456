"""What a copy made of the words, word by word."""

from __future__ import annotations

import pytest

from memcon.link.variants.changes import Wording, cost_of, find_edits, names_something, whole_words
from memcon.link.variants.folding import fold_words
from memcon.link.variants.weights import weigh

OLD = "the crews of Vasko-North were quietly going from house to house to assure the sailors"


def edits(old: str, new: str) -> list[tuple[str, str, str]]:
    before, after = Wording(old, fold_words(old)), Wording(new, fold_words(new))
    one, other = ([token.word for token in wording.tokens] for wording in (before, after))
    found = [whole_words(edit, before, after) for edit in find_edits(one, other, weigh([one, other]))]
    return [(edit.how.value, before.printed(edit.before), after.printed(edit.after)) for edit in found]


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (OLD.upper(), []),
        (OLD.replace("quietly ", ""), [("dropped", "quietly", "")]),
        (OLD.replace("going", "going again"), [("added", "", "again")]),
        (OLD.replace("assure", "guarantee to"), [("changed", "assure", "guarantee to")]),
        (OLD.replace("Vasko-North", "Vasko"), [("changed", "Vasko-North", "Vasko")]),
        ("quietly going from house to house", [("cut", "the crews of Vasko-North were", ""), ("cut", "to assure the sailors", "")]),
        (OLD.replace("were", "weren’t"), [("changed", "were", "weren’t")]),
        (OLD.replace("Vasko-North", "Lorn-North"), [("changed", "Vasko-North", "Lorn-North")]),
    ],
)
def test_changes_are_listed_as_printed(new: str, found: list[tuple[str, str, str]]) -> None:
    assert edits(OLD, new) == found


def test_a_light_word_between_two_changes_does_not_part_them() -> None:
    assert edits("they praised the pilots today", "they thanked the crews today") == [
        ("changed", "praised the pilots", "thanked the crews")
    ]


def test_quoting_a_part_costs_little_and_adding_costs_most() -> None:
    old = [token.word for token in fold_words(OLD)]
    weights = weigh([old])
    part, dropped = old[6:], [word for word in old if word != "quietly"]
    costs = [cost_of(find_edits(a, b, weights), a, b, weights) for a, b in ((old, old), (old, part), (old, dropped), (dropped, old))]
    assert costs == sorted(costs)
    assert (costs[0], costs[1] < 1 < costs[2]) == (0, True)


@pytest.mark.parametrize(("words", "does"), [("ISIS-K", True), ("170", True), ("quietly", False), ("", False)])
def test_names_and_numbers_are_told_from_other_words(words: str, *, does: bool) -> None:
    assert names_something(words) is does
