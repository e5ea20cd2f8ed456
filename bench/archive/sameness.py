"""Whether two archives hold the same tables: a digest for each, of its rows in no order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from memcon.archive.tables.schema import TABLES


def table_digests(out: Path) -> dict[str, tuple[int, str]]:
    """How many rows each table of the archive has, and what tells them from others; however they lie in files."""
    return {table: _digest(out / table) for table in TABLES}


def differing(one: Mapping[str, tuple[int, str]], other: Mapping[str, tuple[int, str]]) -> list[str]:
    """The tables that are not the same in both, by name."""
    return sorted(table for table in one.keys() | other.keys() if one.get(table) != other.get(table))


def _digest(table: Path) -> tuple[int, str]:
    marks = sorted(_row_marks(table))
    return len(marks), hashlib.sha256(b"".join(marks)).hexdigest()


def _row_marks(table: Path) -> Iterator[bytes]:
    """A short digest of each row, with the part of the table in which it lies."""
    from pyarrow import parquet

    for file in sorted(table.rglob("*.parquet")):
        part = file.parent.name.encode()
        with parquet.ParquetFile(file) as source:
            for batch in source.iter_batches():
                for row in batch.to_pylist():
                    told = json.dumps(row, ensure_ascii=True, sort_keys=True, default=str).encode()
                    yield hashlib.blake2b(part + b"\0" + told, digest_size=16).digest()
