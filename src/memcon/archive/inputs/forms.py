"""Which form an input has: by the first bytes, which may lie less than its name."""

from __future__ import annotations

import re
import zlib
from typing import Final

from memcon.archive.inputs.splits import Form

HEAD_BYTES: Final = 65_536
"""How much of a file is looked at."""
GZIP: Final = b"\x1f\x8b\x08"
WARC_MARK: Final = b"WARC/1."
_PARQUET: Final = b"PAR1"
_TOLD: Final = re.compile(r"\.(?:warc|jsonl|ndjson|json)(?:\.gz)?$|\.(?:parquet|parq|pq)$", re.IGNORECASE)
_LINES: Final = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz)?$", re.IGNORECASE)
_BY_NAME: Final = (
    (re.compile(r"\.warc(?:\.gz)?$", re.IGNORECASE), Form.WARC),
    (_LINES, Form.JSONL),
    (re.compile(r"\.(?:parquet|parq|pq)$", re.IGNORECASE), Form.PARQUET),
)


def may_be_archive(name: str) -> bool:
    """Whether the name is one that archives have, so that it is worth a look inside."""
    return _TOLD.search(name) is not None


def form_by_name(name: str) -> Form:
    """The form that the name promises."""
    return next((form for pattern, form in _BY_NAME if pattern.search(name)), Form.FILES)


def form_by_head(untrusted_head: bytes, name: str) -> Form:
    """The form that the first HEAD_BYTES show; the name tells lines of JSON from one text in JSON."""
    head = unpacked_head(untrusted_head) if untrusted_head.startswith(GZIP) else untrusted_head
    if untrusted_head.startswith(_PARQUET):
        return Form.PARQUET
    if head.startswith(WARC_MARK):
        return Form.WARC
    return Form.JSONL if _is_lines(head.removeprefix(b"\xef\xbb\xbf").lstrip(), sure=_LINES.search(name) is not None) else Form.FILES


def unpacked_head(untrusted_head: bytes, *, size: int = HEAD_BYTES) -> bytes:
    """The first bytes of what gzip packed; none where it cannot be unpacked."""
    try:
        return zlib.decompressobj(wbits=31).decompress(untrusted_head, size)
    except zlib.error:
        return b""


def _is_lines(head: bytes, *, sure: bool) -> bool:
    """Whether it begins with whole objects, one a line; where the name is sure of it, whether it begins with an object."""
    first, _, rest = head.partition(b"\n")
    if sure:
        return head.startswith(b"{")
    return first.startswith(b'{"') and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")
