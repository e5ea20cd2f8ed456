"""PDF by pypdfium2 (Google's PDFium): the text layer of each page, or its picture for recognition."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from memcon import limits
from memcon.errors import BrokenFile, EmptyFile, Locked, OverLimit
from memcon.formats.pages import About, Paragraph, compose, one_line
from memcon.formats.pdf.layout import Page, PrintedLine, paragraphs_of, set_aside_edges
from memcon.formats.pdf.ocr import DOTS, PROGRAM, Picture, recognise_page
from memcon.model.document import Document, Kind, Warning

SCANNED_LETTERS: Final = 8
"""A page with fewer letters in its text layer than this, and a picture on it, is taken as scanned."""
RUNNING: Final = 20
"""How many of the lines set aside at the edges of pages are kept in the header."""
_DATE: Final = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class Pdf:
    """Reads PDF files."""

    name: str = "pdf"
    media_types: tuple[str, ...] = ("application/pdf",)
    binary: bool = True
    library: str = "pypdfium2"
    programs: tuple[str, ...] = (PROGRAM,)

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether the mark of a PDF stands in the first 1,024 bytes (ISO 32000, annex H)."""
        return b"%PDF-" in untrusted_head[:1024] and not untrusted_head.lstrip()[:1].isalpha()

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """One document with page numbers. Raises BrokenFile, EmptyFile, Locked, Missing and OverLimit."""
        opened = open_pdf(untrusted_bytes, origin)
        try:
            if len(opened) > limits.PDF_PAGES:
                raise OverLimit(origin, limit="PDF_PAGES", allowed=limits.PDF_PAGES, found=len(opened))
            pages, warnings = _pages(opened, origin)
            pages, running = set_aside_edges(pages)
            about = _about(opened, running, warnings)
        finally:
            opened.close()
        paragraphs: list[Paragraph] = paragraphs_of(pages)
        return (compose(paragraphs, about, untrusted_bytes=untrusted_bytes, origin=origin, kind=kind),)


def open_pdf(untrusted_bytes: bytes, origin: str) -> Any:
    """The file as pypdfium2 has it. Raises BrokenFile and Locked."""
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(untrusted_bytes)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise Locked(origin) from error
        raise BrokenFile(origin, why="the PDF is damaged or cut short; get it again") from error


def _pages(opened: Any, origin: str) -> tuple[list[Page], tuple[Warning, ...]]:
    """The pages with their lines, scanned ones recognised; a page that cannot be opened is told."""
    import pypdfium2 as pdfium

    pages: list[Page] = []
    scanned: list[int] = []
    broken: list[int] = []
    for n in range(len(opened)):
        try:
            page = opened[n]
            lines = tuple(_lines(page))
        except pdfium.PdfiumError:
            broken.append(n + 1)
            continue
        if sum(len(line.text) for line in lines) < SCANNED_LETTERS and _has_picture(page):
            scanned.append(n + 1)
            if len(scanned) > limits.OCR_PAGES:
                raise OverLimit(origin, limit="OCR_PAGES", allowed=limits.OCR_PAGES, found=len(scanned))
            lines = recognise_page(_picture(page, origin), origin=origin)
        pages.append(Page(str(n + 1), page.get_width(), page.get_height(), lines))
    if broken and not pages:
        raise BrokenFile(origin, why="no page of the PDF can be opened; get it again")
    if not any(page.lines for page in pages):
        raise EmptyFile(origin, why="no page of the PDF holds text")
    return pages, _told(scanned, broken)


def _told(scanned: list[int], broken: list[int]) -> tuple[Warning, ...]:
    found = []
    if scanned:
        found.append(Warning("recognised", f"{len(scanned):,} scanned pages were recognised by machine: check their words"))
    if broken:
        found.append(Warning("broken-page", f"pages {', '.join(map(str, broken[:20]))} could not be opened and are missing"))
    return tuple(found)


def _lines(page: Any) -> Iterator[PrintedLine]:
    """The lines of the text layer: runs of characters that PDFium gives, joined where they stand on one base line."""
    text = page.get_textpage()
    height = page.get_height()
    pieces: list[PrintedLine] = []
    for n in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(n)
        words = text.get_text_bounded(left, bottom, right, top)
        if words.strip():
            pieces.append(PrintedLine(words, left, right, height - top, height - bottom))
    yield from _on_base_lines(pieces)


def _on_base_lines(pieces: list[PrintedLine]) -> Iterator[PrintedLine]:
    """Pieces that follow one another on one line and nearly touch, as one line."""
    held: PrintedLine | None = None
    for piece in pieces:
        if held is not None and _continues(held, piece):
            space = "" if piece.left - held.right < 1 or held.text.endswith(" ") else " "
            held = PrintedLine(
                held.text + space + piece.text,
                min(held.left, piece.left),
                max(held.right, piece.right),
                min(held.top, piece.top),
                max(held.bottom, piece.bottom),
            )
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _continues(held: PrintedLine, piece: PrintedLine) -> bool:
    height = max(held.bottom - held.top, piece.bottom - piece.top, 1.0)
    middle = (piece.top + piece.bottom) / 2
    return held.top - 1 <= middle <= held.bottom + 1 and -height * 0.5 <= piece.left - held.right <= height * 1.2


def _has_picture(page: Any) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))


def _picture(page: Any, origin: str) -> Picture:
    """The page in grey, at a resolution that Tesseract reads best. Raises OverLimit for a page of monstrous size."""
    scale = DOTS / 72
    width, height = int(page.get_width() * scale), int(page.get_height() * scale)
    if width * height > limits.PICTURE_POINTS:
        raise OverLimit(origin, limit="PICTURE_POINTS", allowed=limits.PICTURE_POINTS, found=width * height)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
    grey = b"".join(rows[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height))
    return Picture(b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + grey, scale)


def _about(opened: Any, running: tuple[str, ...], warnings: tuple[Warning, ...]) -> About:
    told = {name: one_line(_metadata(opened, name)) for name in ("Title", "Author", "Subject")}
    header: dict[str, object] = {name.lower(): value for name, value in told.items() if value}
    made = _DATE.match(_metadata(opened, "CreationDate"))
    if made is not None:
        header["created"] = "-".join(made.groups())
    if running:
        header["running_titles"] = list(running[:RUNNING])
    return About("application/pdf", header=header, warnings=warnings)


def _metadata(opened: Any, name: str) -> str:
    try:
        return str(opened.get_metadata_value(name))
    except UnicodeDecodeError:  # half a surrogate pair; the text of the pages is not touched by it
        return ""


PDF = Pdf()
