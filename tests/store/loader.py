"""A process that loads splits into a case and says which it has loaded, to be killed: `python -m tests.store.loader URL`."""

from __future__ import annotations

import sys

from memcon.store import Case, open_case
from memcon.store.loading import Loaded
from tests.store.papers import READER, Row, paper
from tests.store.worker import say

SPLITS, PAPERS = 4, 80
"""Splits, and documents in each; the last documents of each split are the first of the next one, under another origin."""
SHARED = 10


def split(n: int) -> list[Row]:
    """The documents of the nth split."""
    numbers = range(n * PAPERS, (n + 1) * PAPERS + SHARED)
    return [paper(number, origin=f"split{n}/{number}.txt") for number in numbers]


def failures(n: int) -> list[Row]:
    """What could not be read of the nth split."""
    return [{"document": f"split{n}/bad.txt", "stage": "read", "code": "broken", "message": f"split{n}/bad.txt: damaged"}]


def load(case: Case, n: int, rows: list[Row]) -> Loaded:
    """Load the nth split."""
    return case.load(rows, signature=READER, failures=failures(n), source=f"split{n}", sha256=str(n))


if __name__ == "__main__":
    made = [split(n) for n in range(SPLITS)]
    with open_case(sys.argv[1], create=True) as opened:
        say("opened")
        for number, documents in enumerate(made):
            load(opened, number, documents)
            say(f"split {number}")
