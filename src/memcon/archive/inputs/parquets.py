"""Parquet: cut between row groups, and read some hundred rows at a time. pyarrow is imported where it is needed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from memcon import limits
from memcon.archive.inputs.rows import has_text, no_text_column, row_file, wanted
from memcon.archive.inputs.splits import Form, Split
from memcon.archive.inputs.stores import INSTALL, Stored
from memcon.archive.plan import Columns
from memcon.errors import BrokenFile, EmptyFile, Missing
from memcon.formats.sandbox import File
from memcon.model.document import Kind
from memcon.model.ledger import Failure

if TYPE_CHECKING:
    from memcon.archive.inputs.listing import Input

_ROWS: Final = 256
"""How many rows are held at once, where they are of the usual size."""
_BATCH_BYTES: Final = 64 * limits.MEBIBYTE
"""What the rows held at once may take, as far as the file tells."""
_BUFFER: Final = limits.MEBIBYTE


def survey_parquet(one: Input, file: Stored, *, split_records: int, columns: Columns) -> Iterator[Split | Failure]:
    """Splits of whole row groups with so many rows or more. Raises BrokenFile, EmptyFile and Missing."""
    table = _open(one.path, file)
    names = table.schema_arrow.names
    if not has_text(names, columns):
        yield no_text_column(one.path, names, columns)
        return
    if not table.metadata.num_rows:
        raise EmptyFile(one.path, why="the table has no rows")
    begin = rows = done = 0
    groups = table.metadata.num_row_groups
    for group in range(groups):
        rows += table.metadata.row_group(group).num_rows
        if rows >= split_records or group == groups - 1:
            yield Split(Form.PARQUET, one.path, begin, group + 1, done + 1, mark=one.mark)
            begin, done, rows = group + 1, done + rows, 0


def parquet_records(split: Split, file: Stored, *, columns: Columns, kind: Kind | None) -> Iterator[File | Failure]:
    """A file for each row that holds a text, and a failure for each other one. Raises BrokenFile and Missing."""
    table = _open(split.path, file)
    names = table.schema_arrow.names
    if not has_text(names, columns):
        yield no_text_column(split.path, names, columns)
        return
    first = split.first
    for group in range(split.start, min(split.end, table.metadata.num_row_groups)):
        yield from _group(table, group, first, split.path, columns, kind)
        first += table.metadata.row_group(group).num_rows


def _open(path: str, file: Stored) -> Any:
    """The table. Raises BrokenFile and Missing."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise Missing(path, what="pyarrow, which reads Parquet, is not installed", mend=INSTALL) from error
    try:
        return ParquetFile(_Handle(file), pre_buffer=False, buffer_size=_BUFFER)
    except (ArrowException, OSError, ValueError, MemoryError) as error:
        raise BrokenFile(path, why="the Parquet file is damaged or cut short, or is locked; get it again") from error


def _group(table: Any, group: int, first: int, path: str, columns: Columns, kind: Kind | None) -> Iterator[File | Failure]:
    """The rows of one row group; where it is damaged, a failure that names the rows that are lost."""
    from pyarrow import ArrowException

    about = table.metadata.row_group(group)
    names = wanted(table.schema_arrow.names, columns)
    size = max(1, min(_ROWS, _BATCH_BYTES * about.num_rows // max(1, about.total_byte_size)))
    batches = table.iter_batches(batch_size=size, row_groups=[group], columns=names, use_threads=False)
    done = 0
    while True:
        try:
            batch = next(batches, None)
            rows = [] if batch is None else list(_rows(batch))
        except (ArrowException, OSError, ValueError, MemoryError) as error:
            last = first + about.num_rows - 1
            why = f"rows {first + done:,} to {last:,} of the table are damaged ({type(error).__name__}); the others were read. Get it again"
            yield Failure(path, "open", BrokenFile.code, f"{path}: {why}")
            return
        if batch is None:
            return
        for number, row in enumerate(rows, first + done):
            yield row_file(row, number, path, columns=columns, kind=kind)
        done += len(rows)


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    columns = {name: _values(column) for name, column in reversed(list(zip(batch.schema.names, batch.columns, strict=True)))}
    for at in range(batch.num_rows):
        yield {name: values[at] for name, values in columns.items()}


def _values(column: Any) -> list[Any]:
    """The values of a column as Python has them; times to the second, for Python has no finer ones, and none where it has no such day."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("s", column.type.tz), safe=False)
    elif pa.types.is_string(column.type):
        column = column.cast(pa.binary())  # bytes that are no UTF-8 raise when they are made a text, and would cost the whole batch
    elif pa.types.is_large_string(column.type):
        column = column.cast(pa.large_binary())
    return [_value(scalar) for scalar in column]


def _value(scalar: Any) -> Any:
    try:
        value = scalar.as_py()
    except (ValueError, OverflowError):
        return None
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


class _Handle(io.RawIOBase):
    """An open file as pyarrow reads it."""

    def __init__(self, file: Stored) -> None:
        super().__init__()
        self._file, self._at = file, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = offset + (0, self._at, self._file.state.size)[whence]
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        left = self._file.state.size - self._at
        data = self._file.read(self._at, left if size is None or size < 0 else min(size, left))
        self._at += len(data)
        return data
