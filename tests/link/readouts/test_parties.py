from __future__ import annotations

import pytest

from memcon.link.readouts.parties import gender_of, know_parties
from memcon.model.ledger import Actor, ActorKind, Findings, Mention
from tests.fakes import make_document, span_of


def person(name: str, *words: str, text: str = "") -> Actor:
    return Actor(name, ActorKind.PERSON, name, (name,), mentions=tuple(Mention(span_of(text, w)) for w in words))


def parties(*names: str) -> Findings:
    return Findings(make_document(" ".join(names)), tuple(person(name) for name in names))


def test_a_family_name_is_the_only_one_who_bears_it() -> None:
    known = know_parties([parties("Henrik Sorel", "Adaeze Lomax"), parties("Sorel")])
    assert known.key_of("Sorel") == known.key_of("Henrik Sorel") == known.key_of("Foreign Minister Sorel")


def test_a_family_name_of_two_is_neither() -> None:
    known = know_parties([parties("Henrik Sorel", "Ida Sorel"), parties("Sorel")])
    assert len({known.key_of(name) for name in ("Henrik Sorel", "Ida Sorel", "Sorel")}) == 3


@pytest.mark.parametrize("name", ["The two", "Both", "both sides", "The two leaders"])
def test_both_are_one_key(name: str) -> None:
    assert know_parties([]).key_of(name) == "both"


def test_only_two_persons_are_apart() -> None:
    known = know_parties([parties("Henrik Sorel", "Adaeze Lomax")])
    assert known.are_apart("Henrik Sorel", "Adaeze Lomax")
    assert not known.are_apart("Henrik Sorel", "Lorn")
    assert not known.are_apart("Henrik Sorel", None)


@pytest.mark.parametrize(
    ("text", "words", "gender"),
    [
        ("Sorel said he left", ("Sorel", "he"), "m"),
        ("Lomax and her crew", ("Lomax", "her"), "f"),
        ("Mr. Sorel left", ("Mr. Sorel",), "m"),
        ("Sorel left", ("Sorel",), None),
    ],
)
def test_gender(text: str, words: tuple[str, ...], gender: str | None) -> None:
    assert gender_of(person("Sorel", *words, text=text), text) == gender
