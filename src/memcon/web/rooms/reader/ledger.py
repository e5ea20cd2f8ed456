"""The ledger of a document: its statements in the order of the outline, in leaves of which only those in sight are in the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from memcon.export.outline import DEEPEST, Entry, is_silence
from memcon.export.wording import act_words, content_text, marked_name, stance_words
from memcon.text import Span, printable
from memcon.web.rooms.reader.places import address_of
from memcon.web.rooms.reader.sheet import Sheet, content_of

LEAF: Final = 50
"""Statements on one leaf."""
ROW_PIXELS: Final = 74
"""About how high a row is."""
WORDS_POINTS: Final = 240
"""Code points of what was said that a row shows; the panel has it whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as a row; `disputed` is how many conflicts within the document it stands in."""

    key: str
    number: int
    level: int
    status: str
    speaker: str
    is_named: bool
    to: str
    act: str
    stance: str
    is_silence: bool
    words: str
    disputed: int
    at: Span
    address: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some rows of the ledger, by the number of the leaf from 0; without rows where only their room is kept."""

    number: int
    height: int
    first: int
    last: int
    lines: tuple[Line, ...] | None = None


def leaf_of(sheet: Sheet, number: int) -> Leaf:
    """A leaf with its rows."""
    return Leaf(*_extent(sheet, number), tuple(line_of_entry(sheet, entry) for entry in sheet.entries[number * LEAF : (number + 1) * LEAF]))


def leaves_of(sheet: Sheet, *, around: int | None, whole: bool = False) -> Iterator[Leaf]:
    """All leaves, those around a statement (counted from 1; else the first) with their rows, or all of them."""
    here = ((around or 1) - 1) // LEAF
    for number in range(leaf_count(sheet)):
        yield leaf_of(sheet, number) if whole or abs(number - here) <= (around is not None) else Leaf(*_extent(sheet, number))


def leaf_with(entry: Entry) -> int:
    """The number of the leaf that has a statement."""
    return (entry.number - 1) // LEAF


def leaf_count(sheet: Sheet) -> int:
    """How many leaves there are."""
    return -(-len(sheet.entries) // LEAF)


def _extent(sheet: Sheet, number: int) -> tuple[int, int, int, int]:
    """Number, height, and the numbers of the first and the last statement."""
    first, last = number * LEAF + 1, min(len(sheet.entries), (number + 1) * LEAF)
    return number, ROW_PIXELS * (last - first + 1), first, last


def line_of_entry(sheet: Sheet, entry: Entry) -> Line:
    """The row of a statement."""
    s, text = entry.statement, sheet.text
    return Line(
        s.id, entry.number, min(entry.level, DEEPEST), sheet.status(entry), marked_name(s.speaker, text), s.speaker.name is not None,
        ", ".join(marked_name(party, text) for party in s.addressees), act_words(s), stance_words(entry), is_silence(s),
        printable(content_text(s, sheet.document), most=WORDS_POINTS), len(sheet.disputed.get(s.id, ())), content_of(entry),
        address_of(sheet.key, statement=s.id, span=content_of(entry), of=sheet.sum),
    )  # fmt: skip
