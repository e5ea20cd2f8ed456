"""A text cut into slices at every edge of a statement, so that marks that overlap and nest can be shown by any page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from memcon.export.outline import Entry
from memcon.text import Span


class Role(StrEnum):
    """What a stretch of text is to a statement."""

    CONTENT = "content"
    CUE = "cue"
    SPEAKER = "speaker"
    ADDRESSEE = "addressee"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Slice:
    """A run of text that is the same things to the same statements: numbers by role, the innermost statement last.

    `first_of` are the statements whose content starts here.
    """

    text: str
    marks: tuple[tuple[Role, int], ...] = ()
    first_of: tuple[int, ...] = ()

    def numbers(self, role: Role) -> tuple[int, ...]:
        """The statements to which this is that."""
        return tuple(n for r, n in self.marks if r is role)


def cut_text(text: str, entries: Sequence[Entry], *, within: Span | None = None) -> Iterator[Slice]:
    """The slices of the text, or of a part of it, in order; together they are the text or the part."""
    part = within or Span(0, len(text))
    opening, closing = _edges(entries, part, len(text))
    starts: dict[int, list[int]] = {}
    for entry in entries:
        starts.setdefault(entry.statement.content[0].start, []).append(entry.number)
    active: dict[tuple[Role, int], int] = {}
    ordered = sorted({part.start, part.end, *opening, *closing})
    for a, b in pairwise(ordered):
        for mark in closing.get(a, ()):
            active[mark] -= 1
            if not active[mark]:
                del active[mark]
        for mark in opening.get(a, ()):
            active[mark] = active.get(mark, 0) + 1
        yield Slice(text[a:b], tuple(active), tuple(starts.get(a, ())))


Marks = dict[int, list[tuple[Role, int]]]


def _edges(entries: Sequence[Entry], part: Span, size: int) -> tuple[Marks, Marks]:
    """Which marks open and which close at each offset of the part; one that begins before it opens where the part begins."""
    opening: Marks = {}
    closing: Marks = {}
    for role, number, span in (row for entry in entries for row in _spans(entry)):
        start, end = max(span.start, part.start), min(span.end, part.end)
        if start < end and span.end <= size:
            opening.setdefault(start, []).append((role, number))
            closing.setdefault(end, []).append((role, number))
    return opening, closing


def _spans(entry: Entry) -> Iterator[tuple[Role, int, Span]]:
    s, n = entry.statement, entry.number
    yield from ((Role.CONTENT, n, span) for span in s.content)
    sources = [(Role.SOURCE, link.holder.span) for link in s.chain]
    single = [(Role.CUE, s.cue), (Role.SPEAKER, s.speaker.span), *((Role.ADDRESSEE, party.span) for party in s.addressees), *sources]
    yield from ((role, n, span) for role, span in single if span is not None)
