"""Names of files that somebody dropped: which can be kept, on every system, and how they are written."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from memcon.errors import NotKept
from memcon.text import printable

NAME_BYTES: Final = 255
"""The longest name of a file or folder that the file systems of Linux take, in UTF-8; those of others take more."""
PATH_BYTES: Final = 1_000
"""The longest name with its folders: with where the inbox lies it must stay under 4,096."""
DEPTH: Final = 20
_SHOWN: Final = 200
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Source: Microsoft, Naming Files, Paths, and Namespaces."""
_TURNS: Final = frozenset([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029, 0xFEFF])
"""What turns the direction of a line, so that `\u202etxt.exe` reads as another name; what ends a line."""


def checked_name(untrusted_name: str) -> PurePosixPath:
    """The name, with the folders of a folder that was dropped. Raises NotKept, with what to do."""
    name = unicodedata.normalize("NFC", untrusted_name)  # macOS sends é in two parts: the same file is to have the same name
    why = _fault(name)
    if why is not None:
        raise NotKept(
            printable(" ".join(untrusted_name.splitlines()), most=_SHOWN) or "a file",
            code="name",
            why=f"{why}; rename it and drop it again",
        )
    return PurePosixPath(name)


def _fault(name: str) -> str | None:
    pieces = name.split("/")
    if any(_is_control(ord(c)) for c in name):
        return "its name holds characters that cannot be seen, or that turn the line"
    if not name or name.startswith("/") or "\\" in name or re.match(r"[A-Za-z]:", name) or not {".", ".."}.isdisjoint(pieces):
        return "its name leads outside the inbox"
    if "" in pieces or any(not piece.strip() for piece in pieces):
        return "a part of its name is empty"
    if any(piece.startswith(".") for piece in pieces):
        return "its name begins with a dot, and such files are not read"
    if any(_DEVICE.fullmatch(piece) or piece != piece.rstrip(". ") for piece in pieces):
        return "some systems do not allow its name"
    if len(name.encode()) > PATH_BYTES or len(pieces) > DEPTH or any(len(piece.encode()) > NAME_BYTES for piece in pieces):
        return f"its name is too long (a name may have {NAME_BYTES} bytes, with all its folders {PATH_BYTES:,}, and {DEPTH} folders)"
    return None


def _is_control(point: int) -> bool:
    return point < 0x20 or 0x7F <= point < 0xA0 or 0xD800 <= point < 0xE000 or point in _TURNS


def numbered(name: str, number: int) -> str:
    """The name with a number before its ending, the first without: `notes.txt`, `notes (2).txt`; cut where it gets too long."""
    if number == 1:
        return name
    stem, dot, ending = name.rpartition(".")
    stem, tail = (stem, f" ({number}){dot}{ending}") if stem else (name, f" ({number})")
    while len(f"{stem}{tail}".encode()) > NAME_BYTES and stem:
        stem = stem[:-1]
    return f"{stem}{tail}" if stem else f"{name[: NAME_BYTES // 8]}{f' ({number})'}"
