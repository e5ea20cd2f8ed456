"""The trusted side: one child process for a whole batch, watched, never believed, and replaced when it falls."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, Final, Self, cast

from memcon import limits
from memcon.errors import FormatError, ReaderStopped
from memcon.formats.sandbox.confine import Confinement
from memcon.formats.sandbox.frames import LENGTH, frame
from memcon.formats.sandbox.wire import BadReply, decode_row
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure

STEP: Final = 1 << 20
AHEAD: Final = 1 << 20
"""The largest file, in bytes, that is sent while the one before it is read."""
PASSED_ON: Final = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHASHSEED", "VIRTUAL_ENV", "TESSDATA_PREFIX", "OMP_THREAD_LIMIT")
COMMAND: Final = (sys.executable, "-P", "-m", "memcon.formats.sandbox.worker")
"""-P: a `json.py` among a stranger's files, in the folder where memcon was started, must not be imported."""


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """The bytes of a file and what is asked of them."""

    untrusted_bytes: bytes
    origin: str
    kind: Kind | None = None


class Sandbox:
    """Reads files in a child process. One child serves many files; it starts with the first and is replaced when it dies.

    A context manager: leaving it stops the child. No method raises for what a file does.
    """

    def __init__(self, *, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._child: _Child | None = None

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
            yield Failure(file.origin, "read", error.code, str(error))
        else:
            if child.spent:
                self.close()

    def _started(self) -> _Child:
        if self._child is None:
            self._child = _Child(self._command)
        return self._child


class _Child:
    """One process and the pipes to it."""

    def __init__(self, command: tuple[str, ...]) -> None:
        env = {k: v for k, v in os.environ.items() if k in PASSED_ON or k.startswith(limits.PREFIX)}
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            start_new_session=True,
            bufsize=0,
        )
        self._input, self._output = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        os.set_blocking(self._input.fileno(), False)
        os.set_blocking(self._output.fileno(), False)
        self._pending = bytearray()
        self._greeting: Confinement | None = None
        self._received = 0
        self._sent: list[File] = []
        """Files whose answers have not come, in order."""
        self.spent = False

    def greeting(self, until: float) -> Confinement | None:
        """What the child says when it is ready; None where it dies before that."""
        if self._greeting is None:
            with suppress(ReaderStopped, ValueError, TypeError):
                self._greeting = Confinement(**json.loads(self._frame("the reader", until)))
        return self._greeting

    @property
    def busy(self) -> bool:
        """Whether it still owes an answer."""
        return bool(self._sent)

    def ask(self, file: File, following: File | None) -> Iterator[Document | Failure]:
        """The rows of one file; `following` is sent before they are waited for. Raises ReaderStopped and OverLimit."""
        until = time.monotonic() + limits.CHILD_WALL_SECONDS
        if self.greeting(until) is None:
            raise self._fallen(file.origin)
        self._received = 0
        for one in (file, following):
            if one is not None and one not in self._sent:
                self._sent.append(one)
                self._send(_request(one), file.origin, until)
        while body := self._frame(file.origin, until):
            row = _checked(body, file.origin)
            self.spent = self.spent or (isinstance(row, Failure) and row.code == "memory")
            yield row
        self._sent.remove(file)

    def stop(self) -> None:
        """End the process and all that it started: ask, wait, kill. It is always waited for, so no zombie stays."""
        with suppress(OSError):
            self._input.close()
        for sent in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, sent)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(limits.CHILD_GRACE_SECONDS)
                break
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)  # what the child had started and left behind
        self._output.close()

    def _send(self, left: memoryview, origin: str, until: float) -> None:
        """Write all of it; what the child answers meanwhile is taken in, for it cannot read on before that."""
        while left:
            ready = self._wait({self._input: selectors.EVENT_WRITE, self._output: selectors.EVENT_READ}, origin, until)
            if self._output in ready:
                self._take_in(origin)
            if self._input in ready:
                try:
                    left = left[os.write(self._input.fileno(), left[:STEP]) :]
                except BrokenPipeError as error:
                    raise self._fallen(origin) from error
                except BlockingIOError:
                    continue

    def _frame(self, origin: str, until: float) -> bytes:
        size = int.from_bytes(self._take(LENGTH, origin, until), "big")
        self._received += size
        if self._received > limits.CHILD_REPLY_BYTES:
            raise _too_much(origin)
        return self._take(size, origin, until)

    def _take(self, size: int, origin: str, until: float) -> bytes:
        while len(self._pending) < size:
            self._wait({self._output: selectors.EVENT_READ}, origin, until)
            self._take_in(origin)
        taken = bytes(memoryview(self._pending)[:size])
        del self._pending[:size]
        return taken

    def _take_in(self, origin: str) -> None:
        try:
            step = os.read(self._output.fileno(), STEP)
        except BlockingIOError:
            return
        if not step:
            raise self._fallen(origin)
        self._pending += step
        if len(self._pending) > limits.CHILD_REPLY_BYTES:
            raise _too_much(origin)

    def _wait(self, pipes: dict[IO[bytes], int], origin: str, until: float) -> set[IO[bytes]]:
        """Those of the pipes that can be used now. Raises ReaderStopped where none can until then."""
        with selectors.DefaultSelector() as selector:
            for pipe, event in pipes.items():
                selector.register(pipe, event)
            ready = selector.select(max(0.0, until - time.monotonic()))
        if not ready:
            limit = f"CHILD_WALL_SECONDS ({limits.CHILD_WALL_SECONDS} s)"
            why = f"reading it took longer than {limit} and was stopped; split the file, or raise MEMCON_CHILD_WALL_SECONDS"
            raise ReaderStopped(origin, code="time", why=why)
        return {cast("IO[bytes]", key.fileobj) for key, _ in ready}

    def _fallen(self, origin: str) -> ReaderStopped:
        """Why the process ended, as far as the system says."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(limits.CHILD_GRACE_SECONDS)
        code, why = _CAUSES.get(
            self._process.returncode or 0, ("crash", f"the reader died on this file (status {self._process.returncode})")
        )
        return ReaderStopped(origin, code=code, why=f"{why}; the other files were read")


_CAUSES: Final[dict[int, tuple[str, str]]] = {
    -signal.SIGXCPU: (
        "time",
        f"reading it took more than CHILD_CPU_SECONDS ({limits.CHILD_CPU_SECONDS} s) of processor time; raise the limit",
    ),
    -signal.SIGKILL: ("killed", "the system stopped the reader, most likely for want of memory"),
    -signal.SIGSEGV: ("crash", "a library crashed on this file"),
    -signal.SIGABRT: ("crash", "a library gave up on this file"),
    -signal.SIGXFSZ: ("wrote", "the reader tried to write a file, which is not allowed"),
}


def _too_much(origin: str) -> ReaderStopped:
    return ReaderStopped(
        origin, code="reply", why=f"the reader sent more than CHILD_REPLY_BYTES ({limits.CHILD_REPLY_BYTES:,}) and was stopped"
    )


def _request(file: File) -> memoryview:
    about = json.dumps({"origin": file.origin, "kind": file.kind.value if file.kind else None}).encode()
    return memoryview(frame(about) + frame(file.untrusted_bytes))


def _checked(untrusted: bytes, origin: str) -> Document | Failure:
    """The row, when it is one and speaks of this file."""
    try:
        row: Any = decode_row(untrusted)
    except BadReply as error:
        raise ReaderStopped(origin, code="reply", why="the reader sent what is no row; it was stopped") from error
    if row.origin != origin and not row.origin.startswith(f"{origin}#"):
        raise ReaderStopped(origin, code="reply", why="the reader spoke of another file; it was stopped")
    return cast("Document | Failure", row)
