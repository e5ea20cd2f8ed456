"""What goes into a case: one transaction for each document, which is whole or never was."""

from __future__ import annotations

import zlib
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, text, update

from memcon.model.contract import Json
from memcon.store import audit
from memcon.store.refreshing import refresh
from memcon.store.rows import document_row
from memcon.store.tables import documents, failures, originals, origins, readings, sources

FOUND: Final = ("actors", "statements", "events", "asks", "conflicts", "failures")
"""The kinds of rows that are found in a document, as the JSON ledger has them."""


class Added(StrEnum):
    """What became of a document that was brought."""

    NEW = "new"
    SAME = "same"
    AGAIN = "again"
    """It was there, and this version of memcon found something else in it."""


def add_document(connection: Connection, row: Json, *, signature: str, at: str) -> Added:
    """Put in the document of a row of the JSON ledger and what was found in it.

    The same content under another origin is one document with two origins; the smallest is the one that is shown, so that
    the order in which files come makes no difference.
    """
    document = row["document"]
    known = connection.execute(
        select(documents.c.id, documents.c.origin, documents.c.text).where(documents.c.key == document["id"])
    ).first()
    if known is None:
        return _put_in(connection, row, signature, at)
    fresh_origin = _add_origin(connection, known.id, document, at)
    if known.origin < document["origin"]:
        shown = connection.execute(select(readings.c.signature).where(readings.c.document_id == known.id, readings.c.current)).scalar_one()
        if shown == signature:
            return Added.SAME
        row = {**row, "document": _under(document, known.origin, connection, known.id)}
    return _read_again(connection, known, row, signature, at, fresh_origin=fresh_origin)


def _put_in(connection: Connection, row: Json, signature: str, at: str) -> Added:
    document = row["document"]
    columns = document_row(document)
    number = connection.execute(insert(documents).values(**columns, key=document["id"])).inserted_primary_key
    assert number is not None
    _index(connection, number[0], "INSERT INTO documents_fts(rowid, title, text) SELECT id, title, text")
    audit.append(connection, "document", document["id"], document_digest(columns), at=at)
    _add_origin(connection, number[0], document, at)
    _add_reading(connection, number[0], row, signature, at)
    refresh(connection, number[0])
    return Added.NEW


def _index(connection: Connection, number: int, change: str) -> None:
    """Take the words of a document into SQLite's index, or out of it; PostgreSQL keeps its own."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"{change} FROM documents WHERE id = :number"), {"number": number})


def document_digest(columns: Json) -> str:
    """The digest of what a document is: its text and all that is told of it."""
    return audit.digest([columns["details"], columns["text"]])


def _under(document: Json, origin: str, connection: Connection, number: int) -> Json:
    """The document as it is told under the origin that is shown."""
    parent = connection.execute(
        select(origins.c.parent).where(origins.c.document_id == number, origins.c.origin == origin)
    ).scalar_one_or_none()
    return {**document, "origin": origin, "parent": parent}


def _add_origin(connection: Connection, number: int, document: Json, at: str) -> bool:
    origin, parent = document["origin"], document["parent"]
    there = connection.execute(select(origins.c.id).where(origins.c.document_id == number, origins.c.origin == origin)).first()
    if there is not None:
        return False
    connection.execute(insert(origins).values(document_id=number, origin=origin, parent=parent))
    audit.append(connection, "origin", document["id"], audit.digest([origin, parent]), at=at)
    return True


def _read_again(connection: Connection, known: Any, row: Json, signature: str, at: str, *, fresh_origin: bool) -> Added:
    """A document that is there already: a new reading where something else was found, and the judgements upon it."""
    found = (audit.digest(reading_body(row)), signature)
    current = connection.execute(
        select(readings.c.id, readings.c.digest, readings.c.signature).where(readings.c.document_id == known.id, readings.c.current)
    ).one()
    columns = document_row(row["document"])
    details = connection.execute(select(documents.c.details).where(documents.c.id == known.id)).scalar_one()
    same_text, same_details = known.text == columns["text"], details == columns["details"]
    same_reading = (current.digest, current.signature) == found
    if same_text and same_details and same_reading:
        return Added.SAME
    if not same_text:
        connection.execute(update(readings).where(readings.c.document_id == known.id, readings.c.text.is_(None)).values(text=known.text))
    if not (same_text and same_details):
        _index(connection, known.id, "INSERT INTO documents_fts(documents_fts, rowid, title, text) SELECT 'delete', id, title, text")
        connection.execute(update(documents).where(documents.c.id == known.id).values(**columns))
        _index(connection, known.id, "INSERT INTO documents_fts(rowid, title, text) SELECT id, title, text")
        audit.append(connection, "document", row["document"]["id"], document_digest(columns), at=at)
    if not same_reading:
        connection.execute(update(readings).where(readings.c.id == current.id).values(current=False))
        _add_reading(connection, known.id, row, signature, at)
    refresh(connection, known.id)
    return Added.NEW if fresh_origin and same_text and current.digest == found[0] else Added.AGAIN


def reading_body(row: Json) -> str:
    """What was found in a document, as canonical JSON."""
    return audit.canonical({kind: row[kind] for kind in FOUND})


def _add_reading(connection: Connection, number: int, row: Json, signature: str, at: str) -> None:
    body = reading_body(row)
    values = {"document_id": number, "signature": signature, "digest": audit.digest(body), "body": body, "current": True}
    connection.execute(insert(readings).values(**values))
    audit.append(connection, "reading", row["document"]["id"], audit.digest([signature, values["digest"]]), at=at)


def add_failure(connection: Connection, failure: Json, *, source: str, at: str) -> None:
    """Note what could not be read of a source."""
    row = failure_row(failure)
    same = (failures.c.source == source, *(failures.c[name] == value for name, value in row.items()))
    if connection.execute(select(failures.c.id).where(*same)).first() is not None:
        return  # two processes read the same file at once
    connection.execute(insert(failures).values(**row, source=source))
    audit.append(connection, "failure", row["origin"], audit.digest(row), at=at)


def failure_row(failure: Json) -> Json:
    """The columns of `failures`, the source apart."""
    return {"origin": failure["document"], **{name: failure[name] for name in ("stage", "code", "message")}}


def forget_failures(connection: Connection, source: str) -> None:
    """Take away what is shown of earlier failures of a source that is read again; the log keeps them."""
    connection.execute(delete(failures).where(failures.c.source == source))


def note_source(connection: Connection, origin: str, *, sha256: str, signature: str, state: str) -> None:
    """Remember that a file was read, and to which state."""
    values = {"sha256": sha256, "signature": signature, "state": state}
    there = connection.execute(select(sources.c.id).where(sources.c.origin == origin)).first()
    if there is None:
        connection.execute(insert(sources).values(origin=origin, **values))
    else:
        connection.execute(update(sources).where(sources.c.id == there.id).values(**values))


def keep_original(connection: Connection, sha256: str, untrusted_bytes: bytes, *, at: str) -> None:
    """Keep the bytes of a file, once."""
    if connection.execute(select(originals.c.id).where(originals.c.sha256 == sha256)).first() is None:
        connection.execute(insert(originals).values(sha256=sha256, size=len(untrusted_bytes), packed=zlib.compress(untrusted_bytes)))
        audit.append(connection, "original", sha256, sha256, at=at)
