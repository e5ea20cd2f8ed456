"""Intake: the texts of one split, taken out of whatever they came in, with their language and their marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from memcon.archive.copies.marks import mark
from memcon.archive.copies.sheets import Marking, sheet_table
from memcon.archive.home import WORK, Home
from memcon.archive.inputs.records import records
from memcon.archive.inputs.splits import Split
from memcon.archive.languages import UNKNOWN, identify
from memcon.archive.plan import Plan
from memcon.archive.tables.rows import LANGUAGE, READ, document_row, failed_row, sound
from memcon.archive.tables.schema import arrow_schema
from memcon.archive.tables.writing import Parts, write_file
from memcon.archive.tasks import Receipt, Stage, Task, Written
from memcon.formats.sandbox import Sandbox
from memcon.model.contract import to_dict
from memcon.model.document import Document
from memcon.model.ids import content_id
from memcon.model.ledger import Failure, Findings

Row = dict[str, Any]


def texts_path(key: str) -> str:
    """Where the texts of a piece of a split are until it is read."""
    return f"{WORK}/texts/{key[:2]}/{key}.parquet"


def sheet_path(key: str) -> str:
    """Where the marks of the texts of a piece are."""
    return f"{WORK}/sheets/{key[:2]}/{key}.parquet"


POINTS: Final = 20_000_000
"""Code points of texts that are held before they are written."""


def plan_intake(split: Row, plan: Plan) -> Task:
    """The task that takes in a split, as a survey has found it."""
    return Task(Stage.INTAKE, content_id("intake", split, plan.signature), {"split": split})


def take_in(task: Task, *, plan: Plan, home: Home, sandbox: Sandbox, told: Callable[[int, int], None]) -> Receipt:
    """The texts of the split as files, their marks as others, and what could not be read as failures. Raises ArchiveError.

    A split that cannot be cut before it is unpacked, such as a packed file of lines, is cut here: each piece of it is read by itself
    afterwards, and no more than one is held. `told` is called with the documents and words of it so far.
    """
    split = Split.from_dict(dict(task.about["split"]))
    taken = _Taken(home, task.key, plan.split_records)
    passed: Counter[str] = Counter()
    for row in sandbox.read_all(records(split, columns=plan.columns, kind=plan.kind, passed=passed)):
        if isinstance(row, Failure):
            taken.fail(row)
        else:
            taken.take(row, plan)
        told(taken.counts["documents"], taken.counts["words"])
    taken.counts.update({f"passed-{what}": count for what, count in passed.items()})
    return taken.receipt()


@dataclass(slots=True)
class _Taken:
    """What was taken out of a split: the piece in hand, and what is written of the others."""

    home: Home
    key: str
    most: int
    counts: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    pieces: list[tuple[str, int]] = field(default_factory=list)
    sheets: list[Written] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    markings: list[Marking] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    points: int = 0

    def take(self, document: Document, plan: Plan) -> None:
        """One more document."""
        language = identify(document.text, wanted=plan.languages)
        is_read = language in (*plan.languages, UNKNOWN)
        told = to_dict(Findings(replace(document, language=language)))["document"]
        row = document_row(sound(told), standing=READ if is_read else LANGUAGE)
        self.counts.update(documents=1, words=row["words"])
        if is_read:
            marked = mark(document.text, kind=document.kind.value)
            self.markings.append(Marking(document.id, document.origin, document.published or "", len(self.rows), marked))
        else:
            self.counts["other-language"] += 1
            self.counts[f"language-{language}"] += 1
        self.rows.append(row)
        self.points += len(document.text)
        if len(self.rows) >= self.most or self.points >= POINTS:
            self._write()

    def fail(self, failure: Failure) -> None:
        """One more that could not be read."""
        self.codes[failure.code] += 1
        self.failures.append(failure)

    def receipt(self) -> Receipt:
        """Everything written; the pieces, each with the number of texts whose marks stand in its sheet, are what is found."""
        if self.rows:
            self._write()
        parts = Parts(self.home.out, f"intake-{self.key}")
        for failure in self.failures:
            parts.add("failures", failed_row(failure))
        files = (*parts.write(), *self.sheets)
        return Receipt(Stage.INTAKE, self.key, files, dict(self.counts), dict(self.codes), found={"pieces": self.pieces})

    def _write(self) -> None:
        """Write the piece in hand."""
        import pyarrow as pa

        piece = f"{self.key}-{len(self.pieces):05}"
        write_file(self.home.out, texts_path(piece), pa.Table.from_pylist(self.rows, schema=arrow_schema("documents")))
        self.sheets.append(write_file(self.home.out, sheet_path(piece), sheet_table(self.markings)))
        self.pieces.append((piece, len(self.markings)))
        self.rows, self.markings, self.points = [], [], 0
