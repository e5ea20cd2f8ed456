"""PNG as memcon writes it, and everything else refused."""

from __future__ import annotations

import zlib

import pytest

from memcon.formats.pdf.png import MARK, picture_size, write_png
from tests.formats.pdf.drawn import read_png

GREY = write_png(bytes(range(12)), 4, colours=1)


def test_a_picture_comes_back_as_it_was() -> None:
    assert read_png(GREY) == (4, 3, 1, [bytes(range(4)), bytes(range(4, 8)), bytes(range(8, 12))])
    assert read_png(write_png(b"\xff\0\0\0\xff\0", 2, colours=3)) == (2, 1, 3, [b"\xff\0\0\0\xff\0"])


def test_the_size_of_a_picture_is_read() -> None:
    assert picture_size(GREY) == (4, 3)


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"GIF89a",
        MARK,
        GREY[:-1],
        GREY[:20],
        GREY + b"\0",
        GREY + b"<script>",
        GREY[:-12] + b"\0\0\0\x04tEXt" + b"a\0bc" + zlib.crc32(b"tEXta\0bc").to_bytes(4, "big") + GREY[-12:],
        GREY.replace(b"\0\0\0\x04\0\0\0\x03", b"\0\0\0\0\0\0\0\x03", 1),
        GREY.replace(b"IDAT", b"IDOT"),
        write_png(bytes(12), 4, colours=1).replace(b"IHDR", b"IEND"),
        MARK + GREY[33:],
    ],
)
def test_whatever_else_is_refused(untrusted: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        picture_size(untrusted)


def test_more_bytes_than_a_picture_of_the_size_has_are_refused() -> None:
    body = b"IDAT" + bytes(70_000)
    fat = GREY[:33] + (70_000).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big") + GREY[-12:]
    with pytest.raises(ValueError, match="more bytes"):
        picture_size(fat)
