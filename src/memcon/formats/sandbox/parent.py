"""The trusted side: one child process for a whole batch, watched, never believed, and replaced when it falls."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, Final, Self, cast

from memcon import limits
from memcon.errors import FormatError, ReaderStopped
from memcon.formats.sandbox.confine import Confinement
from memcon.formats.sandbox.frames import LENGTH, frame
from memcon.formats.sandbox.wire import BadReply, decode_row
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure

STEP: Final = 1 << 20
PASSED_ON: Final = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHASHSEED", "VIRTUAL_ENV", "TESSDATA_PREFIX", "OMP_THREAD_LIMIT")
COMMAND: Final = (sys.executable, "-P", "-m", "memcon.formats.sandbox.worker")
"""-P: a `json.py` among a stranger's files, in the folder where memcon was started, must not be imported."""


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
        if self._child is None:
            self._child = _Child(self._command)

    def close(self) -> None:
        """Stop the child and wait for its end."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    def confinement(self) -> Confinement | None:
        """What the child could give up on this machine; None where no child can be started."""
        self.start()
        return cast("_Child", self._child).greeting(time.monotonic() + limits.CHILD_WALL_SECONDS)

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None = None) -> Iterator[Document | Failure]:
        """Every document in the file, and a failure row for each part that could not be read, in order."""
        self.start()
        child = cast("_Child", self._child)
        try:
            yield from child.ask(untrusted_bytes, origin, kind)
        except FormatError as error:
            self.close()
            yield Failure(origin, "read", error.code, str(error))
        except GeneratorExit:
            self.close()  # the rest of this answer would be taken for the next one
            raise
        else:
            if child.spent:
                self.close()


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
        self.spent = False

    def greeting(self, until: float) -> Confinement | None:
        """What the child says when it is ready; None where it dies before that."""
        if self._greeting is None:
            with suppress(ReaderStopped, ValueError, TypeError):
                self._greeting = Confinement(**json.loads(self._frame("the reader", until)))
        return self._greeting

    def ask(self, untrusted_bytes: bytes, origin: str, kind: Kind | None) -> Iterator[Document | Failure]:
        """The rows of one file. Raises ReaderStopped and OverLimit."""
        until = time.monotonic() + limits.CHILD_WALL_SECONDS
        if self.greeting(until) is None:
            raise self._fallen(origin)
        self._received = 0
        about = json.dumps({"origin": origin, "kind": kind.value if kind else None}).encode()
        self._send(memoryview(frame(about) + frame(untrusted_bytes)), origin, until)
        while body := self._frame(origin, until):
            row = _checked(body, origin)
            self.spent = self.spent or (isinstance(row, Failure) and row.code == "memory")
            yield row

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
        while left:
            self._wait(self._input, selectors.EVENT_WRITE, origin, until)
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
            raise ReaderStopped(
                origin, code="reply", why=f"the reader sent more than CHILD_REPLY_BYTES ({limits.CHILD_REPLY_BYTES:,}) and was stopped"
            )
        return self._take(size, origin, until)

    def _take(self, size: int, origin: str, until: float) -> bytes:
        while len(self._pending) < size:
            self._wait(self._output, selectors.EVENT_READ, origin, until)
            try:
                step = os.read(self._output.fileno(), STEP)
            except BlockingIOError:
                continue
            if not step:
                raise self._fallen(origin)
            self._pending += step
        taken = bytes(memoryview(self._pending)[:size])
        del self._pending[:size]
        return taken

    def _wait(self, pipe: IO[bytes], event: int, origin: str, until: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            if not selector.select(max(0.0, until - time.monotonic())):
                limit = f"CHILD_WALL_SECONDS ({limits.CHILD_WALL_SECONDS} s)"
                why = f"reading it took longer than {limit} and was stopped; split the file, or raise MEMCON_CHILD_WALL_SECONDS"
                raise ReaderStopped(origin, code="time", why=why)

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


def _checked(untrusted: bytes, origin: str) -> Document | Failure:
    """The row, when it is one and speaks of this file."""
    try:
        row: Any = decode_row(untrusted)
    except BadReply as error:
        raise ReaderStopped(origin, code="reply", why="the reader sent what is no row; it was stopped") from error
    if row.origin != origin and not row.origin.startswith(f"{origin}#"):
        raise ReaderStopped(origin, code="reply", why="the reader spoke of another file; it was stopped")
    return cast("Document | Failure", row)
