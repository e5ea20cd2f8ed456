"""The process of a worker: tasks come as lines of JSON, and receipts go back so."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from memcon.archive.engines.answers import answer
from memcon.archive.plan import Plan
from memcon.archive.tasks import Stage, Task
from memcon.archive.worker import Worker

BETWEEN_SECONDS = 1.0
"""Time between two lines that say how far a task is."""
BEAT_SECONDS = 60.0
"""Time between two signs of life in a stage that counts no documents."""
COUNTING = frozenset({Stage.INTAKE, Stage.READ})
"""Stages that say how far they are, document by document: one that hangs there falls silent."""


def main() -> None:
    """Serve tasks until there are no more. When the driver is gone this process ends at once: another may be begun."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the driver, which ends this process
    replies = _replies()
    about = json.loads(sys.stdin.buffer.readline())
    worker = Worker(Plan.from_dict(about["plan"]), Path(about["out"]))
    tasks: SimpleQueue[Task] = SimpleQueue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    _say(replies, {"ready": True})
    while True:
        task = tasks.get()
        with _beating(replies, task):
            said = answer(worker, task, told=_Progress(replies))
        _say(replies, said)


@contextmanager
def _beating(replies: IO[bytes], task: Task) -> Iterator[None]:
    """Give signs of life meanwhile, where nothing else does: a share of a large archive may take an hour."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_SECONDS):
            _say(replies, {"underway": [0, 0]})

    if task.stage not in COUNTING:
        threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _listen(tasks: SimpleQueue[Task]) -> None:
    """Take in tasks; the end of the input ends the process, whatever it is doing."""
    for line in sys.stdin.buffer:
        tasks.put(Task.from_dict(json.loads(line)))
    os._exit(0)


class _Progress:
    """Says how far a task is, not too often."""

    def __init__(self, replies: IO[bytes]) -> None:
        self._replies, self._last = replies, time.monotonic()

    def __call__(self, documents: int, words: int) -> None:
        if time.monotonic() - self._last >= BETWEEN_SECONDS:
            self._last = time.monotonic()
            _say(self._replies, {"underway": [documents, words]})


def _say(replies: IO[bytes], row: dict[str, Any]) -> None:
    """One line, written at once: two threads may speak."""
    replies.write(json.dumps(row).encode() + b"\n")
    replies.flush()


def _replies() -> IO[bytes]:
    """Standard output for replies alone: what libraries print goes to standard error."""
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(own, "wb")


if __name__ == "__main__":
    main()
