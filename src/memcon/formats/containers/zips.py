"""ZIP archives, read as APPNOTE.TXT 6.3 has them, by the standard library; sizes in headers are never believed."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from memcon import limits
from memcon.errors import BrokenFile, Locked, OverLimit, Unsafe
from memcon.formats.containers.names import checked_name
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure
from memcon.ports import Allowance, Member

BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)
"""What the standard library raises for damaged, truncated, lying and exotic archives."""
_HIDDEN: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Zip:
    """Reads ZIP archives."""

    name: str = "zip"
    media_types: tuple[str, ...] = ("application/zip",)
    binary: bool = True
    library: str = "standard library"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it opens as an archive does, be it an empty one."""
        return untrusted_head.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:  # noqa: ARG002
        """None: the documents are in the members."""
        return ()

    def members(self, untrusted_bytes: bytes, *, origin: str, allowance: Allowance) -> Iterator[Member | Failure]:
        """The files in the archive, in its order; folders and what systems leave behind are passed over."""
        archive = open_zip(untrusted_bytes, origin=origin)
        for entry in archive.infolist():
            if is_folder(entry) or entry.filename.startswith(_HIDDEN) or entry.filename.rpartition("/")[2] in _HIDDEN:
                continue
            allowance.count_member()
            yield self._member(archive, entry, origin, allowance)

    def _member(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, origin: str, allowance: Allowance) -> Member | Failure:
        try:
            name = checked_name(entry.filename, origin=origin)
            mode = entry.external_attr >> 16
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                raise Unsafe(f"{origin}#{name}", why="this part is a link or a device")
            return Member(name, unpack_entry(archive, entry, origin=f"{origin}#{name}", allowance=allowance))
        except (Unsafe, Locked, BrokenFile) as error:
            return Failure(error.origin, "open", error.code, str(error))


def open_zip(untrusted_bytes: bytes, *, origin: str) -> zipfile.ZipFile:
    """The archive. Raises BrokenFile, and OverLimit for too many entries."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(untrusted_bytes))
    except BROKEN as error:
        raise BrokenFile(origin, why="the archive is damaged or cut short; get it again, or unpack it and read its files") from error
    if len(archive.infolist()) > limits.MEMBERS * 10:
        raise OverLimit(origin, limit="MEMBERS", allowed=limits.MEMBERS, found=len(archive.infolist()))
    if _overlaps(archive):
        raise BrokenFile(origin, why="parts of the archive share their bytes, as no honest archive has them; get it again")
    return archive


def _overlaps(archive: zipfile.ZipFile) -> bool:
    """Whether two entries share packed bytes: a few MiB can pose as terabytes that way (D. Fifield, WOOT 2019)."""
    places = sorted((entry.header_offset, entry.compress_size) for entry in archive.infolist())
    return any(start + size > after for (start, size), (after, _) in pairwise(places))


def is_folder(entry: zipfile.ZipInfo) -> bool:
    """Whether the entry is a folder; ZipInfo.is_dir breaks on one without a name."""
    return entry.filename.endswith("/")


def unpack_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, origin: str, allowance: Allowance) -> bytes:
    """The bytes of one entry, counted while reading. Raises Locked, BrokenFile and OverLimit."""
    if entry.flag_bits & 1:
        raise Locked(origin)
    try:
        with archive.open(entry) as stream:
            return allowance.unpack(stream, packed=entry.compress_size)
    except BROKEN as error:
        raise BrokenFile(origin, why="this part of the archive is damaged") from error


ZIP = Zip()
