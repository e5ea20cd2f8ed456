"""A small archive of invented pages, and an engine that does its tasks in this process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bench.archive.making import Accounts
from bench.archive.making import make_archive as write_pages
from bench.archive.texts import Mix

from memcon.archive.engines.answers import answer, error_of
from memcon.archive.engines.news import Done, News
from memcon.archive.making import make_archive
from memcon.archive.plan import Plan
from memcon.archive.tables.schema import TABLES
from memcon.archive.tasks import Receipt, Task
from memcon.archive.worker import Worker
from memcon.language import Parser
from memcon.run.pipeline import Pipeline

PAGES = 36
MIX = Mix(copies=0.15, foreign=0.08, hostile=0.12)


class Here:
    """Does one task after another in this process, with the parser of the tests; `stop` ends it after so many."""

    name = "here"
    workers = 1

    def __init__(self, plan: Plan, out: Path, parser: Parser, *, stop: int | None = None, backwards: bool = False) -> None:
        self._worker = Worker(plan, out)
        self._worker.__dict__["_pipeline"] = Pipeline(parser=parser, sandboxed=False)
        self._left, self._backwards = stop, backwards
        self.done: list[Task] = []

    def run(self, tasks: Sequence[Task]) -> Iterator[News]:
        for task in reversed(tasks) if self._backwards else tasks:
            if self._left is not None and len(self.done) >= self._left:
                raise KeyboardInterrupt
            said = answer(self._worker, task)
            if "error" in said:
                raise error_of(*said["error"])
            self.done.append(task)
            yield Done(Receipt.from_dict(said["receipt"]))

    def close(self) -> None:
        self._worker.close()


Here_ = Callable[..., Callable[[Path], Here]]


@pytest.fixture
def here(parser: Parser) -> Here_:
    """What makes an engine in this process for a plan."""
    return lambda plan, **options: lambda out: Here(plan, out, parser, **options)


@dataclass(frozen=True)
class Crawl:
    """An archive on the disk, and what was put into it."""

    path: Path
    accounts: Accounts


@pytest.fixture(scope="session")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """A web archive of invented pages; never written to."""
    path = tmp_path_factory.mktemp("crawl") / "pages.warc.gz"
    return Crawl(path, write_pages(path, form="warc", pages=PAGES, mix=MIX))


@pytest.fixture(scope="session")
def finished(crawl: Crawl, parser: Parser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the crawl, made in this process without a stop; never written to."""
    out = tmp_path_factory.mktemp("finished") / "tables"
    plan = plan_of(crawl)
    make_archive(plan, out, engine=lambda folder: Here(plan, folder, parser))
    return out


def plan_of(crawl: Crawl, **changed: Any) -> Plan:
    """The plan of the tests: small splits, so that there are several."""
    return Plan((str(crawl.path),), **({"split_records": 6} | changed))


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table of an archive, in an order that depends on them alone."""
    from pyarrow import parquet

    files = sorted((out / table).rglob("*.parquet"))
    found = [row for file in files for row in parquet.read_table(file, partitioning=None).to_pylist()]
    return sorted(found, key=str)


def digest(out: Path) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and what tells them from others."""
    found = {table: rows(out, table) for table in TABLES}
    return {table: (len(told), hashlib.sha256(str(told).encode()).hexdigest()) for table, told in found.items()}
