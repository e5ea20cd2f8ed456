"""The process of a worker: tasks come as lines of JSON, and receipts go back so."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from memcon.archive.engines.answers import answer
from memcon.archive.plan import Plan
from memcon.archive.tasks import Task
from memcon.archive.worker import Worker

BETWEEN_SECONDS = 1.0
"""Time between two lines that say how far a task is."""


def main() -> None:
    """Serve tasks until there are no more. When the driver is gone this process ends at once: another may be begun."""
    replies = _replies()
    about = json.loads(sys.stdin.buffer.readline())
    worker = Worker(Plan.from_dict(about["plan"]), Path(about["out"]))
    tasks: SimpleQueue[Task] = SimpleQueue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    while True:
        task = tasks.get()
        _say(replies, answer(worker, task, told=_Progress(replies)))


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
    replies.write(json.dumps(row).encode() + b"\n")
    replies.flush()


def _replies() -> IO[bytes]:
    """Standard output for replies alone: what libraries print goes to standard error."""
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(own, "wb")


if __name__ == "__main__":
    main()
