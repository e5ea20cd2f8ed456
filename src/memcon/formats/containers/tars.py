"""Tar archives, packed with gzip, bzip2 or xz or not packed, by the standard library."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Final, cast

from memcon.errors import BrokenFile, Unsafe
from memcon.formats.containers.names import checked_name
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure
from memcon.ports import Allowance, Member

BROKEN: Final = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_OPENERS: Final[tuple[tuple[bytes, Callable[[IO[bytes]], Any]], ...]] = (
    (b"\x1f\x8b", lambda source: gzip.GzipFile(fileobj=source)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
_USTAR: Final = slice(257, 262)


@dataclass(frozen=True, slots=True)
class Tar:
    """Reads tar archives that are not packed."""

    name: str = "tar"
    media_types: tuple[str, ...] = ("application/x-tar",)
    binary: bool = True
    library: str = "standard library"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether the first entry bears the mark of POSIX or GNU tar."""
        return untrusted_head[_USTAR] == b"ustar"

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:  # noqa: ARG002
        """None: the documents are in the members."""
        return ()

    def members(self, untrusted_bytes: bytes, *, origin: str, allowance: Allowance) -> Iterator[Member | Failure]:
        """The regular files in the archive, in its order; links and devices are failure rows."""
        try:
            with tarfile.open(fileobj=io.BytesIO(untrusted_bytes), mode="r:") as archive:
                for entry in archive:
                    if not entry.isdir():
                        allowance.count_member()
                        yield _member(archive, entry, origin, allowance)
        except BROKEN as error:
            raise BrokenFile(origin, why="the archive is damaged or cut short from here on; the parts before were read") from error


def _member(archive: tarfile.TarFile, entry: tarfile.TarInfo, origin: str, allowance: Allowance) -> Member | Failure:
    try:
        name = checked_name(entry.name.removeprefix("./"), origin=origin)
        if not entry.isreg():
            raise Unsafe(f"{origin}#{name}", why="this part is a link, a pipe or a device")
        stream = cast("IO[bytes]", archive.extractfile(entry))
        return Member(name, allowance.unpack(stream, packed=max(entry.size, 1)))
    except Unsafe as error:
        return Failure(error.origin, "open", error.code, str(error))


@dataclass(frozen=True, slots=True)
class Packed:
    """Reads one file packed with gzip, bzip2 or xz; a tar archive inside it is a member like any other."""

    name: str = "packed"
    media_types: tuple[str, ...] = ("application/gzip", "application/x-bzip2", "application/x-xz")
    binary: bool = True
    library: str = "standard library"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it opens with the mark of one of the three."""
        return untrusted_head.startswith(tuple(mark for mark, _ in _OPENERS))

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:  # noqa: ARG002
        """None: the documents are in the member."""
        return ()

    def members(self, untrusted_bytes: bytes, *, origin: str, allowance: Allowance) -> Iterator[Member | Failure]:
        """The one file inside, counted while it is unpacked."""
        allowance.count_member()
        source = io.BytesIO(untrusted_bytes)
        opened = next(opener for mark, opener in _OPENERS if untrusted_bytes.startswith(mark))
        stream = cast("IO[bytes]", opened(source))
        try:
            unpacked = allowance.unpack(stream, packed=len(untrusted_bytes))
        except BROKEN as error:
            raise BrokenFile(origin, why="the packed file is damaged or cut short; get it again") from error
        yield Member(_inner_name(origin), unpacked)


def _inner_name(origin: str) -> str:
    """The name without the ending that says how it is packed."""
    name = origin.rpartition("#")[2].rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    if ending.lower() in ("tgz", "tbz", "txz"):
        return f"{stem}.tar"
    return stem if stem and ending.lower() in ("gz", "bz2", "xz") else "content"


TAR = Tar()
PACKED = Packed()
