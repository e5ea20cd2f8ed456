"""Documents that are new to a case, table by table: the rows that store/writing.py and store/refreshing.py make of each alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from memcon.model.contract import Json
from memcon.model.judgement import Judgement
from memcon.store import audit
from memcon.store.loading.bulk import among, put_rows, reserve
from memcon.store.loading.ready import Ready
from memcon.store.refreshing import about_actors
from memcon.store.rows import actor_row, folded, judgement_from, names_of, party_rows, statement_rows
from memcon.store.tables import actors, bearers, documents, judgements, log, names, origins, parties, readings, statements
from memcon.store.view import clusters, current_view
from memcon.store.writing import document_digest


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A document with the row number that it gets."""

    number: int
    ready: Ready

    @property
    def document(self) -> Json:
        document: Json = self.ready.row["document"]
        return document


def put_in_new(connection: Connection, ready: Sequence[Ready], *, signature: str, at: str) -> None:
    """Put in documents of which none is there, each with another id; the connection holds the lock of the writer."""
    fresh = [_Fresh(number, one) for number, one in zip(reserve(connection, documents, len(ready)), ready, strict=True)]
    put_rows(connection, documents, ({"id": one.number, "key": one.ready.key, **one.ready.columns} for one in fresh))
    _index(connection, "documents", "title, text", [one.number for one in fresh])
    put_rows(connection, origins, map(_origin_row, fresh))
    put_rows(connection, readings, (_reading_row(one, signature) for one in fresh))
    named = _put_statements(connection, fresh)
    people = [(one.number, actor) for one in fresh for actor in one.ready.row["actors"]]
    borne = [names_of(actor) for _, actor in people]
    known = _name_numbers(connection, {folded(party["name"]) for party in named}.union(*borne))
    put_rows(connection, parties, ({**party, "name_id": known[folded(party["name"])]} for party in named))
    numbers = _put_actors(connection, people)
    held = ((number, name) for number, mine in zip(numbers, borne, strict=True) for name in mine)
    put_rows(connection, bearers, ({"actor_id": number, "name_id": known[name]} for number, name in held))
    put_rows(connection, log, audit.chain(connection, _entries(fresh, signature), at=at))


def _origin_row(one: _Fresh) -> Json:
    return {"origin": one.document["origin"], "parent": one.document["parent"], "document_id": one.number}


def _reading_row(one: _Fresh, signature: str) -> Json:
    told = {"signature": signature, "digest": one.ready.digest, "body": one.ready.body}
    return {**told, "document_id": one.number, "current": True}


def _entries(fresh: Iterable[_Fresh], signature: str) -> Iterator[audit.Entry]:
    for one in fresh:
        key, document = one.ready.key, one.document
        yield audit.Entry("document", key, document_digest(one.ready.columns))
        yield audit.Entry("origin", key, audit.digest([document["origin"], document["parent"]]))
        yield audit.Entry("reading", key, audit.digest([signature, one.ready.digest]))


def _put_statements(connection: Connection, fresh: Sequence[_Fresh]) -> list[Json]:
    """The parties of the statements that were put in, with the numbers of these."""
    judged = _judged(connection, [one.ready.key for one in fresh])
    views = [current_view(one.document["text"], one.ready.row["statements"], judged.get(one.ready.key, ())) for one in fresh]
    numbers = reserve(connection, statements, sum(len(view.statements) for view in views))
    shown = (row for one, view in zip(fresh, views, strict=True) for row in statement_rows(view, one.number, one.document["sections"]))
    put_rows(connection, statements, ({"id": number, **row} for number, row in zip(numbers, shown, strict=True)))
    _index(connection, "statements", "content", numbers)
    standing = (current.row for view in views for current in view.statements)
    return [{**party, "statement_id": number} for number, row in zip(numbers, standing, strict=True) for party in party_rows(row)]


def _judged(connection: Connection, keys: Collection[str]) -> Mapping[str, Sequence[Judgement]]:
    """The judgements about documents that were made of them in other cases, and came before them."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for row in connection.execute(select(judgements).where(among(connection, judgements.c.document, keys))).mappings():
        found[row["document"]].append(judgement_from(dict(row)))
    return found


def _put_actors(connection: Connection, people: Sequence[tuple[int, Json]]) -> Sequence[int]:
    """The numbers of the actors that were put in."""
    same_as = clusters(about_actors(connection)) if people else {}
    numbers = reserve(connection, actors, len(people))
    rows = (actor_row(actor, document, same_as) for document, actor in people)
    put_rows(connection, actors, ({"id": number, **row} for number, row in zip(numbers, rows, strict=True)))
    return numbers


def _name_numbers(connection: Connection, wanted: Collection[str]) -> dict[str, int]:
    """The row numbers of the names, new ones put in."""
    told = select(names.c.folded, names.c.id).where(among(connection, names.c.folded, wanted))
    known = {row.folded: row.id for row in connection.execute(told)}
    new = sorted(set(wanted) - known.keys())
    numbered = dict(zip(new, reserve(connection, names, len(new)), strict=True))
    put_rows(connection, names, ({"id": number, "folded": name} for name, number in numbered.items()))
    return known | numbered


def _index(connection: Connection, table: str, columns: str, numbers: Sequence[int]) -> None:
    """Take the words of the rows with these numbers, which follow each other, into SQLite's index; PostgreSQL keeps its own."""
    if connection.dialect.name == "sqlite" and numbers:
        change = f"INSERT INTO {table}_fts(rowid, {columns}) SELECT id, {columns} FROM {table} WHERE id BETWEEN :first AND :last"  # noqa: S608
        connection.execute(text(change), {"first": numbers[0], "last": numbers[-1]})
