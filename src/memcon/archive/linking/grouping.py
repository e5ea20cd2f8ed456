"""Rows that hang together, as a file: for each row its piece and the batch in which it is compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.archive.linking.components import batches_of, piece_together
from memcon.archive.linking.numbers import Hashes, Ints, shares_of
from memcon.archive.linking.shares import Job, column, files_of, read_all, read_shares, write_shares
from memcon.archive.tasks import Receipt


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Rows in order, with their pieces and batches."""

    rows: Hashes
    homes: Hashes
    batches: Ints

    def places(self, rows: Hashes) -> tuple[Ints, NDArray[np.bool_]]:
        """Where each of these rows is, of those that are here; and which of them are."""
        at = np.minimum(np.searchsorted(self.rows, rows), max(len(self.rows) - 1, 0))
        kept = self.rows[at] == rows if len(self.rows) else np.zeros(len(rows), np.bool_)
        return at[kept], kept

    def place(self, row: int) -> tuple[int, int] | None:
        """The piece and the batch of a row; None for one that is alone."""
        at = int(np.searchsorted(self.rows, np.uint64(row)))
        if at == len(self.rows) or int(self.rows[at]) != row:
            return None
        return int(self.homes[at]), int(self.batches[at])


def group_rows(job: Job, what: str, *, most: int, batch: int) -> Receipt:
    """All pairs of a step put together; the rows of the step `alone`, where there is one, need no pair. `what` is what the rows are."""
    import pyarrow as pa

    edges = [[column(rows, name) for name in ("one", "other", "strength")] for rows in read_all(job.files(job.of("from")))]
    alone = [column(rows, "row") for rows in read_all(job.files(job.of("alone")))] if job.of("alone") else []
    none = np.zeros(0, np.uint64)
    ones, others = (np.concatenate([none, *(edge[k] for edge in edges)]) for k in (0, 1))
    strengths = np.concatenate([np.zeros(0), *(edge[2] for edge in edges)])
    pieces = piece_together(ones, others, strengths, alone=np.concatenate([none, *alone]), most=most)
    numbers = batches_of(pieces, batch)
    table = pa.table({"row": pieces.rows, "home": pieces.homes, "batch": numbers})
    file = write_shares(job.out, job.path(job.of("to")), table, shares_of(pieces.rows, job.of("shares")))
    largest = int(np.unique(pieces.homes, return_counts=True)[1].max(initial=0))
    counts = {f"{what}_pieces": len(np.unique(pieces.homes)), f"{what}_ties_cut": pieces.cut, f"largest_{what}_piece": largest}
    return job.receipt(file, counts=counts)


def count_batches(out: Path, run: str, step: str) -> int:
    """How many batches there are."""
    return max((int(column(rows, "batch").max(initial=-1)) for rows in read_all(files_of(out, run, step), ["batch"])), default=-1) + 1


@lru_cache(maxsize=2)
def load_groups(out: Path, run: str, step: str, share: int | None = None) -> Groups:
    """All rows of a step that groups, or those of one share."""
    files = files_of(out, run, step)
    tables = read_all(files) if share is None else read_shares(files, share)
    columns: list[list[Any]] = [[column(rows, name) for name in ("row", "home", "batch")] for rows in tables]
    rows, homes = (np.concatenate([np.zeros(0, np.uint64), *(some[k] for some in columns)]) for k in (0, 1))
    batches = np.concatenate([np.zeros(0, np.int64), *(some[2] for some in columns)])
    order = np.argsort(rows, kind="stable")
    return Groups(rows[order], homes[order], batches[order])
