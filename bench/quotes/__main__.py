"""`make gold-quotes`: real quotations with gold, true ones altered in sixteen ways, foreign ones; held against the floors."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.gate import digest, load_floors
from bench.gold import floor_options, judge, print_table
from bench.quotes.corpora import MEGABYTE, frus_files, news_files, shared
from bench.quotes.gold import PAIRS, SEED, gold_measures
from bench.quotes.measure import set_measures
from bench.quotes.sets import SEED as DICE
from bench.quotes.sets import make_sets
from bench.quotes.words import WORDS
from memcon.link.quotes import SourceIndex


def main() -> int:
    """Measure, print, hold against the floors."""
    args = _arguments()
    if not (shared() / SEED).is_file() or not news_files("train"):
        print(f"quotations cannot be measured: {shared()} has no gold for them or no articles; set MEMCON_SHARED")
        return 0 if os.environ.get("MEMCON_NO_GOLD") == "1" else 2
    measured = gold_measures(shared(), misses=args.misses)
    sets = make_sets(seed=args.seed)
    index = SourceIndex.build(sets.sources)
    started = time.perf_counter()
    measured |= set_measures(sets, index, misses=args.misses)
    print(f"checked in {time.perf_counter() - started:.1f} s")
    if args.rivals:
        from bench.quotes.rivals import compare

        compare(sets, index)
    if args.speed or args.large:
        _speed(100 * MEGABYTE if args.large else MEGABYTE)
    if args.seed != DICE:
        print_table(measured, load_floors())
        return 0
    return judge(args, load_floors(), measured, [], {"quotes": digest(corpus_files())})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    floor_options(parser)
    parser.add_argument("--seed", type=int, default=DICE, help="other alterations of the same sentences; no floor is held against them")
    parser.add_argument("--rivals", action="store_true", help="ask krokai, gtrex and rapidfuzz the same; they are fetched for it")
    parser.add_argument("--speed", action="store_true", help="time and memory against 1 MB of text")
    parser.add_argument("--large", action="store_true", help="the same against 100 MB")
    return parser.parse_args()


def corpus_files() -> list[Path]:
    """What the floors were pinned on and git does not hold, and the words of the generator; our own texts change with the floors."""
    return [shared() / SEED, shared() / PAIRS, WORDS, *frus_files(), *news_files("train"), *news_files("dev")]


def _speed(size: int) -> None:
    """In a process of its own, so that its peak of memory is its own."""
    subprocess.run([sys.executable, "-m", "bench.quotes.speed", "--size", str(size)], check=True)


if __name__ == "__main__":
    sys.exit(main())
