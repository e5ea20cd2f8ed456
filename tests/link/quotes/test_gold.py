"""The quotations of one real story, and the real pairs of a wording and its copy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from memcon.link.quotes import SourceIndex, check_quotation
from memcon.model.quotation import QuoteCheck
from tests.link.quotes.examples import check, contexts, kinds, quotation, source

NOT_FOUND = "not_found"
FITTING = {"meaning": "meaning-check", "minor": "minor", "bracketed": "bracketed", "verbatim": "verbatim"}
WORDS = {"word", "synonym", "inserted", "silent-cut", "reordered", "pronoun", "qualifier"}

SEEN: dict[str, set[str]] = {
    "s1": {"synonym"},
    "s1p": {"name"},
    "s2": {"synonym", "silent-cut"},
    "s3": {"synonym", "silent-cut"},
    "s4": {"synonym", "shift"},
    "s5": {"synonym", "inserted"},
    "s6": {"synonym"},
    "s7": {"synonym"},
    "s8": {"name", "synonym"},
    "s9": {"synonym", "boundary-moved"},
    "c1": {"synonym", "inflection"},
    "c2": {"synonym"},
    "c3": {"synonym"},
    "c4": {"inserted", "silent-cut"},
    "c5": {"synonym", "minor"},
    "c6": {"synonym"},
    "c7": {"agency", "synonym"},
    "c8": {"minor"},
    "c9": {"qualifier", "qualifier-dropped"},
    "c10": {"synonym"},
    "r1": {"synonym"},
    "r2": {"synonym"},
    "r4": {"pronoun", "silent-cut"},
    "r5": {"synonym"},
    "p1": {"negation", "silent-cut"},
    "p2": {"synonym", "inflection"},
    "p3": {"qualifier", "pronoun", "qualifier-dropped"},
    "p4": {"reordered", "silent-cut"},
    "r3": {"synonym"},
    "f1": {"negation", "reordered"},
    "f2": {"inserted"},
}
"""What must be seen in each pair."""


@pytest.fixture(scope="module")
def seed(shared: Path) -> list[tuple[str, QuoteCheck]]:
    data = json.loads((shared / "gold" / "quotecheck" / "seedchain.json").read_text(encoding="utf-8"))
    index = SourceIndex.build(source(text, f"s{i}", title=where) for i, (where, _, text) in enumerate(data["source"]))
    return [(label, check_quotation(quotation(text), index, named=True)) for _, _, text, label in data["items"]]


@pytest.fixture(scope="module")
def pairs(shared: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((shared / "gold" / "quotecheck" / "quote_pairs.json").read_text(encoding="utf-8"))
    return found


def test_what_has_a_source_is_found_and_what_has_none_is_not(seed: list[tuple[str, QuoteCheck]]) -> None:
    assert sum((found.place is not None) == (label != NOT_FOUND) for label, found in seed) >= 27


def fits(label: str, found: QuoteCheck) -> bool:
    if label == NOT_FOUND:
        return found.place is None
    if label == "wording":
        return found.verdict.value == "reworded" or (found.verdict.value == "minor" and bool(kinds(found) & WORDS))
    return found.verdict.value == FITTING[label]


def test_the_verdict_on_the_words_is_that_of_the_hand(seed: list[tuple[str, QuoteCheck]]) -> None:
    assert sum(fits(label, found) for label, found in seed) >= 26


def test_each_kind_of_change_of_the_pairs_is_seen(pairs: list[dict[str, Any]]) -> None:
    missed = {}
    for pair in pairs:
        found = check(pair["altered"], pair["source"])
        missing = SEEN[pair["id"]] - kinds(found) - contexts(found)
        if missing:
            missed[pair["id"]] = missing

    assert missed == {}
