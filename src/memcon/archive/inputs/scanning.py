"""Records of web archives in a reel, one behind another, by the lengths that their heads give; a wrong length costs one record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from memcon import limits
from memcon.archive.inputs.forms import HEAD_BYTES, WARC_MARK
from memcon.archive.inputs.heads import Head, read_head
from memcon.archive.inputs.reels import Reel

_FIRST_BYTES: Final = 4_096
"""How much is read for a head at first; most are under 1,000."""
_BLANK: Final = b"\r\n"
_BLANK_BYTES: Final = 16
"""Four close a record."""
_STEP: Final = 65_536


class Fault(StrEnum):
    """What is wrong with a record."""

    CUT = "cut"
    """The archive ends, or is damaged, before the record ends."""
    LENGTH = "length"
    """It has another length than its head says, or its head gives none."""
    NO_RECORD = "no-record"
    """What stands here is no record."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record from `start`; its content ends at `end`, as far as it can be told. Without a head it is only bytes.

    `opening` is the start of a content that is too long to be held.
    """

    start: int
    end: int
    head: Head | None
    fault: Fault | None = None
    opening: bytes = b""

    @property
    def content(self) -> int:
        """Where its content begins."""
        return self.start + (self.head.size if self.head is not None else 0)


def scan_records(reel: Reel, start: int) -> Iterator[Record]:
    """Every record, and what is no record, in order."""
    at = start
    while True:
        at = _past_blank(reel, at)
        reel.forget(at)
        mark = reel.read(at, len(WARC_MARK))
        if not mark:
            return
        record, at = _record(reel, at) if mark == WARC_MARK else _no_record(reel, at)
        yield record


def _no_record(reel: Reel, at: int) -> tuple[Record, int]:
    after, found = _next_mark(reel, at)
    return Record(at, after, None, Fault.CUT if reel.is_cut and not found else Fault.NO_RECORD), after


def _record(reel: Reel, at: int) -> tuple[Record, int]:
    """The record, and where to look for the next one."""
    head = read_head(reel.read(at, _FIRST_BYTES)) or read_head(reel.read(at, limits.HEADER_BYTES))
    if head is None:
        return _no_record(reel, at)
    stop = at + head.size + (head.length or 0)
    opening = reel.read(at + head.size, HEAD_BYTES) if stop - at > limits.FILE_BYTES else b""
    record, after = _measured(reel, at, head, stop)
    return replace(record, opening=opening), after


def _measured(reel: Reel, at: int, head: Head, stop: int) -> tuple[Record, int]:
    """The record, which ends at `stop` where its head is right."""
    if head.length is None or not reel.read(stop - 1, 1):
        return _without_end(reel, at, head)
    after = _past_blank(reel, stop)
    following = reel.read(after, len(WARC_MARK))
    if not following:
        return Record(at, stop, head, Fault.CUT if reel.is_damaged else None), after
    return (Record(at, stop, head), after) if WARC_MARK.startswith(following) else _wrong_length(reel, at, head, stop)


def _without_end(reel: Reel, at: int, head: Head) -> tuple[Record, int]:
    """The record up to the next one: its head gives no length, or one beyond the end."""
    after, found = _next_mark(reel, at + head.size - 1)
    return Record(at, after, head, Fault.CUT if reel.is_cut and not found else Fault.LENGTH), after


def _wrong_length(reel: Reel, at: int, head: Head, stop: int) -> tuple[Record, int]:
    """The record as its head says, or up to a next one that it would swallow."""
    after, found = _next_mark(reel, at + head.size - 1)
    return Record(at, min(stop, after), head, Fault.CUT if reel.is_damaged and not found else Fault.LENGTH), after


def _past_blank(reel: Reel, at: int) -> int:
    size = _BLANK_BYTES
    while step := reel.read(at, size):
        left = step.lstrip(_BLANK)
        at += len(step) - len(left)
        if left:
            break
        size = _STEP
    return at


def _next_mark(reel: Reel, at: int) -> tuple[int, bool]:
    """The place of the next line that opens a record, and that there is one; or the end."""
    at = max(at, reel.floor)
    line = b"\n" + WARC_MARK
    while step := reel.read(at, _STEP):
        found = step.find(line)
        if found >= 0:
            return at + found + 1, True
        if len(step) < _STEP:
            return at + len(step), False
        at += len(step) - len(line) + 1
    return at, False
