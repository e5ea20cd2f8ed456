"""Finding copies: one share of the marks at a time, and then all that were found together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from memcon.archive.copies.grouping import digests_of, group, grouped_table
from memcon.archive.copies.sheets import Ints, Sheet, sheets_of
from memcon.archive.copies.sifting import shares_of, sift
from memcon.archive.home import WORK, Home
from memcon.archive.stages.intake import sheet_path
from memcon.archive.tables.writing import read_file, write_file
from memcon.archive.tasks import Receipt, Stage, Task
from memcon.errors import ArchiveError
from memcon.model.ids import content_id


def plan_sifting(home: Home, taken: list[Receipt]) -> list[Task]:
    """The tasks that find copies among the texts of these splits; none where there are no two texts."""
    marked = sorted((str(piece), int(count)) for receipt in taken for piece, count in receipt.found["pieces"])
    texts = sum(count for _, count in marked)
    if texts < 2:
        return []
    state = content_id(marked)
    home.write(_list_path(state), {"splits": marked})
    shares = shares_of(texts)
    return [Task(Stage.SIFT, content_id(state, n, shares), {"state": state, "share": n, "shares": shares}) for n in range(shares)]


def plan_grouping(sifted: list[Task]) -> list[Task]:
    """The task that puts together what these have found."""
    if not sifted:
        return []
    keys = [task.key for task in sifted]
    return [Task(Stage.GROUP, content_id("group", keys), {"state": sifted[0].about["state"], "sifted": keys})]


def copies_path(key: str) -> str:
    """Where the copies are that a task has put together."""
    return f"{WORK}/copies/{key}.parquet"


def sift_share(task: Task, *, home: Home) -> Receipt:
    """The pairs of copies that share a mark of one share, as a file. Raises ArchiveError."""
    import pyarrow as pa

    ones, others, equal = sift(_sheets(home, task.about["state"]), task.about["share"], task.about["shares"])
    table = pa.table({"one": ones, "other": others, "equal": equal})
    return Receipt(Stage.SIFT, task.key, (write_file(home.out, _pairs_path(task.key), table),), {"pairs": len(ones)})


def group_copies(task: Task, *, home: Home) -> Receipt:
    """All texts that have copies, as a file; which splits have any, and in which state, is what is found. Raises ArchiveError."""
    pairs = [read_file(home.out / _pairs_path(key)) for key in task.about["sifted"]]
    ones, others, equal = (_column(pairs, name) for name in ("one", "other", "equal"))
    rows = group(_sheets(home, task.about["state"]), ones, others, equal)
    written = write_file(home.out, copies_path(task.key), grouped_table(rows))
    counts = {"copies": sum(row.copy_of is not None for row in rows), "near": sum(row.near is not None for row in rows)}
    return Receipt(Stage.GROUP, task.key, (written,), counts, found={"digests": digests_of(rows)})


def _column(tables: list[Any], name: str) -> Ints:
    return np.concatenate([np.asarray(table[name], np.int64) for table in tables])


def _list_path(state: str) -> str:
    return f"{WORK}/copies/{state}.json"


def _pairs_path(key: str) -> str:
    return f"{WORK}/copies/pairs-{key}.parquet"


def _sheets(home: Home, state: str) -> list[Sheet]:
    listed = home.read(_list_path(state))
    if listed is None:
        path: Path = home.out / _list_path(state)
        raise ArchiveError(str(path), code="damaged", why="this file of the work in hand is gone; give the same command again")
    return sheets_of([(key, home.out / sheet_path(key), int(rows)) for key, rows in listed["splits"]])
