"""What memcon reads on this machine: each format, what parses it, and what is missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import metadata
from types import MappingProxyType
from typing import Any, Final

from memcon.formats.pdf.ocr import MEND, PROGRAM
from memcon.plugins import load_plugins
from memcon.ports import Container, Format, NeedsPrograms

INSTALL: Final[Mapping[str, str]] = MappingProxyType({PROGRAM: MEND})
"""Program -> what to do where it is not there."""
_OWN: Final = ("memcon", "standard library")


@dataclass(frozen=True, slots=True)
class ReadFormat:
    """A format as it can be read here; `missing` is what to do before all its files can be read, empty where nothing is."""

    name: str
    media_types: tuple[str, ...]
    library: str
    version: str | None
    holds_files: bool
    missing: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The format as `memcon formats --json` prints it."""
        return asdict(self)


def list_formats() -> tuple[ReadFormat, ...]:
    """The formats in the order in which they are asked whether a file is theirs."""
    return tuple(_state(one) for one in load_plugins("memcon.formats"))


def _state(one: Format) -> ReadFormat:
    programs = one.programs if isinstance(one, NeedsPrograms) else ()
    absent = tuple(INSTALL.get(p, f"install {p}") for p in programs if shutil.which(p) is None)
    version = version_of(one.library)
    lost = version is None and not own(one.library) and one.library not in programs
    missing = (*((f"install {one.library}",) if lost else ()), *absent)
    return ReadFormat(one.name, one.media_types, one.library, version, isinstance(one, Container), missing)


def own(library: str) -> bool:
    """Whether the library came with memcon or with Python, and so has no version of its own."""
    return library in _OWN


def version_of(library: str) -> str | None:
    """The version that is installed; None for a library that is not, and for what has none of its own."""
    try:
        return None if own(library) else metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def format_lines(found: tuple[ReadFormat, ...]) -> Iterator[str]:
    """The formats for people, one line each."""
    for one in found:
        by = f"{one.library} {one.version}" if one.version else one.library
        holds = "; the files inside are read too" if one.holds_files else ""
        yield f"{one.name:<10} {by:<22} {', '.join(one.media_types)}{holds}"
        yield from (f"{'':<10} missing: {line}" for line in one.missing)
    yield "A file is recognised by its content, never by its name. Whatever else holds text is read as plain text."
