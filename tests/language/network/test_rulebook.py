"""The rules of an attribute ruler, read as tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.attrs import LEMMA, POS

from memcon.language.network.rulebook import SET, Rulebook, Seen

TAGS, LABELS = ["NN", "VBZ"], ["ROOT", "expl"]


def _ruler(*rules: tuple[list[dict[str, Any]], dict[str, str], int]) -> Any:
    ruler: Any = spacy.blank("en").add_pipe("attribute_ruler")
    for pattern, attrs, index in rules:
        ruler.add([pattern], attrs, index)
    return ruler


def _book(ruler: Any, *words: str) -> tuple[Rulebook, Seen]:
    book = Rulebook(ruler, tags=TAGS, labels=LABELS)
    kinds = np.array([book.kind_of(ruler.vocab.strings.add(word)) for word in words])
    return book, Seen(kinds, np.ones_like(kinds), np.ones_like(kinds), np.zeros(len(kinds), np.bool_))


def test_the_later_rule_wins() -> None:
    ruler = _ruler(([{"TAG": "VBZ"}], {"POS": "VERB"}, 0), ([{"LOWER": "is"}], {"POS": "AUX", "LEMMA": "be"}, 0))
    book, seen = _book(ruler, "is", "sails")
    found = book.set_alone(seen)
    parts = [ruler.vocab.strings[int(value)] for value in found[:, SET.index(POS)]]
    assert parts == ["AUX", "VERB"]
    assert [ruler.vocab.strings[int(value)] for value in found[:, SET.index(LEMMA)]] == ["be", ""]


def test_a_rule_about_two_words_sets_the_one_it_names() -> None:
    ruler = _ruler(([{"LOWER": "gon"}, {"LOWER": {"REGEX": "^na$"}}], {"LEMMA": "to"}, 1), ([{"TAG": "VBZ"}], {"POS": "VERB"}, 0))
    book, seen = _book(ruler, "gon", "na", "na")
    out = book.set_alone(seen)
    book.set_beside(seen, np.array([0, 1]), np.array([1, 2]), out)
    assert [ruler.vocab.strings[int(value)] for value in out[:, SET.index(LEMMA)]] == ["", "to", ""]
    assert len(set(out[:, SET.index(POS)].tolist())) == 1


def test_words_that_no_rule_tells_apart_are_of_one_kind() -> None:
    ruler = _ruler(([{"LOWER": {"IN": ["is", "was"]}}], {"LEMMA": "be"}, 0))
    _, seen = _book(ruler, "ferry", "dock", "is", "was")
    assert seen.spelling.tolist() == [0, 0, 1, 1]


def test_rules_in_words_that_are_not_known_are_refused() -> None:
    with pytest.raises(KeyError):
        Rulebook(_ruler(([{"LOWER": {"FUZZY": "is"}}], {"LEMMA": "be"}, 0)), tags=TAGS, labels=LABELS)
