"""What archives take that nobody has made yet: a simulation, event by event, of the plan, with the costs that were measured.

`python -m bench.archive.simulation`: predicts an archive that was not fitted and makes it (`--check PAGES`, 0 for none), and tells what
`--documents` take on 16, 64, 256 and 1,024 cores, where the time goes, and what breaks first. The same seed tells the same.
"""

from __future__ import annotations

import argparse
import heapq
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from bench.archive.costs import WRITTEN, run
from bench.archive.fitting import Model
from bench.archive.machine import card, cores
from bench.archive.plans import Phase, Size, Work, file_counts, phases
from memcon.archive.linking.planning import MEMORY, ONE_BLOCK

HUNDRED_MILLION: Final = 100_000_000
CORES: Final = (16, 64, 256, 1_024)
COPIES_MADE: Final = 0.02
"""Of the archives that are made here; of real crawls some 0.2."""
HOUR: Final = 3600.0
GIB: Final = 2.0**30


@dataclass(slots=True)
class Spent:
    """What a simulated archive took: seconds of each stage, from its start to its end, and of the busiest things."""

    stages: dict[str, float] = field(default_factory=dict)
    driver: float = 0.0
    disk: float = 0.0
    deaths: int = 0
    sink: float = 0.0

    @property
    def seconds(self) -> float:
        return sum(self.stages.values())


@dataclass(slots=True)
class _Clock:
    """When the things that all share are free again."""

    driver: float = 0.0
    disk: float = 0.0
    sink: float = 0.0


def simulate(model: Model, size: Size) -> Spent:
    """The archive from start to end. A worker that dies in a task has lost it, and it is done again by the next."""
    spent, clock, dice, now = Spent(), _Clock(), random.Random(f"deaths/{size.kinds_seed}"), 0.0
    for phase in phases(model, size):
        end = _phase(model, size, phase, _State(now, clock, spent, dice))
        spent.stages[phase.stage] = spent.stages.get(phase.stage, 0.0) + end - now
        now = end
    return spent


@dataclass(slots=True)
class _State:
    """Where a simulation is."""

    now: float
    clock: _Clock
    spent: Spent
    dice: random.Random


def _phase(model: Model, size: Size, phase: Phase, state: _State) -> float:
    """When the phase is over: each task goes to the worker that is free first, and its receipt through the driver."""
    free = [state.now + phase.setup] * min(size.workers, len(phase.tasks))
    heapq.heapify(free)
    end = state.now
    for task in phase.tasks:
        done = _attempts(size, task, heapq.heappop(free), state, model.parts["start"].seconds(1) + phase.setup)
        done = _on_disk(size, task, done, state)
        kept = _kept(model, task, done, state)
        if phase.stage == "read" and size.sinks and "sink" in model.parts:
            kept = _sunk(model, size, task, kept, state)
        heapq.heappush(free, done)
        end = max(end, kept)
    return end


def _attempts(size: Size, task: Work, start: float, state: _State, again: float) -> float:
    """When the task is done by a worker, deaths and new starts included."""
    rate = size.deaths_an_hour / HOUR
    for _ in range(task.alike if rate else 0):
        if state.dice.random() < rate * task.seconds / task.alike:  # few tasks last long: at most one death each
            state.spent.deaths += 1
            start += task.seconds / task.alike / 2 + again
    return start + task.seconds


def _on_disk(size: Size, task: Work, done: float, state: _State) -> float:
    """When its bytes and files are on the disk that all share, and have been read from it."""
    busy = task.bytes / size.disk_bytes_a_second + task.files / size.files_a_second
    state.spent.disk += busy
    state.clock.disk = max(state.clock.disk, state.now) + busy
    return max(done, state.clock.disk)


def _kept(model: Model, task: Work, done: float, state: _State) -> float:
    """When the driver, which does one thing at a time, has kept the receipt."""
    busy = model.parts["receipt"].each * task.alike
    state.spent.driver += busy
    state.clock.driver = max(state.clock.driver, done) + busy
    return state.clock.driver


def _sunk(model: Model, size: Size, task: Work, kept: float, state: _State) -> float:
    """When a split is in the case: one writer, which the driver waits for."""
    busy = model.parts["sink"].each * size.split * task.alike
    state.spent.sink += busy
    state.clock.driver = max(state.clock.driver, kept) + busy
    return state.clock.driver


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────────────────


def main() -> int:
    """Check, and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--costs", type=Path, default=WRITTEN)
    parser.add_argument("--check", type=int, default=600, metavar="PAGES", help="a size that was not fitted; 0 makes none")
    parser.add_argument("--documents", type=int, default=HUNDRED_MILLION)
    parser.add_argument("--split", type=int, default=500)
    parser.add_argument("--memory", type=int, default=MEMORY >> 20, help="mebibytes of a task of the second pass, as --task-memory")
    args = parser.parse_args()
    model = Model.load(args.costs)
    print(f"costs of {model.measured['day']}, {model.measured['machine']}")
    if args.check:
        check(model, args.check)
    tell(model, Size(args.documents, 1, split=args.split, memory=args.memory << 20))
    return 0


def check(model: Model, pages: int) -> None:
    """Predict a run, make it, and print both."""
    workers, split = len(cores()), 100
    is_whole = pages <= ONE_BLOCK
    size = Size(pages, workers, split=split, copies=COPIES_MADE, is_whole=is_whole, files_a_second=1e9, disk_bytes_a_second=1e12)
    predicted = simulate(model, size)
    print(card())
    with tempfile.TemporaryDirectory(prefix="memcon-simulation-") as folder:
        started = time.perf_counter()
        run(Path(folder), pages, workers=workers, split_records=split)
        measured = time.perf_counter() - started
    error = predicted.seconds / measured - 1
    told = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in predicted.stages.items())
    print(f"{pages:,} pages, {workers} workers: predicted {predicted.seconds:.1f} s ({told}), measured {measured:.1f} s: {error:+.0%}")


def tell(model: Model, one: Size) -> None:
    """What the archive takes by cores, and what it comes up against."""
    spent = {count: simulate(model, replace(one, workers=count)) for count in CORES}
    print(f"{one.documents:,} documents in splits of {one.split}, hours by stage:")
    print(f"{'cores':>6} {'hours':>8}  " + " ".join(f"{stage:>8}" for stage in spent[CORES[0]].stages) + f" {'driver':>8} {'disk':>8}")
    for count, each in spent.items():
        hours = " ".join(f"{seconds / HOUR:8.1f}" for seconds in each.stages.values())
        print(f"{count:>6} {each.seconds / HOUR:8.1f}  {hours} {each.driver / HOUR:8.2f} {each.disk / HOUR:8.1f}")
    print("\n".join(limits(model, one)))


def limits(model: Model, size: Size) -> Sequence[str]:
    """What the archive comes up against, each with its number."""
    counts, parts = file_counts(model, size), model.parts
    copies, opened = size.copies * size.documents, counts["files opened by link"]
    held = copies * model.sizes["group_bytes_per_copy"]
    dying = simulate(model, replace(size, workers=256, deaths_an_hour=0.1))
    lines = [
        f"driver: {size.splits:,} splits hold {size.splits * model.sizes['driver_bytes_per_split'] / GIB:.1f} GiB of paths and receipts",
        f"group: {copies:,.0f} texts with copies in one task: {held / GIB:.1f} GiB, {parts['group'].seconds(copies) / HOUR:.1f} h",
        f"sift: {counts['sheets read by sift']:,.0f} sheets are read, {counts['bytes read by sift'] / 1e12:.1f} TB",
        f"link: {opened:,.0f} times a file is opened for a share of it; a file has up to {counts['most shares of a step']:,.0f} shares",
        f"files: {counts['files of tables']:,.0f} in the tables, {counts['receipts']:,.0f} receipts",
        f"deaths: one an hour in ten workers on 256 cores: {dying.deaths:,} deaths, {dying.seconds / HOUR:.1f} h in all",
    ]
    if "sink" in parts:
        lines.append(f"sink: one writer takes {parts['sink'].each * size.documents / HOUR:,.0f} h for all documents")
    return lines


if __name__ == "__main__":
    sys.exit(main())
