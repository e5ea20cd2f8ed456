"""Pages made to break readers, made anew whenever they are needed: what a crawl of the open web brings in, one in a thousand."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from functools import cache
from typing import Final

HOSTILE: Final = ("bomb", "nested", "long-line", "broken-gzip", "surrogate", "nul", "colons", "wrong-length")
"""The kinds, in the order in which they come."""
_BOMB_MIB: Final = 64
_LINE_BYTES: Final = 1_500_000


@dataclass(frozen=True, slots=True)
class Response:
    """The body of an answer with what its head says of it; `lie` is by how much its record is said to be longer than it is."""

    body: bytes
    encoding: str = ""
    lie: int = 0


def hostile_response(kind: str, page: bytes) -> Response:
    """The page as a crawl would have met it."""
    if kind == "bomb":
        return Response(_bomb(), "gzip")
    if kind == "broken-gzip":
        packed = gzip.compress(page, mtime=0)
        return Response(packed[: len(packed) // 2], "gzip")
    if kind == "wrong-length":
        return Response(page, lie=1_000_000)
    return Response(page.replace(b"</article>", _inside(kind) + b"</article>"))


def hostile_file(kind: str, page: bytes) -> tuple[str, bytes]:
    """The ending of a file and its bytes."""
    if kind in ("bomb", "broken-gzip"):
        return ".txt.gz", hostile_response(kind, page).body
    if kind == "wrong-length":
        return ".txt", b""
    return ".html", hostile_response(kind, page).body


def hostile_text(kind: str, text: str) -> str:
    """The text of a row; none at all where there is nothing else that a row could lie about."""
    if kind == "wrong-length":
        return ""
    if kind == "broken-gzip":
        return gzip.compress(text.encode(), mtime=0).decode("latin-1")
    return (text + "\n\n" if kind != "bomb" else "") + _inside(kind).decode("utf-8", "surrogatepass")


@cache
def _inside(kind: str) -> bytes:
    return {
        "bomb": b"x" * 4_000_000,
        "nested": b"<div>" * 20_000 + b"The ferry is safe.",
        "long-line": b"<p>" + b"pier" * (_LINE_BYTES // 4) + b"</p>",
        "surrogate": b"<p>The \xed\xa0\x80mayor said that the pier was \xed\xbf\xbfshut.</p>",
        "nul": b"<p>The mayor\x00 said that the pier\x00\x00 was shut.</p>",
        "colons": b"<p>" + b"a:" * 16_000 + b"</p>",
    }[kind]


@cache
def _bomb() -> bytes:
    """Some kilobytes that unpack to a thousand times as much."""
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(bytes(1 << 20)) for _ in range(_BOMB_MIB)]
    return b"".join((*parts, packer.flush()))
