"""Who speaks to whom, and on whose word: the statements of a case by their parties."""

from __future__ import annotations

from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, collate, func, select

from memcon.model.listings import Exchange
from memcon.store.search import REJECTED, Query, chosen, conditions
from memcon.store.tables import actors, parties, statements


def exchanges(connection: Connection, query: Query) -> list[Exchange]:
    """How many of the statements that fit each says to each, and on whose word; by name and id, what has none first.

    A statement to several counts for each of them. Of a chain only the outermost counts; rejected statements do not.
    """
    found = chosen(conditions(connection, query), statements.c.id).where(statements.c.status != REJECTED).subquery("found")
    speaker, told, via = (parties.alias(role) for role in ("speaker", "told", "on_word"))
    outermost = select(parties.c.statement_id, func.min(parties.c.id).label("id")).where(parties.c.role == "via")
    first = outermost.group_by(parties.c.statement_id).cte("outermost")
    base: FromClause = found
    for party, role in ((speaker, "speaker"), (told, "addressee")):
        base = base.outerjoin(party, (party.c.statement_id == found.c.id) & (party.c.role == role))
    base = base.outerjoin(first, first.c.statement_id == found.c.id).outerjoin(via, via.c.id == first.c.id)
    grouped: list[ColumnElement[Any]] = []
    joined = select(actors.c.key, actors.c.same_as).where(actors.c.same_as != actors.c.key).cte("joined")
    for party in (speaker, told, via):
        home = joined.alias()
        base = base.outerjoin(home, home.c.key == party.c.actor)
        grouped += [_by_letters(connection, column) for column in (party.c.name, func.coalesce(home.c.same_as, party.c.actor))]
    counted = select(*grouped, func.count(found.c.id.distinct())).select_from(base).group_by(*grouped)
    return list(starmap(Exchange, connection.execute(counted.order_by(*(column.nulls_first() for column in grouped)))))


def _by_letters(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column in the order of its code points, which is SQLite's; PostgreSQL has as many orders as languages."""
    return column if connection.dialect.name == "sqlite" else collate(column, "C")
