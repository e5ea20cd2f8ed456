"""Counts of words of a whole archive: added up share by share, and looked up as two sorted rows of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from memcon.archive.linking.numbers import Hashes, Ints, shares_of, starts_of
from memcon.archive.linking.shares import Job, column, files_of, read_all, read_shares, write_shares
from memcon.archive.tables.writing import write_file
from memcon.archive.tasks import Receipt, Written

_TABLES: Final = 6
"""Tables that a process keeps: those of the step in which it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Counts by hash; of a hash that is not there nothing is known but that it is rare."""

    hashes: Hashes
    counts: Ints

    def of(self, hashes: Hashes, *, else_: int = 0) -> Ints:
        """The count of each, in order."""
        found = np.full(len(hashes), else_, np.int64)
        if len(self.hashes):
            at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
            known = self.hashes[at] == hashes
            found[known] = self.counts[at[known]]
        return found

    def has(self, hashes: Hashes) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which of them are there."""
        return np.asarray(self.of(hashes, else_=np.iinfo(np.int64).min) > np.iinfo(np.int64).min)


NOTHING: Final = Counts(np.zeros(0, np.uint64), np.zeros(0, np.int64))


def added_up(hashes: Hashes, counts: Ints) -> Counts:
    """The sum for each hash."""
    order = np.argsort(hashes, kind="stable")
    begins = starts_of(hashes[order])
    if not len(order):
        return Counts(hashes, counts)
    return Counts(hashes[order][begins[:-1]], np.add.reduceat(counts[order], begins[:-1]))


def write_counts(job: Job, step: str, counts: Counts) -> Written:
    """What one task has counted, by share."""
    import pyarrow as pa

    rows = pa.table({"hash": counts.hashes, "n": counts.counts})
    return write_shares(job.out, job.path(step), rows, shares_of(counts.hashes, job.of("shares")))


def add_share(job: Job) -> Receipt:
    """The counts of one share added up; only what is above `least`, for what is rare need not be known."""
    import pyarrow as pa

    total = NOTHING
    for rows in read_shares(job.files(job.of("from")), job.of("share")):
        hashes, counts = column(rows, "hash"), column(rows, "n")
        total = added_up(np.concatenate([total.hashes, hashes]), np.concatenate([total.counts, counts]))
    kept = total.counts > job.of("least")
    rows = pa.table({"hash": total.hashes[kept], "n": total.counts[kept]})
    return job.receipt(write_file(job.out, job.path(job.of("to")), rows))


@lru_cache(maxsize=_TABLES)
def load_counts(out: Path, run: str, step: str) -> Counts:
    """All counts of a step that adds up."""
    pieces = [(column(rows, "hash"), column(rows, "n")) for rows in read_all(files_of(out, run, step))]
    if not pieces:
        return NOTHING
    hashes, counts = (np.concatenate([piece[k] for piece in pieces]) for k in (0, 1))
    order = np.argsort(hashes, kind="stable")
    return Counts(hashes[order], counts[order])
