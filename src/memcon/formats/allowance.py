"""What one file may unpack to, counted while reading: no header is believed."""

from __future__ import annotations

from typing import IO, Final

from memcon import limits
from memcon.errors import OverLimit

STEP: Final = 65_536
"""Bytes read between two looks at the counters."""


class FileAllowance:
    """The limits of one file and of everything inside it, used up together."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._unpacked = self._members = 0

    def unpack(self, stream: IO[bytes], *, packed: int) -> bytes:
        """All bytes of the stream, which takes `packed` bytes in the file. Raises OverLimit."""
        parts: list[bytes] = []
        size = 0
        while step := stream.read(STEP):
            size += len(step)
            self._unpacked += len(step)
            parts.append(step)
            self._check(size, packed)
        return b"".join(parts)

    def count_member(self) -> None:
        """One more part was met. Raises OverLimit."""
        self._members += 1
        if self._members > limits.MEMBERS:
            raise OverLimit(self._origin, limit="MEMBERS", allowed=limits.MEMBERS, found=self._members)

    def _check(self, size: int, packed: int) -> None:
        if self._unpacked > limits.UNPACKED_BYTES:
            raise OverLimit(self._origin, limit="UNPACKED_BYTES", allowed=limits.UNPACKED_BYTES, found=self._unpacked)
        ratio = size // max(packed, 1)
        if size > limits.MEBIBYTE and ratio > limits.UNPACK_RATIO:
            raise OverLimit(self._origin, limit="UNPACK_RATIO", allowed=limits.UNPACK_RATIO, found=ratio)
