"""Where words stand on a page: looked for by letters and digits alone, for line ends, hyphens and blanks are the printer's."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

PAGE_POINTS: Final = 200_000
"""Characters of a page that are looked through. A page of a newspaper has 30,000."""
STRETCH_POINTS: Final = 20_000
"""The longest stretch that is looked for; a longer one is cut."""
PLACES: Final = 20
"""Places of one stretch that are marked."""
MARKS: Final = 1_000
"""Marks of one page."""
RUN_WORDS: Final = 3
RUN_LETTERS: Final = 12
"""A part of a stretch must have so many words and letters to be marked by itself: fewer stand anywhere by chance."""
GRID: Final = 1_000_000
"""PDFium gives places on a screen in whole points; this many across and down are as good as fractions."""

Run = tuple[int, int]
"""A half-open range of characters as PDFium counts them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on a page; all four are fractions of its width or height, from the upper left corner."""

    left: float
    top: float
    width: float
    height: float


def find_marks(page: Any, words: Sequence[str], *, within: str) -> tuple[Mark, ...]:
    """The marks of the stretches on a page of pypdfium2, in their order, each place once."""
    text = page.get_textpage()
    try:
        letters = _Letters.of(text)
        paragraphs = letters.places(_folded(within[:STRETCH_POINTS])) if within else []
        scope = letters.part(*paragraphs[0]) if len(paragraphs) == 1 else letters
        runs = dict.fromkeys(run for stretch in words for run in scope.runs(stretch[:STRETCH_POINTS]))
        marks = dict.fromkeys(mark for run in runs for mark in _marks(page, text, run))
        return tuple(marks)[:MARKS]
    finally:
        text.close()


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a page in one string, and which character of the page each comes from."""

    text: str
    at: Sequence[int]

    @staticmethod
    def of(page_text: Any) -> _Letters:
        """Those of a text page of pypdfium2."""
        from pypdfium2 import raw

        count = min(page_text.count_chars(), PAGE_POINTS)
        each = [(letter, n) for n in range(count) for letter in _fold(raw.FPDFText_GetUnicode(page_text, n))]
        return _Letters("".join(letter for letter, _ in each), [n for _, n in each])

    def part(self, start: int, end: int) -> _Letters:
        """The letters of a range of them."""
        return _Letters(self.text[start:end], self.at[start:end])

    def places(self, folded: str) -> list[tuple[int, int]]:
        """Where these letters stand among the letters."""
        found: list[tuple[int, int]] = []
        start = self.text.find(folded) if folded else -1
        while start >= 0 and len(found) < PLACES:
            found.append((start, start + len(folded)))
            start = self.text.find(folded, start + len(folded))
        return found

    def runs(self, stretch: str) -> Iterator[Run]:
        """The characters of a stretch: everywhere where it stands whole, else of the parts of it that stand somewhere."""
        places = self.places(_folded(stretch)) or list(self._parts([w for w in map(_folded, stretch.split()) if w]))
        return ((self.at[start], self.at[end - 1] + 1) for start, end in places)

    def _parts(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The longest parts that stand on this page: a stretch may begin on the page before it, or go on in the next column."""
        first = 0
        while first < len(words):
            last, part = first, ""
            while last < len(words) and part + words[last] in self.text:
                part += words[last]
                last += 1
            if last - first >= RUN_WORDS and len(part) >= RUN_LETTERS:
                yield from self.places(part)[:1]
                first = last
            else:
                first += 1


def _folded(text: str) -> str:
    return "".join(map(_fold, map(ord, text)))


@lru_cache(maxsize=4096)
def _fold(point: int) -> str:
    """What is compared of a character: nothing of a mark or a blank; of a ligature its letters."""
    plain = unicodedata.normalize("NFKC", chr(point)).casefold() if point < 0x110000 else ""
    return "".join(c for c in plain if c.isalnum())


def _marks(page: Any, text: Any, run: Run) -> Iterator[Mark]:
    """The rectangles of a run, one for each line or change of type."""
    for n in range(text.count_rects(run[0], run[1] - run[0])):
        left, bottom, right, top = text.get_rect(n)
        corners = [_on_page(page, left, top), _on_page(page, right, bottom)]
        (x, across), (y, down) = (sorted(min(max(c[axis], 0.0), 1.0) for c in corners) for axis in (0, 1))
        if across > x and down > y:
            yield Mark(x, y, round(across - x, 6), round(down - y, 6))


def _on_page(page: Any, x: float, y: float) -> tuple[float, float]:
    """A place of the page as it is shown, turned and cropped."""
    from pypdfium2 import raw

    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, GRID, GRID, 0, x, y, across, down)
    return across.value / GRID, down.value / GRID
