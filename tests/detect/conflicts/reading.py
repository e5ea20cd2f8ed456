"""A text in, its conflicts out, with the speakers on both sides."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.detect.conflicts.accounts import Account, accounts_of
from memcon.detect.conflicts.finding import find_conflicts
from memcon.detect.detector import LEDGER
from memcon.detect.grammar.reading import Reading, view_document
from memcon.formats.plain import PLAIN
from memcon.language import Parsed
from memcon.model.ledger import Conflict, Statement
from tests.rules import table


def parsed(text: str) -> Parsed:
    document = PLAIN.read(text.encode(), origin="paper", kind=None)[0]
    return next(iter(table.parser().parse([document])))


def read(text: str) -> tuple[Reading, tuple[Statement, ...], tuple[Conflict, ...]]:
    paper = parsed(text)
    found, reading = LEDGER.detect(paper), view_document(paper)
    return reading, found.statements, find_conflicts(reading, found.statements, found.events)


def conflicts(text: str) -> tuple[Conflict, ...]:
    return read(text)[2]


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Kind, state, who is on the left, who is on the right; of an event the words that name it."""
    paper = parsed(text)
    found = LEDGER.detect(paper)
    names = {s.id: s.speaker.name or "" for s in found.statements} | {e.id: e.span.of(paper.document.text) for e in found.events}
    rows = find_conflicts(view_document(paper), found.statements, found.events)
    return [(row.kind.value, row.state.value, names[row.left], names[row.right]) for row in rows]


def accounts(text: str) -> tuple[Account, ...]:
    reading, statements, _ = read(text)
    return tuple(accounts_of(reading, statements))


def sides(text: str) -> Iterator[set[str]]:
    yield from ({left, right} for _, _, left, right in told(text))
