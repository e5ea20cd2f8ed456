"""What an engine tells while it works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from memcon.archive.tasks import Receipt, Task


@dataclass(frozen=True, slots=True)
class Done:
    """A task is done, and its files are on the disk."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Underway:
    """How much of a task is done: documents and words."""

    task: Task
    documents: int
    words: int


@dataclass(frozen=True, slots=True)
class Died:
    """The worker of a task died; another has it now, or nobody where `is_over`."""

    task: Task
    why: str
    is_over: bool = False


News = Done | Underway | Died


class Engine(Protocol):
    """Does the tasks of one archive."""

    @property
    def name(self) -> str: ...

    @property
    def workers(self) -> int:
        """How many tasks are done at once."""
        ...

    def run(self, tasks: Sequence[Task]) -> Iterator[News]:
        """What becomes of the tasks, in any order, until all are done or over. Raises ArchiveError and ModelError."""
        ...

    def close(self) -> None:
        """Stop all workers."""
        ...
