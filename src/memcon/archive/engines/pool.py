"""A pool of processes on this machine. Each has pipes of its own: a worker that is killed holds no lock that others wait for.

(The pools of the standard library end, or wait for ever, when one of their processes is killed.)
"""

from __future__ import annotations

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
from memcon.archive.tasks import Receipt, Task

TASKS_EACH: Final = 200
"""Tasks after which a worker is replaced by a fresh one, whatever its libraries have kept."""
DEATHS: Final = 40
"""Workers that may die of one task; a document that kills them is set aside after a few (see stages/attempts)."""
SILENCE_SECONDS: Final = 900.0
"""A worker that tells of no document for so long is stopped as if it had died."""
LOOK_SECONDS: Final = 1.0
COMMAND: Final = (sys.executable, "-m", "memcon.archive.engines.child")


@dataclass(eq=False, slots=True)
class _Process:
    """A worker and the task that it has."""

    process: subprocess.Popen[bytes]
    task: Task | None = None
    done: int = 0
    heard: float = field(default_factory=time.monotonic)


class Pool:
    """Workers in processes of their own, started as they are needed. A context manager would end them too: close() does."""

    name = "local"

    def __init__(self, plan: Plan, out: Path, *, workers: int) -> None:
        self._about = {"plan": plan.to_dict(), "out": str(out)}
        self._errors = out / INSIDE / "workers.log"
        self.workers = workers
        self._here: list[_Process] = []
        self._heard: SimpleQueue[tuple[_Process, bytes]] = SimpleQueue()

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
        with self._errors.open("ab") as log:
            process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)  # noqa: S603  our own module
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
        try:
            one, line = self._heard.get(timeout=LOOK_SECONDS)
        except Empty:
            for silent in [p for p in self._here if p.task is not None and time.monotonic() - p.heard > SILENCE_SECONDS]:
                silent.process.kill()
            return
        if one not in self._here:
            return  # it was retired, or what it left behind comes after its end
        one.heard = time.monotonic()
        if not line.endswith(b"\n"):
            yield from self._bury(one, waiting, deaths)
        elif one.task is not None:
            yield self._said(one, one.task, json.loads(line))

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
        deaths[one.task.key] = deaths.get(one.task.key, 0) + 1
        is_over = deaths[one.task.key] >= DEATHS
        if not is_over:
            waiting.appendleft(one.task)
        yield Died(one.task, _reason(code), is_over)


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


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
