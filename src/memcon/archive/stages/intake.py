"""Intake: the texts of one split, taken out of whatever they came in, with their language and their marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from memcon.archive.copies.marks import mark
from memcon.archive.copies.sheets import Marking, sheet_table
from memcon.archive.home import WORK, Home
from memcon.archive.inputs.records import records
from memcon.archive.inputs.splits import Split
from memcon.archive.languages import UNKNOWN, identify
from memcon.archive.plan import Plan
from memcon.archive.tables.rows import LANGUAGE, READ, document_row, failure_row, sound
from memcon.archive.tables.schema import arrow_schema
from memcon.archive.tables.writing import Parts, write_file
from memcon.archive.tasks import Receipt, Stage, Task
from memcon.formats.sandbox import Sandbox
from memcon.model.contract import failure_dict, to_dict
from memcon.model.document import Document
from memcon.model.ledger import Failure, Findings

Row = dict[str, Any]


def texts_path(key: str) -> str:
    """Where the texts of a split are until it is read."""
    return f"{WORK}/texts/{key[:2]}/{key}.parquet"


def sheet_path(key: str) -> str:
    """Where the marks of the texts of a split are."""
    return f"{WORK}/sheets/{key[:2]}/{key}.parquet"


@dataclass(slots=True)
class _Taken:
    """What was taken out of a split so far."""

    rows: list[Row] = field(default_factory=list)
    markings: list[Marking] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def take_in(task: Task, *, plan: Plan, home: Home, sandbox: Sandbox, told: Callable[[int, int], None]) -> Receipt:
    """The texts of the split as a file, their marks as another, and what could not be read as failures. Raises ArchiveError.

    `told` is called with the documents and words of it so far.
    """
    split = Split.from_dict(dict(task.about["split"]))
    taken = _Taken()
    passed: Counter[str] = Counter()
    for row in sandbox.read_all(records(split, columns=plan.columns, kind=plan.kind, passed=passed)):
        if isinstance(row, Failure):
            taken.failures.append(row)
        else:
            _take(taken, row, plan)
            told(taken.counts["documents"], taken.counts["words"])
    taken.counts.update({f"passed-{what}": count for what, count in passed.items()})
    return _written(task, taken, home)


def _take(taken: _Taken, document: Document, plan: Plan) -> None:
    language = identify(document.text, wanted=plan.languages)
    is_read = language in (*plan.languages, UNKNOWN)
    told = to_dict(Findings(replace(document, language=language)))["document"]
    row = document_row(sound(told), standing=READ if is_read else LANGUAGE)
    taken.counts.update(documents=1, words=row["words"])
    if is_read:
        marked = mark(document.text, kind=document.kind.value)
        taken.markings.append(Marking(document.id, document.origin, document.published or "", len(taken.rows), marked))
    else:
        taken.counts["other-language"] += 1
        taken.counts[f"language-{language}"] += 1
    taken.rows.append(row)


def _written(task: Task, taken: _Taken, home: Home) -> Receipt:
    import pyarrow as pa

    parts = Parts(home.out, f"intake-{task.key}")
    for failure in taken.failures:
        parts.add("failures", failure_row(sound(failure_dict(failure))))
    write_file(home.out, texts_path(task.key), pa.Table.from_pylist(taken.rows, schema=arrow_schema("documents")))
    sheet = write_file(home.out, sheet_path(task.key), sheet_table(taken.markings))
    codes = Counter(failure.code for failure in taken.failures)
    return Receipt(Stage.INTAKE, task.key, (*parts.write(), sheet), dict(taken.counts), dict(codes), found={"marked": len(taken.markings)})
