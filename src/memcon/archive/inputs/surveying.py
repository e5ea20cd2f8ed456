"""Inputs cut into splits of about as many records: nothing is read but what tells where one record ends."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.archive.inputs.forms import HEAD_BYTES, form_by_head
from memcon.archive.inputs.lines import survey_lines
from memcon.archive.inputs.listing import Input
from memcon.archive.inputs.parquets import survey_parquet
from memcon.archive.inputs.splits import Form, Split
from memcon.archive.inputs.stores import Stored, open_stored
from memcon.archive.inputs.warcs import survey_warc
from memcon.archive.plan import Columns
from memcon.errors import FormatError, Unreadable
from memcon.model.ledger import Failure


def survey(one: Input, *, split_records: int, columns: Columns) -> Iterator[Split | Failure]:
    """The splits of an input, in order: together they are all of it. A failure where it cannot be opened or holds no text.

    An input that is not what its name says is one split of a plain file: whoever reads it finds out what it is.
    """
    if one.form is Form.FILES:
        yield Split(Form.FILES, one.path, files=one.files, mark=one.mark)
        return
    try:
        with open_stored(one.path) as file:
            if file.state.mark != one.mark:
                yield changed(one.path)
            elif form_by_head(file.read(0, HEAD_BYTES), one.path) is not one.form:
                yield Split(Form.FILES, one.path, files=(one.path,), mark=one.mark)
            else:
                yield from _cut(one, file, split_records, columns)
    except (FormatError, Unreadable) as error:
        yield Failure(error.origin if isinstance(error, FormatError) else one.path, "open", error.code, str(error))


def changed(path: str) -> Failure:
    """That an input is not what it was when it was found."""
    return Failure(
        path, "open", "changed", f"{path}: the file changed while it was read; it was left alone. Read it again once it is whole"
    )


def _cut(one: Input, file: Stored, split_records: int, columns: Columns) -> Iterator[Split | Failure]:
    if one.form is Form.WARC:
        yield from survey_warc(one, file, split_records=split_records)
    elif one.form is Form.JSONL:
        yield from survey_lines(one, file, split_records=split_records, columns=columns)
    else:
        yield from survey_parquet(one, file, split_records=split_records, columns=columns)
