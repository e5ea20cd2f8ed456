"""Files of the tables: written under another name, brought to the disk, and only then given their own."""

from __future__ import annotations

import errno
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from memcon.archive.tables.rows import Row
from memcon.archive.tables.schema import arrow_schema
from memcon.archive.tasks import Written
from memcon.errors import ArchiveError

if TYPE_CHECKING:
    import pyarrow as pa

NOWHEN: Final = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, Spark and Arrow call the part of a table whose year is not known."""
WITHOUT_YEAR: Final = frozenset({"failures"})
"""Tables that are not parted by year."""
GROUP_ROWS: Final = 20_000
"""Rows of one row group: a query for one month of a large file reads little else."""


class Parts:
    """The rows of one task, by table and year, held until they are written: a split has some hundred documents."""

    def __init__(self, out: Path, key: str) -> None:
        self._out, self._key = out, key
        self._rows: dict[tuple[str, str], list[Row]] = defaultdict(list)

    def add(self, table: str, row: Row, *, published: str | None = None) -> None:
        """One more row; `published` is the day of its document, by whose year tables are parted."""
        self._rows[table, "" if table in WITHOUT_YEAR else year_of(published)].append(row)

    def write(self) -> tuple[Written, ...]:
        """All rows as files, the last thing that a task does. Raises ArchiveError where the disk does not take them."""
        return tuple(self._write(table, year, rows) for (table, year), rows in sorted(self._rows.items()))

    def _write(self, table: str, year: str, rows: Sequence[Row]) -> Written:
        import pyarrow as pa

        folder = f"{table}/year={year}" if year else table
        return write_file(self._out, f"{folder}/{self._key}.parquet", pa.Table.from_pylist(list(rows), schema=arrow_schema(table)))


def year_of(published: str | None) -> str:
    """The year by which a row is parted; NOWHEN where it is not known."""
    year = (published or "")[:4]
    return year if len(year) == 4 and year.isdigit() else NOWHEN


def write_file(out: Path, path: str, table: pa.Table, *, group_rows: int = GROUP_ROWS) -> Written:
    """The table as a file below `out`, there whole or not at all. Raises ArchiveError where the disk does not take it."""
    from pyarrow import parquet

    with placed(out / path) as temporary:
        parquet.write_table(table, temporary, compression="zstd", row_group_size=group_rows)
    return Written(path, table.num_rows, (out / path).stat().st_size)


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """A name to write under; what was written is at `target` afterwards, whole. Raises ArchiveError where the disk says no."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        sync(temporary)
        temporary.replace(target)
    except OSError as error:
        raise disk_error(target, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Everything that was written is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def disk_error(target: Path, error: OSError) -> ArchiveError:
    """What to do about a disk that took no more."""
    if error.errno in _FULL:
        return ArchiveError(
            str(target), code="disk", why="the disk is full; make room, and give the same command again: it goes on where it was"
        )
    return ArchiveError(
        str(target), code="disk", why=f"it cannot be written ({error.strerror or error}); mend that, and give the same command again"
    )


def read_file(path: Path, columns: Sequence[str] | None = None) -> Any:
    """A table that was written. Raises ArchiveError where it is gone or damaged."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.read_table(path, columns=list(columns) if columns is not None else None, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise ArchiveError(
            str(path), code="damaged", why="this file of the archive is gone or damaged; remove it, and give the same command again"
        ) from error
