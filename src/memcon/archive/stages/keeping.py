"""What is kept of a split that was read: rows of the tables, or ledgers for a case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, Protocol

from memcon.archive.home import WORK
from memcon.archive.tables.rows import COPY, LANGUAGE, Row, document_dict, failed_row, ledger_rows, sound
from memcon.archive.tables.writing import Parts, read_file, write_file
from memcon.archive.tasks import Written
from memcon.model.contract import Json, failure_dict, to_dict
from memcon.run.pipeline import Outcome
from memcon.store.audit import canonical

WARNINGS: Final = {
    COPY: "the same text stands in the document {copy_of}, where its statements are",
    LANGUAGE: "this text is not in a language that was read ({language}); nothing was looked for in it",
}
"""Standing -> what a document of a case says of why nothing was found in it."""


class Keeper(Protocol):
    """Keeps what was found in the documents of one split, until all of it is written."""

    def keep(self, row: Row, outcome: Outcome | None) -> Json:
        """Keep a document, given as its row in the table, with what became of it; the ledger of what was found, empty for none."""
        ...

    def write(self) -> tuple[Written, ...]:
        """All of it as files. Raises ArchiveError."""
        ...


class TableKeeper:
    """Keeps rows of the tables."""

    def __init__(self, out: Path, key: str) -> None:
        self._parts = Parts(out, key)

    def keep(self, row: Row, outcome: Outcome | None) -> Json:
        if outcome is None or outcome.findings is None:
            self._parts.add("documents", row, published=row["published"])
            for failure in outcome.failures if outcome is not None else ():
                self._parts.add("failures", failed_row(failure))
            return {}
        ledger = sound(to_dict(outcome.findings))
        self._parts.add("documents", _with_warnings(row, ledger), published=row["published"])
        for table, found in ledger_rows(ledger):
            self._parts.add(table, found, published=row["published"])
        return ledger

    def write(self) -> tuple[Written, ...]:
        return self._parts.write()


class LedgerKeeper:
    """Keeps ledgers as JSON, to be put into a case."""

    def __init__(self, out: Path, key: str) -> None:
        self._out, self._key = out, key
        self._ledgers: list[Json] = []
        self._failures: list[Json] = []

    def keep(self, row: Row, outcome: Outcome | None) -> Json:
        if outcome is not None and outcome.findings is None:
            self._failures += [sound(failure_dict(failure)) for failure in outcome.failures]
            return {}
        ledger = sound(to_dict(outcome.findings)) if outcome is not None and outcome.findings is not None else _bare(row)
        self._ledgers.append(ledger)
        self._failures += ledger["failures"]
        return ledger if outcome is not None else {}

    def write(self) -> tuple[Written, ...]:
        import pyarrow as pa

        rows = [("ledger", one) for one in self._ledgers] + [("failure", one) for one in self._failures]
        told = [{"what": what, "row": json.dumps(row, ensure_ascii=False)} for what, row in rows]
        schema = pa.schema([("what", pa.string()), ("row", pa.string())])
        write_file(self._out, ledgers_path(self._key), pa.Table.from_pylist(told, schema=schema))
        return ()  # it is gone once the case has it, and the task is not to be done again for that


def ledgers_path(key: str) -> str:
    """Where the ledgers of a split are until they are in the case."""
    return f"{WORK}/ledgers/{key}.parquet"


def read_ledgers(out: Path, key: str) -> tuple[list[Json], list[Json]]:
    """The ledgers of a split, and its failures. Raises ArchiveError."""
    rows = read_file(out / ledgers_path(key)).to_pylist()
    told = {what: [json.loads(row["row"]) for row in rows if row["what"] == what] for what in ("ledger", "failure")}
    return told["ledger"], told["failure"]


def _with_warnings(row: Row, ledger: Json) -> Row:
    """The row with what detectors warned of beside what readers did."""
    if not ledger["document"]["warnings"]:
        return row
    details: dict[str, Any] = json.loads(row["details"]) | {"warnings": ledger["document"]["warnings"]}
    return row | {"details": canonical(details)}


def _bare(row: Row) -> Json:
    """The ledger of a document in which nothing was looked for, with the reason."""
    document = document_dict(row, json.loads(row["details"]))
    why = {"code": row["standing"], "message": WARNINGS[row["standing"]].format(**row), "span": None}
    return {
        "document": document | {"warnings": [*document["warnings"], why]},
        **{kind: [] for kind in ("actors", "statements", "events", "asks", "conflicts", "failures")},
    }
