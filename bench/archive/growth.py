"""Whether memory grows: the resident memory of an archive's processes while documents are done, and the line through it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

COUNTING: Final = ("intake", "read")
"""Stages that go document by document."""
WARM: Final = 0.25
"""The first part of a process's life in a stage: what it loads then is loaded once."""
LEAST_SAMPLES: Final = 8
LEAST_SHARE: Final = 0.1
"""A process that saw less of a stage than this is not fitted: its line would be noise."""
WORKER: Final = "memcon.archive.engines.child"


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process holds when so many documents are done in a stage."""

    stage: str
    role: str
    pid: int
    documents: int
    mib: float


@dataclass(frozen=True, slots=True)
class Line:
    """The growth of one process in one stage: MiB for a thousand documents, and how sure that is."""

    stage: str
    role: str
    pid: int
    samples: int
    slope: float
    error: float
    most: float


@dataclass(slots=True)
class Log:
    """The log of an archive, read on from where it was."""

    path: Path
    stage: str = ""
    documents: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _at: int = 0

    def read_on(self) -> None:
        """Take in what was written since."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            file.seek(self._at)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._at += len(line)
                self._take(json.loads(line))

    def _take(self, row: dict[str, object]) -> None:
        if row["event"] == "stage":
            self.stage = str(row["stage"])
        counts = row.get("counts")
        if row["event"] == "task" and isinstance(counts, dict):
            self.documents[str(row["stage"])] += int(counts.get("documents", 0))


def sample(driver: int, log: Log) -> list[Sample]:
    """One sample of every process of the archive that is there now."""
    log.read_on()
    done = log.documents[log.stage]
    return [Sample(log.stage, role, pid, done, mib) for pid, role in _family(driver, "driver") if (mib := _resident(pid))]


def lines(samples: Sequence[Sample], *, workers: int) -> list[Line]:
    """The growth of every process that lived long enough in a stage. A worker does its part of the documents."""
    by_process: dict[tuple[str, str, int], list[Sample]] = defaultdict(list)
    for one in samples:
        if one.stage in COUNTING:
            by_process[one.stage, one.role, one.pid].append(one)
    ends = {stage: max((one.documents for one in samples if one.stage == stage), default=0) for stage in COUNTING}
    found = []
    for (stage, role, pid), mine in sorted(by_process.items()):
        kept = mine[int(len(mine) * WARM) :]
        if len(kept) >= LEAST_SAMPLES and kept[-1].documents - kept[0].documents >= LEAST_SHARE * ends[stage]:
            share = 1 if role == "driver" else workers
            slope, error = fit_slope([one.documents / share / 1000 for one in kept], [one.mib for one in kept])
            found.append(Line(stage, role, pid, len(kept), slope, error, max(one.mib for one in mine)))
    return found


def fit_slope(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """The slope of the line through the points by least squares, and its standard error; there are at least three."""
    across, up = np.asarray(x, np.float64), np.asarray(y, np.float64)
    across, up = across - across.mean(), up - up.mean()
    width = float((across**2).sum())
    slope = float((across * up).sum()) / width
    left = float(((up - slope * across) ** 2).sum())
    return slope, float(np.sqrt(left / (len(x) - 2) / width))


def _family(pid: int, role: str) -> Iterator[tuple[int, str]]:
    """The process and all below it, with what they are."""
    yield pid, role
    try:
        told = Path(f"/proc/{pid}/task").iterdir()
        children = [int(child) for thread in told for child in (thread / "children").read_text(encoding="ascii").split()]
    except OSError:
        return
    for child in children:
        yield from _family(child, _role(child, role))


def _role(pid: int, parent: str) -> str:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        command = ""
    return "worker" if WORKER in command and parent == "driver" else "sandbox" if parent in ("worker", "sandbox") else "other"


def _resident(pid: int) -> float:
    """Mebibytes; 0 for a process that is gone."""
    try:
        lines_ = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines_ if line.startswith("VmRSS")), 0.0)
