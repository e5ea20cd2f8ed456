from __future__ import annotations

import time

import pytest

from memcon.link.readouts import compare_accounts
from memcon.link.readouts.likeness import COMMON, likeness, read_units
from memcon.link.readouts.words import words_in
from memcon.model.ledger import Findings
from tests.fakes import make_document
from tests.link.readouts.reading import compared, topic_with

OPENING = "Readout\n\nMinister Anneke Dahl met Minister Bram Toller. "


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The two discussed trade.", "Dahl raised unfair trade policies that harm crews and families."),
        ("Dahl stressed freedom of navigation.", "Dahl spoke of the need for open sea lanes."),
        ("Dahl called for the release of the surveyors.", "Dahl urged Toller to free the surveyors."),
        ("They spoke of the Dnieper bridges.", "The bridges over the Dniepr were discussed."),
        ("Toller voiced worry over the drought.", "Toller expressed concern about the drought."),
    ],
)
def test_one_thing_in_two_wordings(one: str, other: str) -> None:
    topic = topic_with(compared(f"{OPENING}{one}\n", f"{OPENING}{other}\n"), one)
    assert topic.holders == (0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The two discussed trade.", "The two discussed fishing."),
        ("Dahl thanked Toller for the visit.", "Dahl urged Toller to sign the treaty."),
        ("Dahl stressed the importance of the harbour.", "Dahl stressed the importance of the railway."),
    ],
)
def test_two_things_in_like_words(one: str, other: str) -> None:
    topic = topic_with(compared(f"{OPENING}{one}\n", f"{OPENING}{other}\n"), one)
    assert len(topic.holders) == 1


def test_the_same_words_twice_go_first_with_first() -> None:
    text = f"{OPENING}The boats return. The nets are dry. The boats return.\n"
    comparison = compared(text, text)
    assert [[u.number for units in t.units for u in units] for t in comparison.topics] == [[1, 1], [2, 2], [3, 3], [4, 4]]


def test_likeness_goes_from_none_to_all() -> None:
    accounts = compared(f"{OPENING}The nets are dry.\n", f"{OPENING}The nets are dry. Snow fell on Kell.\n").accounts
    readings = read_units(accounts, frozenset())
    by_text = {accounts[r.unit.account].text_of(r.unit): r for r in readings}
    assert likeness(by_text["The nets are dry."], readings[1]) == pytest.approx(1)
    assert likeness(by_text["The nets are dry."], by_text["Snow fell on Kell."]) == 0


def paper(sentences: int, seed: int) -> Findings:
    text = " ".join(f"Boat number {n * seed % 997} left harbour {n % 31} with cargo item{n * seed % 211}." for n in range(sentences))
    assert len(words_in(text)) > COMMON
    return Findings(make_document(text))


def test_minutes_of_a_thousand_sentences_take_seconds() -> None:
    papers = [paper(1_000, 7), paper(1_000, 13)]
    start = time.perf_counter()
    comparison = compare_accounts(papers)
    assert time.perf_counter() - start < 20
    assert sum(len(a.units) for a in comparison.accounts) == 2_000
