"""What there is of processes and files, as the tests of engines see it."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil  # type: ignore[import-untyped]


def is_alive(process: psutil.Process) -> bool:
    """Whether it does something still, or can."""
    try:
        return process.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return False


def wait_until(holds: Callable[[], bool], *, seconds: float) -> bool:
    """Whether it came to hold within so many seconds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def this_process() -> psutil.Process:
    """The process of the tests."""
    return psutil.Process()


def family(pid: int | None = None) -> list[psutil.Process]:
    """All that a process has started and what these have, this one's unless another is named."""
    found: list[psutil.Process] = psutil.Process(pid).children(recursive=True)
    return found


@contextmanager
def nothing_left(folder: Path, *, files_too: bool = True) -> Iterator[None]:
    """No process, no temporary file and no open file is there afterwards that was not there before."""
    me = psutil.Process()
    before, files = {process.pid for process in family()}, me.num_fds()
    yield
    new = [process for process in family() if process.pid not in before]
    assert wait_until(lambda: not any(map(is_alive, new)), seconds=3), new
    assert [process for process in new if process.is_running() and process.status() == psutil.STATUS_ZOMBIE] == []
    assert not files_too or me.num_fds() <= files
    assert temporary(folder) == []


def temporary(folder: Path) -> list[Path]:
    """Files below a folder that were being written."""
    return [path for path in folder.rglob(".*") if path.is_file()]


class Killer:
    """Kills one of the processes that `pids` gives, again and again at random times, until the block ends. A context manager."""

    def __init__(self, pids: Callable[[], list[int]], *, kills: int, every: tuple[float, float]) -> None:
        self._pids, self._kills, self._every = pids, kills, every
        self._dice, self._over = random.Random(11), threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.killed = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while self.killed < self._kills and not self._over.wait(self._dice.uniform(*self._every)):
            if pids := self._pids():
                try:
                    psutil.Process(self._dice.choice(pids)).send_signal(signal.SIGKILL)
                except psutil.NoSuchProcess:
                    continue
                self.killed += 1
