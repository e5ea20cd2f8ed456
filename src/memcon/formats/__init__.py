"""Readers: from the bytes of a file to documents. One file and one registry line for each format."""

from __future__ import annotations

from memcon.errors import NotText
from memcon.formats.gaps import mark_gaps
from memcon.formats.walk import recognise
from memcon.model.document import Document, Kind

__all__ = ["read_bytes"]


def read_bytes(untrusted_bytes: bytes, *, origin: str, kind: Kind | None = None) -> tuple[Document, ...]:
    """The documents in the bytes of a file that holds no other files, read in this process.

    The first format that recognises the head reads it; the name of the file decides nothing. `kind` overrides what the
    content says. Raises FormatError.
    """
    documents: tuple[Document, ...] = recognise(untrusted_bytes, origin=origin).read(untrusted_bytes, origin=origin, kind=kind)
    if not documents:
        raise NotText(origin, found="a file that holds other files")
    return tuple(mark_gaps(document) for document in documents)
