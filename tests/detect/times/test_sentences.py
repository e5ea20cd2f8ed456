"""Times in whole sentences, parsed as a paper is: the table `tests/rules/times.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from memcon.detect.grammar.reading import view_document
from memcon.detect.times.dating import Time, find_times
from memcon.language import Parsed, Parser
from memcon.model.document import Document, Part, Section
from memcon.text import Span
from tests.fakes import make_document
from tests.rules import table

FILE = Path(table.__file__).with_name("times.toml")


@dataclass(frozen=True)
class Row:
    """A sentence in the paper of a day, and the times expected in it."""

    title: str
    paper: str | None
    text: str
    expected: tuple[str, ...]

    def document(self) -> Document:
        sections, at = [], 0
        for piece in self.text.split("¶"):
            sections.append(Section(Part.PARAGRAPH, Span(at, at + len(piece))))
            at += len(piece) + 1
        return make_document(self.text, published=self.paper, sections=tuple(sections))


def load_rows() -> list[Row]:
    """The rows of the table, in order."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))["table"]
    return [Row(t["title"], t["paper"] or None, text, tuple(expected)) for t in tables for text, *expected in t["rows"]]


ROWS = load_rows()


def shown(time: Time) -> str:
    """A time in the notation of the table."""
    days = time.days
    return f"{days.start} {days.grain}" if days.start == days.end else f"{days.start}/{days.end} {days.grain}"


@pytest.fixture(scope="module")
def parsed(parser: Parser) -> list[Parsed]:
    """Every sentence, parsed in one batch."""
    return list(parser.parse([row.document() for row in ROWS]))


@pytest.mark.parametrize("n", range(len(ROWS)), ids=[f"{row.title}-{row.text[:50]}" for row in ROWS])
def test_a_sentence_has_these_times(parsed: list[Parsed], n: int) -> None:
    found = find_times(view_document(parsed[n]))
    assert [shown(time) for time in found] == list(ROWS[n].expected)


def test_the_table_is_large_and_has_no_row_twice() -> None:
    assert len(ROWS) >= 350
    assert sum(not row.expected for row in ROWS) >= 60
    assert len({(row.paper, row.text) for row in ROWS}) == len(ROWS)
