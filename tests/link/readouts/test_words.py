from __future__ import annotations

import time

import pytest

from memcon.link.readouts.words import concepts_in, find_phrases, fold, names_in, negations_in, numbers_in, stem_of, words_in
from memcon.text import Span


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("two field hospitals", [2]),
        ("30 boats and 1,200 crates", [30, 1200]),
        ("two million crowns", [2_000_000]),
        ("3.5 billion crowns", [3_500_000_000]),
        ("twenty-five ships", [25]),
        ("the two agreed", []),
        ("the two sides agreed", []),
        ("the two surveyors were freed", [2]),
        ("one of them", []),
        ("on June 4, 2024", []),
        ("on 4 June", []),
        ("by 2030", [2030]),
    ],
)
def test_numbers(text: str, numbers: list[float]) -> None:
    assert list(numbers_in(words_in(text))) == numbers


@pytest.mark.parametrize(
    ("text", "negations"),
    [
        ("no convoy would move", ["no"]),
        ("it cannot and won’t open", ["cannot", "won’t"]),
        ("he refused to sign", ["refused"]),
        ("it opens", []),
    ],
)
def test_negations(text: str, negations: list[str]) -> None:
    assert negations_in(words_in(text)) == negations


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They met in Harbour Bay on Monday.", ["Harbour Bay"]),
        ("Boats return. Crews rest.", []),
        ("The readout\n\nOn Monday they met.", []),
        ("SOREL MET THE ENVOY FROM LORN IN PORT ASTER", []),
        ("with Foreign Minister Sorel", ["Sorel"]),
        ("They met in Kell, then in Kell", ["Kell"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert names_in(words_in(text), leave_out=["foreign"]) == names


def test_the_first_word_of_a_span_is_a_name_where_no_sentence_begins() -> None:
    text = "He said that Lorn would sign."
    assert names_in(words_in(text, Span(13, 29))) == ["Lorn"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("freedom of navigation", "open sea lanes"),
        ("worries", "concern"),
        ("the ceasefire", "a truce"),
        ("their release", "free them"),
        ("remain in contact", "stayed in touch"),
        ("was detained", "in custody"),
    ],
)
def test_like_wordings_are_one(one: str, other: str) -> None:
    left, right = ([concept for concept, _ in concepts_in(words_in(text))] for text in (one, other))
    assert left == right != []


def test_plain_words_mean_nothing() -> None:
    assert concepts_in(words_in("He also noted that this is an important issue")) == []


@pytest.mark.parametrize(
    ("one", "other"), [("evacuate", "evacuation"), ("deploy", "deployment"), ("economy", "economic"), ("invest", "investment")]
)
def test_a_noun_and_its_verb_share_a_stem(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize("form", ["nation", "city", "fire", "=trade", "#2"])
def test_short_words_and_phrases_are_their_stem(form: str) -> None:
    assert stem_of(form) == form


def test_phrases_do_not_overlap() -> None:
    words = words_in("the factually incorrect statement is incorrect")
    assert list(find_phrases(words, "denials")) == [(1, 3), (5, 6)]


def test_folding_is_of_case_apostrophes_and_hyphens() -> None:
    assert fold("Lorn’s Sea‑Lanes") == "lorn's sea-lanes"


def test_a_long_run_is_no_worse_than_its_length() -> None:
    start = time.perf_counter()
    words_in("a-" * 50_000 + " " + "1,000" * 20_000)
    assert time.perf_counter() - start < 2
