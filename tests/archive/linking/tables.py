"""Small archives made of ledgers: their tables as the first pass leaves them, and the second pass over them in this process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pyarrow import parquet

from memcon.archive.linking.planning import MEMORY, phases, run_link
from memcon.archive.tables.rows import document_row, ledger_rows
from memcon.archive.tables.writing import Parts
from memcon.archive.tasks import Receipt, Task
from memcon.model.contract import Json
from memcon.model.ids import content_id
from memcon.store import Case

Row = dict[str, Any]


def write_tables(out: Path, ledgers: Iterable[Json], *, per_file: int = 100, near: dict[str, str] | None = None) -> None:
    """The tables of documents that were all read, so many documents to a split."""
    held: list[Json] = []
    for ledger in ledgers:
        held.append(ledger)
        if len(held) == per_file:
            _write_split(out, held, near or {})
            held = []
    if held:
        _write_split(out, held, near or {})


def _write_split(out: Path, ledgers: Sequence[Json], near: dict[str, str]) -> None:
    parts = Parts(out, content_id(*(ledger["document"]["id"] for ledger in ledgers)))
    for ledger in ledgers:
        document = ledger["document"]
        parts.add("documents", document_row(document, near=near.get(document["id"])), published=document["published"])
        for table, row in ledger_rows(ledger):
            parts.add(table, row, published=document["published"])
    parts.write()


def add_copy(out: Path, document: Json, *, of: str, name: str = "copies") -> None:
    """A document whose text was read elsewhere."""
    parts = Parts(out, name)
    parts.add("documents", document_row(document, standing="copy", copy_of=of), published=document["published"])
    parts.write()


def link(out: Path, *, backwards: bool = False, **options: Any) -> list[Receipt]:
    """The second pass, each task done by itself, as another process has it: from its JSON."""
    receipts: list[Receipt] = []
    for phase in phases(out, **{"memory": MEMORY} | options):
        tasks = [Task.from_dict(task.to_dict()) for task in phase]
        receipts += [run_link(task, out) for task in (reversed(tasks) if backwards else tasks)]
    return receipts


def table(out: Path, name: str) -> list[Row]:
    """All rows of a table that came out, in an order of their own."""
    rows = [row for file in sorted((out / name).rglob("*.parquet")) for row in parquet.read_table(file, partitioning=None).to_pylist()]
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])


def put_in(case: Case, ledgers: Iterable[Json]) -> None:
    """The same documents in a case."""
    for ledger in ledgers:
        case.add(ledger, signature="test/1")
