"""The pieces of the word diff as the report has them: they tile the quotation and the stretch of the source, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from memcon.link.quotes.diffing import Column
from memcon.link.quotes.locating import Match
from memcon.link.quotes.pieces import Piece
from memcon.link.quotes.words import Word, is_function
from memcon.model.quotation import Change, ChangeKind
from memcon.text import Span


@dataclass(frozen=True, slots=True)
class Laid:
    """A piece of the quotation, where it was found, and its columns; a piece that was not found has no match."""

    piece: Piece
    match: Match | None
    columns: tuple[Column, ...] = ()


def tile(laid: Sequence[Laid], place: Span, source: int, size: int, text: str) -> tuple[Change, ...]:
    """The changes of all pieces in order; ellipses are changes of their own, and so are pieces that were not found.

    An ellipsis under which the text of the source has no word is typography.
    """
    out: list[Change] = []
    at = place.start
    for k, part in enumerate(laid):
        low = part.piece.span.start if k else 0
        high = part.piece.span.end if k + 1 < len(laid) else size
        span = part.match.span if part.match and part.match.source == source else None
        if k:
            gap = Span(at, max(at, span.start)) if span else Span(at, at)
            empty = span is not None and span.start >= at and not any(c.isalnum() for c in gap.of(text))
            kind = ChangeKind.COSMETIC if empty else ChangeKind.TRIMMED
            out.append(Change(kind, Span(laid[k - 1].piece.span.end, low), gap))
        if span is None:
            note = "not found" if part.match is None else "found in another source"
            kind = ChangeKind.INSERTED if part.match is None else ChangeKind.SAME
            out.append(Change(kind, Span(low, high), Span(at, at), note))
            continue
        out += _tiles(part.columns, Span(low, high), span)
        at = span.end
    return tuple(out)


def _tiles(columns: Sequence[Column], mine: Span, theirs: Span) -> list[Change]:
    """One change a stretch of columns of one kind; each reaches to the next, the first and last to the ends of the spans."""
    groups = _groups(columns)
    here = _edges([[column.mine for column in group if column.mine] for group in groups], mine)
    there = _edges([[column.theirs for column in group if column.theirs] for group in groups], theirs)
    return [Change(group[0].kind, one, other, group[0].note) for group, one, other in zip(groups, here, there, strict=True)]


def _groups(columns: Sequence[Column]) -> list[list[Column]]:
    groups: list[list[Column]] = []
    for column in columns:
        if groups and (groups[-1][0].kind, groups[-1][0].note) == (column.kind, column.note) and _alike(groups[-1][-1], column):
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _alike(one: Column, other: Column) -> bool:
    return (one.mine is None) == (other.mine is None) and (one.theirs is None) == (other.theirs is None)


def _edges(words: Sequence[Sequence[Word]], whole: Span) -> list[Span]:
    """Where each group begins and ends, filled from the last to the first."""
    spans: list[Span] = []
    after = whole.end
    first = next((k for k, group in enumerate(words) if group), -1)
    for k in range(len(words) - 1, -1, -1):
        start = after if k > first else whole.start
        if words[k] and k > first:
            start = min(words[k][0].start, after)
        spans.append(Span(start, after if words[k] else start))
        after = start
    return spans[::-1]


_CHANGED = frozenset(
    {
        ChangeKind.SYNONYM,
        ChangeKind.WORD,
        ChangeKind.INSERTED,
        ChangeKind.SILENT_CUT,
        ChangeKind.NAME,
        ChangeKind.NUMBER,
        ChangeKind.ANTONYM,
    }
    | {ChangeKind.QUALIFIER, ChangeKind.QUANTIFIER}
)


def share_changed(columns: Iterable[Column]) -> float:
    """The share of content words, of the quotation and of what it silently leaves out, that are not those of the source."""
    total = changed = 0
    for column in columns:
        words = [word for word in (column.mine, column.theirs) if word is not None]
        if column.kind in {ChangeKind.BRACKET, ChangeKind.CLEANED} or all(is_function(word.key) for word in words):
            continue
        total += 1
        changed += column.kind in _CHANGED
    return changed / total if total else 0.0
