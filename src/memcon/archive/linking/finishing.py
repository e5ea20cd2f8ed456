"""Whether all tasks of a phase are done, before the next begins: one that was given up leaves no file, and rows must not be missed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from memcon.archive.home import WORK
from memcon.archive.tasks import Task

TABLES: Final = ("people", "bearers", "origins", "disputes", "variants")
"""The tables that the second pass writes."""


def are_done(out: Path, run: str, tasks: Iterable[Task]) -> bool:
    """Whether each of these tasks has left a file of its name: every one writes at least one."""
    work = (path.name for path in (out / WORK / "link" / run).rglob("*.parquet"))
    names = {*work, *(path.name.removeprefix("part-") for table in TABLES for path in (out / table).glob("part-*.parquet"))}
    return all(f"{task.key}.parquet" in names for task in tasks)
