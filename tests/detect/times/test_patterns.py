"""The patterns of times: every one is reached, and none takes long on a text that was made to be slow."""

from __future__ import annotations

import time
import tomllib

import pytest

from memcon.detect.times.expressions import find_expressions
from memcon.detect.times.patterns import PATTERNS, SIGN
from memcon.detect.times.resolving import _RESOLVERS
from tests.detect.times.test_sentences import FILE

SLOW = [
    "March ", "from March to ", "from 3 March 1975 to ", "the ", " ", "\n", "1 ", "12", "1975 ", "1975-", "3/3/", "early ", "the early ", "twenty-", "one day ", "in the next ",
    "Monday ", "between Monday and ", "Monday, 3 ", "the day ", "last ", "June 3 to 7 ", "Q1 ", "030835Z ", "’", "Sept. 11 ",
]  # fmt: skip


@pytest.mark.parametrize("piece", SLOW)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    start = time.process_time()
    assert sum(1 for _ in find_expressions(text, 0, len(text))) >= 0
    assert time.process_time() - start < 5


def test_each_kind_has_its_rule() -> None:
    assert {kind for kind, _, _ in PATTERNS} == set(_RESOLVERS)


def test_each_kind_is_looked_for_around_signs_that_exist() -> None:
    assert {sign for _, _, signs in PATTERNS for sign in signs} <= set(SIGN.groupindex)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met on Monday.", "Monday"), ("They met in September. Rain fell.", "in September"), ("They met on Sept. 3.", "Sept. 3"),
        ("They met on March\n   3, 1975.", "March\n   3, 1975"), ("They met over the weekend.", "over the weekend"), ("since 1970s", "1970s"),
        ("from March to May 2020", "from March to May 2020"), ("said on Friday night that", "Friday night"), ("ON MARCH 3.", "MARCH 3"),
    ],
)  # fmt: skip
def test_the_words_are_taken_whole(text: str, words: str) -> None:
    assert [e.span.of(text) for e in find_expressions(text, 0, len(text))] == [words]


def test_every_kind_stands_in_the_table_of_sentences() -> None:
    rows = [row[0] for t in tomllib.loads(FILE.read_text(encoding="utf-8"))["table"] for row in t["rows"]]
    found = {e.kind for text in rows for e in find_expressions(text, 0, len(text))}
    assert {kind for kind, _, _ in PATTERNS} - found == set()
