"""The statements that are shown, as files: the same rows, in the same number."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Final, TypeVar

from memcon.export.hits import hit_line
from memcon.export.tables import COLUMNS, guarded_cell, table_rows
from memcon.model.hits import Hit
from memcon.model.listings import Order
from memcon.run.exporting import export_case, forms, missing_for, pack_folder, suffix_of
from memcon.store import Case
from memcon.store.finding import find
from memcon.store.search import Query
from memcon.store.selecting import CaseSelection
from memcon.web.rooms.statements.asked import Filters

T = TypeVar("T")
STEP: Final = 500
"""Rows that are sent at once."""
PIECE: Final = 256 * 1024
"""Bytes of a file that are sent at once."""
TOLD: Final[Mapping[str, tuple[str, str]]] = {
    "csv": ("CSV", "one table of these statements, for spreadsheets and scripts"),
    "xlsx": ("Excel", "the same table as a sheet"),
    "parquet": ("Parquet", "the same table for analysis, exact"),
    "report": ("Report", "a page to print: these statements by speaker, marked in their documents"),
    "bundle": ("Bundle", "everything of the documents in which they stand, as a folder in a zip; memcon import takes it in"),
    "ftm": ("FollowTheMoney", "who said what to whom as entities"),
    "annotation": ("Web Annotation", "each statement as a note upon its document"),
    "prov": ("PROV-O", "where each statement comes from, and who judged it"),
    "events": ("Events", "one table of what happened in the documents in which they stand"),
    "plover": ("PLOVER", "the same events in PLOVER"),
}  # fmt: skip
"""What the forms are called, and what each holds."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which statements can be taken out; `missing` says what must be installed before."""

    name: str
    label: str
    about: str
    missing: str


@dataclass(frozen=True)
class OrderedSelection(CaseSelection):
    """A selection of a case, its statements in the order in which they are shown."""

    order: Order = Order.BEST

    def hits(self) -> Iterator[Hit]:
        """The statements that fit, in this order."""
        return find(self.connection, self.query, order=self.order)


def list_forms() -> tuple[Form, ...]:
    """All forms there are, those of other packages last."""
    known = sorted(forms(), key=lambda name: list(TOLD).index(name) if name in TOLD else len(TOLD))
    return tuple(Form(name, *TOLD.get(name, (name, "")), missing_for(name)) for name in known)


def label_of(form: str) -> str:
    """What the form is called."""
    return TOLD.get(form, (form, ""))[0]


def csv_pieces(case: Case, filters: Filters) -> Iterator[str]:
    """The table that `memcon export --to csv` writes, in the order that is shown."""
    with case.selection(filters.query) as whole:
        selection = OrderedSelection(whole.connection, whole.name, whole.query, filters.sorting)
        lines = csv.writer(_Echo())
        rows: Iterator[Iterable[object]] = (map(guarded_cell, row.values()) for row in table_rows(selection))
        for batch in _batches(chain([COLUMNS], rows)):
            yield "".join(str(lines.writerow(row)) for row in batch)


class _Echo:
    """Gives each line to whoever wrote it."""

    def write(self, line: str) -> str:
        return line


def json_lines(case: Case, filters: Filters) -> Iterator[str]:
    """Each statement as `memcon find --json` prints it, one a line."""
    for batch in _batches(case.find(filters.query, order=filters.sorting)):
        yield "".join(_lines(case, batch))


def json_pieces(case: Case, filters: Filters) -> Iterator[str]:
    """One object: what was asked for, and the statements in `statements`."""
    yield f'{{"asked": {json.dumps(dict(filters.set), ensure_ascii=False)}, "statements": ['
    joint = "\n"
    for batch in _batches(case.find(filters.query, order=filters.sorting)):
        yield joint + ",\n".join(line.rstrip("\n") for line in _lines(case, batch))
        joint = ",\n"
    yield "\n]}\n"


def _lines(case: Case, hits: list[Hit]) -> Iterator[str]:
    disputed = case.disputed(hits)
    return (hit_line(hit, disputed.get(hit.key, ())) for hit in hits)


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while batch := list(islice(left, STEP)):
        yield batch


def write_form(case: Case, form: str, query: Query, folder: Path) -> Path:
    """The file that the form makes of the statements, in the folder; a form that is a folder is packed. Raises WrongUse and LedgerError."""
    target = folder / f"{Path(case.name).stem}-{form}{suffix_of(form)}"
    export_case(case, form, target, query)
    return pack_folder(target) if target.is_dir() else target


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that is sent: its name, how long it is, and its pieces. It has no name on the disk any more, and goes when it was sent."""

    name: str
    size: int
    pieces: Iterator[bytes]


def make_file(case: Case, form: str, query: Query) -> Sent:
    """The file that the form makes of the statements. Nothing stays on the disk. Raises WrongUse and LedgerError."""
    with tempfile.TemporaryDirectory(prefix="memcon-") as folder:
        made = write_form(case, form, query, Path(folder))
        file = made.open("rb")  # what is open can be read to its end, also when its name is gone
    return Sent(made.name, os.fstat(file.fileno()).st_size, _pieces(file))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with closing(file):
        while piece := file.read(PIECE):
            yield piece
