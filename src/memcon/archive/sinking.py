"""A case as the place where an archive goes: split by split, each whole in one transaction or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from memcon.archive.engines.news import Engine
from memcon.archive.home import Home
from memcon.archive.making import Made, Watch, make_archive
from memcon.archive.plan import Plan
from memcon.archive.stages.keeping import ledgers_path, read_ledgers
from memcon.archive.tasks import Receipt
from memcon.model.ids import content_id
from memcon.run.adding import Options
from memcon.store import Case, open_case
from memcon.store.loading import load_patiently


def work_folder(plan: Plan, ledger: str) -> Path:
    """Where the work in hand is until all is in the case: beside a file, in the current folder for a database."""
    name = f"memcon-archive-{content_id(ledger.rpartition('@')[2], plan.inputs)}"
    return Path(name) if "://" in ledger else Path(ledger).resolve().parent / name


def fill_case(
    plan: Plan, ledger: str, *, work: Path, engine: Callable[[Path], Engine], watch: Watch = lambda _: None, told: Callable[[str], None]
) -> Made:
    """Put the archive into the case, or go on with it. Raises ArchiveError, LedgerError and ModelError; what is in the case stays.

    `told` is called with a line when the server of the case is away and is waited for.
    """
    with open_case(ledger, create=True) as case:
        sink = _Sink(case, Home(work), Options(plan.kind, plan.model).signature, told)
        made = make_archive(plan, work, engine=engine, watch=watch, sink=sink.take)
        if not made.lost:
            shutil.rmtree(work, ignore_errors=True)
    return made


@dataclass(frozen=True, slots=True)
class _Sink:
    """Takes splits into a case."""

    case: Case
    home: Home
    signature: str
    told: Callable[[str], None]

    def take(self, receipt: Receipt) -> None:
        """Take in what was read of a split, unless it is in the case."""
        source = f"archive:{receipt.key}"
        known = self.case.known_source(source)
        if known is not None and known.sha256 == receipt.key:
            return
        rows, failures = read_ledgers(self.home.out, receipt.key)
        load_patiently(self.case, rows, signature=self.signature, failures=failures, source=source, sha256=receipt.key, told=self.told)
        (self.home.out / ledgers_path(receipt.key)).unlink(missing_ok=True)
