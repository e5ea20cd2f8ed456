"""A worker with a fault planted in it: `python -m tests.archive.engines.planted FAULT WHAT`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from memcon.archive.engines import child
from memcon.archive.tasks import Receipt, Task
from memcon.archive.worker import Worker
from memcon.errors import ArchiveError, ModelError
from memcon.model.document import Document
from memcon.run.pipeline import Outcome, Pipeline


def command(fault: str, what: str) -> tuple[str, ...]:
    """What starts such a worker."""
    return (sys.executable, "-m", "tests.archive.engines.planted", fault, what)


def kill_reader(word: str) -> None:
    """A document that holds the word kills whatever reads it."""
    read = Pipeline.read_documents

    def reading(self: Pipeline, documents: Iterable[Document]) -> Iterator[Outcome]:
        taken = list(documents)
        if any(word in document.text for document in taken):
            os.kill(os.getpid(), signal.SIGKILL)
        return read(self, taken)

    Pipeline.read_documents = reading  # type: ignore[method-assign]


def change_doing(fault: str, what: str) -> None:
    """A task whose description holds `what` ends otherwise."""
    do = Worker.do

    def doing(self: Worker, task: Task, **options: Any) -> Receipt:
        if what in str(task.to_dict()):
            match fault:
                case "exit":
                    os._exit(3)
                case "stop":
                    os.kill(os.getpid(), signal.SIGSTOP)
                case "archive-error":
                    raise ArchiveError("/tables", code="disk", why="the disk is full")
                case "model-error":
                    raise ModelError("there is no such pipeline")
                case "print":
                    print("a library that says something", flush=True)  # noqa: T201
        return do(self, task, **options)

    Worker.do = doing  # type: ignore[method-assign]


def main(fault: str, what: str) -> None:
    """Serve tasks with that fault."""
    if fault == "stillborn":
        os._exit(4)
    if fault == "kill-reader":
        kill_reader(what)
    else:
        change_doing(fault, what)
    child.main()


if __name__ == "__main__":
    main(*sys.argv[1:])
