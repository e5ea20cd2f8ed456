"""Web archives: cut between records, and taken apart into small web archives of one page each, which the child process reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from memcon import limits
from memcon.archive.inputs.forms import GZIP, HEAD_BYTES, WARC_MARK
from memcon.archive.inputs.gzips import Gap, Piece, unpack_pieces
from memcon.archive.inputs.heads import Head, read_head, unread_reason
from memcon.archive.inputs.reels import PackedReel, Pieces, PlainReel
from memcon.archive.inputs.scanning import Fault, Record, scan_records
from memcon.archive.inputs.splits import Form, Split
from memcon.archive.inputs.stores import Stored
from memcon.errors import BrokenFile, FormatError, OverLimit
from memcon.formats.sandbox import File
from memcon.model.document import Kind
from memcon.model.ledger import Failure

if TYPE_CHECKING:
    from memcon.archive.inputs.listing import Input

_LENGTH: Final = re.compile(rb"^content-length[ \t]*:[^\n]*\n", re.IGNORECASE | re.MULTILINE)
_AGAIN: Final = "get the web archive again; what stands before and behind was read"


def survey_warc(one: Input, file: Stored, *, split_records: int) -> Iterator[Split]:
    """Splits of so many pages, from the first byte to the last; packed so that none can be told apart, the whole is one."""
    begin = pages = 0
    for at, is_page in _packed_starts(file) if _is_packed(file) else _plain_starts(file):
        if pages >= split_records:
            yield Split(Form.WARC, one.path, begin, at, mark=one.mark)
            begin, pages = at, 0
        pages += is_page
    yield Split(Form.WARC, one.path, begin, file.state.size, mark=one.mark)


def warc_records(split: Split, file: Stored, *, kind: Kind | None, passed: Counter[str]) -> Iterator[File | Failure]:
    """The pages of a split, each as a web archive of its own, and a failure for each record that cannot be read.

    Records without a page are counted in `passed` by what they are.
    """
    if _is_packed(file):
        for reel in Pieces(unpack_pieces(file, split.start, split.end, opens=_opens)).reels():
            yield from _Reading(split.path, reel, kind, passed).rows(0, None)
    else:
        yield from _Reading(split.path, PlainReel(file), kind, passed).rows(split.start, split.end)


def _is_packed(file: Stored) -> bool:
    return file.read(0, len(GZIP)) == GZIP


def _opens(unpacked: bytes) -> bool:
    return unpacked.startswith(WARC_MARK)


def _packed_starts(file: Stored) -> Iterator[tuple[int, bool]]:
    """Where a member begins that opens with a record, and whether that record may be a page."""
    for piece in unpack_pieces(file, 0, file.state.size, opens=_opens):
        if isinstance(piece, Piece) and piece.opens and _opens(piece.data):
            yield piece.at, _may_be_page(read_head(piece.data[: limits.HEADER_BYTES]))


def _plain_starts(file: Stored) -> Iterator[tuple[int, bool]]:
    for record in scan_records(PlainReel(file), 0):
        if record.head is not None:
            yield record.start, _may_be_page(record.head)


def _may_be_page(head: Head | None) -> bool:
    return head is not None and head.may_be_page


class _Reading:
    """The rows of one reel."""

    def __init__(self, path: str, reel: PackedReel | PlainReel, kind: Kind | None, passed: Counter[str]) -> None:
        self._path, self._reel, self._kind, self._passed = path, reel, kind, passed

    def rows(self, start: int, end: int | None) -> Iterator[File | Failure]:
        """A file for each page from `start` on that begins before `end`, and what could not be read."""
        last: Record | None = None
        for record in takewhile(lambda record: end is None or record.start < end, scan_records(self._reel, start)):
            yield from self._record(record)
            last = record
        if isinstance(self._reel, PackedReel) and self._reel.gap is not None:
            yield _failure(_damage(self._origin(last), self._reel.gap))

    def _origin(self, record: Record | None) -> str:
        """The name of the record, where it is one that was lost; else the archive's."""
        lost = record is not None and record.fault is Fault.CUT and record.head is not None
        return f"{self._path}#{record.head.address}" if record is not None and record.head is not None and lost else self._path

    def _record(self, record: Record) -> Iterator[File | Failure]:
        head = record.head
        if record.fault is Fault.CUT:
            if not self._reel.is_damaged:  # else the gap behind it says so
                yield _failure(
                    BrokenFile(self._origin(record), why="the web archive is cut short here: this record was not read; get it again")
                )
            return
        if head is None:
            why = f"{record.end - record.start:,} bytes between its records are no record; {_AGAIN}"
            yield _failure(BrokenFile(self._path, why=why))
            return
        opening = record.opening or self._reel.read(record.content, min(HEAD_BYTES, record.end - record.content))
        is_lost = head.may_be_page and not opening and record.content < self._reel.floor
        reason = None if is_lost else unread_reason(head, opening)
        if reason is None:
            yield self._page(record, head)
        else:
            self._passed[reason] += 1
        if record.fault is not None:
            why = f"its record has another length than it says; it was read as far as it could be told from the next. {_AGAIN}"
            yield _failure(BrokenFile(f"{self._path}#{head.address}", why=why))

    def _page(self, record: Record, head: Head) -> File | Failure:
        size = record.end - record.start
        if size > limits.FILE_BYTES or record.start < self._reel.floor:
            origin = f"{self._path}#{head.address}"
            return _failure(OverLimit(origin, limit="FILE_BYTES", allowed=limits.FILE_BYTES, found=size))
        data = self._reel.read(record.start, size)
        if record.fault is not None:
            data = _with_length(data[: head.size], data[head.size :].rstrip(b"\r\n"))
        return File(data + b"\r\n\r\n", self._path, self._kind, head.address)


def _with_length(head: bytes, content: bytes) -> bytes:
    """The record with the length that it has."""
    first, end, rest = _LENGTH.sub(b"", head).partition(b"\n")
    return first + end + b"Content-Length: %d\r\n" % len(content) + rest + content


def _damage(origin: str, gap: Gap) -> FormatError:
    if gap.unpacked:
        return OverLimit(origin, limit="UNPACKED_BYTES", allowed=limits.UNPACKED_BYTES, found=gap.unpacked)
    why = f"the web archive is damaged or cut short: what is lost lies between byte {gap.start:,} and byte {gap.end:,}; {_AGAIN}"
    return BrokenFile(origin, why=why)


def _failure(error: FormatError) -> Failure:
    return Failure(error.origin, "open", error.code, str(error))
