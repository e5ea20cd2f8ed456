"""Every case of the rule tables holds, and the tables cover the catalogue."""

from __future__ import annotations

import re
from functools import cache

import pytest

from memcon.model.ledger import Act, Findings, Manner
from tests.rules.table import Case, folded, load_cases, problems_of, read_cases

CASES = load_cases()


@cache
def _findings() -> dict[str, Findings]:
    return {case.name: found for case, found in zip(CASES, read_cases(CASES), strict=True)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_sentence_gives_its_statements(case: Case) -> None:
    assert problems_of(case, _findings()[case.name]) == []


def test_there_are_at_least_four_hundred_sentences() -> None:
    assert len(CASES) >= 400
    assert len({case.text for case in CASES if not case.titled and case.kind == "story"}) >= 380


def test_every_expected_content_stands_in_its_text() -> None:
    pieces = [(c, p) for c in CASES for e in c.expected for p in e.content.rstrip("?").split(" ... ")]
    assert [f"{c.name}: {p}" for c, p in pieces if folded(p) not in folded(c.text)] == []


def test_acts_and_manners_are_words_of_the_model() -> None:
    rows = [(e.act, e.manner) for c in CASES for e in c.expected]
    assert {a for a, _ in rows} <= set(Act)
    assert {m for _, m in rows} <= set(Manner)


def test_every_act_has_an_example() -> None:
    assert {e.act for c in CASES for e in c.expected} == {a.value for a in Act}


def test_no_passive_makes_the_hearer_the_speaker() -> None:
    passives = [c for c in CASES if c.construction.startswith(("36", "37"))]
    swapped = [
        c.name
        for c in passives
        for s in _findings()[c.name].statements
        for e in c.expected
        if s.speaker.name and e.to and folded(s.speaker.name) in {folded(name) for name in e.to}
    ]
    assert len(passives) >= 30
    assert swapped == []


def test_the_catalogue_is_covered() -> None:
    numbers = {int(n) for c in CASES for n in re.findall(r"\d+", c.construction)}
    assert len(numbers) >= 60
