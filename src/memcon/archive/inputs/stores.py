"""Where the bytes of archives lie: files of this machine, and whatever fsspec opens."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import IO, Any, Final, Self

from memcon.errors import Error, Missing, Unreadable

_TAGS: Final = ("ETag", "etag", "md5Hash", "checksum", "generation")
_TIMES: Final = ("LastModified", "last_modified", "mtime", "updated", "modified", "created")
INSTALL: Final = "install it with: pip install 'memcon[archive]'"


@dataclass(frozen=True, slots=True)
class State:
    """How large a file is, and what tells this state of it from another."""

    size: int
    mark: str


def is_remote(path: str) -> bool:
    """Whether fsspec must open it."""
    return "://" in path


class Stored:
    """An open file, read from any place of it. A context manager; its methods raise Unreadable."""

    def __init__(self, path: str, file: IO[bytes], state: State) -> None:
        self._path, self._file, self.state = path, file, state
        self._at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def read(self, at: int, size: int) -> bytes:
        """So many bytes from there on; fewer at the end of the file."""
        with told(self._path):
            if at != self._at:
                self._file.seek(at)
            data = self._file.read(size)
        self._at = at + len(data)
        return data


def open_stored(path: str) -> Stored:
    """The file. Raises Unreadable, and Missing where a package is needed that is not there."""
    return _open_remote(path) if is_remote(path) else _open_local(path)


def state_of(found: Mapping[str, Any]) -> State:
    """The state that a store tells of a file."""
    size = int(found.get("size") or 0)
    told_by = next((found[name] for name in (*_TAGS, *_TIMES) if found.get(name)), "")
    return State(size, f"{size}-{told_by.isoformat() if isinstance(told_by, datetime) else told_by}")


def local_state(found: os.stat_result) -> State:
    """The state of a file of this machine."""
    return State(found.st_size, f"{found.st_size}-{found.st_mtime_ns}")


def store_of(url: str) -> tuple[Any, str]:
    """What fsspec makes of an address: a file system, and the name in it. Raises Missing and Unreadable."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise Missing(url, what="fsspec, which opens such addresses, is not installed", mend=INSTALL) from error
    try:
        with told(url):
            system, name = url_to_fs(url)
    except Unreadable as error:
        if isinstance(error.__cause__, ImportError):
            what = f"this address needs a package that is not installed ({error.__cause__})"
            raise Missing(url, what=what, mend="install that package beside memcon[archive]") from error
        raise
    return system, str(name)


@contextmanager
def told(path: str) -> Iterator[None]:
    """What a file or a store raises comes out as Unreadable."""
    try:
        yield
    except Error:
        raise
    except Exception as error:  # a door: stores may be anybody's, and each has errors of its own
        raise Unreadable(path, why=_reason(error)) from error


def _open_local(path: str) -> Stored:
    with told(path):
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        found = os.fstat(handle)
        if stat.S_ISREG(found.st_mode):
            return Stored(path, os.fdopen(handle, "rb"), local_state(found))
        os.close(handle)
    raise Unreadable(path, why="this is a folder, a pipe or a device, not a file")


def _open_remote(url: str) -> Stored:
    system, name = store_of(url)
    with told(url):
        return Stored(url, system.open(name, "rb"), state_of(system.info(name)))


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the name"
    if isinstance(error, PermissionError):
        return "you may not read this; ask its owner, or check the name and password that the store knows you by"
    what = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return f"it cannot be read ({' '.join(what.split())[:200]})"
