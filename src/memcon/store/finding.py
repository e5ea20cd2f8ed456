"""Finding statements: the rows of those that fit a query, in order, all of them or a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, select

from memcon.model.hits import CLOSE, OPEN, Hit
from memcon.model.listings import Order
from memcon.store.queries import for_postgres, parse_words
from memcon.store.search import Query, chosen, conditions, index_of, matches
from memcon.store.tables import documents, statements

STEP: Final = 500
"""Rows that are fetched at once."""
PAGE: Final = 1_000
"""Up to so many rows are picked by number first and fetched whole after: to sort all that fit with all their words is slow."""
_SHOWN: Final = (
    statements.c.key, statements.c.content, statements.c.speaker, statements.c.addressees, statements.c.via, statements.c.act,
    statements.c.manner, statements.c.polarity, statements.c.stance, statements.c.place, statements.c.status, statements.c.said_from,
    documents.c.key.label("document"), documents.c.sha256.label("document_sha256"), documents.c.title, documents.c.outlet,
    documents.c.published, documents.c.kind,
    documents.c.origin, statements.c.start, statements.c.end,
)  # fmt: skip
_PLACE: Final = (documents.c.origin, documents.c.key, statements.c.position)
_BY_DAY: Final = (documents.c.published.is_(None), documents.c.published, *_PLACE)
_DAY: Final = func.coalesce(statements.c.said_from, documents.c.published)
_ORDERS: Final[dict[Order, tuple[ColumnElement[Any], ...]]] = {
    Order.NEWEST: (_DAY.desc().nulls_last(), *_PLACE),
    Order.OLDEST: (_DAY.asc().nulls_last(), *_PLACE),
    Order.TITLE: (documents.c.title.asc().nulls_last(), *_PLACE),
    Order.SPEAKER: (statements.c.speaker.asc().nulls_last(), *_BY_DAY),
}


@dataclass(frozen=True, slots=True)
class _Ranked:
    """How the engine finds words: the part of a statement that is shown, the best first, and on SQLite what its index is asked."""

    snippet: ColumnElement[Any] = statements.c.content
    best: tuple[ColumnElement[Any], ...] = _BY_DAY
    match: ColumnElement[bool] | None = None

    @property
    def hits(self) -> Select[Any]:
        """The rows of hits, in the order of the fields of Hit."""
        return self.rows(*_SHOWN, self.snippet.label("snippet"), statements.c.details)

    def rows(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """These columns of the statements that SQLite's index finds, with their documents; other engines are asked by a condition."""
        base = select(*columns).select_from(statements).join(documents, documents.c.id == statements.c.document_id)
        if self.match is None:
            return base
        return base.join(index_of(statements), literal_column("statements_fts.rowid") == statements.c.id).where(self.match)

    def among(self, ids: Sequence[int]) -> ColumnElement[bool]:
        """Of statements with these numbers. The sign keeps SQLite from asking its index once for each of them."""
        number = statements.c.id if self.match is None else literal_column("+statements_fts.rowid")
        return number.in_(ids)


def find(
    connection: Connection, query: Query, *, limit: int | None = None, offset: int = 0, order: Order = Order.BEST
) -> Iterator[Hit]:  # fmt: skip
    """The statements that fit, the best first where words are asked for, else by day, paper and place; fetched as they are used."""
    ranked, wanted = _ranked(connection, query), conditions(connection, query)
    if ranked.match is not None:
        wanted.pop("words")
    best_first = _ORDERS.get(order, ranked.best)
    if limit is None or limit > PAGE:
        whole = ranked.hits.where(*wanted.values()).order_by(*best_first)
        yield from _hits(connection, whole.limit(limit).offset(offset or None))
        return
    picked = ranked.rows(statements.c.id).where(*wanted.values()).order_by(*best_first).limit(limit).offset(offset)
    yield from _page(connection, ranked, connection.execute(picked).scalars().all())


def _ranked(connection: Connection, query: Query) -> _Ranked:
    if not query.words.strip():
        return _Ranked()
    tree = parse_words(query.words)
    if connection.dialect.name == "sqlite":
        snippet: ColumnElement[Any] = func.snippet(index_of(statements), 0, OPEN, CLOSE, "…", 40)
        return _Ranked(snippet, (literal_column("statements_fts.rank"), statements.c.key), matches(statements, tree))
    asked = func.to_tsquery("simple", for_postgres(tree))
    options = f"StartSel={OPEN}, StopSel={CLOSE}, MaxWords=40, MinWords=20"
    headline = func.ts_headline("simple", statements.c.content, asked, options)
    return _Ranked(headline, (func.ts_rank(literal_column("statements.words"), asked).desc(), statements.c.key))


def _page(connection: Connection, ranked: _Ranked, ids: Sequence[int]) -> Iterator[Hit]:
    """The statements with these numbers, in this order."""
    if not ids:
        return
    rows = ranked.hits.add_columns(statements.c.id.label("number")).where(ranked.among(ids))
    found = {row.number: Hit(*row[:-1]) for row in connection.execute(rows)}
    yield from (found[number] for number in ids)


def _hits(connection: Connection, rows: Select[Any]) -> Iterator[Hit]:
    for row in connection.execute(rows, execution_options={"yield_per": STEP}):
        yield Hit(*row)


def count(connection: Connection, query: Query) -> int:
    """How many statements fit."""
    return int(connection.execute(chosen(conditions(connection, query), func.count())).scalar_one())


def keys(connection: Connection, query: Query) -> set[str]:
    """The ids of the statements that fit."""
    return set(connection.execute(chosen(conditions(connection, query), statements.c.key)).scalars())


def hit(connection: Connection, key: str) -> Hit | None:
    """The statement with this id, also one that was rejected; None where there is none."""
    row = connection.execute(_Ranked().hits.where(statements.c.key == key)).first()
    return None if row is None else Hit(*row)


def hits_of(connection: Connection, document_id: int) -> tuple[Hit, ...]:
    """All statements of the document with this row number, also those that were rejected, in text order."""
    mine = _Ranked().hits.where(statements.c.document_id == document_id).order_by(statements.c.position)
    return tuple(Hit(*row) for row in connection.execute(mine))
