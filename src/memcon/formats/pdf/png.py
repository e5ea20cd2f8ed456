"""Pictures as PNG, written and checked without a library (W3C, Portable Network Graphics, third edition)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

MARK: Final = b"\x89PNG\r\n\x1a\n"
GREY: Final = 0
RGB: Final = 2
HEAD: Final = ">IIBBBBB"
_SPARE: Final = 1 << 16
"""Bytes by which a picture that does not pack may be larger than its points."""


def write_png(rows: bytes, width: int, *, colours: int) -> bytes:
    """The PNG of a picture given row by row, with one byte (grey) or three (red, green, blue) for each point."""
    line = width * colours
    height = len(rows) // line
    unfiltered = b"".join(b"\0" + rows[at : at + line] for at in range(0, len(rows), line))
    head = struct.pack(HEAD, width, height, 8, GREY if colours == 1 else RGB, 0, 0, 0)
    return MARK + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(unfiltered)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def picture_size(untrusted: bytes) -> tuple[int, int]:
    """Width and height of a picture as `write_png` writes them. Raises ValueError for anything else, or anything more."""
    if not untrusted.startswith(MARK):
        raise ValueError("no PNG")
    (name, head), *rest = _chunks(untrusted)
    if name != b"IHDR" or [n for n, _ in rest] != [b"IDAT", b"IEND"] or rest[1][1]:
        raise ValueError("not the parts of a plain picture")
    try:
        width, height, *form = struct.unpack(HEAD, head)
    except struct.error as error:
        raise ValueError("no head of a picture") from error
    if form not in ([8, GREY, 0, 0, 0], [8, RGB, 0, 0, 0]) or not width or not height:
        raise ValueError("not the form of a plain picture")
    if len(untrusted) > 4 * width * height + _SPARE:
        raise ValueError("more bytes than a picture of this size has")
    return width, height


def _chunks(untrusted: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The names and bodies of all chunks; nothing may stand between or behind them."""
    at = len(MARK)
    while at < len(untrusted):
        size = int.from_bytes(untrusted[at : at + 4], "big")
        end = at + size + 12
        body = untrusted[at + 8 : end - 4]
        if end > len(untrusted) or untrusted[end - 4 : end] != struct.pack(">I", zlib.crc32(untrusted[at + 4 : end - 4])):
            raise ValueError("a part that is cut short or damaged")
        yield untrusted[at + 4 : at + 8], body
        at = end
