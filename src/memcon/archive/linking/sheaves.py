"""The tables as the first pass left them, some thousand documents at a time: the rows of a document lie in files of one name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from memcon.archive.linking.shares import count_rows
from memcon.archive.tables.rows import READ, Row
from memcon.archive.tables.writing import read_file

DOCUMENT_BYTES: Final = 128 * 1024
"""What a task that goes through documents may hold for each of them, with all that it writes."""
BATCH: Final = 200
"""Documents that are in memory with their texts."""


def find_stems(out: Path, table: str) -> list[str]:
    """The files of a table, below its folder, without their ending, by name."""
    files = (out / table).rglob("*.parquet")
    return sorted(str(file.relative_to(out / table))[: -len(".parquet")] for file in files if not file.name.startswith("."))


def bind_sheaves(out: Path, size: int) -> list[tuple[str, ...]]:
    """The files of documents in sheaves, each of so many documents or a few more."""
    sheaves: list[tuple[str, ...]] = []
    sheaf: list[str] = []
    held = 0
    for stem in find_stems(out, "documents"):
        sheaf.append(stem)
        held += count_rows([out / "documents" / f"{stem}.parquet"])
        if held >= size:
            sheaves.append(tuple(sheaf))
            sheaf, held = [], 0
    return [*sheaves, tuple(sheaf)] if sheaf else sheaves


def read_rows(out: Path, table: str, stem: str, columns: Sequence[str]) -> list[Row]:
    """The rows of a table in the files of this name; none where there are none."""
    path = out / table / f"{stem}.parquet"
    rows: list[Row] = read_file(path, columns).to_pylist() if path.exists() else []
    return rows


def read_documents(out: Path, stem: str, columns: Sequence[str], *, standing: str | None = READ) -> Iterator[Row]:
    """The documents of this name that were read, or of another standing, or all; few at a time, for texts are long."""
    from pyarrow import parquet

    wanted = [*dict.fromkeys((*columns, "standing"))]
    with parquet.ParquetFile(out / "documents" / f"{stem}.parquet") as source:
        for batch in source.iter_batches(batch_size=BATCH, columns=wanted):
            yield from (row for row in batch.to_pylist() if standing is None or row["standing"] == standing)


def details(row: Row) -> dict[str, Any]:
    """The whole row, as the JSON ledger has it."""
    told: dict[str, Any] = json.loads(row["details"])
    return told
