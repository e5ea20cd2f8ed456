"""The records of a split, one at a time, as the files that the child process reads: no more than one is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from memcon.archive.inputs.files import file_records
from memcon.archive.inputs.lines import line_records
from memcon.archive.inputs.parquets import parquet_records
from memcon.archive.inputs.splits import Form, Split
from memcon.archive.inputs.stores import Stored, open_stored
from memcon.archive.inputs.surveying import changed
from memcon.archive.inputs.warcs import warc_records
from memcon.archive.plan import Columns
from memcon.errors import FormatError, Unreadable
from memcon.formats.sandbox import File
from memcon.model.document import Kind
from memcon.model.ledger import Failure


def records(split: Split, *, columns: Columns, kind: Kind | None, passed: Counter[str] | None = None) -> Iterator[File | Failure]:
    """Each page, row or file of the split, and a failure for each that cannot be read; what comes after it is still read.

    Records that hold no page (requests, pictures, errors of servers) give nothing, and are counted in `passed` by what they are.
    """
    if split.form is Form.FILES:
        yield from file_records(split, kind=kind)
        return
    try:
        with open_stored(split.path) as file:
            if file.state.mark != split.mark:
                yield changed(split.path)
            else:
                yield from _taken(split, file, columns, kind, Counter() if passed is None else passed)
    except (FormatError, Unreadable) as error:
        yield Failure(error.origin if isinstance(error, FormatError) else split.path, "open", error.code, str(error))


def _taken(split: Split, file: Stored, columns: Columns, kind: Kind | None, passed: Counter[str]) -> Iterator[File | Failure]:
    if split.form is Form.WARC:
        yield from warc_records(split, file, kind=kind, passed=passed)
    elif split.form is Form.JSONL:
        yield from line_records(split, file, columns=columns, kind=kind)
    else:
        yield from parquet_records(split, file, columns=columns, kind=kind)
