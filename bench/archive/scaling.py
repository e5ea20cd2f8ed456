"""How an archive scales on one machine: two workers on two cores against one on one, and Ray against the pool.

`python -m bench.archive.scaling [--pages 2400]`: the same made web archive each time, whole processes from start to end; the tables of
all runs must be the same.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.archive.machine import card, cores
from bench.archive.making import make_archive
from bench.archive.sameness import differing, table_digests

TWO_TO_REACH: Final = 1.8
RAY_TO_REACH: Final = 0.85
FEW: Final = 4
"""Pages of the archive on which a start is timed."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of doing the work: its name, its engine, its workers and the cores that it may use."""

    name: str
    engine: str
    workers: int
    on: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Timed:
    """The seconds of a whole process, the words that it took in, and the tables that came out."""

    seconds: float
    words: int
    tables: dict[str, tuple[int, str]]


def main() -> int:
    """Print all figures; 1 where a ratio is not reached or tables differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=2_400, help="some ten minutes on two cores")
    parser.add_argument("--split-records", type=int, default=100)
    args = parser.parse_args()
    print(card(), flush=True)
    here = cores()
    if len(here) < 2:
        print("two cores are needed to tell anything")
        return 2
    two = (here[0], here[1])
    ways = (Way("one worker, one core", "local", 1, two[:1]), Way("two workers, two cores", "local", 2, two), Way("Ray", "ray", 2, two))
    with tempfile.TemporaryDirectory(prefix="memcon-scaling-") as scratch:
        folder = Path(scratch)
        for name, pages in (("pages", args.pages), ("few", FEW)):
            make_archive(folder / f"{name}.warc.gz", pages=pages, form="warc")
        starts = [_run(folder, "few", way, split_records=FEW // 2) for way in ways]
        runs = [_run(folder, "pages", way, split_records=args.split_records) for way in ways]
    for way, run, start in zip(ways, runs, starts, strict=True):
        print(f"{way.name}: {run.seconds:.1f} s, {run.words / run.seconds:,.0f} words a second; of that the start {start.seconds:.1f} s")
    return _told(runs, starts)


def _told(runs: Sequence[Timed], starts: Sequence[Timed]) -> int:
    """Print the ratios; 1 where one is not reached."""
    one, two, ray = runs
    scaled, by_ray = one.seconds / two.seconds, two.seconds / ray.seconds
    rest = [run.seconds - start.seconds for run, start in zip(runs, starts, strict=True)]
    print(f"{one.words:,} words; two workers by one: {scaled:.2f} (to reach: {TWO_TO_REACH}); without the start {rest[0] / rest[1]:.2f}")
    print(f"Ray by the pool: {by_ray:.2f} (to reach: {RAY_TO_REACH}); without the start {rest[1] / rest[2]:.2f}")
    changed = sorted({table for run in runs[1:] for table in differing(one.tables, run.tables)})
    rows = sum(count for count, _ in one.tables.values())
    print(
        f"tables that differ: {', '.join(changed)}"
        if changed
        else f"all {rows:,} rows of {len(one.tables)} tables are the same in all runs"
    )
    return 0 if scaled >= TWO_TO_REACH and by_ray >= RAY_TO_REACH and not changed else 1


def _run(folder: Path, name: str, way: Way, *, split_records: int) -> Timed:
    out = folder / f"{name}-{way.engine}-{way.workers}"
    command = [sys.executable, "-m", "memcon", "archive", str(folder / f"{name}.warc.gz"), "--out", str(out), "--quiet", "--json"]
    command += ["--engine", way.engine, "--workers", str(way.workers), "--split-records", str(split_records)]
    pinned = functools.partial(os.sched_setaffinity, 0, way.on)  # before exec: all that the process starts keeps to these cores
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, preexec_fn=pinned)
    seconds = time.perf_counter() - started
    told = json.loads(done.stdout)
    if not told["complete"]:
        raise SystemExit(f"{way.name}: the archive is not complete")
    return Timed(seconds, told["taken_in"]["words"], table_digests(out))


if __name__ == "__main__":
    sys.exit(main())
