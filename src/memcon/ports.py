"""Every protocol that one can plug in, on one page."""

from __future__ import annotations

from typing import Protocol, TextIO, TypeVar

from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure, Findings

ParsedT_contra = TypeVar("ParsedT_contra", contravariant=True)


class Format(Protocol):
    """Turns the bytes of a file into documents."""

    @property
    def name(self) -> str: ...

    @property
    def media_types(self) -> tuple[str, ...]: ...

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether the first 64 KiB look like this format; the registry asks the formats in order."""
        ...

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """The documents in the bytes, at least one. `kind` overrides what the content says. Raises FormatError."""
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
