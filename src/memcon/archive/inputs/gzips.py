"""Gzip files member by member, in pieces: where each member begins, what it holds, and where one is damaged or a bomb.

Nothing here looks at what is inside, and no more than a few pieces are held at once, whatever the file unpacks to.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from memcon import limits
from memcon.archive.inputs.forms import GZIP, unpacked_head
from memcon.archive.inputs.stores import Stored

STEP: Final = 65_536
"""Packed bytes that are read at once."""
PIECE: Final = 262_144
"""The most that is unpacked at once."""
_TRIES: Final = 100_000
"""How many places that look like the head of a member are tried behind one that is damaged."""
_TASTE: Final = 512
"""How many packed bytes are unpacked to try one."""

Opens = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of what a member holds; `at` is the place of the member in the file, `opens` says that it is the first of the member."""

    at: int
    data: bytes
    opens: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes of the file that cannot be unpacked, after what pieces their member had before the damage.

    `unpacked` is how much a bomb had unpacked to when it was left; 0 for damage.
    """

    start: int
    end: int
    unpacked: int = 0


def unpack_pieces(file: Stored, start: int, end: int, *, opens: Opens) -> Iterator[Piece | Gap]:
    """What the members hold that begin from `start` on and before `end`. Behind a gap the next one is one whose content `opens` knows.

    Where a member begins in the middle of the file, reading from there on gives the same as reading from the start does.
    """
    packed = _Packed(file, start)
    while packed.skip_padding() and packed.at < end:
        member = packed.at
        fault: _Fault | None = None
        try:
            yield from _member(packed)
        except _Fault as found:
            fault = found
        if fault is not None:
            after = packed.find(packed.at if fault.unpacked else member + 1, opens)
            yield Gap(member, after, fault.unpacked)


class _Fault(Exception):
    """A member cannot be unpacked, or is not worth it."""

    def __init__(self, unpacked: int = 0) -> None:
        self.unpacked = unpacked


def _member(packed: _Packed) -> Iterator[Piece]:
    """The pieces of one member. Raises _Fault."""
    member = packed.at
    unpacker = zlib.decompressobj(wbits=31)
    unpacked, opening = 0, True
    while not unpacker.eof:
        taken = packed.take()
        try:
            data = unpacker.decompress(taken, PIECE)
        except zlib.error as error:
            raise _Fault from error
        packed.give_back(unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail)
        if not (taken or data or unpacker.eof):
            raise _Fault  # the file ends inside the member
        unpacked += len(data)
        if data or (opening and unpacker.eof):
            yield Piece(member, data, opening)
            opening = False
        if unpacked > limits.UNPACKED_BYTES and unpacked > limits.UNPACK_RATIO * (packed.at - member):
            raise _Fault(unpacked)


class _Packed:
    """The packed bytes of a file, one step after another."""

    def __init__(self, file: Stored, start: int) -> None:
        self._file = file
        self._rest = b""
        self.at = start
        """The place of the next byte that nobody has taken."""

    def take(self) -> bytes:
        """The next bytes; none at the end."""
        taken = self._rest or self._file.read(self.at, STEP)
        self._rest = b""
        self.at += len(taken)
        return taken

    def give_back(self, rest: bytes) -> None:
        """What was taken and not used."""
        self._rest = rest
        self.at -= len(rest)

    def skip_padding(self) -> bool:
        """Whether anything comes behind the zeros with which tapes and blocks are filled up."""
        while taken := self.take():
            left = taken.lstrip(b"\x00")
            if left:
                self.give_back(left)
                return True
        return False

    def find(self, start: int, opens: Opens) -> int:
        """The place of the next member that holds what `opens` knows, or the end; reading goes on there."""
        self._rest, self.at = b"", start
        tries = 0
        kept = b""
        while tries < _TRIES and (step := self._file.read(self.at, STEP)):
            window, base = kept + step, self.at - len(kept)
            found = window.find(GZIP)
            while found >= 0 and tries < _TRIES:
                tries += 1
                if opens(unpacked_head(self._file.read(base + found, _TASTE), size=_TASTE)):
                    self.at = base + found
                    return self.at
                found = window.find(GZIP, found + 1)
            self.at += len(step)
            kept = window[-len(GZIP) + 1 :]
        self.at = self._file.state.size
        return self.at
