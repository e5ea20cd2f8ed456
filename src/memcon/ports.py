"""Every protocol that one can plug in, on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, TextIO, TypeVar, runtime_checkable

from memcon.model.document import Document, Kind
from memcon.model.hits import Hit, StoredActor, StoredDocument, StoredFailure
from memcon.model.judgement import Judgement
from memcon.model.ledger import Failure, Findings

ParsedT_contra = TypeVar("ParsedT_contra", contravariant=True)


class Format(Protocol):
    """Turns the bytes of a file into documents."""

    @property
    def name(self) -> str: ...

    @property
    def media_types(self) -> tuple[str, ...]: ...

    @property
    def binary(self) -> bool:
        """Whether the files are bytes that only a program reads, so that control bytes in them are no surprise."""
        ...

    @property
    def library(self) -> str:
        """What parses the bytes: a distribution, a program, "standard library" or "memcon"."""
        ...

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether the first 64 KiB look like this format; the registry asks the formats in order."""
        ...

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """The documents in the bytes; none only for a Container. `kind` overrides what the content says. Raises FormatError."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a file; what the outer one says of it stands in for what the inner one does not say."""

    name: str
    untrusted_bytes: bytes
    published: str | None = None
    outlet: str | None = None


class Allowance(Protocol):
    """What may still be unpacked of one file, counted while reading."""

    def unpack(self, stream: IO[bytes], *, packed: int) -> bytes:
        """All bytes of the stream, which takes `packed` bytes in the file. Raises OverLimit."""
        ...

    def count_member(self) -> None:
        """One more part was met. Raises OverLimit."""
        ...


@runtime_checkable
class NeedsPrograms(Format, Protocol):
    """A format for some of whose files another program must be on the machine."""

    @property
    def programs(self) -> tuple[str, ...]:
        """The names by which they are started."""
        ...


@runtime_checkable
class Container(Format, Protocol):
    """A format whose files hold files: an archive, a mailbox, a mail with attachments."""

    def members(self, untrusted_bytes: bytes, *, origin: str, allowance: Allowance) -> Iterator[Member | Failure]:
        """The files inside, and a failure row for each that is not opened. Raises FormatError where nothing more can be read."""
        ...


class Detector(Protocol[ParsedT_contra]):
    """Finds rows in one parsed document; pure: same input, same output, no clock, no files."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> int: ...

    def detect(self, parsed: ParsedT_contra) -> Findings:
        """The rows found; every span lies in the text of the document."""
        ...


class Exporter(Protocol):
    """Writes the findings of documents in one form."""

    @property
    def name(self) -> str: ...

    @property
    def suffix(self) -> str: ...

    def write(self, findings: tuple[Findings, ...], out: TextIO, *, failures: tuple[Failure, ...] = ()) -> None:
        """Write all of them to `out`, UTF-8, LF, and what could not be read."""
        ...


class Selection(Protocol):
    """What of a case is exported: all of it, or what a search found. Everything comes in an order that depends on content alone."""

    @property
    def name(self) -> str:
        """Where the case is."""
        ...

    @property
    def head(self) -> str:
        """The hash of the last entry of the log."""
        ...

    def hits(self) -> Iterator[Hit]:
        """The statements as they stand now, with their papers."""
        ...

    def documents(self) -> Iterator[StoredDocument]:
        """The documents in which they stand, by id, with what memcon found in them."""
        ...

    def actors(self) -> Iterator[StoredActor]:
        """The actors of these documents, by id."""
        ...

    def judgements(self) -> Iterator[Judgement]:
        """The judgements about these documents and actors, by time."""
        ...

    def failures(self) -> Iterator[StoredFailure]:
        """What could not be read; of a search none."""
        ...

    def sources(self) -> Iterator[dict[str, str]]:
        """The files that were added, by path; of a search none."""
        ...

    def original(self, sha256: str) -> bytes | None:
        """The bytes of a file, where they were kept."""
        ...


class CaseExporter(Protocol):
    """Writes a selection of a case as files. `needs` are distributions that must be installed."""

    @property
    def name(self) -> str: ...

    @property
    def suffix(self) -> str:
        """The ending of the file; empty for a folder."""
        ...

    @property
    def needs(self) -> tuple[str, ...]: ...

    def write(self, selection: Selection, target: Path) -> None:
        """Write all of it at `target`, which is not there yet."""
        ...
