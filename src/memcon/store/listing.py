"""The documents of a case as a list: found by words in title and text, by paper, by day, by who speaks in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, func, literal_column, or_, select

from memcon.model.contract import Json
from memcon.model.listings import DocumentQuery, Facets, ListedDocument, Order
from memcon.store.facets import most_frequent
from memcon.store.queries import Group, Term, for_postgres, parse_words
from memcon.store.search import REJECTED, check_days, index_of, matches, with_name, with_words
from memcon.store.snippets import opening, snippet
from memcon.store.tables import documents, failures, origins, statements

STEP: Final = 500
"""Values that are asked for in one query: SQLite takes no more than 32,766."""
TITLE_COUNTS: Final = 4.0
"""How much more a word in the title counts than one in the text."""
SPEAKERS: Final = 3
"""Names that are listed with a document."""
_STANDS: Final = statements.c.status != REJECTED
_YEAR: Final = func.substr(documents.c.published, 1, 4)
_FACETS: Final[dict[str, ColumnElement[Any]]] = {
    "kind": documents.c.kind, "outlet": documents.c.outlet, "year": _YEAR, "language": documents.c.language,
}  # fmt: skip
_PLACE: Final = (documents.c.origin, documents.c.key)
_BY_DAY: Final = (documents.c.published.asc().nulls_last(), *_PLACE)
_ORDERS: Final[dict[Order, tuple[ColumnElement[Any], ...]]] = {
    Order.NEWEST: (documents.c.published.desc().nulls_last(), *_PLACE),
    Order.OLDEST: _BY_DAY,
    Order.TITLE: (documents.c.title.asc().nulls_last(), *_PLACE),
}
_SHOWN: Final[dict[str, ColumnElement[Any]]] = {
    **{name: documents.c[name] for name in "key title kind outlet byline published origin media_type language".split()},
    "points": func.length(documents.c.text).label("points"),
}
_LAST_DAY: Final = "9999-12-31"


def find_documents(
    connection: Connection, query: DocumentQuery, *, limit: int, offset: int = 0, order: Order = Order.BEST
) -> list[ListedDocument]:  # fmt: skip
    """The documents that fit, the best first where words are asked for, else by day and place."""
    tree = _tree(query)
    wanted = conditions(connection, query)
    ids = connection.execute(_picked(connection, wanted, order, tree).limit(limit).offset(offset)).scalars().all()
    return list(_listed(connection, ids, tree))


def count_documents(connection: Connection, query: DocumentQuery) -> int:
    """How many documents fit."""
    wanted = conditions(connection, query)
    return int(connection.execute(select(func.count()).select_from(documents).where(*wanted.values())).scalar_one())


def document_facets(connection: Connection, query: DocumentQuery, *, most: int) -> Facets:
    """The most frequent values of each column, among the documents that all the other conditions leave."""
    wanted = conditions(connection, query)
    together = [column for column in _FACETS if column not in wanted]
    counted = _counted(connection, wanted, together)
    for column in _FACETS.keys() - set(together):
        counted |= _counted(connection, wanted, [column])
    return {column: most_frequent(counted[column], most=most) for column in _FACETS}


def _counted(connection: Connection, wanted: Mapping[str, ColumnElement[bool]], columns: Sequence[str]) -> dict[str, Counter[str]]:
    """Column -> how often it has each value: from the counts of all combinations, so that what fits is looked for once."""
    counted: dict[str, Counter[str]] = {column: Counter() for column in columns}
    values = [_FACETS[column] for column in columns]
    rest = [condition for name, condition in wanted.items() if name not in columns]
    rows = connection.execute(select(func.count(), *values).select_from(documents).where(*rest).group_by(*values)) if columns else ()
    for n, *found in rows:
        for column, value in zip(columns, found, strict=True):
            counted[column][value or ""] += int(n)
    return counted


def conditions(connection: Connection, query: DocumentQuery) -> dict[str, ColumnElement[bool]]:
    """All that the query asks for, each under the name of its facet where it has one. Raises WrongUse."""
    return dict(_conditions(connection, query))


def _conditions(connection: Connection, query: DocumentQuery) -> Iterator[tuple[str, ColumnElement[bool]]]:
    check_days(query.since, query.until)
    tree = _tree(query)
    if tree is not None:
        yield "words", with_words(connection, documents, tree)
    if query.kind:
        yield "kind", documents.c.kind == query.kind
    if query.outlet:
        yield "outlet", documents.c.outlet.icontains(query.outlet, autoescape=True)
    if query.language:
        yield "language", documents.c.language == query.language
    if query.since or query.until:
        yield "year", documents.c.published.between(query.since or "", query.until or _LAST_DAY)
    if query.speaker:
        spoken = select(statements.c.document_id).where(_STANDS, with_name(connection, "speaker", query.speaker, fuzzy=False))
        yield "speaker", _one_of("speaker", connection.execute(spoken.distinct()).scalars())  # looked up once, not for each facet
    if query.source:
        inside = origins.c.origin.startswith(f"{query.source}#", autoescape=True)
        came = select(origins.c.document_id).where(or_(origins.c.origin == query.source, inside))
        yield "source", documents.c.id.in_(came)
    if query.failed:
        yield "failed", _one_of("failed", _failed(connection))


def _one_of(name: str, numbers: Iterable[int]) -> ColumnElement[bool]:
    """The documents with these numbers, however many."""
    ids: BindParameter[int] = bindparam(name, list(numbers), expanding=True, literal_execute=True)
    return documents.c.id.in_(ids)


def _tree(query: DocumentQuery) -> Term | Group | None:
    return parse_words(query.words) if query.words.strip() else None


def _picked(
    connection: Connection, wanted: dict[str, ColumnElement[bool]], order: Order, tree: Term | Group | None
) -> Select[Any]:  # fmt: skip
    """The numbers of the documents that fit, in order."""
    base = select(documents.c.id)
    if order is Order.MOST:
        told = select(statements.c.document_id, func.count().label("n")).where(_STANDS).group_by(statements.c.document_id).subquery()
        most = base.outerjoin(told, told.c.document_id == documents.c.id).order_by(func.coalesce(told.c.n, 0).desc(), *_PLACE)
        return most.where(*wanted.values())
    if order in _ORDERS or tree is None:
        return base.where(*wanted.values()).order_by(*_ORDERS.get(order, _BY_DAY))
    if connection.dialect.name == "sqlite":
        rest = [condition for name, condition in wanted.items() if name != "words"]
        joined = base.join(index_of(documents), literal_column("documents_fts.rowid") == documents.c.id)
        rank: ColumnElement[Any] = func.bm25(index_of(documents), TITLE_COUNTS, 1.0)
        return joined.where(matches(documents, tree), *rest).order_by(rank, *_BY_DAY)
    rank = func.ts_rank(literal_column("documents.words"), func.to_tsquery("simple", for_postgres(tree)))
    return base.where(*wanted.values()).order_by(rank.desc(), *_BY_DAY)


def _listed(connection: Connection, ids: Sequence[int], tree: Term | Group | None) -> Iterator[ListedDocument]:
    """The documents with these numbers, in this order."""
    shown = select(documents.c.id, *_SHOWN.values()).where(documents.c.id.in_(ids))
    rows = {row["id"]: row for row in connection.execute(shown).mappings()}
    speakers, broken = _speakers(connection, ids), _failures(connection, ids)
    for number in ids:
        spoke = speakers.get(number, Counter())
        named = sorted(((name, n) for name, n in spoke.items() if name), key=lambda pair: (-pair[1], pair[0]))
        part = "" if tree is None else _part(connection, number, tree)
        told: Json = {"statements": spoke.total(), "failures": broken[number], "speakers": tuple(named[:SPEAKERS]), "snippet": part}
        yield ListedDocument(**{name: rows[number][name] for name in _SHOWN}, **told)


def _speakers(connection: Connection, ids: Sequence[int]) -> dict[int, Counter[str]]:
    """Document -> how many statements each speaker has in it; those of nobody stand under an empty name."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    grouped = (statements.c.document_id, statements.c.speaker)
    mine = select(*grouped, func.count()).where(_STANDS, statements.c.document_id.in_(ids)).group_by(*grouped)
    for number, speaker, n in connection.execute(mine):
        found[number][speaker or ""] += n
    return found


def _part(connection: Connection, number: int, tree: Term | Group) -> str:
    """What is shown of a document whose words were found: text, else title. One text at a time, for texts may be long."""
    row = connection.execute(select(documents.c.title, documents.c.text).where(documents.c.id == number)).one()
    return snippet(row.text, tree) or snippet(row.title or "", tree) or opening(row.text)


def _failures(connection: Connection, ids: Sequence[int]) -> Counter[int]:
    """Document -> how many failures are of it or of what came inside it."""
    named = select(origins.c.origin, origins.c.document_id).where(origins.c.document_id.in_(ids))
    mine = {row.origin: row.document_id for row in connection.execute(named)}
    found: Counter[int] = Counter()
    for origin, n in connection.execute(select(failures.c.origin, func.count()).group_by(failures.c.origin)):
        for number in {mine[place] for place in places(origin) if place in mine}:
            found[number] += n
    return found


def _failed(connection: Connection) -> list[int]:
    """The documents of which, or of what came inside which, something could not be read."""
    named = sorted({place for origin in connection.execute(select(failures.c.origin).distinct()).scalars() for place in places(origin)})
    found: set[int] = set()
    for start in range(0, len(named), STEP):
        some = select(origins.c.document_id).where(origins.c.origin.in_(named[start : start + STEP]))
        found.update(connection.execute(some).scalars())
    return sorted(found)


def places(origin: str) -> Iterator[str]:
    """An origin, and every file inside which it lies."""
    parts = origin.split("#")
    return ("#".join(parts[:n]) for n in range(len(parts), 0, -1))
