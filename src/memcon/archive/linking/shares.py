"""Files whose rows lie share by share, so that whoever does one share reads nothing else of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from memcon.archive.home import WORK
from memcon.archive.linking.numbers import Ints
from memcon.archive.tables.rows import Row
from memcon.archive.tables.schema import arrow_schema
from memcon.archive.tables.writing import GROUP_ROWS, placed
from memcon.archive.tasks import Receipt, Stage, Task, Written
from memcon.errors import ArchiveError

if TYPE_CHECKING:
    import pyarrow as pa

_SHARES: Final = b"memcon.shares"


@dataclass(frozen=True, slots=True)
class Job:
    """A task of the second pass at work: where the archive is, and what is asked for."""

    task: Task
    out: Path

    def of(self, name: str) -> Any:
        """What the task says about itself."""
        return self.task.about[name]

    def path(self, step: str, name: str | None = None) -> str:
        """The file of this task, below the archive, or of another one, for a step of this run."""
        return f"{WORK}/link/{self.of('run')}/{step}/{name or self.task.key}.parquet"

    def file(self, step: str, name: str) -> Path:
        """The file of one task of a step of this run."""
        return self.out / self.path(step, name)

    def files(self, step: str) -> list[Path]:
        """All files of a step of this run, by name."""
        return files_of(self.out, self.of("run"), step)

    def final(self, table: str) -> str:
        """The file of this task in a table."""
        return f"{table}/part-{self.task.key}.parquet"

    def receipt(self, *files: Written, counts: dict[str, int] | None = None, failures: dict[str, int] | None = None) -> Receipt:
        """That it is done."""
        told = {code: n for code, n in (failures or {}).items() if n}
        return Receipt(Stage.LINK, self.task.key, files, counts or {}, told)


def files_of(out: Path, run: str, step: str) -> list[Path]:
    """All files of a step, by name; what is still being written has a name that begins with a dot."""
    return sorted(path for path in (out / WORK / "link" / run / step).glob("*.parquet") if not path.name.startswith("."))


def write_shares(out: Path, path: str, rows: pa.Table, shares: Ints) -> Written:
    """The rows as a file, sorted by share and else in their order: one group of rows for each share."""
    from pyarrow import parquet

    order = np.argsort(shares, kind="stable")
    ordered = rows.take(order)
    held, begins = np.unique(shares[order], return_index=True)
    ends = [*begins[1:].tolist(), len(order)][: len(held)]
    schema = rows.schema.with_metadata({_SHARES: json.dumps(held.tolist()).encode("ascii")})
    with placed(out / path) as temporary, parquet.ParquetWriter(temporary, schema, compression="zstd", write_statistics=False) as writer:
        for begin, end in zip(begins.tolist(), ends, strict=True):
            writer.write_table(ordered.slice(begin, end - begin), row_group_size=max(1, end - begin))
    return Written(path, rows.num_rows, (out / path).stat().st_size)


def read_share(file: Path, share: int, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of one share. Raises ArchiveError where the file is gone or damaged."""
    with _opened(file) as source:
        held = json.loads(source.schema_arrow.metadata[_SHARES])
        if share not in held:
            return source.schema_arrow.empty_table().select(list(columns)) if columns else source.schema_arrow.empty_table()
        return source.read_row_group(held.index(share), columns=list(columns) if columns else None)


def read_shares(files: Iterable[Path], share: int, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The rows of one share of each file, file by file."""
    for file in files:
        rows = read_share(file, share, columns)
        if rows.num_rows:
            yield rows


def read_all(files: Iterable[Path], columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """All rows of files, group by group."""
    for file in files:
        with _opened(file) as source:
            for group in range(source.num_row_groups):
                yield source.read_row_group(group, columns=list(columns) if columns else None)


def count_rows(files: Iterable[Path]) -> int:
    """The rows of files, as these say themselves. Raises ArchiveError where one is gone or damaged."""
    total = 0
    for file in files:
        with _opened(file) as source:
            total += source.metadata.num_rows
    return total


def _opened(file: Path) -> Any:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(file)
    except (OSError, pa.ArrowException) as error:
        raise ArchiveError(
            str(file), code="damaged", why="this file of the archive is gone or damaged; remove it, and give the same command again"
        ) from error


def write_rows(out: Path, path: str, table: str, pieces: Iterable[pa.Table]) -> Written:
    """The rows of a table that comes out, piece by piece, as a file that is there whole or not at all."""
    from pyarrow import parquet

    count = 0
    with placed(out / path) as temporary, parquet.ParquetWriter(temporary, arrow_schema(table), compression="zstd") as writer:
        for piece in pieces:
            writer.write_table(piece, row_group_size=GROUP_ROWS)
            count += piece.num_rows
    return Written(path, count, (out / path).stat().st_size)


def write_table(job: Job, table: str, rows: Iterable[Row]) -> Written:
    """The rows of a task in a table that comes out."""
    import pyarrow as pa

    pieces = (pa.Table.from_pylist(list(some), schema=arrow_schema(table)) for some in batched(rows, GROUP_ROWS))
    return write_rows(job.out, job.final(table), table, pieces)


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """So many rows at a time."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def column(rows: pa.Table, name: str) -> Any:
    """A column of numbers as an array."""
    return rows[name].to_numpy()
