"""Pictures of pages as they are printed, and where words stand on them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from memcon import limits
from memcon.errors import BrokenFile, OverLimit, WrongUse
from memcon.formats.pdf.marks import Mark, find_marks
from memcon.formats.pdf.png import write_png
from memcon.formats.pdf.text import open_pdf

ORIGIN: Final = "this file"
JUST_UNDER: Final = 1e-9
"""pypdfium2 rounds widths up: 612 times (1,000 / 612) must not come out as 1,001."""


def page_count(untrusted_bytes: bytes, *, origin: str = ORIGIN) -> int:
    """How many pages the PDF has. Raises BrokenFile, Locked and OverLimit."""
    with _opened(untrusted_bytes, origin) as opened:
        return len(opened)


def draw_page(untrusted_bytes: bytes, number: int, *, width: int, origin: str = ORIGIN) -> bytes:
    """A page of the PDF, counted from 1, as a PNG of this width, in grey where it has no colour.

    Raises BrokenFile, also where there is no such page or it cannot be drawn, Locked, OverLimit, and WrongUse for no width.
    """
    with _opened(untrusted_bytes, origin) as opened, _page(opened, number, origin) as page:
        bitmap = page.render(scale=_scale(page, width, origin), rev_byteorder=True, may_draw_forms=False)
        return _png(bitmap)


def page_marks(untrusted_bytes: bytes, number: int, words: Sequence[str], *, within: str = "", origin: str = ORIGIN) -> tuple[Mark, ...]:
    """Where these stretches of text stand on a page, line by line; nothing where they are not found, or the page is a scan.

    Each of `words` is a stretch as it was read, such as what somebody said; a stretch that stands in several places is marked
    in all of them, but for one whose paragraph is given as `within`. Raises as `draw_page`.
    """
    with _opened(untrusted_bytes, origin) as opened, _page(opened, number, origin) as page:
        return find_marks(page, words, within=within)


@contextmanager
def _opened(untrusted_bytes: bytes, origin: str) -> Iterator[Any]:
    import pypdfium2 as pdfium

    opened = open_pdf(untrusted_bytes, origin)
    try:
        if len(opened) > limits.PDF_PAGES:
            raise OverLimit(origin, limit="PDF_PAGES", allowed=limits.PDF_PAGES, found=len(opened))
        yield opened
    except pdfium.PdfiumError as error:
        raise BrokenFile(origin, why="this page of the PDF is damaged; the text that was read of it is not touched by that") from error
    finally:
        opened.close()


@contextmanager
def _page(opened: Any, number: int, origin: str) -> Iterator[Any]:
    if not 1 <= number <= len(opened):
        raise BrokenFile(origin, why=f"there is no page {number:,} in it; it has {len(opened):,}")
    page = opened[number - 1]
    try:
        yield page
    finally:
        page.close()


def _scale(page: Any, width: int, origin: str) -> float:
    """What makes the page so wide. Raises BrokenFile for a page without size, and OverLimit for a picture of monstrous size."""
    if width < 1:
        raise WrongUse(f"a picture cannot be {width} wide")
    across, down = page.get_width(), page.get_height()
    if not (across > 0 and down > 0):
        raise BrokenFile(origin, why="this page of the PDF has no size")
    scale = width / across * (1 - JUST_UNDER)
    points = width * math.ceil(down * scale)
    if points > limits.PICTURE_POINTS:
        raise OverLimit(origin, limit="PICTURE_POINTS", allowed=limits.PICTURE_POINTS, found=points)
    return float(scale)


def _png(bitmap: Any) -> bytes:
    """The points that PDFium drew, red, green and blue, as a PNG; one of three colours that are alike everywhere is enough."""
    line = bitmap.width * 3
    drawn = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
    rows = b"".join(drawn[at : at + line] for at in range(0, len(drawn), bitmap.stride))
    red = rows[0::3]
    is_grey = red == rows[1::3] and red == rows[2::3]
    return write_png(red if is_grey else rows, bitmap.width, colours=1 if is_grey else 3)
