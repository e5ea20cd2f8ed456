"""The bench of origins: its words are not the finder's, and a small case of it is told right."""

from __future__ import annotations

import pytest
from bench import origins

from memcon.link.origins.finding import trace
from memcon.link.origins.lists import class_of


def test_no_synonym_of_the_bench_is_one_of_the_finder() -> None:
    assert len(origins.synonyms()) > 150
    assert not [pair for pair in origins.synonyms().items() if class_of(pair[0]) == class_of(pair[1])]


@pytest.mark.parametrize("strangers", [False, True])
def test_a_small_case_is_told_right(*, strangers: bool) -> None:
    made = origins.make_case(families=8, unrelated=8, strangers=strangers)
    found = origins.scores(made, trace([m.text for m in made]))
    assert (found["pairwise_f1"] >= 0.95, found["direction"] >= 0.9) == (True, True)
