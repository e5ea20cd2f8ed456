"""One child process and the pipes to it: watched, never believed, ended with all that it started."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from memcon import limits
from memcon.errors import ReaderStopped
from memcon.formats.sandbox.confine import Confinement
from memcon.formats.sandbox.frames import LENGTH

STEP: Final = 1 << 20
PASSED_ON: Final = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHASHSEED", "VIRTUAL_ENV", "TESSDATA_PREFIX", "OMP_THREAD_LIMIT")

FLAT: Final = {"MALLOC_MMAP_THRESHOLD_": "131072"}
"""Large pieces of memory go back to the system when they are free, as they do at first (mallopt(3)): glibc would come to keep up to
64 MiB of a file that was opened once, and a child opens many thousands."""


def module_command(module: str) -> tuple[str, ...]:
    """What starts a module of memcon. -P: a `json.py` among a stranger's files, where memcon was started, must not be imported."""
    return (sys.executable, "-P", "-m", module)


@dataclass(frozen=True, slots=True)
class Trade:
    """What a child does, in the words of its failures, and the names of the limits on its time for one file."""

    noun: str = "reader"
    doing: str = "reading it"
    comfort: str = "the other files were read"
    wall: str = "CHILD_WALL_SECONDS"
    processor: str = "CHILD_CPU_SECONDS"


class Child:
    """One process and the pipes to it."""

    def __init__(self, command: tuple[str, ...], trade: Trade) -> None:
        env = FLAT | {k: v for k, v in os.environ.items() if k in PASSED_ON or k.startswith(limits.PREFIX)}
        self._trade = trade
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

    def greeting(self, until: float) -> Confinement | None:
        """What the child says when it is ready; None where it dies before that."""
        if self._greeting is None:
            with suppress(ReaderStopped, ValueError, TypeError):
                self._greeting = Confinement(**json.loads(self.take_frame(f"the {self._trade.noun}", until)))
        return self._greeting

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    @property
    def seconds(self) -> float:
        """The processor time that the process has used so far; 0 on systems that do not tell it in /proc."""
        try:
            told = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return 0.0
        used = told.rpartition(")")[2].split()[11:13]  # utime and stime, proc(5)
        return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")

    def begin(self, origin: str, until: float) -> None:
        """Wait for the greeting, and count what comes for this file from nothing. Raises ReaderStopped."""
        if self.greeting(until) is None:
            raise self.fallen(origin)
        self._received = 0

    def stop(self) -> None:
        """End the process and all that it started: ask, wait, kill. It is always waited for, so no zombie stays."""
        with suppress(OSError):
            self._input.close()
        self.end()
        self._output.close()

    def end(self) -> None:
        """The same, but the pipes stay open for whoever is waiting on them in another thread."""
        end_process(self._process)

    def send(self, left: memoryview, origin: str, until: float) -> None:
        """Write all of it; what the child answers meanwhile is taken in, for it cannot read on before that."""
        while left:
            ready = self._wait({self._input: selectors.EVENT_WRITE, self._output: selectors.EVENT_READ}, origin, until)
            if self._output in ready:
                self._take_in(origin)
            if self._input in ready:
                try:
                    left = left[os.write(self._input.fileno(), left[:STEP]) :]
                except BrokenPipeError as error:
                    raise self.fallen(origin) from error
                except BlockingIOError:
                    continue

    def take_frame(self, origin: str, until: float) -> bytes:
        """The body of the next frame. Raises ReaderStopped."""
        size = int.from_bytes(self._take(LENGTH, origin, until), "big")
        self._received += size
        if self._received > limits.CHILD_REPLY_BYTES:
            raise self._too_much(origin)
        return self._take(size, origin, until)

    def fallen(self, origin: str) -> ReaderStopped:
        """Why the process ended, as far as the system says."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(limits.CHILD_GRACE_SECONDS)
        code, why = _cause(self._process.returncode or 0, self._trade)
        return ReaderStopped(origin, code=code, why=f"{why}; {self._trade.comfort}")

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
            raise self.fallen(origin)
        self._pending += step
        if len(self._pending) > limits.CHILD_REPLY_BYTES:
            raise self._too_much(origin)

    def _wait(self, pipes: dict[IO[bytes], int], origin: str, until: float) -> set[IO[bytes]]:
        """Those of the pipes that can be used now. Raises ReaderStopped where none can until then."""
        with selectors.DefaultSelector() as selector:
            for pipe, event in pipes.items():
                selector.register(pipe, event)
            ready = selector.select(max(0.0, until - time.monotonic()))
        if not ready:
            name = self._trade.wall
            limit = f"{name} ({getattr(limits, name)} s)"
            why = f"{self._trade.doing} took longer than {limit} and was stopped; split the file, or raise MEMCON_{name}"
            raise ReaderStopped(origin, code="time", why=why)
        return {cast("IO[bytes]", key.fileobj) for key, _ in ready}

    def _too_much(self, origin: str) -> ReaderStopped:
        allowed = f"CHILD_REPLY_BYTES ({limits.CHILD_REPLY_BYTES:,})"
        return ReaderStopped(origin, code="reply", why=f"the {self._trade.noun} sent more than {allowed} and was stopped")


def end_process(process: subprocess.Popen[bytes]) -> int:
    """The status of a process that leads its group, ended with all of the group: ask, wait, kill. It is always waited for."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sent)
        with suppress(subprocess.TimeoutExpired):
            process.wait(limits.CHILD_GRACE_SECONDS)
            break
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)  # what the process had started and left behind
    return process.returncode or 0


def _cause(status: int, trade: Trade) -> tuple[str, str]:
    """The code and the words of an end with this status."""
    time_limit = f"{trade.processor} ({getattr(limits, trade.processor)} s)"
    causes = {
        -signal.SIGXCPU: ("time", f"{trade.doing} took more than {time_limit} of processor time; raise the limit"),
        -signal.SIGKILL: ("killed", f"the system stopped the {trade.noun}, most likely for want of memory"),
        -signal.SIGSEGV: ("crash", "a library crashed on this file"),
        -signal.SIGABRT: ("crash", "a library gave up on this file"),
        -signal.SIGXFSZ: ("wrote", f"the {trade.noun} tried to write a file, which is not allowed"),
    }
    return causes.get(status, ("crash", f"the {trade.noun} died on this file (status {status})"))
