"""What is to be read: files, folders, standard input, texts; bytes are fetched one file at a time."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from memcon import limits
from memcon.errors import OverLimit, Unreadable

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a path, or bytes that are already there, under the name that stands in `document.origin`."""

    origin: str
    path: Path | None = None
    untrusted_bytes: bytes | None = None

    def fetch(self) -> bytes:
        """The bytes. Raises Unreadable, and OverLimit for a file over FILE_BYTES before it is read."""
        if self.untrusted_bytes is not None:
            return self.untrusted_bytes
        return sys.stdin.buffer.read(limits.FILE_BYTES + 1) if self.path is None else _fetch_file(self.path, self.origin)


def expand(paths: Iterable[str | os.PathLike[str]]) -> tuple[Source, ...]:
    """The sources behind the paths: a folder gives its files, sorted, hidden ones left out; `-` is standard input.

    Links to folders inside a folder are not followed. A path that does not exist, an empty folder and one that may not
    be listed are sources too: they fail when they are fetched, and the others are still read. Raises OverLimit for more
    than FILES files.
    """
    found = tuple(islice((source for path in paths for source in _expand(os.fspath(path))), limits.FILES + 1))
    if len(found) > limits.FILES:
        raise OverLimit("these folders", limit="FILES", allowed=limits.FILES, found=len(found))
    return found


def _expand(path: str) -> Iterator[Source]:
    if path == STDIN:
        yield Source(STDIN)
    elif os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises for a name that is too long
        yield from _folder(path)
    else:
        yield Source(path, Path(path))


def _folder(path: str) -> Iterator[Source]:
    barred: list[OSError] = []
    some = False
    for folder, names, files in os.walk(path, onerror=barred.append):  # does not follow links to folders, so it cannot loop
        names[:] = sorted(n for n in names if not n.startswith("."))
        for name in sorted(f for f in files if not f.startswith(".")):
            some = True
            yield Source(os.path.join(folder, name), Path(folder, name))  # noqa: PTH118  Path would drop a leading ./ from the origin
    yield from (Source(str(error.filename), Path(error.filename)) for error in barred)
    if not some and not barred:
        yield Source(path, Path(path))


def _fetch_file(path: Path, origin: str) -> bytes:
    """The bytes of a regular file; a pipe or a device is refused without waiting on it."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        raise Unreadable(origin, why=_reason(error)) from error
    try:
        _refuse_irregular(os.fstat(handle), origin)
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(limits.FILE_BYTES + 1)
    except OSError as error:
        raise Unreadable(origin, why=_reason(error)) from error
    finally:
        os.close(handle)


def _refuse_irregular(state: os.stat_result, origin: str) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise Unreadable(origin, why=_no_file(state.st_mode))
    if state.st_size > limits.FILE_BYTES:
        raise OverLimit(origin, limit="FILE_BYTES", allowed=limits.FILE_BYTES, found=state.st_size)


def _no_file(mode: int) -> str:
    return (
        "this folder holds no files to read; hidden ones are left out" if stat.S_ISDIR(mode) else "this is a pipe or a device, not a file"
    )


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the name"
    if isinstance(error, PermissionError):
        return "you may not read this file; ask its owner or change its permissions"
    return f"the file cannot be opened ({error.strerror or error})" if isinstance(error, OSError) else "this is not a file name"
