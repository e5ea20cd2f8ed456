"""A long text in windows, cut where paragraphs end, so that a page holds only those around which somebody reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from memcon.text import Span

USUAL: Final = 8_000
"""Code points after which a window ends with the paragraph."""
LONGEST: Final = 12_000
"""Code points after which it ends wherever it can."""
LINE_POINTS: Final = 84
"""Code points of a full line at the width at which the text is set."""
LINE_PIXELS: Final = 28


def cut_windows(text: str) -> tuple[Span, ...]:
    """The windows in order; together they are the text. A text without words is one window."""
    return tuple(_windows(text)) or (Span(0, 0),)


def _windows(text: str) -> Iterator[Span]:
    start = 0
    while len(text) - start > LONGEST:
        end = _cut(text, start + USUAL, start + LONGEST)
        yield Span(start, end)
        start = end
    if start < len(text):
        yield Span(start, len(text))


def _cut(text: str, usual: int, longest: int) -> int:
    """Behind the first empty line, else the first line end, else the first blank, else as far as a window may reach."""
    for mark in ("\n\n", "\n", " "):
        at = text.find(mark, usual, longest)
        if at >= 0:
            end = at + len(mark)
            while end < longest and text[end] == "\n":
                end += 1
            return end
    return longest


def window_at(windows: Sequence[Span], offset: int) -> int:
    """The number of the window, from 0, in which an offset lies; the last for the end of the text."""
    return max(0, bisect_right(windows, offset, key=lambda window: window.start) - 1)


def height_of(text: str, window: Span) -> int:
    """About how many pixels high the window will be, so that the page has its length before the text is there."""
    lines = window.of(text).split("\n")
    return LINE_PIXELS * sum(max(1, -(-len(line) // LINE_POINTS)) for line in lines)
