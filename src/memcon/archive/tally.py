"""How far an archive is, and what it takes: what the live display shows and the log keeps."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from memcon.archive.tasks import Receipt, Stage

HOUR: Final = 3600.0
MILLION: Final = 1_000_000
ENOUGH: Final = 200
"""Documents from which a price is told: of few it is that of loading the model."""


@dataclass(slots=True)
class Tally:
    """What has become of an archive so far.

    `open` are tasks in work, with their documents and words; what an earlier run had done counts, but not for the speed of this one.
    """

    workers: int = 1
    stage: Stage | None = None
    tasks: int = 0
    done: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    taken_in: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    deaths: int = 0
    underway: dict[str, tuple[int, int]] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    _stage_started: float = field(default_factory=time.monotonic)
    _fresh: Counter[str] = field(default_factory=Counter)
    _seconds: Counter[str] = field(default_factory=Counter)
    _documents: Counter[str] = field(default_factory=Counter)

    def begin(self, stage: Stage, tasks: int) -> None:
        """A stage of so many tasks begins."""
        self.stage, self.tasks, self.done = stage, tasks, 0
        self._stage_started, self._fresh = time.monotonic(), Counter()
        self.underway.clear()

    def add(self, receipt: Receipt, *, fresh: bool) -> None:
        """A task is done, by this run or by an earlier one."""
        self.done += 1
        self.underway.pop(receipt.key, None)
        self.failures.update(receipt.failures)
        kept = {Stage.INTAKE: self.taken_in, Stage.READ: self.counts}.get(receipt.stage, self.found)
        kept.update(receipt.counts)
        if fresh:
            self._fresh.update({name: receipt.counts.get(name, 0) for name in ("documents", "words")}, tasks=1)
            self._seconds[receipt.stage.value] += receipt.seconds  # type: ignore[assignment]
            self._documents[receipt.stage.value] += receipt.counts.get("documents", 0)

    @property
    def elapsed(self) -> float:
        """Seconds since this run began."""
        return time.monotonic() - self.started

    def per_second(self, what: str) -> float:
        """Documents or words a second, in this stage and run."""
        place = ("documents", "words").index(what)
        count = self._fresh[what] + sum(underway[place] for underway in self.underway.values())
        return count / max(time.monotonic() - self._stage_started, 0.001)

    @property
    def counts_documents(self) -> bool:
        """Whether this stage goes from document to document."""
        return self.stage in (Stage.INTAKE, Stage.READ)

    @property
    def seconds_left(self) -> float | None:
        """How long this stage will still take at this speed; None before its first task is done."""
        if not self._fresh["tasks"]:
            return None
        return (time.monotonic() - self._stage_started) / self._fresh["tasks"] * (self.tasks - self.done)

    @property
    def core_hours_per_million(self) -> float | None:
        """What a million documents take in all stages, in hours of one worker, by the tasks that this run has done; None for few."""
        each = 0.0
        for stage, seconds in self._seconds.items():
            each += seconds / max(1, self._documents[stage] or self.taken_in["documents"])
        fresh = max(self._documents.values(), default=0)
        return each / HOUR * MILLION if fresh >= ENOUGH else None

    def to_dict(self) -> Mapping[str, Any]:
        """The tally as JSON."""
        return {
            "stage": self.stage.value if self.stage else None,
            "tasks": self.tasks,
            "done": self.done,
            "taken_in": dict(sorted(self.taken_in.items())),
            "read": dict(sorted(self.counts.items())),
            "found": dict(sorted(self.found.items())),
            "failures": dict(sorted(self.failures.items())),
            "deaths": self.deaths,
            "seconds": round(self.elapsed, 1),
            "workers": self.workers,
            "task_seconds": {stage: round(seconds, 1) for stage, seconds in sorted(self._seconds.items())},
        }
