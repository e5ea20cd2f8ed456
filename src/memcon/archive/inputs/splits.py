"""Splits: the stretches of the inputs that are worked on at once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from memcon.model.ids import content_id


class Form(StrEnum):
    """How an input holds its records."""

    WARC = "warc"
    JSONL = "jsonl"
    PARQUET = "parquet"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Split:
    """A stretch of one input, or a few whole files.

    `path` is the input as it was given, or found in a folder. `start` and `end` are bytes of a web archive or a file of lines as
    it lies on the disk, row groups of a Parquet file, and 0 for files, whose paths are `files`. `mark` tells one state of the input
    from another: its size and its time, or what the store gives for it. `first` is the number of the first line or row in it.
    """

    form: Form
    path: str
    start: int = 0
    end: int = 0
    first: int = 0
    files: tuple[str, ...] = ()
    mark: str = ""

    @property
    def key(self) -> str:
        """The same for the same stretch of the same input in the same state."""
        return content_id(self.form, self.path, self.start, self.end, self.first, self.files, self.mark)

    def to_dict(self) -> dict[str, Any]:
        """The split as JSON."""
        return asdict(self) | {"form": self.form.value, "files": list(self.files)}

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Self:
        """The split that `to_dict` wrote."""
        return cls(**{**row, "form": Form(row["form"]), "files": tuple(row["files"])})
