"""The pieces of work that a plan is cut into, and the receipt for each. Nothing in them but names, paths and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

Json = dict[str, Any]


class Stage(StrEnum):
    """The stages of a plan, in their order; each begins when all tasks of the one before are done."""

    SURVEY = "survey"
    """Find the splits of one input."""
    INTAKE = "intake"
    """Take the texts out of one split."""
    SIFT = "sift"
    """Find copies among the texts, one share of their marks at a time."""
    GROUP = "group"
    """Put the copies that were found together."""
    READ = "read"
    """Read the texts of one split, and write its rows."""
    LINK = "link"
    """Find what holds across documents, one share at a time."""


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work: `key` is the same for the same work on any machine, and files are named by it."""

    stage: Stage
    key: str
    about: Mapping[str, Any]

    def to_dict(self) -> Json:
        """The task as JSON."""
        return {"stage": self.stage.value, "key": self.key, "about": dict(self.about)}

    @classmethod
    def from_dict(cls, row: Json) -> Self:
        """The task that `to_dict` wrote."""
        return cls(Stage(row["stage"]), row["key"], row["about"])


@dataclass(frozen=True, slots=True)
class Written:
    """A file that a task has written: its path below the folder of the archive, its rows and its bytes."""

    path: str
    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a task is done: what it wrote, what it counted, the failures by code, and the processor time it took.

    `found` is what the next stage needs to know of it, as JSON.
    """

    stage: Stage
    key: str
    files: tuple[Written, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    found: Json = field(default_factory=dict)

    def to_dict(self) -> Json:
        """The receipt as JSON."""
        return {
            "stage": self.stage.value,
            "key": self.key,
            "files": [[file.path, file.rows, file.size] for file in self.files],
            "counts": dict(self.counts),
            "failures": dict(self.failures),
            "seconds": round(self.seconds, 3),
            "found": self.found,
        }

    @classmethod
    def from_dict(cls, row: Json) -> Self:
        """The receipt that `to_dict` wrote. Raises KeyError, TypeError and ValueError for what is none."""
        files = tuple(Written(str(path), int(rows), int(size)) for path, rows, size in row["files"])
        return cls(Stage(row["stage"]), row["key"], files, row["counts"], row["failures"], float(row["seconds"]), row["found"])
