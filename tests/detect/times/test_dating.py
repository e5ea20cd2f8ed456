"""The day on which a statement was made, where the text says so."""

from __future__ import annotations

import pytest

from memcon.detect.detector import LEDGER
from memcon.language import Parser
from tests.fakes import make_document

STORY = "2024-05-14"  # a Tuesday


def dated(parser: Parser, text: str, published: str | None = STORY) -> list[str | None]:
    """The days of the statements in the text, in its order."""
    (parsed,) = parser.parse([make_document(text, published=published)])
    return [None if s.when is None else f"{s.when.start}/{s.when.end}" for s in LEDGER.detect(parsed).statements]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The mayor said on Monday that the gate was shut.", ["2024-05-13/2024-05-13"]),
        ("On Sunday, the mayor told the crews that nobody would sail.", ["2024-05-12/2024-05-12"]),
        ("The crews denied last week that they had been warned.", ["2024-05-06/2024-05-12"]),
        ("In a letter on May 3, the ministry said the ship was safe.", ["2024-05-03/2024-05-03"]),
        ("The mayor said that the gate was shut on Monday.", [None]),
        ("The mayor said the crews would leave by Friday.", [None]),
        ("The gate was shut, said Ana Lund, an aide in 2012.", [None]),
        ("The mayor said that on Monday the gate was shut.", [None]),
        ("The envoy asked about the talk with Lund in June.", [None]),
    ],
)
def test_a_time_that_hangs_on_the_cue_is_when_it_was_said(parser: Parser, text: str, days: list[str | None]) -> None:
    assert dated(parser, text)[: len(days)] == days


def test_without_a_day_of_the_paper_only_a_time_with_its_year_is_known(parser: Parser) -> None:
    assert dated(parser, "The mayor said on Monday that the gate was shut.", None) == [None]
    assert dated(parser, "The mayor said on 3 May 2021 that the gate was shut.", None) == ["2021-05-03/2021-05-03"]


def test_the_words_that_say_when_are_kept(parser: Parser) -> None:
    text = "The mayor said on Monday that the gate was shut."
    (parsed,) = parser.parse([make_document(text, published=STORY)])
    (statement,) = LEDGER.detect(parsed).statements
    assert statement.when is not None
    assert statement.when.span is not None
    assert statement.when.span.of(text) == "Monday"
