"""What is known of a piece of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class JobState(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED: Final = frozenset({JobState.WAITING, JobState.RUNNING})


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work at one moment; `started` is when it was asked for until it runs, `words` is what it is doing, in a line.

    `details` and `result` are JSON, as the module of the kind says; `error` is a code and a message for people.
    """

    id: str
    kind: str
    title: str
    who: str
    state: JobState
    started: str
    ended: str | None = None
    done: int = 0
    total: int = 0
    words: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    result: Mapping[str, Any] | None = None
    error: tuple[str, str] | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in UNFINISHED
