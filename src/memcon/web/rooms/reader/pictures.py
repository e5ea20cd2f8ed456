"""The pages of a PDF as pictures, with the words of a statement marked on them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from memcon.errors import Error, FormatError
from memcon.export.outline import Entry
from memcon.formats.pdf.marks import Mark
from memcon.formats.pdf.png import picture_size
from memcon.formats.sandbox import Painter
from memcon.run.sources import Source
from memcon.store import Case
from memcon.web.desk import Desk
from memcon.web.rooms.reader.sheet import Sheet

MEDIA_TYPE: Final = "application/pdf"
WIDTH: Final = 1_000
"""Pixels across a page: enough for a page of A4 on a side of a screen."""
WIDEST: Final = 2_400
NARROWEST: Final = 100
KEPT: Final = 24
"""Pictures that are kept; one of a page of text takes about 150 kB."""
NOT_KEPT: Final = (
    "The bytes of this file are not in the case, and the file is not where it was. Put it back, or add it again with "
    "`memcon add --ledger CASE FILE --keep-originals`, and its pages are shown here."
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the file: its picture's size in pixels, where the words of the statement stand on it, or why there is none."""

    number: int
    pages: int
    width: int = 0
    height: int = 0
    marks: tuple[Mark, ...] = ()
    fault: str = ""


def has_pages(sheet: Sheet) -> bool:
    """Whether the document was a PDF, and so has pages to look at."""
    return sheet.document.media_type == MEDIA_TYPE


def page_of(sheet: Sheet, entry: Entry | None) -> int:
    """The page on which a statement begins; the first for none."""
    section = None if entry is None else sheet.section_at(entry.statement.content[0].start)
    page = None if section is None else section.page
    return int(page) if page is not None and page.isascii() and page.isdigit() and int(page) > 0 else 1


def leaf_of(desk: Desk, sheet: Sheet, number: int, entry: Entry | None) -> Leaf:
    """A page with the words of a statement marked."""
    untrusted_bytes = original_of(desk, sheet)
    if untrusted_bytes is None:
        return Leaf(number, 0, fault=NOT_KEPT)
    try:
        pages = desk.painter.page_count(untrusted_bytes)
        width, height = picture_size(draw(desk, sheet, number, WIDTH) or b"")
        return Leaf(number, pages, width, height, _marks(desk, sheet, untrusted_bytes, number, entry))
    except FormatError as error:
        return Leaf(number, 0, fault=str(error).removeprefix(f"{error.origin}: "))


def _marks(desk: Desk, sheet: Sheet, untrusted_bytes: bytes, number: int, entry: Entry | None) -> tuple[Mark, ...]:
    if entry is None:
        return ()
    spans = entry.statement.content
    section = sheet.section_at(spans[0].start)
    within = "" if section is None else section.span.of(sheet.text)
    return desk.painter.page_marks(untrusted_bytes, number, [span.of(sheet.text) for span in spans], within=within)


def draw(desk: Desk, sheet: Sheet, number: int, width: int) -> bytes | None:
    """A page as a PNG; None where the bytes of the file are not there. Raises FormatError."""
    with suppress(FileNotFoundError):
        return _drawn(desk.painter, desk.case, sheet.document.sha256, _origins(sheet), number, max(NARROWEST, min(WIDEST, width)))
    return None


@lru_cache(maxsize=KEPT)
def _drawn(painter: Painter, case: Case, digest: str, origins: tuple[str, ...], number: int, width: int) -> bytes:
    return painter.draw(_original(case, digest, origins), number, width)


def original_of(desk: Desk, sheet: Sheet) -> bytes | None:
    """The bytes of the file: those that the case keeps, else those that are where it was read, if they are still the same."""
    with suppress(FileNotFoundError):
        return _original(desk.case, sheet.document.sha256, _origins(sheet))
    return None


@lru_cache(maxsize=2)
def _original(case: Case, digest: str, origins: tuple[str, ...]) -> bytes:
    """The bytes. Raises FileNotFoundError, which is not kept as an answer is: the file may be put back."""
    kept = case.original(digest)
    found = kept if kept is not None else next((found for origin in origins if (found := _read(origin, digest)) is not None), None)
    if found is None:
        raise FileNotFoundError
    return found


def _origins(sheet: Sheet) -> tuple[str, ...]:
    return tuple(origin for origin, _ in sheet.opened.origins if "#" not in origin)


def _read(origin: str, digest: str) -> bytes | None:
    """The bytes at a path; None for any others than those that were read: a case from elsewhere must not show files of this machine."""
    try:
        untrusted_bytes = Source(origin, Path(origin)).fetch()
    except Error:
        return None
    return untrusted_bytes if sha256(untrusted_bytes).hexdigest() == digest else None
