"""A file and the files inside it, one after another, each with its own outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from memcon import limits
from memcon.errors import EmptyFile, FormatError, OverLimit
from memcon.formats.allowance import FileAllowance
from memcon.formats.decode import refuse_binary
from memcon.formats.gaps import mark_gaps
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure
from memcon.plugins import load_plugins
from memcon.ports import Container, Format, Member

HEAD_BYTES: Final = 65_536
"""How much of a file the formats are shown to recognise it."""


def recognise(untrusted_bytes: bytes, *, origin: str) -> Format:
    """The first format that recognises the head of the file. Raises EmptyFile, NotText and OverLimit."""
    if len(untrusted_bytes) > limits.FILE_BYTES:
        raise OverLimit(origin, limit="FILE_BYTES", allowed=limits.FILE_BYTES, found=len(untrusted_bytes))
    if not untrusted_bytes.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise EmptyFile(origin)
    head = untrusted_bytes[:HEAD_BYTES]
    found: Format = next(f for f in load_plugins("memcon.formats") if f.sniff(head))
    if not found.binary:
        refuse_binary(untrusted_bytes, origin=origin)
    return found


def walk(untrusted_bytes: bytes, *, origin: str, kind: Kind | None = None) -> Iterator[Document | Failure]:
    """Every document in the file and in the files inside it, and a failure row for each that could not be read."""
    yield from _Walk(FileAllowance(origin), kind).file(Member(origin, untrusted_bytes), origin, None, 0)


class _Walk:
    """One walk through one file, with what it may still unpack."""

    def __init__(self, allowance: FileAllowance, kind: Kind | None) -> None:
        self._allowance, self._kind = allowance, kind

    def file(self, member: Member, origin: str, parent: str | None, depth: int) -> Iterator[Document | Failure]:
        """The outcomes of one file; what breaks here ends here, and the files beside it are still read."""
        try:
            yield from self._file(member, origin, parent, depth)
        except FormatError as error:
            yield Failure(origin, "open", error.code, str(error))
        except MemoryError:
            yield _out_of_memory(origin)
        except Exception as error:  # noqa: BLE001  a door: readers may be anybody's, and files are made to break them
            what = f"{origin}: the reader broke on this file ({type(error).__name__}); the other files were read. Please report it"
            yield Failure(origin, "read", "format", what)

    def _file(self, member: Member, origin: str, parent: str | None, depth: int) -> Iterator[Document | Failure]:
        if depth > limits.NESTING:
            raise OverLimit(origin, limit="NESTING", allowed=limits.NESTING, found=depth)
        reader = recognise(member.untrusted_bytes, origin=origin)
        documents = reader.read(member.untrusted_bytes, origin=origin, kind=self._kind)
        for document in documents:
            yield mark_gaps(_told(document, member, parent))
        found = bool(documents)
        if isinstance(reader, Container):
            inside = documents[0].id if documents else parent
            for row in self._members(reader, member, origin, inside, depth):
                found = True
                yield row
        if not found:
            raise EmptyFile(origin, why="it holds no file that can be read as a document")

    def _members(self, reader: Container, outer: Member, origin: str, parent: str | None, depth: int) -> Iterator[Document | Failure]:
        for member in reader.members(outer.untrusted_bytes, origin=origin, allowance=self._allowance):
            if isinstance(member, Failure):
                yield member
            else:
                yield from self.file(member, f"{origin}#{member.name}", parent, depth + 1)


def _told(document: Document, member: Member, parent: str | None) -> Document:
    """The document with what the file around it says of it."""
    return replace(
        document,
        published=document.published or member.published,
        outlet=document.outlet or member.outlet,
        parent=document.parent or parent,
    )


def _out_of_memory(origin: str) -> Failure:
    allowed = limits.CHILD_BYTES // limits.MEBIBYTE
    what = f"{origin}: reading it takes more memory than CHILD_BYTES ({allowed:,} MiB); split the file, or raise MEMCON_CHILD_BYTES"
    return Failure(origin, "read", "memory", what)
