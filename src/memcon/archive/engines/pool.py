"""A pool of processes on this machine. Each has pipes of its own: a worker that is killed holds no lock that others wait for.

(The pools of the standard library end, or wait for ever, when one of their processes is killed.)
"""

from __future__ import annotations

import errno
import json
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

from memcon.archive.engines.answers import error_of
from memcon.archive.engines.news import Died, Done, News, Underway
from memcon.archive.home import INSIDE
from memcon.archive.plan import Plan
from memcon.archive.tables.writing import disk_error
from memcon.archive.tasks import Receipt, Task
from memcon.errors import ArchiveError

TASKS_EACH: Final = 200
"""Tasks after which a worker is replaced by a fresh one, whatever its libraries have kept."""
DEATHS: Final = 40
"""Workers that may die of one task; a document that kills them is set aside after a few (see stages/attempts)."""
SILENCE_SECONDS: Final = 900.0
"""A worker that says nothing for so long is stopped as if it had died."""
START_SECONDS: Final = 900.0
"""How long a worker may take to be ready for its first task: folders on a network are slow."""
LOOK_SECONDS: Final = 1.0
STILLBORN: Final = 60
"""Workers in a row that may die before they are ready for their first task: it is not the tasks that they die of."""
_SILENT: Final = "said nothing any more, and was stopped"
COMMAND: Final = (sys.executable, "-m", "memcon.archive.engines.child")


@dataclass(eq=False, slots=True)
class _Process:
    """A worker and the task that it has."""

    process: subprocess.Popen[bytes]
    task: Task | None = None
    done: int = 0
    heard: float = field(default_factory=time.monotonic)
    is_ready: bool = False
    is_silent: bool = False


class Pool:
    """Workers in processes of their own, started as they are needed. A context manager would end them too: close() does."""

    name = "local"

    def __init__(self, plan: Plan, out: Path, *, workers: int) -> None:
        self._about = {"plan": plan.to_dict(), "out": str(out)}
        self._errors = out / INSIDE / "workers.log"
        self.workers = workers
        self._here: list[_Process] = []
        self._heard: SimpleQueue[tuple[_Process, bytes]] = SimpleQueue()
        self._stillborn = 0

    def run(self, tasks: Sequence[Task]) -> Iterator[News]:
        """What becomes of the tasks. Raises ArchiveError and ModelError, after which no worker is left."""
        waiting, deaths, open_tasks = deque(tasks), dict[str, int](), len(tasks)
        try:
            while open_tasks:
                self._hand_out(waiting)
                for news in self._hear(waiting, deaths):
                    open_tasks -= isinstance(news, Done) or (isinstance(news, Died) and news.is_over)
                    yield news
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stop all workers; one in the middle of a task leaves nothing half done behind."""
        for one in self._here:
            one.process.kill()
        for one in self._here:
            one.process.wait()
            _shut(one.process)
        self._here.clear()

    @property
    def pids(self) -> list[int]:
        """The processes of the workers."""
        return [one.process.pid for one in self._here]

    # ── handing out ──

    def _hand_out(self, waiting: deque[Task]) -> None:
        for one in [p for p in self._here if p.task is None and p.done >= TASKS_EACH]:
            self._retire(one)
        while waiting:
            idle = next((p for p in self._here if p.task is None), None)
            if idle is None and len(self._here) < self.workers:
                idle = self._start()
            if idle is None:
                return
            idle.task, idle.heard = waiting.popleft(), time.monotonic()
            _send(idle.process, idle.task.to_dict())

    def _start(self) -> _Process:
        try:
            with self._errors.open("ab") as log:
                process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)  # noqa: S603  our own module
        except OSError as error:
            raise _no_start(self._errors, error) from error
        one = _Process(process)
        self._here.append(one)
        threading.Thread(target=self._listen, args=(one,), daemon=True).start()
        _send(one.process, self._about)
        return one

    def _listen(self, one: _Process) -> None:
        """Bring what a worker says; at its end an empty line."""
        assert one.process.stdout is not None
        for line in one.process.stdout:
            self._heard.put((one, line))
        self._heard.put((one, b""))

    def _retire(self, one: _Process) -> None:
        self._here.remove(one)
        one.process.kill()
        one.process.wait()
        _shut(one.process)

    # ── hearing ──

    def _hear(self, waiting: deque[Task], deaths: dict[str, int]) -> Iterator[News]:
        """What comes of the next thing that a worker says, or does not say any more."""
        self._stop_silent()
        try:
            one, line = self._heard.get(timeout=LOOK_SECONDS)
        except Empty:
            return
        if one not in self._here:
            return  # it was retired, or what it left behind comes after its end
        one.heard = time.monotonic()
        if not line.endswith(b"\n"):
            yield from self._bury(one, waiting, deaths)
            return
        row = json.loads(line)
        if "ready" in row:
            one.is_ready, self._stillborn = True, 0
        elif one.task is not None:
            yield self._said(one, one.task, row)

    def _stop_silent(self) -> None:
        """Stop workers that say nothing any more; that they ended is heard next."""
        for one in self._here:
            limit = SILENCE_SECONDS if one.is_ready else START_SECONDS
            if one.task is not None and not one.is_silent and time.monotonic() - one.heard > limit:
                one.is_silent = True
                one.process.kill()

    def _said(self, one: _Process, task: Task, row: dict[str, Any]) -> News:
        if "underway" in row:
            return Underway(task, *row["underway"])
        if "error" in row:
            raise error_of(*row["error"])
        one.task, one.done = None, one.done + 1
        return Done(Receipt.from_dict(row["receipt"]))

    def _bury(self, one: _Process, waiting: deque[Task], deaths: dict[str, int]) -> Iterator[News]:
        self._here.remove(one)
        code = one.process.wait()
        _shut(one.process)
        if one.task is None:
            return
        if one.is_ready:
            deaths[one.task.key] = deaths.get(one.task.key, 0) + 1
        else:
            self._count_stillborn(code)
        is_over = deaths.get(one.task.key, 0) >= DEATHS
        if not is_over:
            waiting.appendleft(one.task)
        yield Died(one.task, _SILENT if one.is_silent else _reason(code), is_over)

    def _count_stillborn(self, code: int) -> None:
        self._stillborn += 1
        if self._stillborn >= STILLBORN:
            why = f"no worker starts: {STILLBORN} in a row died first ({_reason(code)}). See this file, or make more memory free"
            raise ArchiveError(str(self._errors), code="engine", why=f"{why}; then give the same command again: it goes on where it was")


def _send(process: subprocess.Popen[bytes], row: dict[str, Any]) -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # it is dead, which is heard next
        process.stdin.write(json.dumps(row).encode() + b"\n")
        process.stdin.flush()


def _shut(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()


def _no_start(log: Path, error: OSError) -> ArchiveError:
    """What to do about a machine that starts no process."""
    if error.errno not in (errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE):
        return disk_error(log, error)
    why = f"this machine starts no further process ({error.strerror}); give the same command again with fewer --workers: it goes on"
    return ArchiveError("workers", code="engine", why=why)


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
