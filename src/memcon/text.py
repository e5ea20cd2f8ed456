"""Offsets: spans of a text, and shadows of a text that know where each character came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `start <= i < end`, into one `Document.text`.

    Raises ValueError for a negative start or an end before the start.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters this span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether the other span lies inside this one; a span holds itself."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Shadow:
    """A reading copy of a stretch of text in which characters were dropped or replaced.

    `pieces` are (offset in the shadow, offset in the source) where a new run of one-to-one characters starts.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]

    def at(self, offset: int) -> int:
        """The source offset of the character at `offset` of the shadow."""
        k = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        here, there = self.pieces[max(k, 0)]
        return there + offset - here

    def source(self, start: int, end: int) -> Span:
        """The span of the source under `start <= i < end` of the shadow; its end follows the last character covered."""
        if end <= start:
            return Span(self.at(start), self.at(start))
        return Span(self.at(start), self.at(end - 1) + 1)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans of the source under a range of the shadow, cut where text was dropped in between."""
        cuts = [here for here, _ in self.pieces if start < here < end]
        edges = [start, *cuts, end]
        return tuple(self.source(a, b) for a, b in pairwise(edges) if b > a)


def cast_shadow(text: str, span: Span, *, dropped: Iterable[Span] = (), spaced: Iterable[Span] = ()) -> Shadow:
    """A shadow of `text[span]` without the `dropped` spans, with one space for each of the `spaced` ones.

    Line breaks and tabs that stay become spaces, so that a wrapped paragraph reads as one line.
    """
    holes = sorted([(hole, "") for hole in dropped] + [(hole, " ") for hole in spaced])
    out: list[str] = []
    pieces: list[tuple[int, int]] = [(0, span.start)]
    at, length = span.start, 0
    for hole, filler in holes:
        if hole.end <= at or hole.start >= span.end:
            continue
        kept = text[at : max(at, hole.start)] + filler
        out.append(kept)
        length += len(kept)
        at = min(hole.end, span.end)
        pieces.append((length, at))
    out.append(text[at : span.end])
    return Shadow("".join(out).translate(_FLAT), tuple(pieces))


_FLAT = {ord(c): " " for c in "\n\t\x0b\x0c\u2028\u2029\x85"}


def trimmed(text: str, span: Span, *, chars: str) -> Span:
    """The span without the `chars` and white space at its two ends."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in chars):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in chars):
        end -= 1
    return Span(start, end)


def joined(spans: Sequence[Span]) -> Span:
    """The smallest span that covers all of them."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def printable(untrusted: str, *, most: int | None = None) -> str:
    """The text with every control, bidi and zero-width character shown as an escape, cut to `most` characters."""
    shown = "".join(c if c == "\n" or _is_plain(c) else _escape(c) for c in untrusted)
    return shown if most is None or len(shown) <= most else shown[: most - 1] + "…"


def _is_plain(c: str) -> bool:
    point = ord(c)
    return not (point < 0x20 or 0x7F <= point < 0xA0 or point in _TRICKS or 0xD800 <= point < 0xE000)


def _escape(c: str) -> str:
    return " " if c == "\t" else f"\\u{ord(c):04x}"


_TRICKS = frozenset([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x00AD, 0x061C])
