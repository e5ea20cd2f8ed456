"""On which side of the paper a clause lies."""

from __future__ import annotations

import pytest

from memcon.detect.grammar.reading import Range, view_document
from memcon.detect.times.tense import Side, side_of
from memcon.language import Parser
from tests.fakes import make_document

CASES = {
    "The council met on Friday.": Side.BEHIND,
    "The council has met on Friday.": Side.BEHIND,
    "The council will meet on Friday.": Side.AHEAD,
    "The council won't meet on Friday.": Side.AHEAD,
    "The council will have met by Friday.": Side.AHEAD,
    "The council might have met on Friday.": Side.BEHIND,
    "The council should meet on Friday.": Side.AHEAD,
    "The council did not meet on Friday.": Side.BEHIND,
    "The council plans to meet on Friday.": Side.AHEAD,
    "The council failed to meet on Friday.": Side.BEHIND,
    "The plan to meet on Friday is dead.": Side.EITHER,
    "The council meets on Friday.": Side.AHEAD,
    "The council is meeting on Friday.": Side.AHEAD,
    "The council was meeting on Friday.": Side.BEHIND,
    "The council is open on Friday.": Side.OPEN,
    "The council is due on Friday.": Side.AHEAD,
    "Friday at last.": Side.OPEN,
}


@pytest.fixture(scope="module")
def sides(parser: Parser) -> dict[str, Side]:
    """The side of each Friday, parsed in one batch."""
    views = [view_document(parsed).views[0] for parsed in parser.parse([make_document(text) for text in CASES])]
    at = [next(token.i for token in view.parse if token.text == "Friday") for view in views]
    return {text: side_of(view, Range(i, i + 1)) for text, view, i in zip(CASES, views, at, strict=True)}


@pytest.mark.parametrize(("text", "side"), CASES.items())
def test_a_clause_has_its_side(sides: dict[str, Side], text: str, side: Side) -> None:
    assert sides[text] is side
