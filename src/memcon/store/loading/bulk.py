"""Many rows of a table at once: PostgreSQL takes them by COPY, SQLite as one statement with many values."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Table, Text, any_, exc, func, insert, literal, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from memcon.model.contract import Json

if TYPE_CHECKING:
    import psycopg


def put_rows(connection: Connection, table: Table, rows: Iterable[Json]) -> None:
    """Put in all rows, which have the same columns in the same order; a column that they have not is filled by the database.

    PostgreSQL takes each row as it is made, and works on it while the next one is made.
    """
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), [first, *coming])
    else:
        _copy(connection, table.name, list(first), chain([first], coming))


def _copy(connection: Connection, table: str, columns: Sequence[str], rows: Iterator[Json]) -> None:
    import psycopg
    from psycopg.sql import SQL, Identifier

    raw: Any = connection.connection.driver_connection
    statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), SQL(", ").join(map(Identifier, columns)))
    values = itemgetter(*columns)
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(values(row))
    except psycopg.Error as error:
        raise _told(error, f"COPY {table}") from error


def _told(error: psycopg.Error, statement: str) -> BaseException:
    """The fault as SQLAlchemy tells those of its own statements."""
    import psycopg

    return exc.DBAPIError.instance(statement, None, error, psycopg.Error)


def reserve(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """So many row numbers that nothing else gets, rising; the connection holds the lock of the writer."""
    if count == 0:
        return ()
    if connection.dialect.name == "sqlite":
        top = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        return range(top + 1, top + 1 + count)
    numbers = text("SELECT array_agg(nextval(pg_get_serial_sequence(:table, 'id'))) FROM generate_series(1, :count)")
    return sorted(connection.execute(numbers, {"table": table.name, "count": count}).scalar_one())


def among(connection: Connection, column: ColumnElement[str], values: Collection[str]) -> ColumnElement[bool]:
    """Whether a column has one of these values, however many they are."""
    if connection.dialect.name == "sqlite":
        return column.in_(select(func.json_each(json.dumps(list(values))).table_valued("value").c.value))
    return column == any_(literal(list(values), ARRAY(Text)))
