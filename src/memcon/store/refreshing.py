"""Writes the current view of a document into the tables that are searched: it is made anew, never patched."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from memcon.model.contract import Json
from memcon.model.judgement import ABOUT_ACTORS, Action, Judgement
from memcon.store.rows import actor_row, folded, judgement_from, names_of, party_rows, statement_rows
from memcon.store.tables import actors, bearers, documents, judgements, names, parties, readings, statements
from memcon.store.view import CurrentView, clusters, current_view


def refresh(connection: Connection, number: int) -> None:
    """Make the statements, parties and actors of the document with this row number anew."""
    document = connection.execute(select(documents.c.key, documents.c.text, documents.c.details).where(documents.c.id == number)).one()
    found = json.loads(connection.execute(select(readings.c.body).where(readings.c.document_id == number, readings.c.current)).scalar_one())
    view = current_view(document.text, found["statements"], judged(connection, document.key))
    _clear(connection, number)
    _write_statements(connection, number, view, json.loads(document.details)["sections"])
    if found["actors"]:
        _write_actors(connection, number, found["actors"])


def judged(connection: Connection, document: str) -> list[Judgement]:
    """All judgements about the statements of a document, with those that undo them."""
    return [judgement_from(dict(row)) for row in connection.execute(select(judgements).where(judgements.c.document == document)).mappings()]


def about_actors(connection: Connection) -> list[Judgement]:
    """All judgements about actors, with those that undo them."""
    kinds = [action.value for action in (*ABOUT_ACTORS, Action.UNDO)]
    rows = connection.execute(select(judgements).where(judgements.c.document.is_(None), judgements.c.action.in_(kinds))).mappings()
    return [judgement_from(dict(row)) for row in rows]


def _clear(connection: Connection, number: int) -> None:
    _index(connection, number, "INSERT INTO statements_fts(statements_fts, rowid, content) SELECT 'delete', id, content")
    mine = select(statements.c.id).where(statements.c.document_id == number)
    connection.execute(delete(parties).where(parties.c.statement_id.in_(mine)))
    connection.execute(delete(statements).where(statements.c.document_id == number))
    people = select(actors.c.id).where(actors.c.document_id == number)
    connection.execute(delete(bearers).where(bearers.c.actor_id.in_(people)))
    connection.execute(delete(actors).where(actors.c.document_id == number))


def _index(connection: Connection, number: int, change: str) -> None:
    """Take the statements of a document into SQLite's index of words, or out of it; PostgreSQL keeps its own."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"{change} FROM statements WHERE document_id = :number"), {"number": number})


def _write_statements(connection: Connection, number: int, view: CurrentView, sections: list[Json]) -> None:
    rows = statement_rows(view, number, sections)
    if not rows:
        return
    connection.execute(insert(statements), rows)
    _index(connection, number, "INSERT INTO statements_fts(rowid, content) SELECT id, content")
    put_in = connection.execute(select(statements.c.key, statements.c.id).where(statements.c.document_id == number))
    ids = {row.key: row.id for row in put_in}
    named = [{**party, "statement_id": ids[c.row["id"]]} for c in view.statements for party in party_rows(c.row)]
    if named:
        known = _name_ids(connection, {folded(party["name"]) for party in named})
        connection.execute(insert(parties), [{**party, "name_id": known[folded(party["name"])]} for party in named])


def _write_actors(connection: Connection, number: int, people: list[Json]) -> None:
    same_as = clusters(about_actors(connection))
    connection.execute(insert(actors), [actor_row(actor, number, same_as) for actor in people])
    put_in = connection.execute(select(actors.c.key, actors.c.id).where(actors.c.document_id == number))
    ids = {row.key: row.id for row in put_in}
    known = _name_ids(connection, {name for actor in people for name in names_of(actor)})
    rows = [{"actor_id": ids[actor["id"]], "name_id": known[name]} for actor in people for name in names_of(actor)]
    connection.execute(insert(bearers), rows)


def _name_ids(connection: Connection, wanted: set[str]) -> dict[str, int]:
    """The row numbers of the names, new ones put in. Names are never taken out: one that nobody bears any more finds nothing."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    rows = [{"folded": name} for name in sorted(wanted)]
    connection.execute(dialect.insert(names).on_conflict_do_nothing(index_elements=["folded"]), rows)
    return {row.folded: row.id for row in connection.execute(select(names.c.folded, names.c.id).where(names.c.folded.in_(wanted)))}


def refresh_clusters(connection: Connection, keys: Collection[str]) -> None:
    """Write anew which of the actors with these keys are one, and of all that were one with them."""
    same_as = clusters(about_actors(connection))
    old = connection.execute(select(actors.c.same_as).where(actors.c.key.in_(list(keys)))).scalars().all()
    touched = {*keys, *connection.execute(select(actors.c.key).where(actors.c.same_as.in_(old))).scalars()}
    homes = {same_as.get(key, key) for key in touched}
    for key in touched | {key for key, home in same_as.items() if home in homes}:
        connection.execute(update(actors).where(actors.c.key == key).values(same_as=same_as.get(key, key)))
