"""The columns of all tables in words: `python -m memcon.archive.tables.describing` prints what docs/reference/archive.md has of them."""

from __future__ import annotations

import sys

from memcon.archive.tables.schema import TABLES, Column


def describe_tables() -> str:
    """A section of Markdown for each table, in the order of the schema."""
    return "\n".join(f"### `{table}`\n\n{_columns(columns)}\n" for table, columns in TABLES.items())


def _columns(columns: tuple[Column, ...]) -> str:
    rows = (f"| `{column.name}` | {column.type} | {column.holds} |" for column in columns)
    return "\n".join(("| column | type | holds |", "|---|---|---|", *rows))


if __name__ == "__main__":
    sys.stdout.write(describe_tables())
