"""Web archives (WARC 1.1, ISO 28500) by fastwarc: each response is a member, with the outlet and the date of its record."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Final, cast

from memcon import limits
from memcon.errors import BrokenFile
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure
from memcon.ports import Allowance, Member

READ_TYPES: Final = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/pdf",
    "application/json",
    "application/ld+json",
    "text/markdown",
)
"""The media types that are read; the others are passed over."""
_MARK: Final = b"WARC/1."
_BLANK: Final = b"\r\n\r\n"
_END: Final = (b"\r\n\r\n", b"\n\n")
"""Two line ends close every record."""


@dataclass(frozen=True, slots=True)
class Warc:
    """Reads web archives; packed ones are unpacked as any packed file is."""

    name: str = "warc"
    media_types: tuple[str, ...] = ("application/warc",)
    binary: bool = True
    library: str = "fastwarc"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it opens with a record."""
        return untrusted_head.startswith(_MARK)

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:  # noqa: ARG002
        """None: the documents are in the members."""
        return ()

    def members(self, untrusted_bytes: bytes, *, origin: str, allowance: Allowance) -> Iterator[Member | Failure]:
        """The pages that were fetched whole and hold text, under their address; pictures, scripts and errors are passed over."""
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        found = False
        try:
            wanted = WarcRecordType.any_type
            for record in ArchiveIterator(io.BytesIO(untrusted_bytes), record_types=wanted, parse_http=True, auto_decode="all"):
                found = True
                if record.record_type in (WarcRecordType.response, WarcRecordType.resource) and _is_read(record):
                    allowance.count_member()
                    member = _member(record, allowance)
                    yield member
                    if (why := _why_cut(record, untrusted_bytes, member.untrusted_bytes)) is not None:
                        yield _cut(f"{origin}#{member.name}", why)
        except (ValueError, OSError, EOFError, zlib.error) as error:
            raise BrokenFile(origin, why="the web archive is damaged or cut short from here on") from error
        if not found:
            raise BrokenFile(origin, why="no record of the web archive can be read; get it again")
        if not untrusted_bytes.endswith(_END):
            raise BrokenFile(origin, why="the web archive is cut short: its last page may not be whole; what is there was read")


def _is_read(record: Any) -> bool:
    status = record.http_headers.status_code if record.http_headers is not None else 200
    kind = str(record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    return status == 200 and kind in READ_TYPES


def _member(record: Any, allowance: Allowance) -> Member:
    body = allowance.unpack(cast("IO[bytes]", record.reader), packed=max(record.content_length, 1))
    address = str(record.headers.get("WARC-Target-URI") or "page").strip("<>")
    day = str(record.headers.get("WARC-Date") or "")[:10] or None
    host = address.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].removeprefix("www.")
    return Member(address[: limits.NAME_POINTS], body, published=day, outlet=host or None)


def _why_cut(record: Any, untrusted_archive: bytes, untrusted_body: bytes) -> str | None:
    """Why the page is not whole; None for one that is, as far as can be told."""
    told = str(record.headers.get("WARC-Truncated") or "").strip()
    if told:
        return f"it was cut when it was fetched (WARC-Truncated: {told[:40]})"
    if record.http_headers is None or str(record.http_headers.get("Content-Encoding") or "").strip().lower() not in ("gzip", "x-gzip"):
        return None
    packed = _packed_body(record, untrusted_archive)
    return None if _is_whole(packed, untrusted_body) else "its packed text ends in the middle"


def _packed_body(record: Any, untrusted_archive: bytes) -> bytes:
    """The body of a response as it was sent; none where it was sent in chunks, whose end fastwarc looks for itself."""
    start = untrusted_archive.find(_BLANK, record.stream_pos) + len(_BLANK)
    block = untrusted_archive[start : start + int(record.headers.get("Content-Length") or 0)]
    return b"" if record.http_headers.get("Transfer-Encoding") else block.partition(_BLANK)[2]


def _is_whole(untrusted_packed: bytes, untrusted_body: bytes) -> bool:
    """Whether packed bytes end as they should: with the length of what was packed, or else with the end of a member (RFC 1952, 2.3)."""
    if not untrusted_packed or int.from_bytes(untrusted_packed[-4:], "little") == len(untrusted_body) % (1 << 32):
        return True
    left = untrusted_packed
    while left:
        unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        unpacking.decompress(left, len(untrusted_body) + 1)
        if not unpacking.eof:
            return False
        left = unpacking.unused_data
    return True


def _cut(origin: str, why: str) -> Failure:
    error = BrokenFile(origin, why=f"the page is cut short: {why}; what is there was read")
    return Failure(origin, "open", error.code, str(error))


WARC = Warc()
