"""Bytes that are read forwards, and a little backwards: a plain file, or what some members of a gzip file unpack to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from memcon import limits
from memcon.archive.inputs.forms import WARC_MARK
from memcon.archive.inputs.gzips import Gap, Piece
from memcon.archive.inputs.stores import Stored


class Reel(Protocol):
    """Bytes that records are found in; places count from its own start, or that of its file."""

    @property
    def floor(self) -> int:
        """The first place that can still be read."""
        ...

    @property
    def is_cut(self) -> bool:
        """Whether it ends because the archive ends or is damaged there; asked once its end was met."""
        ...

    @property
    def is_damaged(self) -> bool:
        """Whether its last bytes may be wrong; asked once its end was met."""
        ...

    def read(self, at: int, size: int) -> bytes:
        """So many bytes from there on; fewer at the end, none before the floor."""
        ...

    def forget(self, before: int) -> None:
        """Nothing before that place is asked for again."""
        ...


class PlainReel:
    """A file that is not packed."""

    floor = 0
    is_cut = True
    is_damaged = False

    def __init__(self, file: Stored) -> None:
        self._file = file

    def read(self, at: int, size: int) -> bytes:
        return self._file.read(at, size) if at < self._file.state.size else b""

    def forget(self, before: int) -> None:
        """Nothing is held."""


class PackedReel:
    """What a member that begins with a record unpacks to, with the members behind it that begin with none.

    It holds what was read since the last `forget`, up to FILE_BYTES and the longest head of a record.
    """

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._held = bytearray()
        self._last: int | None = None
        """The place of the member that came last."""
        self._ended = False
        self.floor = 0
        self.is_cut = False
        self.gap: Gap | None = None
        """What is damaged at its end, where a member that it has some of is."""
        self._take_first()

    @property
    def is_damaged(self) -> bool:
        return self.gap is not None

    def read(self, at: int, size: int) -> bytes:
        while self.floor + len(self._held) < at + size and not self._ended:
            self._pull()
        return bytes(self._held[at - self.floor : at + size - self.floor]) if at >= self.floor else b""

    def forget(self, before: int) -> None:
        drop = min(max(0, before - self.floor), len(self._held))
        del self._held[:drop]
        self.floor += drop

    def _take_first(self) -> None:
        first = self._pieces.next
        self._last = first.at if isinstance(first, Piece) else first.start if first is not None else None
        if isinstance(first, Piece):
            self._held += first.data
            self._pieces.advance()
        else:
            self._pull()

    def _pull(self) -> None:
        following = self._pieces.next
        if following is None or (isinstance(following, Piece) and following.opens and following.data.startswith(WARC_MARK)):
            self._ended = True
            return
        if isinstance(following, Gap):
            self.is_cut = self._ended = True
            if following.start == self._last:  # else none of that member is here: the gap stands for itself
                self.gap = following
                self._pieces.advance()
            return
        self._pieces.advance()
        self._last = following.at
        self._held += following.data
        self.forget(self.floor + len(self._held) - limits.FILE_BYTES - 2 * limits.HEADER_BYTES)


class Pieces:
    """The pieces of a gzip file with the next one in view."""

    def __init__(self, pieces: Iterator[Piece | Gap]) -> None:
        self._pieces = pieces
        self.next: Piece | Gap | None = next(pieces, None)

    def advance(self) -> None:
        """Go on to the one behind it."""
        self.next = next(self._pieces, None)

    def reels(self) -> Iterator[PackedReel]:
        """A reel for each member that begins with a record; what the caller did not read of one is left behind."""
        while self.next is not None:
            reel = PackedReel(self)
            yield reel
            at = reel.floor
            while reel.read(at, 1):
                reel.forget(at := at + limits.MEBIBYTE)
