"""Facets: which values the columns of the statements that are asked for have, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import CTE, Connection, FromClause, Select, func, literal, select, union_all

from memcon.model.listings import Facet, Facets
from memcon.store.search import Conditions, Query, chosen, conditions
from memcon.store.tables import documents, parties, statements

COLUMNS: Final = ("speaker", "addressee", "via", "act", "manner", "polarity", "stance", "outlet", "kind", "status", "year")
"""Each has the name of the condition that is left out when it is counted."""
_FEW: Final = ("act", "manner", "polarity", "stance", "status")
"""Columns of few values: all their combinations are counted in one pass, and each from these."""
_ROLES: Final = ("addressee", "via")
_PAPERS: Final = ("outlet", "kind")
_NEEDED: Final = tuple(statements.c[name] for name in ("id", "document_id", "speaker", *_FEW, "said_from"))


def facets(connection: Connection, query: Query, *, most: int) -> Facets:
    """The values that are most frequent in each column, among the statements that all the other conditions leave.

    A name is as it is printed in the list, the resolved one; the year is that in which something was said, or else printed. Rows
    without a value are not among them.
    """
    wanted = conditions(connection, query)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for columns in ([name for name in COLUMNS if name not in wanted], *([name] for name in COLUMNS if name in wanted)):
        rest = {name: condition for name, condition in wanted.items() if name not in columns}
        for column, value, n in connection.execute(union_all(*_counts(rest, columns))):
            counted[column][value or ""] += int(n)
    return {column: most_frequent(counted[column], most=most) for column in COLUMNS}


def most_frequent(counted: Mapping[str, int], *, most: int) -> tuple[Facet, ...]:
    """The values with the highest counts, those of the same count by their letters; what has no value is left out."""
    ordered = sorted(((value, n) for value, n in counted.items() if value), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Facet(value, n) for value, n in ordered[:most])


def _counts(wanted: Conditions, columns: Collection[str]) -> Iterator[Select[Any]]:
    """Column, value and count, for each of these columns."""
    rows = chosen(wanted, *_NEEDED)
    seldom = len(columns) > 1 and len(wanted) > 1
    found: FromClause = rows.cte("found").prefix_with("MATERIALIZED") if seldom else rows.subquery("found")
    yield from _few(found, [name for name in _FEW if name in columns])
    if "speaker" in columns:
        yield select(literal("speaker"), found.c.speaker, func.count()).group_by(found.c.speaker)
    for role in _ROLES:
        if role in columns:
            yield _named(found, role)
    yield from _papers(found, columns)


def _few(found: FromClause, names: list[str]) -> Iterator[Select[Any]]:
    together = [found.c[name] for name in names]
    few = select(*together, func.count().label("n")).group_by(*together).cte("few")
    for name in names:
        yield select(literal(name), few.c[name], func.sum(few.c.n)).group_by(few.c[name])


def _named(found: FromClause, role: str) -> Select[Any]:
    """In how many statements each name has the role."""
    mine = parties.c.role == role, parties.c.statement_id.in_(select(found.c.id))
    once = select(parties.c.name, parties.c.statement_id).where(*mine).distinct().subquery()
    return select(literal(role), once.c.name, func.count()).group_by(once.c.name)


def _papers(found: FromClause, columns: Collection[str]) -> Iterator[Select[Any]]:
    """What the documents tell of their statements; the day of a document is that of the statements that have none of their own."""
    undated = func.count() - func.count(found.c.said_from)
    each = select(found.c.document_id, func.count().label("n"), undated.label("undated")).group_by(found.c.document_id).cte("papers")
    for name in _PAPERS:
        if name in columns:
            yield _of_papers(each, name, documents.c[name], each.c.n)
    if "year" in columns:
        yield _of_papers(each, "year", func.substr(documents.c.published, 1, 4), each.c.undated)
        year = func.substr(found.c.said_from, 1, 4)
        yield select(literal("year"), year, func.count()).where(found.c.said_from.is_not(None)).group_by(year)


def _of_papers(each: CTE, name: str, value: Any, number: Any) -> Select[Any]:
    joined = select(literal(name), value, func.sum(number)).select_from(each).join(documents, documents.c.id == each.c.document_id)
    return joined.group_by(value)
