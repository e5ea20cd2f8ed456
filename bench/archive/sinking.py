"""How quickly an archive sinks into PostgreSQL: `Case.load` against a plain COPY of exactly the same rows, on one server in one run.

The limit is what the server can take: the rows of the loaded case, in memory as COPY wants them, go into empty tables of the same
schema with the same indexes, generated columns, keys and guards, in as many transactions. No work of ours is in it. Both take turns,
split by split, so that what else the machine does meanwhile falls on both.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal
from sqlalchemy import Table
from tests.store import postgres

from bench.case import STATEMENTS, make_row
from memcon.model.contract import Json
from memcon.store import Case, open_case
from memcon.store.tables import META, log

TO_REACH = 0.3
"""Documents a second that we load, by those of the limit."""
Chunks = list[tuple[Table, bytes]]
"""What one transaction copies, in an order in which no row points to one that is not there."""


@dataclass(slots=True)
class Times:
    """Seconds for each split: of loading it, and of copying its rows, which are counted."""

    load: list[float] = field(default_factory=list)
    copy: list[float] = field(default_factory=list)
    rows: int = 0


def main() -> int:
    """Print all figures; 1 where the ratio is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--split", type=int, default=500)
    args = parser.parse_args()
    rows = [make_row(n) for n in range(args.documents)]
    splits = [rows[start : start + args.split] for start in range(0, len(rows), args.split)]
    times = _measure(splits)
    print(f"{args.documents:,} documents of {STATEMENTS} statements in {len(splits)} splits, {times.rows:,} rows")
    for name, each in (("memcon", times.load), ("plain COPY", times.copy)):
        speed = f"{args.documents / sum(each):,.0f} documents and {times.rows / sum(each):,.0f} rows a second"
        print(f"{name}: {sum(each):.1f} s, {speed}")
    ratio = sum(times.copy) / sum(times.load)
    middle = statistics.median(copy / load for load, copy in zip(times.load, times.copy, strict=True))
    print(f"ratio {ratio:.2f}, median of the splits {middle:.2f} (to reach: {TO_REACH})")
    return 0 if ratio >= TO_REACH else 1


def _measure(splits: Sequence[Sequence[Json]]) -> Times:
    times = Times()
    with postgres.server(durable=True) as address:
        ours, bare = _database(address, "ours"), _database(address, "bare")
        open_case(bare, create=True).close()
        with open_case(ours, create=True) as case, psycopg.connect(ours, autocommit=True) as asking, psycopg.connect(bare) as copying:
            marks = _marks(asking)
            for n, split in enumerate(splits):
                times.load.append(_load(case, split, n))
                before, marks = marks, _marks(asking)
                seconds, rows = _copy(copying, _chunks(asking, before, marks))
                times.copy.append(seconds)
                times.rows += rows
    return times


def _database(address: str, name: str) -> str:
    """The address of an empty database."""
    with psycopg.connect(f"{address}/postgres", autocommit=True) as boss:
        boss.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return f"{address}/{name}"


def _load(case: Case, split: Sequence[Json], n: int) -> float:
    """The seconds of loading."""
    started = time.perf_counter()
    loaded = case.load(split, signature="bench", source=f"split{n}", sha256=str(n))
    spent = time.perf_counter() - started
    assert loaded.new == len(split)
    return spent


def _number(table: Table) -> Identifier:
    return Identifier("seq" if table is log else "id")


def _marks(asking: psycopg.Connection) -> dict[str, int]:
    """The last row number of each table."""
    last = "SELECT coalesce(max({}), 0) FROM {}"
    found = {t.name: asking.execute(SQL(last).format(_number(t), Identifier(t.name))).fetchone() for t in META.sorted_tables}
    return {name: int(row[0]) for name, row in found.items() if row is not None}


def _columns(table: Table) -> Composed:
    return SQL(", ").join(Identifier(column.name) for column in table.columns)


def _chunks(asking: psycopg.Connection, before: dict[str, int], after: dict[str, int]) -> Chunks:
    """All rows of one split, table by table, as COPY writes them."""
    chunks = []
    told = SQL("COPY (SELECT {columns} FROM {table} WHERE {number} > {first} AND {number} <= {last} ORDER BY {number}) TO STDOUT")
    for table in META.sorted_tables:
        place = {"columns": _columns(table), "table": Identifier(table.name), "number": _number(table)}
        asked = told.format(**place, first=Literal(before[table.name]), last=Literal(after[table.name]))
        with asking.cursor() as cursor, cursor.copy(asked) as copy:
            chunks.append((table, b"".join(copy)))
    return [(table, data) for table, data in chunks if data]


def _copy(copying: psycopg.Connection, chunks: Chunks) -> tuple[float, int]:
    """The seconds of copying in one transaction, and the rows that were copied."""
    rows, started = 0, time.perf_counter()
    with copying.cursor() as cursor:
        for table, data in chunks:
            with cursor.copy(SQL("COPY {} ({}) FROM STDIN").format(Identifier(table.name), _columns(table))) as copy:
                copy.write(data)
            rows += cursor.rowcount
        copying.commit()
    return time.perf_counter() - started, rows


if __name__ == "__main__":
    sys.exit(main())
