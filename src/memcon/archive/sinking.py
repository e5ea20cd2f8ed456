"""A case as the place where an archive goes: split by split, each whole in one transaction or not at all."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from memcon.archive.engines.news import Engine
from memcon.archive.home import Home
from memcon.archive.making import Made, Watch, make_archive
from memcon.archive.plan import Plan
from memcon.archive.stages.keeping import ledgers_path, read_ledgers
from memcon.archive.tables.writing import read_file
from memcon.archive.tasks import Receipt
from memcon.errors import ArchiveError
from memcon.model.contract import Json
from memcon.model.ids import content_id
from memcon.run.adding import Options
from memcon.store import Case, open_case
from memcon.store.loading import load_patiently
from memcon.store.waiting import patiently


def work_folder(plan: Plan, ledger: str) -> Path:
    """Where the work in hand is until all is in the case: beside a file, in the current folder for a database."""
    if "://" in ledger:
        return Path(f"memcon-archive-{content_id(ledger.rpartition('@')[2], plan.inputs)}")
    place = Path(ledger).resolve()
    return place.parent / f"memcon-archive-{content_id(str(place), plan.inputs)}"


def fill_case(
    plan: Plan, ledger: str, *, work: Path, engine: Callable[[Path], Engine], watch: Watch = lambda _: None, told: Callable[[str], None]
) -> Made:
    """Put the archive into the case, or go on with it. Raises ArchiveError, LedgerError and ModelError; what is in the case stays.

    `told` is called with a line when the server of the case is away and is waited for.
    """
    with open_case(ledger, create=True) as case:
        sink = _Sink(case, Home(work), Options(plan.kind, plan.model).signature, told)
        made = make_archive(plan, work, engine=engine, watch=watch, sink=sink.take)
        made.tally.failures.update(sink.refused)
        if not made.lost:
            sink.take_failures()
            shutil.rmtree(work, ignore_errors=True)
    return made


@dataclass(frozen=True, slots=True)
class _Sink:
    """Takes splits into a case; `refused` are the codes of documents that the case did not take."""

    case: Case
    home: Home
    signature: str
    told: Callable[[str], None]
    refused: Counter[str] = field(default_factory=Counter)

    def take(self, receipt: Receipt) -> None:
        """Take in what was read of a split, unless it is in the case."""
        source = f"archive:{receipt.key}"
        known = patiently(lambda: self.case.known_source(source), tell=lambda error, _: self.told(f"{error}; it is waited for"))
        if known is None or known.sha256 != receipt.key:
            self._load(*self._ledgers(receipt), source=source, sha256=receipt.key)
        (self.home.out / ledgers_path(receipt.key)).unlink(missing_ok=True)

    def take_failures(self) -> None:
        """Take in what could not even be taken out of the inputs, file by file as it was noted."""
        for path in sorted((self.home.out / "failures").rglob("*.parquet")):
            rows = [{"document": row.pop("origin"), **row} for row in read_file(path).to_pylist()]
            self._load([], rows, source=f"archive:{path.stem}", sha256=content_id(rows))

    def _load(self, rows: list[Json], failures: list[Json], *, source: str, sha256: str) -> None:
        loaded = load_patiently(self.case, rows, signature=self.signature, failures=failures, source=source, sha256=sha256, told=self.told)
        self.refused.update(row["code"] for row in loaded.refused)

    def _ledgers(self, receipt: Receipt) -> tuple[list[Json], list[Json]]:
        if not (self.home.out / ledgers_path(receipt.key)).exists():
            why = "this folder is of a case that had more than this one has; remove it, and give the same command again"
            raise ArchiveError(str(self.home.out), code="damaged", why=why)
        return read_ledgers(self.home.out, receipt.key)
