"""Ids that come from content alone, so that reading a file twice gives the same rows."""

from __future__ import annotations

import hashlib
import json
from typing import Final

ID_LENGTH: Final = 16
"""Hex digits kept of a sha256: 64 bits, one chance in a thousand of a clash among 190 million rows."""


def document_id(sha256: str, origin: str) -> str:
    """The id of a document: by the bytes of its file, and by its part where the file holds several (behind `#`)."""
    return content_id(sha256, origin.partition("#")[2])


def content_id(*parts: object) -> str:
    """The first 16 hex digits of the sha256 of the parts as canonical JSON."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
