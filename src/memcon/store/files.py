"""The files that were added to a case, what could not be read of each, and which are to be read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, FromClause, Select, func, literal, or_, select, union_all, update

from memcon.model.hits import StoredFailure
from memcon.model.listings import StoredSource
from memcon.store.tables import failures, log, sources

BROKEN_OFF: Final = "retry"
"""The state of a file whose reading was not ended: it is read again when it is met again."""


STEP: Final = 500
"""Files that are marked in one statement: SQLite takes no more than 32,766 values."""


def stored_sources(connection: Connection, *, failed_only: bool, part: str, limit: int, offset: int) -> list[StoredSource]:
    """The files by path, with their failures; `failed_only` leaves out those of which all was read, `part` those that have it not in it."""
    wanted = _rows(failed_only=failed_only, part=part).order_by("origin").limit(limit).offset(offset)
    some = connection.execute(wanted).all()
    told = defaultdict(list)
    mine = connection.execute(select(failures).where(failures.c.source.in_([row.origin for row in some])).order_by(*_IN_ORDER)).all()
    seen = _noted(connection, sorted({r.origin for r in mine}))
    for r in mine:
        row = {"document": r.origin, "stage": r.stage, "code": r.code, "message": r.message}
        told[r.source].append(StoredFailure(row, r.source, seen.get(r.origin)))
    return [StoredSource(row.origin, row.sha256, row.state, tuple(told[row.origin])) for row in some]


_IN_ORDER: Final = (failures.c.origin, failures.c.code, failures.c.message)


def _noted(connection: Connection, origins: Sequence[str]) -> dict[str, str]:
    """When it was last noted that something of each could not be read: the log knows."""
    noted = select(log.c.subject, func.max(log.c.at)).where(log.c.what == "failure", log.c.subject.in_(origins))
    return {row[0]: row[1] for row in connection.execute(noted.group_by(log.c.subject))}


def count_sources(connection: Connection, *, failed_only: bool, part: str) -> int:
    """How many files there are."""
    rows = _rows(failed_only=failed_only, part=part).subquery()
    return int(connection.execute(select(func.count()).select_from(rows)).scalar_one())


def read_again(connection: Connection, origins: Sequence[str]) -> None:
    """Mark the files, so that they are read when they are met again though neither they nor memcon have changed."""
    for start in range(0, len(origins), STEP):
        connection.execute(update(sources).where(sources.c.origin.in_(origins[start : start + STEP])).values(state=BROKEN_OFF))


def _rows(*, failed_only: bool, part: str) -> Select[Any]:
    every = _every()
    rows = select(every.c.origin, every.c.sha256, every.c.state)
    named = rows.where(every.c.origin.contains(part, autoescape=True)) if part else rows
    return named.where(or_(every.c.state != "read", every.c.origin.in_(select(failures.c.source)))) if failed_only else named


def _every() -> FromClause:
    """The files that were read to their end, and those of which only failures are known."""
    known = select(sources.c.origin, sources.c.sha256, sources.c.state)
    begun = select(failures.c.source, literal(""), literal(BROKEN_OFF)).distinct()
    return union_all(known, begun.where(failures.c.source.not_in(select(sources.c.origin)))).subquery()
