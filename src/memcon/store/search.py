"""What is looked for among the statements of a case: by words, by who is in them, by the paper they stand in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, TextClause, and_, func, literal_column, or_, select, text

from memcon.errors import WrongUse
from memcon.store.queries import Group, Term, for_fts5, for_postgres, parse_words
from memcon.store.rows import folded
from memcon.store.tables import actors, bearers, documents, names, origins, parties, statements

CLOSE_ENOUGH: Final = 84
"""How alike (0 to 100) a fuzzy name must be: one letter in six may differ."""
REJECTED: Final = "rejected"
"""The status of statements that are left out unless they are asked for."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; what is None or empty is not asked about. Days are ISO dates, both included.

    `speaker`, `addressee` and `via` match a part of a name or of another name of the same actor, whatever the case of its
    letters; with `fuzzy` also names that are spelt nearly so. `document` is an id or a part of an origin.
    """

    words: str = ""
    speaker: str | None = None
    addressee: str | None = None
    via: str | None = None
    act: str | None = None
    manner: str | None = None
    outlet: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    status: str | None = None
    fuzzy: bool = False
    polarity: str | None = None
    stance: str | None = None

    def to_json(self) -> str:
        """The query as it is saved."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(saved: str) -> Query:
        """A query that was saved."""
        return replace(Query(), **json.loads(saved))


Conditions = Mapping[str, ColumnElement[bool]]
"""What is asked for -> the condition on `statements`, and on `documents` for those of OF_DOCUMENTS; `year` stands for the days."""
OF_DOCUMENTS: Final = frozenset({"kind", "outlet", "document", "year"})


def conditions(connection: Connection, query: Query) -> dict[str, ColumnElement[bool]]:
    """All that the query asks for. Raises WrongUse for words or a day that cannot be understood."""
    return dict(_conditions(connection, query))


def chosen(wanted: Conditions, *columns: ColumnElement[Any]) -> Select[Any]:
    """These columns of the statements that fit; documents are only joined where something is asked of them."""
    base = select(*columns).select_from(statements)
    joined = base.join(documents, documents.c.id == statements.c.document_id) if OF_DOCUMENTS & wanted.keys() else base
    return joined.where(*wanted.values())


def _conditions(connection: Connection, query: Query) -> Iterator[tuple[str, ColumnElement[bool]]]:
    yield "status", statements.c.status == query.status if query.status else statements.c.status != REJECTED
    if query.words.strip():
        yield "words", with_words(connection, statements, parse_words(query.words))
    for role, name in (("speaker", query.speaker), ("addressee", query.addressee), ("via", query.via)):
        if name:
            yield role, with_name(connection, role, name, fuzzy=query.fuzzy)
    for column in ("act", "manner", "polarity", "stance"):
        if value := getattr(query, column):
            yield column, statements.c[column] == value
    if query.kind:
        yield "kind", documents.c.kind == query.kind
    if query.outlet:
        yield "outlet", documents.c.outlet.icontains(query.outlet, autoescape=True)
    if query.document:
        mine = select(origins.c.document_id).where(origins.c.origin.contains(query.document, autoescape=True))
        yield "document", or_(documents.c.key == query.document, documents.c.id.in_(mine))
    check_days(query.since, query.until)
    if days := tuple(_days(query)):
        yield "year", and_(*days)


def with_words(connection: Connection, rows: Table, tree: Term | Group) -> ColumnElement[bool]:
    """Of statements, or of documents, with these words."""
    if connection.dialect.name == "sqlite":
        return rows.c.id.in_(select(literal_column("rowid")).where(matches(rows, tree)).select_from(index_of(rows)))
    words: ColumnElement[Any] = literal_column(f"{rows.name}.words")
    return words.op("@@")(func.to_tsquery("simple", for_postgres(tree)))


def index_of(rows: Table) -> TextClause:
    """SQLite's index of the words of these rows."""
    return text(f"{rows.name}_fts")


def matches(rows: Table, tree: Term | Group) -> ColumnElement[bool]:
    """What SQLite's index of the words of these rows is asked."""
    index: ColumnElement[Any] = literal_column(f"{rows.name}_fts")
    return index.op("MATCH")(for_fts5(tree))


def check_days(*days: str | None) -> None:
    """That each is a day or nothing. Raises WrongUse."""
    for day in days:
        if day is not None and not _is_day(day):
            raise WrongUse(f"{day!r} is no day; write it as 2024-05-14")


def _days(query: Query) -> Iterator[ColumnElement[bool]]:
    """By the day on which it was said, or else on which the paper appeared; what has neither day is left out."""
    if query.since:
        yield func.coalesce(statements.c.said_to, documents.c.published) >= query.since
    if query.until:
        yield func.coalesce(statements.c.said_from, documents.c.published) <= query.until


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def with_name(connection: Connection, role: str, name: str, *, fuzzy: bool) -> ColumnElement[bool]:
    """Of statements with somebody in the role who bears the name, or who is the same as one who does."""
    wanted = _name_ids(connection, folded(name), fuzzy=fuzzy)
    same = select(actors.c.same_as).join(bearers, bearers.c.actor_id == actors.c.id).where(bearers.c.name_id.in_(wanted))
    one = select(actors.c.key).where(actors.c.same_as.in_(same))
    here = select(parties.c.statement_id).where(parties.c.role == role, parties.c.name_id.in_(wanted))
    as_one = select(parties.c.statement_id).where(parties.c.role == role, parties.c.actor.in_(one))
    return statements.c.id.in_(here.union(as_one))


def _name_ids(connection: Connection, wanted: str, *, fuzzy: bool) -> list[int]:
    """The names that hold the wanted one, or are spelt nearly like it."""
    found = set(connection.execute(select(names.c.id).where(names.c.folded.contains(wanted, autoescape=True))).scalars())
    return sorted(found | set(_alike(connection, wanted))) if fuzzy else sorted(found)


def _alike(connection: Connection, wanted: str) -> list[int]:
    """The names that are spelt nearly like this one."""
    from rapidfuzz import fuzz, process

    known = {row.id: row.folded for row in connection.execute(select(names.c.id, names.c.folded))}
    found = process.extract(wanted, known, scorer=fuzz.token_set_ratio, score_cutoff=CLOSE_ENOUGH, limit=200)
    return [key for _, _, key in found]
