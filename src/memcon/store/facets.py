"""Facets: which values the columns of the statements that are asked for have, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, literal, select, true, union_all

from memcon.model.listings import Facet, Facets
from memcon.store.search import REJECTED, Conditions, Query, chosen, conditions
from memcon.store.tables import documents, parties, statements

COLUMNS: Final = ("speaker", "addressee", "via", "act", "manner", "polarity", "stance", "outlet", "kind", "status", "year")
"""Each has the name of the condition that is left out when it is counted."""
_FEW: Final = ("act", "manner", "polarity", "stance", "status")
"""Columns of few values: all their combinations are counted in one pass, and each from these."""
_ROLES: Final = ("addressee", "via")
_PAPERS: Final = ("outlet", "kind", "year")
_NEEDED: Final = tuple(statements.c[name] for name in ("id", "document_id", "speaker", *_FEW, "said_from"))


def facets(connection: Connection, query: Query, *, most: int) -> Facets:
    """The values that are most frequent in each column, among the statements that all the other conditions leave.

    A name is as it is printed in the list, the resolved one; the year is that in which something was said, or else printed. Rows
    without a value are not among them.
    """
    wanted = conditions(connection, query)
    if query.status is None:  # what was rejected is counted with the rest, and then left out
        del wanted["status"]
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for columns in ([name for name in COLUMNS if name not in wanted], *([name] for name in COLUMNS if name in wanted)):
        rest = {name: condition for name, condition in wanted.items() if name not in columns}
        for column, value, n in connection.execute(union_all(*_counts(rest, columns))):
            counted[column][value or ""] += int(n)
    return {column: most_frequent(counted[column], most=most) for column in COLUMNS}


def most_frequent(counted: Mapping[str, int], *, most: int) -> tuple[Facet, ...]:
    """The values with the highest counts, those of the same count by their letters; what has no value is left out."""
    ordered = sorted(((value, n) for value, n in counted.items() if value and n), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Facet(value, n) for value, n in ordered[:most])


def _counts(wanted: Conditions, columns: Collection[str]) -> Iterator[Select[Any]]:
    """Column, value and count, for each of these columns.

    What fits is written down once, unless all of the case does: then each count has an index of its own.
    """
    rows = chosen(wanted, *_NEEDED)
    found: FromClause = rows.cte("found").prefix_with("MATERIALIZED") if wanted else rows.subquery("found")
    stands: ColumnElement[bool] = true() if "status" in wanted else found.c.status != REJECTED
    yield from _few(found, [name for name in _FEW if name in columns], rejected="status" in wanted)
    if "speaker" in columns:
        yield select(literal("speaker"), found.c.speaker, func.count()).where(stands).group_by(found.c.speaker)
    roles = [role for role in _ROLES if role in columns]
    if roles:
        gone = select(statements.c.id).where(statements.c.status == REJECTED)
        number = parties.c.statement_id + 0  # the sum keeps SQLite from going through all statements one by one
        yield _named(roles, number.in_(select(found.c.id).where(stands)) if wanted else number.not_in(gone))
    papers = [name for name in _PAPERS if name in columns]
    if papers:
        yield from _papers(found, papers, stands)


def _few(found: FromClause, names: list[str], *, rejected: bool) -> Iterator[Select[Any]]:
    """Counts of columns of few values, from the counts of all their combinations; what was rejected only counts for the status."""
    together = [found.c[name] for name in _FEW]
    few = select(*together, func.count().label("n")).group_by(*together).cte("few")
    for name in names:
        stands = true() if rejected or name == "status" else few.c.status != REJECTED
        yield select(literal(name), few.c[name], func.sum(few.c.n)).where(stands).group_by(few.c[name])


def _named(roles: list[str], stands: ColumnElement[bool]) -> Select[Any]:
    """In how many statements each name has each of the roles."""
    number = func.count(parties.c.statement_id.distinct())
    return select(parties.c.role, parties.c.name, number).where(parties.c.role.in_(roles), stands).group_by(parties.c.name, parties.c.role)


def _papers(found: FromClause, names: list[str], stands: ColumnElement[bool]) -> Iterator[Select[Any]]:
    """What the documents tell of their statements; the day of a document is that of the statements that have none of their own."""
    undated = func.count() - func.count(found.c.said_from)
    each = select(found.c.document_id, func.count().label("n"), undated.label("undated")).where(stands).group_by(found.c.document_id)
    counts = each.subquery()
    told = (documents.c.outlet, documents.c.kind, func.substr(documents.c.published, 1, 4).label("year"))
    summed = select(*told, func.sum(counts.c.n).label("n"), func.sum(counts.c.undated).label("undated"))
    papers = summed.join_from(counts, documents, documents.c.id == counts.c.document_id).group_by(*told).cte("papers")
    for name in names:
        number = papers.c.undated if name == "year" else papers.c.n
        yield select(literal(name), papers.c[name], func.sum(number)).group_by(papers.c[name])
    if "year" in names:
        year = func.substr(found.c.said_from, 1, 4)
        yield select(literal("year"), year, func.count()).where(stands, found.c.said_from.is_not(None)).group_by(year)
