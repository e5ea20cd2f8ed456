"""Words per second of reading on one core, against spaCy's bare pipeline: `python -m bench.archive.throughput [--rounds 5]`.

Whole processes, in turn, on the same articles (PolNeAR dev, under MEMCON_SHARED): `memcon read --json`, with the child that opens
files on the same core, and the same pipeline over whole articles and over their paragraphs, which is how memcon parses.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.speed import BARE, Run, timed

TO_REACH = 0.65
PARAGRAPHS = BARE.replace(
    "for p in sys.argv[1:]]", 'for p in sys.argv[1:]]\ntexts = [q for text in texts for q in text.split("\\n") if q.strip()]'
)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--core", type=int, default=0, help="the core on which everything runs")
    args = parser.parse_args()
    shared = Path(os.environ.get("MEMCON_SHARED", "../shared"))
    texts = sorted((shared / "data" / "polnear" / "dev" / "text").glob("*.txt"))
    if not texts:
        print("no texts to measure on; set MEMCON_SHARED")
        return 2
    os.sched_setaffinity(0, {args.core})  # children inherit it
    runs = measure(texts, args.rounds)
    words = sum(len(text.read_text(encoding="utf-8").split()) for text in texts)
    print(f"{len(texts)} articles, {words:,} words, one core, {args.rounds} rounds in turn, whole processes, medians")
    for name, rows in runs.items():
        seconds = statistics.median(run.seconds for run in rows)
        print(f"  {name:24} {seconds:6.2f} s  {words / seconds:8,.0f} words/s  peak {max(run.peak for run in rows):6.0f} MiB")
    ours, *others = runs
    for other in others:
        print(f"  {ours} by {other}: {ratio(runs[other], runs[ours]):.2f}  (to reach: {TO_REACH})")
    return 0


def measure(texts: Sequence[Path], rounds: int) -> Mapping[str, list[Run]]:
    """The runs of each way of reading, one of each in every round, so that all see the same machine."""
    files = [str(text) for text in texts]
    ways = {
        "memcon read --json": [sys.executable, "-m", "memcon", "read", *files, "--json", "--quiet"],
        "bare nlp.pipe": [sys.executable, "-c", BARE, *files],
        "bare, by paragraph": [sys.executable, "-c", PARAGRAPHS, *files],
    }
    runs: dict[str, list[Run]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, command in ways.items():
            runs[name].append(timed(command))
    return runs


def ratio(slow: Sequence[Run], fast: Sequence[Run]) -> float:
    """The median over the rounds of how many times faster one is."""
    return statistics.median(a.seconds / b.seconds for a, b in zip(slow, fast, strict=True))


if __name__ == "__main__":
    sys.exit(main())
