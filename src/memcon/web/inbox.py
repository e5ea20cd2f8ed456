"""The inbox: where files that are dropped on the page are kept, so that they can be read again whenever memcon reads better."""

from __future__ import annotations

import errno
import filecmp
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from memcon import limits
from memcon.errors import NotKept, OverLimit
from memcon.text import printable
from memcon.web.names import checked_name, numbered

DRAFT: Final = ".receiving-"
"""How the name of a file begins that has not come whole; names with a dot are never read."""
STALE_SECONDS: Final = 24 * 3600
"""After how long a draft is one that a crash left behind."""
SAME_NAMES: Final = 1_000
"""How many files of one name are kept."""
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What file systems say that know no second name for a file: those of memory sticks and of some networks."""


class Draft:
    """A file that is coming in; `path` is where it is kept when all of it has come."""

    def __init__(self, untrusted_name: str, handle: int, folder: Path) -> None:
        self.name = printable(untrusted_name, most=limits.NAME_POINTS)
        self.size = 0
        self.path: Path | None = None
        self._handle, self._folder = handle, folder

    def write(self, chunk: bytes) -> None:
        """Take in the next bytes. Raises OverLimit past FILE_BYTES, and NotKept where the disk is too full."""
        self.size += len(chunk)
        if self.size > limits.FILE_BYTES:
            raise OverLimit(self.name, limit="FILE_BYTES", allowed=limits.FILE_BYTES, found=self.size)
        with _told(self.name):
            if shutil.disk_usage(self._folder).free - len(chunk) < limits.DISK_FLOOR_BYTES:
                raise _full(self.name)
            left = memoryview(chunk)
            while left:
                left = left[os.write(self._handle, left) :]


class Inbox:
    """A folder of files that were handed in. Nothing in it is ever overwritten; it may be used from any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._is_swept = False

    @classmethod
    def beside(cls, ledger: str, *, folder: Path | None = None) -> Self | None:
        """The inbox in this folder, else beside the file of the case; None for a case that is no file, where none was named."""
        if folder is not None:
            return cls(folder)
        if "://" in ledger:
            return None
        case = Path(ledger)
        return cls(case.with_name(f"{case.stem}.inbox"))

    def keep(self, untrusted_name: str, chunks: Iterable[bytes]) -> Path:
        """Where the file is now: under its name, or with a number where another has that. The same file is kept once.

        The name may have the folders of a folder that was dropped. Raises NotKept and OverLimit; then nothing is kept.
        """
        with self.receiving(untrusted_name) as draft:
            for chunk in chunks:
                draft.write(chunk)
        assert draft.path is not None
        return draft.path

    @contextmanager
    def receiving(self, untrusted_name: str) -> Iterator[Draft]:
        """The same for who gets the bytes bit by bit: `write` them; when the block ends the draft has its `path`."""
        name = checked_name(untrusted_name)
        shown = printable(str(name), most=limits.NAME_POINTS)
        coming = self.folder / f"{DRAFT}{secrets.token_hex(8)}"
        with _told(shown):
            self._make_folder()
            handle = os.open(coming, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0), 0o600)
        draft = Draft(untrusted_name, handle, self.folder)
        try:
            try:
                yield draft
                with _told(shown):
                    os.fsync(handle)
            finally:
                os.close(handle)
            with _told(shown):
                draft.path = self._place(coming, self._folder_of(name.parent.parts, shown), name.name, shown)
        finally:
            coming.unlink(missing_ok=True)

    def holds(self, path: Path) -> bool:
        """Whether a file is one of the inbox, links followed."""
        return path.resolve().is_relative_to(self.folder.resolve()) and path.is_file()

    def _make_folder(self) -> None:
        """The folder, for its owner alone, without what a crash left in it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._is_swept:
            return
        self._is_swept = True
        for left in self.folder.glob(f"{DRAFT}*"):
            with suppress(FileNotFoundError):  # what was coming in has come
                if left.stat().st_mtime < time.time() - STALE_SECONDS:
                    left.unlink()

    def _folder_of(self, parts: Iterable[str], shown: str) -> Path:
        """The folder of a folder that was dropped, made where it is not there; never one that a link leads to."""
        folder = self.folder
        for part in parts:
            folder /= part
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                raise NotKept(shown, code="name", why="a file of that name is where its folder would be; rename it and drop it again")
            folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def _place(self, coming: Path, folder: Path, name: str, shown: str) -> Path:
        """Where the file is: under a name that it got, or where the same file was before."""
        for number in range(1, SAME_NAMES + 1):
            target = folder / numbered(name, number)
            if _is_same(coming, target) or _give_name(coming, target) or _is_same(coming, target):  # another may just have kept it
                _sync(folder)
                return target
        raise NotKept(shown, code="name", why=f"{SAME_NAMES:,} other files have this name; rename it and drop it again")


def _is_same(coming: Path, target: Path) -> bool:
    return target.is_file() and not target.is_symlink() and filecmp.cmp(coming, target, shallow=False)


def _give_name(coming: Path, target: Path) -> bool:
    """Whether the file got the name; a name that is taken stays what it was, whoever took it meanwhile."""
    try:
        os.link(coming, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _take_name(coming, target)
    return True


def _take_name(coming: Path, target: Path) -> bool:
    """The same where a file can have one name only: the name is taken by an empty file, in whose place it is put."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    coming.replace(target)
    return True


def _sync(folder: Path) -> None:
    """The name is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(shown: str) -> Iterator[None]:
    """Faults of the file system as a message."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise _full(shown) from error
        raise NotKept(shown, code="unreadable", why=f"it cannot be written into the inbox ({error.strerror or error})") from error


def _full(shown: str) -> NotKept:
    floor = limits.DISK_FLOOR_BYTES // limits.MEBIBYTE
    why = f"the disk is too full: {floor:,} MiB must stay free (DISK_FLOOR_BYTES); make room and drop it again"
    return NotKept(shown, code="full", why=why)
