"""Names of parts: shown and kept, never used as a path; one that would lead outside is refused all the same."""

from __future__ import annotations

import re
from typing import Final

from memcon import limits
from memcon.errors import Unsafe

_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def checked_name(untrusted_name: str, *, origin: str) -> str:
    """The name of a part, when it stays inside the archive on every system. Raises Unsafe."""
    why = _fault(untrusted_name)
    if why is not None:
        shown = untrusted_name.encode("unicode_escape", "surrogatepass").decode("ascii")
        raise Unsafe(f"{origin}#{shown[: limits.NAME_POINTS]}", why=why)
    return untrusted_name


def _fault(name: str) -> str | None:
    pieces = name.split("/")
    if not name or len(name) > limits.NAME_POINTS:
        return "the name of this part is empty or too long"
    if any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in name):
        return "the name of this part holds control characters"
    if name.startswith("/") or ".." in pieces or "\\" in name or re.match(r"[A-Za-z]:", name):
        return "the name of this part leads outside the archive"
    if any(_DEVICE.fullmatch(p) or p != p.rstrip(". ") for p in pieces if p):
        return "the name of this part is one that some systems do not allow"
    return None
