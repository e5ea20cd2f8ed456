"""That the second pass is done, so that it is not done again when nothing has changed; and that a phase is, before the next begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from memcon.archive.home import INSIDE, WORK, Home
from memcon.archive.linking.shares import Job, count_rows
from memcon.archive.tasks import Receipt, Task, Written

TABLES: Final = ("people", "bearers", "origins", "disputes", "variants")
"""The tables that the second pass writes."""
_MARK: Final = f"{INSIDE}/linked.json"


def are_done(out: Path, run: str, tasks: Iterable[Task]) -> bool:
    """Whether each of these tasks has left a file of its name: every one writes at least one."""
    work = (path.name for path in (out / WORK / "link" / run).rglob("*.parquet"))
    names = {*work, *(path.name.removeprefix("part-") for table in TABLES for path in (out / table).glob("part-*.parquet"))}
    return all(f"{task.key}.parquet" in names for task in tasks)


def finish(out: Path, run: str, tasks: Iterable[Task]) -> None:
    """Note that all of these tasks are done, and the files that came out."""
    Home(out).write(_MARK, {"run": run, "files": [[file.path, file.rows, file.size] for file in _final_files(out, tasks)]})


def _final_files(out: Path, tasks: Iterable[Task]) -> Iterator[Written]:
    for task in tasks:
        for table in TABLES:
            path = f"{table}/part-{task.key}.parquet"
            if (out / path).exists():
                yield Written(path, count_rows([out / path]), (out / path).stat().st_size)


def is_finished(out: Path, run: str) -> bool:
    """Whether this run is done, and all that came out of it lies there as it was written."""
    noted = Home(out).read(_MARK)
    return noted is not None and noted.get("run") == run and all(_is_whole(out, path, size) for path, _, size in noted["files"])


def _is_whole(out: Path, path: str, size: int) -> bool:
    try:
        return (out / path).stat().st_size == size
    except OSError:
        return False


def tell_finished(job: Job) -> Receipt:
    """The files of a run that was done before."""
    noted = Home(job.out).read(_MARK) or {"files": []}
    return job.receipt(*(Written(path, rows, size) for path, rows, size in noted["files"]))
