"""The table of asks: a text in, its asks out (asks.rules says how it is written)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from memcon.detect.asks.finding import find_asks
from memcon.detect.detector import LEDGER
from memcon.detect.grammar.reading import Reading, view_document
from memcon.language import Parsed
from memcon.model.document import Document
from memcon.model.ledger import Ask, Party, Statement
from tests.rules import table

PUBLISHED = "2031-04-28"


@dataclass(frozen=True, slots=True)
class Row:
    """A text, and the asks expected of it as they are written in the table."""

    line: int
    text: str
    expected: tuple[str, ...]


@cache
def load_rows() -> tuple[Row, ...]:
    """The rows of asks.rules."""
    return tuple(_rows(Path(__file__).with_name("asks.rules")))


def _rows(file: Path) -> Iterator[Row]:
    text, line, expected = "", 0, []
    for number, words in enumerate([*file.read_text(encoding="utf-8").splitlines(), ""], 1):
        if words.startswith("= "):
            expected += [words[2:].strip()] if words != "= none" else []
        elif text and (words.strip() or number):
            yield Row(line, text, tuple(expected))
            text, expected = "", []
        if words.strip() and not words.startswith(("=", "#")):
            text, line = words.strip(), number


def document_of(text: str, **fields: object) -> Document:
    """A document of the day of the table, one paragraph for each stretch between pilcrows."""
    case = table.Case("asks", 0, "", text.replace("¶", "\n\n"), ())
    return replace(table.document_of(case), **{"published": PUBLISHED, **fields})  # type: ignore[arg-type]


def read(*documents: Document) -> list[tuple[Reading, tuple[Statement, ...]]]:
    """Each document as the finder of asks gets it."""
    return [_view(parsed) for parsed in table.parser().parse(list(documents))]


def _view(parsed: Parsed) -> tuple[Reading, tuple[Statement, ...]]:
    return view_document(parsed), LEDGER.detect(parsed).statements


def asks_of(text: str, **fields: object) -> tuple[Ask, ...]:
    """The asks of a text."""
    ((reading, statements),) = read(document_of(text, **fields))
    return find_asks(reading, statements)


def shown(ask: Ask, text: str, statements: tuple[Statement, ...]) -> str:
    """An ask in the notation of the table."""
    by = next((s for s in statements if s.id == ask.changed_by), None)
    words = ask.changed.of(text) if ask.changed else " ".join(span.of(text) for span in by.content) if by else ""
    parts = [
        f"{ask.kind}.{ask.status}", _name(ask.asker), "; ".join(map(_name, ask.asked)) or "-", " … ".join(s.of(text) for s in ask.content),
        *([ask.urgency] if ask.urgency else []), *([f"due {ask.due.end}"] if ask.due else []), *([f"by {words}"] if words else []),
    ]  # fmt: skip
    return " | ".join(parts)


def _name(party: Party) -> str:
    return party.name or "-"


def fits(found: str, wanted: str) -> bool:
    """Whether an ask is as the table has it; of the words that changed it the table may have a part."""
    rest, _, by = found.partition(" | by ")
    head, _, part = wanted.partition(" | by ")
    return rest == head and bool(by) == bool(part) and part in by
