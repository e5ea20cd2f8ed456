"""The trusted side: one child process for a whole batch, watched, never believed, and replaced when it falls."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Self, cast

from memcon import limits
from memcon.errors import FormatError, ReaderStopped
from memcon.formats.sandbox.child import Child, Trade, module_command
from memcon.formats.sandbox.confine import Confinement
from memcon.formats.sandbox.frames import frame
from memcon.formats.sandbox.wire import BadReply, decode_row
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure

AHEAD: Final = 1 << 20
"""The largest file, in bytes, that is sent while the one before it is read."""
COMMAND: Final = module_command("memcon.formats.sandbox.worker")


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """The bytes of a file and what is asked of them.

    `part` names what of the file the bytes are, where they were cut out of it: a failure of all of them is one of that part.
    """

    untrusted_bytes: bytes
    origin: str
    kind: Kind | None = None
    part: str | None = None


class Sandbox:
    """Reads files in a child process. One child serves many files; it starts with the first and is replaced when it dies.

    A context manager: leaving it stops the child. No method raises for what a file does.
    """

    def __init__(self, *, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._child: _Reader | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the child now, so that it loads its libraries while the caller does something else."""
        self._started()

    def close(self) -> None:
        """Stop the child and wait for its end."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    @property
    def seconds(self) -> float:
        """The processor time of the child that runs now; 0 where there is none."""
        return 0.0 if self._child is None else self._child.seconds

    def confinement(self) -> Confinement | None:
        """What the child could give up on this machine; None where no child can be started."""
        return self._started().greeting(time.monotonic() + limits.CHILD_WALL_SECONDS)

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None = None) -> Iterator[Document | Failure]:
        """Every document in the file, and a failure row for each part that could not be read, in order."""
        return self.read_all([File(untrusted_bytes, origin, kind)])

    def read_all(self, files: Iterable[File | Failure]) -> Iterator[Document | Failure]:
        """The same of every file, in order; a failure among them stands for a file that was not there, and comes in its place.

        The next file is on its way to the child while the answer for this one comes: without that, 500 small files were
        read at 0.76 of the speed that they have without a child, and at 0.9 with it (`python -m bench.sandbox`).
        """
        waiting = iter(files)
        item = next(waiting, None)
        try:
            while item is not None:
                following = next(waiting, None)
                if isinstance(item, Failure):
                    yield item
                else:
                    yield from self._answer(item, following)
                item = following
        finally:
            if self._child is not None and self._child.busy:
                self.close()  # the rest of this answer would be taken for the next one

    def _answer(self, file: File, following: File | Failure | None) -> Iterator[Document | Failure]:
        child = self._started()
        try:
            yield from child.ask(file, following if isinstance(following, File) and len(following.untrusted_bytes) <= AHEAD else None)
        except FormatError as error:
            self.close()
            yield _told(Failure(file.origin, "read", error.code, str(error)), file)
        else:
            if child.spent:
                self.close()

    def _started(self) -> _Reader:
        if self._child is None:
            self._child = _Reader(self._command)
        return self._child


class _Reader(Child):
    """The child that reads files, and the files whose answers it owes."""

    def __init__(self, command: tuple[str, ...]) -> None:
        super().__init__(command, Trade())
        self._sent: list[File] = []
        """Files whose answers have not come, in order."""
        self.spent = False

    @property
    def busy(self) -> bool:
        """Whether it still owes an answer."""
        return bool(self._sent)

    def ask(self, file: File, following: File | None) -> Iterator[Document | Failure]:
        """The rows of one file; `following` is sent before they are waited for. Raises ReaderStopped and OverLimit."""
        until = time.monotonic() + limits.CHILD_WALL_SECONDS
        self.begin(file.origin, until)
        for one in (file, following):
            if one is not None and one not in self._sent:
                self._sent.append(one)
                self.send(_request(one), file.origin, until)
        while body := self.take_frame(file.origin, until):
            row = _checked(body, file.origin)
            self.spent = self.spent or (isinstance(row, Failure) and row.code == "memory")
            yield _told(row, file)
        self._sent.remove(file)


def _request(file: File) -> memoryview:
    about = json.dumps({"origin": file.origin, "kind": file.kind.value if file.kind else None}).encode()
    return memoryview(frame(about) + frame(file.untrusted_bytes))


def _told(row: Document | Failure, file: File) -> Document | Failure:
    """The row; a failure of all bytes under the name of the part that they are."""
    if file.part is None or not isinstance(row, Failure) or row.origin != file.origin:
        return row
    place = f"{file.origin}#{file.part}"
    return replace(row, origin=place, message=place + row.message.removeprefix(file.origin))


def _checked(untrusted: bytes, origin: str) -> Document | Failure:
    """The row, when it is one and speaks of this file."""
    try:
        row: Any = decode_row(untrusted)
    except BadReply as error:
        raise ReaderStopped(origin, code="reply", why="the reader sent what is no row; it was stopped") from error
    if row.origin != origin and not row.origin.startswith(f"{origin}#"):
        raise ReaderStopped(origin, code="reply", why="the reader spoke of another file; it was stopped")
    return cast("Document | Failure", row)
