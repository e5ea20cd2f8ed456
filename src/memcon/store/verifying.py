"""Proving a case: every span holds its words, every row is in the log, the log is whole, the view follows from what is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, exc, inspect, select

from memcon.model.contract import Json
from memcon.store import audit
from memcon.store.judging import holds, spans_in
from memcon.store.migrations import dialects
from memcon.store.refreshing import about_actors, judged
from memcon.store.rows import actor_row, folded, names_of, party_rows, statement_rows
from memcon.store.tables import META, actors, bearers, documents, judgements, log, names, originals, origins, parties, readings, statements
from memcon.store.view import CurrentView, clusters, current_view
from memcon.store.writing import document_digest


def faults(connection: Connection, *, known_head: str | None = None) -> Iterator[str]:
    """What is wrong with the case, the first thing first; nothing for a sound one."""
    parts = (_engine_faults(connection), audit.faults(connection, known_head=known_head), _log_faults(connection))
    for part in (*parts, _document_faults(connection), _index_faults(connection)):
        try:
            yield from part
        except (ValueError, KeyError, TypeError, IndexError) as error:
            yield f"rows cannot be understood ({type(error).__name__}): the file is damaged, or they were changed"


def _engine_faults(connection: Connection) -> Iterator[str]:
    """What the database itself says, and tables and guards that are gone."""
    if connection.dialect.name == "sqlite":
        checks = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
        yield from (f"the database is damaged: {line}" for line in checks if line != "ok")
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        yield from (f"a row of {row[0]} points to a row of {row[2]} that is gone" for row in broken[:5])
    missing = sorted(set(META.tables) - set(inspect(connection).get_table_names()))
    yield from (f"the table {name} is gone" for name in missing)
    gone = sorted(dialects.guard_names() - _triggers(connection))
    yield from (f"the guard {name} is gone: somebody could change what is kept" for name in gone)


def _index_faults(connection: Connection) -> Iterator[str]:
    """What SQLite's indexes of words have that the rows have not, or the other way round."""
    for table in ("statements", "documents") if connection.dialect.name == "sqlite" else ():
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except exc.DatabaseError as error:
            if "malformed" in str(error.orig):  # a case that may only be read, or that is being written to, is proved without it
                yield f"the index of words does not fit the {table}: a search may miss some"


def _triggers(connection: Connection) -> set[str]:
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    postgres = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    return set(connection.exec_driver_sql(sqlite if connection.dialect.name == "sqlite" else postgres).scalars())


def _log_faults(connection: Connection) -> Iterator[str]:
    """What is kept and not in the log as it is, and what is in the log and not kept."""
    kept = {
        "document": {r.key: document_digest({"details": r.details, "text": r.text}) for r in connection.execute(select(documents))},
        "judgement": {r["key"]: audit.digest(_plain(r)) for r in connection.execute(select(judgements)).mappings()},
        "original": {r.sha256: r.sha256 for r in connection.execute(select(originals.c.sha256))},
    }
    logged: dict[str, dict[str, list[str]]] = {}
    for row in connection.execute(select(log.c.what, log.c.subject, log.c.digest).order_by(log.c.seq)):
        logged.setdefault(row.what, {}).setdefault(row.subject, []).append(row.digest)
    for what, rows in kept.items():
        told = logged.get(what, {})
        yield from (f"the {what} {key} was put in past the log" for key in sorted(rows.keys() - told.keys()))
        yield from (f"the {what} {key} is in the log and no longer in the case" for key in sorted(told.keys() - rows.keys()))
        yield from (f"the {what} {key} was changed" for key in sorted(rows.keys() & told.keys()) if told[key][-1] != rows[key])
    yield from _several_faults(connection, logged)


def _plain(row: Any) -> Json:
    return {name: value for name, value in row.items() if name != "id"}


def _several_faults(connection: Connection, logged: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    """Readings and origins, of which a document may have several: each in the log, and all of the log there."""
    kept: dict[tuple[str, str], set[str]] = {}
    joined = select(documents.c.key, readings.c.signature, readings.c.digest, readings.c.body).join(documents)
    for row in connection.execute(joined):
        if audit.digest(row.body) != row.digest:
            yield f"what was found in the document {row.key} was changed"
        kept.setdefault(("reading", row.key), set()).add(audit.digest([row.signature, row.digest]))
    for origin in connection.execute(select(documents.c.key, origins.c.origin, origins.c.parent).join(documents)):
        kept.setdefault(("origin", origin.key), set()).add(audit.digest([origin.origin, origin.parent]))
    told = {(what, key): set(digests) for what in ("reading", "origin") for key, digests in logged.get(what, {}).items()}
    for what, key in sorted(kept.keys() | told.keys()):
        here, there = kept.get((what, key), set()), told.get((what, key), set())
        if here - there:
            yield f"{_a(what)} of the document {key} was put in or changed past the log"
        if there - here:
            yield f"{_a(what)} of the document {key} is in the log and no longer in the case"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _document_faults(connection: Connection) -> Iterator[str]:
    """Document by document: spans against the kept text, and the view against what it is made of."""
    same_as = clusters(about_actors(connection))
    for document in connection.execute(select(documents.c.id, documents.c.key, documents.c.origin, documents.c.text, documents.c.details)):
        mine = select(readings.c.body).where(readings.c.document_id == document.id, readings.c.current)
        current = connection.execute(mine).scalars().all()
        if len(current) != 1:
            yield f"{document.origin}: the document {document.key} has {len(current)} current readings instead of one"
            continue
        body = json.loads(current[0])
        yield from (f"{document.origin}: {fault}" for fault in span_faults(document.text, body))
        view = current_view(document.text, body["statements"], judged(connection, document.key))
        sections = json.loads(document.details)["sections"]
        wanted = statement_rows(view, document.id, sections)
        people = sorted((actor_row(actor, document.id, same_as) for actor in body["actors"]), key=lambda row: str(row["key"]))
        shown = {
            "statements": _shown_statements(connection, document.id) == wanted,
            "parties": _shown_parties(connection, document.id) == _party_list(view),
            "actors": _shown_actors(connection, document.id) == people,
            "names": _shown_names(connection, document.id) == sorted((a["id"], n) for a in body["actors"] for n in names_of(a)),
        }
        for name, follows in shown.items():
            if not follows:
                yield f"{document.origin}: the {name} shown for the document {document.key} do not follow from what is kept"


def _shown_statements(connection: Connection, number: int) -> list[Json]:
    rows = connection.execute(select(statements).where(statements.c.document_id == number).order_by(statements.c.position))
    return [_plain(row) for row in rows.mappings()]


def _shown_actors(connection: Connection, number: int) -> list[Json]:
    rows = connection.execute(select(actors).where(actors.c.document_id == number))
    return sorted((_plain(row) for row in rows.mappings()), key=lambda row: str(row["key"]))


def _shown_parties(connection: Connection, number: int) -> list[Json]:
    columns = (parties.c.name, parties.c.role, parties.c.actor, names.c.folded, statements.c.key)
    joined = select(*columns).join(statements, statements.c.id == parties.c.statement_id).join(names, names.c.id == parties.c.name_id)
    rows = connection.execute(joined.where(statements.c.document_id == number).order_by(parties.c.id)).mappings()
    return [dict(row) for row in rows]


def _party_list(view: CurrentView) -> list[Json]:
    named = [(current.row["id"], party) for current in view.statements for party in party_rows(current.row)]
    return [{**party, "folded": folded(party["name"]), "key": key} for key, party in named]


def _shown_names(connection: Connection, number: int) -> list[tuple[str, str]]:
    joined = select(actors.c.key, names.c.folded).select_from(bearers).join(actors).join(names).where(actors.c.document_id == number)
    return sorted((row.key, row.folded) for row in connection.execute(joined))


def span_faults(text: str, body: object) -> Iterator[str]:
    """Every span whose place in the text does not hold its words."""
    for span in spans_in(body):
        if not holds(text, span):
            yield f"the text has no “{str(span['text'])[:60]}” at {span['start']}:{span['end']}"
