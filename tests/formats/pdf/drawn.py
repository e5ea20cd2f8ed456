"""Pages to draw, and pictures read again point by point."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from memcon.formats.pdf.marks import Mark
from tests.hostile import bombs

ROOT = b"<< /Type /Catalog /Pages 2 0 R >>"
Points = list[bytes]
"""The rows of a picture; one byte or three for each point."""


def page_of(*lines: str, box: bytes = b"[0 0 400 300]", more: bytes = b"", colour: bytes = b"0 g") -> bytes:
    """A PDF of one page with these lines, thirty points apart, the first near the top."""
    shown = b" ".join(b"1 0 0 1 40 %d Tm (%s) Tj" % (250 - 30 * n, line.encode("ascii")) for n, line in enumerate(lines))
    page = bombs.page(box=box).replace(b"/Type /Page ", b"/Type /Page " + more + b" ")
    return bombs.pdf({1: ROOT, 2: bombs.PAGES, 3: page, 4: bombs.stream(colour + b" BT /F1 14 Tf " + shown + b" ET")})


def pages_of(count: int) -> bytes:
    """A PDF of so many empty pages."""
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 10 + count))
    leaves = dict.fromkeys(range(10, 10 + count), b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 90 90] >>")
    return bombs.pdf({1: ROOT, 2: b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count, **leaves})


def read_png(picture: bytes) -> tuple[int, int, int, Points]:
    """Width, height, bytes of a point, rows."""
    width, height, _, form = struct.unpack(">IIBB", picture[16:26])
    colours = 3 if form == 2 else 1
    packed = picture[picture.index(b"IDAT") + 4 : -16]
    rows, line = zlib.decompress(packed), width * colours + 1
    return width, height, colours, [rows[at + 1 : at + line] for at in range(0, len(rows), line)]


def ink(picture: bytes) -> Iterator[tuple[float, float]]:
    """Where a grey picture is dark, in fractions of its width and height."""
    width, height, _, rows = read_png(picture)
    return ((x / width, y / height) for y, row in enumerate(rows) for x, value in enumerate(row) if value < 100)


def holds(mark: Mark, point: tuple[float, float], *, slack: float = 0.01) -> bool:
    """Whether the point lies in the mark, or nearly."""
    x, y = point
    return -slack <= x - mark.left <= mark.width + slack and -slack <= y - mark.top <= mark.height + slack
