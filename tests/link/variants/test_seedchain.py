"""The real story that went from a memo through three papers to a spun page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from memcon.link.variants.credits import names_of
from memcon.link.variants.grouping import group_versions
from memcon.link.variants.lineage import Ground, Lineage, trace
from memcon.link.variants.versions import Paper, Version
from memcon.link.variants.weights import weigh

SEED: Final = "lrip(seed)"
DAYS: Final = {"politico": "2021-09-08", "dailycaller": "2021-09-09", SEED: "2021-09-20"}
"""In the order in which they had it; all others on the day between."""


@pytest.fixture(scope="module")
def lineages(shared: Path) -> list[Lineage]:
    rows = json.loads((shared / "gold" / "quotecheck" / "seedchain.json").read_text(encoding="utf-8"))
    quotations = [*rows["source"], *(row[:3] for row in rows["items"])]
    versions = [Version(paper(outlet), n * 1_000, text, speaker) for n, (outlet, speaker, text) in enumerate(quotations)]
    weights = weigh(version.words for version in versions)
    return [trace(group, weights) for group in group_versions(versions)]


def paper(outlet: str) -> Paper:
    credits = frozenset[str]() if outlet == "politico" else names_of("POLITICO")
    return Paper(outlet, DAYS.get(outlet, "2021-09-10"), names_of(outlet.partition("(")[0]), credits)


def with_words(lineages: list[Lineage], words: str) -> Lineage:
    return next(found for found in lineages if any(words in step.copy.text for step in found.steps))


@pytest.mark.parametrize(
    ("words", "outlets"),
    [
        ("seeking retribution", {"politico", "dailycaller", "thakoni", "198china", SEED}),
        ("reporting to the contrary", {"politico", "dailycaller", "thakoni", "198china", SEED}),
        ("quietly pressing Pakistan", {"politico", "rediff/Dawn", "dawn(copy)", "thenation", "abcaction", SEED}),
        ("links to the Afghan Taliban", {"politico", "rediff/Dawn", "abcaction", SEED}),
        ("far from lockstep", {"politico", "dawn(copy)", SEED}),
        ("deserves more public recognition", {"politico", "rediff/Dawn", "abcaction"}),
        ("ground observations", {"politico", "dailycaller", SEED}),
    ],
)
def test_the_versions_of_a_sentence_are_together_and_the_first_paper_is_the_root(
    lineages: list[Lineage], words: str, outlets: set[str]
) -> None:
    found = with_words(lineages, words)
    assert {step.copy.paper.id for step in found.steps} == outlets
    assert [step.copy.paper.id for step in found.steps if step.parent is None] == ["politico"]
    assert found.sources == 1


def test_the_last_page_has_the_name_that_the_paper_in_between_changed(lineages: list[Lineage]) -> None:
    found = with_words(lineages, "quietly pressing Pakistan")
    step = next(step for step in found.steps if step.copy.paper.id == SEED)
    assert step.parent is not None
    assert found.steps[step.parent].copy.paper.id == "dawn(copy)"
    assert (step.ground, step.marks) == (Ground.SHARED_CHANGE, ("“ISIS” for “ISIS-K”",))


def test_what_no_other_paper_has_stands_alone(lineages: list[Lineage]) -> None:
    for words in ("third country nationals", "refugee situation", "common threat"):
        assert [step.copy.paper.id for step in with_words(lineages, words).steps] == [SEED]
