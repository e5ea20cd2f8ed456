"""Pictures of pages, recognised by Tesseract 4 or 5 where it is installed (Debian: tesseract-ocr)."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from memcon import limits
from memcon.errors import BrokenFile, EmptyFile, Missing, OverLimit
from memcon.formats.pages import About, compose
from memcon.formats.pdf.layout import Page, PrintedLine, paragraphs_of, set_aside_edges
from memcon.model.document import Document, Kind, Warning

PROGRAM: Final = "tesseract"
MEND: Final = "install Tesseract (on Debian and Ubuntu: apt install tesseract-ocr)"
DOTS: Final = 300
"""Dots an inch at which a page is drawn: what Tesseract's manual asks for."""
WORD: Final = "5"
_PNG, _JPEG, _TIFF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", (b"II*\x00", b"MM\x00*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a form that Tesseract reads, and how many of its points make one point of the page."""

    data: bytes
    scale: float


def installed() -> str | None:
    """Where Tesseract is, None where it is not."""
    return shutil.which(PROGRAM)


def recognise_page(picture: Picture, *, origin: str) -> tuple[PrintedLine, ...]:
    """The lines that Tesseract sees. Raises Missing where it is not installed, and BrokenFile."""
    program = installed()
    if program is None:
        raise Missing(origin, what="this is a picture of text, and no program that recognises text is on this machine", mend=MEND)
    done = subprocess.run(  # noqa: S603  a fixed command; the picture comes by standard input
        [program, "stdin", "stdout", "-l", "eng", "--dpi", str(DOTS), "tsv"], input=picture.data, capture_output=True, check=False
    )
    if done.returncode != 0:
        raise BrokenFile(origin, why="the picture cannot be recognised; save it as PNG or as PDF and read that")
    return tuple(_lines(done.stdout.decode("utf-8", "replace"), picture.scale))


def _lines(table: str, scale: float) -> Iterator[PrintedLine]:
    """The words of Tesseract's table, one line of print each (columns: level, page, block, paragraph, line, word, box, sureness, text)."""
    held: dict[tuple[str, ...], list[list[str]]] = {}
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == WORD and cells[11].strip():
            held.setdefault(tuple(cells[1:5]), []).append(cells)
    for words in held.values():
        boxes = [[float(v) / scale for v in w[6:10]] for w in words]
        yield PrintedLine(
            " ".join(w[11] for w in words),
            min(b[0] for b in boxes),
            max(b[0] + b[2] for b in boxes),
            min(b[1] for b in boxes),
            max(b[1] + b[3] for b in boxes),
        )


@dataclass(frozen=True, slots=True)
class Scan:
    """Reads pictures of one page: PNG, JPEG, TIFF."""

    name: str = "picture"
    media_types: tuple[str, ...] = ("image/png", "image/jpeg", "image/tiff")
    binary: bool = True
    library: str = PROGRAM
    programs: tuple[str, ...] = (PROGRAM,)

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it opens as one of the three."""
        return untrusted_head.startswith((_PNG, _JPEG, *_TIFF))

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """One document of what was recognised. Raises BrokenFile, EmptyFile, Missing and OverLimit."""
        size = _size(untrusted_bytes)
        if size is not None and size[0] * size[1] > limits.PICTURE_POINTS:
            raise OverLimit(origin, limit="PICTURE_POINTS", allowed=limits.PICTURE_POINTS, found=size[0] * size[1])
        lines = recognise_page(Picture(untrusted_bytes, 1.0), origin=origin)
        if not lines:
            raise EmptyFile(origin, why="no text was recognised in the picture")
        page = Page("1", max(line.right for line in lines), (size or (0, 0))[1] or max(line.bottom for line in lines) * 1.2, lines)
        warning = Warning("recognised", "the words were recognised by machine: check them against the picture")
        pages, running = set_aside_edges([page])
        about = About(_media_type(untrusted_bytes), header={"running_titles": list(running)} if running else {}, warnings=(warning,))
        return (compose(paragraphs_of(pages), about, untrusted_bytes=untrusted_bytes, origin=origin, kind=kind),)


def _media_type(untrusted_bytes: bytes) -> str:
    return "image/png" if untrusted_bytes.startswith(_PNG) else "image/jpeg" if untrusted_bytes.startswith(_JPEG) else "image/tiff"


def _size(untrusted_bytes: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG (its first chunk); the others are bounded by the memory of the child."""
    if untrusted_bytes.startswith(_PNG) and len(untrusted_bytes) >= 24:
        width, height = struct.unpack(">II", untrusted_bytes[16:24])
        return width, height
    return None


SCAN = Scan()
