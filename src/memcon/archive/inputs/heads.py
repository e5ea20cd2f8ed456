"""The heads of records of web archives (WARC 1.1, ISO 28500), read in bounded pure Python.

Only what decides whether a record holds a page is read here; its page is read in the child process.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from memcon import limits
from memcon.formats.containers.warc import READ_TYPES

_END: Final = re.compile(rb"\r\n\r\n|\n\n|\n\r\n")
_HTTP: Final = "application/http"
_PAGES: Final = frozenset({"response", "resource"})


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a record says; `size` is its own length in bytes with the blank line behind it."""

    kind: str
    address: str
    media_type: str
    length: int | None
    size: int

    @property
    def may_be_page(self) -> bool:
        """Whether it is the answer to a request, or a file that was kept."""
        return self.kind in _PAGES


def read_head(untrusted_bytes: bytes) -> Head | None:
    """The head at the start of the bytes; None where it does not end in them."""
    end = _END.search(untrusted_bytes)
    if end is None:
        return None
    fields = _fields(untrusted_bytes[: end.start()])
    length = fields.get("content-length", "")
    return Head(
        fields.get("warc-type", "").lower(),
        (fields.get("warc-target-uri", "").strip("<>") or "page")[: limits.NAME_POINTS],
        fields.get("content-type", ""),
        int(length) if length.isascii() and length.isdigit() and len(length) <= 18 else None,
        end.end(),
    )


def unread_reason(head: Head, untrusted_start: bytes) -> str | None:
    """Why a record holds no page that is read, as a word to count it by; None where it holds one.

    `untrusted_start` is the start of its content. Where the words of an answer are odd the child decides, so that nothing is
    passed over that it would have read.
    """
    if not head.may_be_page:
        return head.kind or "unknown"
    kind = head.media_type
    if kind.startswith(_HTTP):
        status, _, rest = untrusted_start.partition(b"\n")
        if b"200" not in status.split()[1:2]:
            return "status"
        end = _END.search(rest)
        kind = _fields(rest[: end.start()] if end else rest, first="\n").get("content-type", "")
    return None if kind.partition(";")[0].strip().lower() in READ_TYPES else "media-type"


def _fields(block: bytes, *, first: str = "") -> dict[str, str]:
    """The fields of a head by their names in small letters; of a name that comes twice the first counts."""
    found: dict[str, str] = {}
    text = first + block.decode("utf-8", "replace").replace("\r\n", "\n")
    for line in re.sub(r"\n[ \t]+", " ", text).split("\n")[1:]:
        name, _, value = line.partition(":")
        found.setdefault(name.strip().lower(), value.strip())
    return found
