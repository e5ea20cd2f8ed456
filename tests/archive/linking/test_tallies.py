"""Counts of a whole archive."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from memcon.archive.linking.numbers import hashes_of
from memcon.archive.linking.shares import Job
from memcon.archive.linking.tallies import NOTHING, add_share, added_up, load_counts, write_counts
from memcon.archive.tasks import Stage, Task

WORDS = ("ferry", "ice", "ice", "pier", "ice")


def job(out: Path, key: str, **about: object) -> Job:
    return Job(Task(Stage.LINK, key, {"run": "r", **about}), out)


def test_counts_are_added_up_over_tasks_and_shares(tmp_path: Path) -> None:
    for n, words in enumerate((WORDS, WORDS[:2])):
        write_counts(job(tmp_path, f"t{n}", shares=3), "words", added_up(hashes_of(words), np.ones(len(words), np.int64)))
    for share in range(3):
        add_share(job(tmp_path, f"s{share}", share=share, least=1, **{"from": "words", "to": "sums"}))
    counts = load_counts(tmp_path, "r", "sums")
    assert counts.of(hashes_of(["ice", "pier", "ferry", "dam"]), else_=-1).tolist() == [4, -1, 2, -1]  # what is rare is not kept
    assert counts.has(hashes_of(["ice", "pier"])).tolist() == [True, False]


def test_nothing_has_no_counts() -> None:
    assert NOTHING.of(hashes_of(["ice"]), else_=7).tolist() == [7]
    assert added_up(NOTHING.hashes, NOTHING.counts).hashes.tolist() == []
