"""Tables: CSV and XLSX, guarded against formulas (OWASP ASVS 1.2.10, CWE-1236), and Parquet, exact.

Spreadsheets take a cell that begins with one of a few signs for a formula, whatever quotation marks stand around it. Such a cell
gets an apostrophe in front in CSV and XLSX, and in these two only: the bundle, JSON and Parquet stay exact.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from memcon.model.hits import Hit
from memcon.ports import Selection

COLUMNS: Final = (
    "statement", "speaker", "act", "polarity", "stance", "manner", "content", "addressees", "on_whose_word", "said_from", "title", "outlet",
    "published", "kind", "origin", "place", "start", "end", "status", "document", "document_sha256", "disputed_by",
)  # fmt: skip
"""The columns of all three, in this order."""
NUMBERS: Final = frozenset({"start", "end"})
_LEADERS: Final = frozenset("=+-@\t\r\n\0＝＋－＠")


def guarded(value: str) -> str:
    """The value with an apostrophe in front where a spreadsheet might take it for a formula."""
    first = value.lstrip(" \u00a0\u3000")[:1]
    return f"'{value}" if value[:1] in _LEADERS or first in _LEADERS else value


def guarded_cell(value: Any) -> Any:
    """A cell for spreadsheets: numbers and nothing as they are, all else guarded and without the NUL that ends a file."""
    return value if value is None or isinstance(value, int | float) else guarded(str(value).replace("\0", "\ufffd"))


def write_table(columns: Sequence[str], rows: Iterable[Iterable[Any]], out: TextIO) -> None:
    """A table with a line of names, as RFC 4180 has it; every cell of text is guarded."""
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(map(guarded_cell, row) for row in rows)


def table_rows(selection: Selection) -> Iterator[dict[str, Any]]:
    """The rows of the table of statements, exact."""
    disputed = _disputed(selection)
    return (_row(hit, disputed) for hit in selection.hits())


def _disputed(selection: Selection) -> dict[str, list[str]]:
    """Statement or event -> the other rows of its document with which it cannot stand, as memcon found them."""
    found: dict[str, list[str]] = {}
    for stored in selection.documents():
        for conflict in stored.row["conflicts"]:
            found.setdefault(conflict["left"], []).append(conflict["right"])
            found.setdefault(conflict["right"], []).append(conflict["left"])
    return found


def _row(hit: Hit, disputed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    values = (
        hit.key, hit.speaker, hit.act, hit.polarity, hit.stance, hit.manner, hit.content, hit.addressees, hit.via, hit.said_from,
        hit.title, hit.outlet,
        hit.published, hit.kind, hit.origin, hit.place, hit.start, hit.end, hit.status, hit.document, hit.document_sha256,
        "; ".join(disputed.get(hit.key, ())),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


@dataclass(frozen=True, slots=True)
class Csv:
    """Writes one table of statements for spreadsheets and scripts."""

    name: str = "csv"
    suffix: str = ".csv"
    needs: tuple[str, ...] = ()

    def write(self, selection: Selection, target: Path) -> None:
        """UTF-8 without a byte order mark, lines ended by CR LF as RFC 4180 has them."""
        with target.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            write_table(COLUMNS, (row.values() for row in table_rows(selection)), out)


@dataclass(frozen=True, slots=True)
class Xlsx:
    """Writes one sheet of statements; every cell of text is text."""

    name: str = "xlsx"
    suffix: str = ".xlsx"
    needs: tuple[str, ...] = ("xlsxwriter",)

    def write(self, selection: Selection, target: Path) -> None:
        """A workbook with the sheet `statements`."""
        import xlsxwriter

        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
        with xlsxwriter.Workbook(str(target), options) as book:
            sheet = book.add_worksheet("statements")
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(COLUMNS):
                sheet.write_string(0, column, name)
            for n, row in enumerate(table_rows(selection), 1):
                for column, (name, value) in enumerate(row.items()):
                    if name in NUMBERS:
                        sheet.write_number(n, column, value)
                    elif value is not None:
                        sheet.write_string(n, column, _clean(guarded(str(value))))


CUT: Final = " … (cut: a cell holds no more; the bundle has it whole)"
LONGEST_CELL: Final = 32_767
"""Characters that a cell of a spreadsheet may hold."""


def _clean(value: str) -> str:
    """The value without the control characters that XML cannot hold, and no longer than a cell may be."""
    held = "".join(c if c in "\t\n" or ord(c) >= 0x20 else "\ufffd" for c in value)
    return held if len(held) <= LONGEST_CELL else held[: LONGEST_CELL - len(CUT)] + CUT


@dataclass(frozen=True, slots=True)
class Parquet:
    """Writes one table of statements for analysis, exact."""

    name: str = "parquet"
    suffix: str = ".parquet"
    needs: tuple[str, ...] = ("pyarrow",)

    def write(self, selection: Selection, target: Path) -> None:
        """One file, zstd, the columns of the reference page with the JSON of the statement behind them."""
        import pyarrow as pa
        from pyarrow import parquet

        schema = arrow_schema().append(pa.field("details", pa.string()))
        with parquet.ParquetWriter(target, schema, compression="zstd") as out:
            batch: list[dict[str, Any]] = []
            disputed = _disputed(selection)
            for hit in selection.hits():
                batch.append(_row(hit, disputed) | {"details": hit.details})
                if len(batch) >= BATCH:
                    out.write_table(pa.Table.from_pylist(batch, schema=schema))
                    batch = []
            out.write_table(pa.Table.from_pylist(batch, schema=schema))


def arrow_schema() -> Any:
    """The columns of the table as Arrow has them."""
    import pyarrow as pa

    return pa.schema([(name, pa.int64() if name in NUMBERS else pa.string()) for name in COLUMNS])


BATCH: Final = 10_000
"""Rows that are written to Parquet at once."""

CSV, XLSX, PARQUET = Csv(), Xlsx(), Parquet()
