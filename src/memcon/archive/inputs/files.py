"""Plain files: each is sent to the child process as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from memcon import limits
from memcon.archive.inputs.splits import Split
from memcon.archive.inputs.stores import is_remote, open_stored
from memcon.errors import FormatError, OverLimit, Unreadable
from memcon.formats.sandbox import File
from memcon.model.document import Kind
from memcon.model.ledger import Failure
from memcon.run.sources import Source


def file_records(split: Split, *, kind: Kind | None) -> Iterator[File | Failure]:
    """The files of a split, one after another, and a failure for each that cannot be opened."""
    for path in split.files:
        try:
            yield File(_fetch(path), path, kind)
        except (FormatError, Unreadable) as error:
            yield Failure(path, "open", error.code, str(error))


def _fetch(path: str) -> bytes:
    """The bytes. Raises Unreadable, Missing, and OverLimit before a file over FILE_BYTES is read."""
    if not is_remote(path):
        return Source(path, Path(path)).fetch()
    with open_stored(path) as file:
        if file.state.size > limits.FILE_BYTES:
            raise OverLimit(path, limit="FILE_BYTES", allowed=limits.FILE_BYTES, found=file.state.size)
        return file.read(0, limits.FILE_BYTES + 1)
