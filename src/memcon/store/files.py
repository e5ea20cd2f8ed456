"""The files that were added to a case, and what could not be read of each."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from sqlalchemy import Connection, FromClause, Select, func, literal, or_, select, union_all

from memcon.model.hits import StoredFailure
from memcon.model.listings import StoredSource
from memcon.store.tables import failures, sources

BROKEN_OFF: Final = "retry"
"""The state of a file whose reading was not ended: it is read again when it is met again."""


def stored_sources(connection: Connection, *, failed_only: bool, limit: int, offset: int) -> list[StoredSource]:
    """The files by path, with their failures; `failed_only` leaves out those of which all was read."""
    some = connection.execute(_rows(failed_only=failed_only).order_by("origin").limit(limit).offset(offset)).all()
    told = defaultdict(list)
    mine = select(failures).where(failures.c.source.in_([row.origin for row in some]))
    for r in connection.execute(mine.order_by(failures.c.origin, failures.c.code, failures.c.message)):
        row = {"document": r.origin, "stage": r.stage, "code": r.code, "message": r.message}
        told[r.source].append(StoredFailure(row, r.source))
    return [StoredSource(row.origin, row.sha256, row.state, tuple(told[row.origin])) for row in some]


def count_sources(connection: Connection, *, failed_only: bool) -> int:
    """How many files there are."""
    return int(connection.execute(select(func.count()).select_from(_rows(failed_only=failed_only).subquery())).scalar_one())


def _rows(*, failed_only: bool) -> Select[Any]:
    every = _every()
    rows = select(every.c.origin, every.c.sha256, every.c.state)
    return rows.where(or_(every.c.state != "read", every.c.origin.in_(select(failures.c.source)))) if failed_only else rows


def _every() -> FromClause:
    """The files that were read to their end, and those of which only failures are known."""
    known = select(sources.c.origin, sources.c.sha256, sources.c.state)
    begun = select(failures.c.source, literal(""), literal(BROKEN_OFF)).distinct()
    return union_all(known, begun.where(failures.c.source.not_in(select(sources.c.origin)))).subquery()
