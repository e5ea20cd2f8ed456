"""Readers: from the bytes of a file to documents. One file and one registry line for each format."""

from __future__ import annotations

from memcon import limits
from memcon.errors import EmptyFile, OverLimit
from memcon.formats.decode import refuse_binary
from memcon.model.document import Document, Kind
from memcon.plugins import load_plugins

HEAD_BYTES = 65_536
"""How much of a file the formats are shown to recognise it."""


def read_bytes(untrusted_bytes: bytes, *, origin: str, kind: Kind | None = None) -> tuple[Document, ...]:
    """The documents in the bytes, read by the first format that recognises their head; the name of the file decides nothing.

    `kind` overrides what the content says. Raises EmptyFile, NotText, BrokenMarkup and OverLimit.
    """
    if len(untrusted_bytes) > limits.FILE_BYTES:
        raise OverLimit(origin, limit="FILE_BYTES", allowed=limits.FILE_BYTES, found=len(untrusted_bytes))
    if not untrusted_bytes.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise EmptyFile(origin)
    refuse_binary(untrusted_bytes, origin=origin)
    head = untrusted_bytes[:HEAD_BYTES]
    reader = next(f for f in load_plugins("memcon.formats") if f.sniff(head))
    documents: tuple[Document, ...] = reader.read(untrusted_bytes, origin=origin, kind=kind)
    return documents
