"""From bytes to text, once: encoding, line ends, and what cannot be seen."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from memcon import limits
from memcon.errors import EmptyFile, NotText, OverLimit
from memcon.model.document import Warning
from memcon.text import Span

_MAGIC: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3", "a database"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"BZh", "a bzip2 file"),
)
_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = frozenset([*range(9), 11, *range(14, 27), *range(28, 32), 127])
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]")
_ESCAPE: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
MOST_CONTROL: Final = 0.05
"""Share of control bytes from which a file is no text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and what was odd about its bytes."""

    text: str
    warnings: tuple[Warning, ...]

    def told_of(self, made: str) -> tuple[Warning, ...]:
        """The same of a text that was made of this one: what was odd about the bytes, and what is odd in it, with its places there."""
        return (*(warning for warning in self.warnings if warning.span is None), *_oddities(made))


def refuse_binary(untrusted_bytes: bytes, *, origin: str) -> None:
    """Raise NotText for bytes that are no text, and say what they are."""
    for magic, found in _MAGIC:
        if untrusted_bytes.startswith(magic):
            raise NotText(origin, found=found)
    if any(untrusted_bytes.startswith(bom) for bom, _ in _BOMS):
        return
    sample = untrusted_bytes[:8192]
    if sum(b in _CONTROL for b in sample) > MOST_CONTROL * len(sample):
        raise NotText(origin, found="binary data")


def decode(untrusted_bytes: bytes, *, origin: str, declared: str | None = None) -> Decoded:
    """The text: byte order mark dropped, line ends LF, no NUL, no lone surrogate; every other character as it came.

    Tried in order: byte order mark, UTF-8, the `declared` encoding, a guess. Raises EmptyFile and OverLimit.
    """
    text, warnings = _decoded(untrusted_bytes, declared)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > limits.TEXT_POINTS:
        raise OverLimit(origin, limit="TEXT_POINTS", allowed=limits.TEXT_POINTS, found=len(text))
    if not text.strip():
        raise EmptyFile(origin)
    if "\x00" in text:
        warnings.append(Warning("nul", f"{text.count(chr(0)):,} NUL characters were replaced"))
        text = text.replace("\x00", "\ufffd")
    return Decoded(text, (*warnings, *_oddities(text)))


def _decoded(untrusted_bytes: bytes, declared: str | None) -> tuple[str, list[Warning]]:
    for bom, name in _BOMS:
        if untrusted_bytes.startswith(bom):
            return untrusted_bytes.decode(name, "replace"), []
    try:
        return untrusted_bytes.decode("utf-8"), []
    except UnicodeDecodeError:
        return _guessed(untrusted_bytes, declared)


def _guessed(untrusted_bytes: bytes, declared: str | None) -> tuple[str, list[Warning]]:
    name = _known(declared) or _known(_detect(untrusted_bytes)) or "cp1252"
    text = untrusted_bytes.decode(name, "replace")
    lost = text.count("\ufffd")
    message = f"the file is not UTF-8; it was read as {name}" + (f", and {lost:,} bytes could not be read" if lost else "")
    return text, [Warning("encoding-guess", message)]


def _detect(untrusted_bytes: bytes) -> str | None:
    from resiliparse.parse.encoding import detect_encoding  # 24 of 24 right in a small test (8 encodings, 3 lengths)

    name: str | None = detect_encoding(untrusted_bytes[:1_000_000])
    return name


def _known(name: str | None) -> str | None:
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None


def _oddities(text: str) -> list[Warning]:
    found = []
    if (m := _INVISIBLE.search(text)) is not None:
        found.append(
            Warning("invisible-characters", "the text holds characters that cannot be seen or that turn its direction", Span(*m.span()))
        )
    if (m := _ESCAPE.search(text)) is not None:
        found.append(Warning("control-characters", "the text holds control characters; they are shown as escapes", Span(*m.span())))
    if (m := re.search("\ufffd", text)) is not None:
        found.append(Warning("unreadable-characters", "some characters of the text could not be read", Span(*m.span())))
    return found
