"""Finding statements: by words, by who is in them, by the paper they stand in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, or_, select, text

from memcon.errors import WrongUse
from memcon.model.hits import CLOSE, OPEN, Hit
from memcon.store.queries import for_fts5, for_postgres, parse_words
from memcon.store.rows import folded
from memcon.store.tables import actors, bearers, documents, names, origins, parties, statements

CLOSE_ENOUGH: Final = 84
"""How alike (0 to 100) a fuzzy name must be: one letter in six may differ."""
STEP: Final = 500
"""Rows that are fetched at once."""


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

    def to_json(self) -> str:
        """The query as it is saved."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(saved: str) -> Query:
        """A query that was saved."""
        return replace(Query(), **json.loads(saved))


_SHOWN: Final = (
    statements.c.key, statements.c.content, statements.c.speaker, statements.c.addressees, statements.c.via, statements.c.act,
    statements.c.manner, statements.c.polarity, statements.c.stance, statements.c.place, statements.c.status, statements.c.said_from,
    documents.c.key.label("document"), documents.c.sha256.label("document_sha256"), documents.c.title, documents.c.outlet,
    documents.c.published, documents.c.kind,
    documents.c.origin, statements.c.start, statements.c.end,
)  # fmt: skip


def find(connection: Connection, query: Query, *, limit: int | None = None) -> Iterator[Hit]:
    """The statements that fit, the best first where words are asked for, else by day, paper and place; fetched as they are used."""
    statement = _select(connection, query)
    wanted = statement.limit(limit) if limit is not None else statement
    found = connection.execute(wanted, execution_options={"yield_per": STEP})
    for row in found.mappings():
        yield Hit(**row)


def count(connection: Connection, query: Query) -> int:
    """How many statements fit."""
    return int(connection.execute(select(func.count()).select_from(_select(connection, query).order_by(None).subquery())).scalar_one())


def _select(connection: Connection, query: Query) -> Select[Any]:
    base = select(*_SHOWN).join_from(statements, documents, documents.c.id == statements.c.document_id)
    filters = list(_filters(connection, query))
    if not query.words.strip():
        ordered = (documents.c.published.is_(None), documents.c.published, documents.c.origin, documents.c.key, statements.c.position)
        return base.add_columns(statements.c.content.label("snippet"), statements.c.details).where(*filters).order_by(*ordered)
    tree = parse_words(query.words)
    if connection.dialect.name == "sqlite":
        return _by_fts5(base, for_fts5(tree)).where(*filters)
    return _by_tsquery(base, for_postgres(tree)).where(*filters)


def _by_fts5(base: Select[Any], wanted: str) -> Select[Any]:
    snippet = func.snippet(text("statements_fts"), 0, OPEN, CLOSE, "…", 40).label("snippet")
    found = text("statements_fts MATCH :wanted").bindparams(wanted=wanted)
    joined = base.add_columns(snippet, statements.c.details).join(
        text("statements_fts"), literal_column("statements_fts.rowid") == statements.c.id
    )
    return joined.where(found).order_by(literal_column("statements_fts.rank"), statements.c.key)


def _by_tsquery(base: Select[Any], wanted: str) -> Select[Any]:
    asked = func.to_tsquery("simple", wanted)
    words: ColumnElement[Any] = literal_column("statements.words")
    options = f"StartSel={OPEN}, StopSel={CLOSE}, MaxWords=40, MinWords=20"
    snippet = func.ts_headline("simple", statements.c.content, asked, options).label("snippet")
    joined = base.add_columns(snippet, statements.c.details).where(words.op("@@")(asked))
    return joined.order_by(func.ts_rank(words, asked).desc(), statements.c.key)


def _filters(connection: Connection, query: Query) -> Iterator[ColumnElement[bool]]:
    yield statements.c.status == query.status if query.status else statements.c.status != "rejected"
    for role, name in (("speaker", query.speaker), ("addressee", query.addressee), ("via", query.via)):
        if name:
            yield _names(connection, role, name, fuzzy=query.fuzzy)
    for column, value in ((statements.c.act, query.act), (statements.c.manner, query.manner), (documents.c.kind, query.kind)):
        if value:
            yield column == value
    if query.outlet:
        yield documents.c.outlet.icontains(query.outlet, autoescape=True)
    if query.document:
        mine = select(origins.c.document_id).where(origins.c.origin.contains(query.document, autoescape=True))
        yield or_(documents.c.key == query.document, documents.c.id.in_(mine))
    yield from _days(query)


def _days(query: Query) -> Iterator[ColumnElement[bool]]:
    """By the day on which it was said, or else on which the paper appeared; what has neither day is left out."""
    for day in (query.since, query.until):
        if day is not None and not _is_day(day):
            raise WrongUse(f"{day!r} is no day; write it as 2024-05-14")
    if query.since:
        yield func.coalesce(statements.c.said_to, documents.c.published) >= query.since
    if query.until:
        yield func.coalesce(statements.c.said_from, documents.c.published) <= query.until


def _is_day(value: str) -> bool:
    from datetime import date

    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _names(connection: Connection, role: str, name: str, *, fuzzy: bool) -> ColumnElement[bool]:
    """Statements with somebody in the role who bears the name, or who is the same as one who does."""
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
