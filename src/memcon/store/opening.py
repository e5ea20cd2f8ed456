"""One document, opened: its text, what was found in it, what people said of that; and where a document is known by another name."""

from __future__ import annotations

import json

from sqlalchemy import Connection, or_, select

from memcon.model.listings import OpenedDocument
from memcon.store.finding import hits_of
from memcon.store.refreshing import judged
from memcon.store.tables import actors, documents, origins, readings


def opened(connection: Connection, key: str) -> OpenedDocument | None:
    """The document with this id and everything that stands in it now; None where there is none."""
    row = connection.execute(
        select(documents.c.id, documents.c.details, documents.c.text, readings.c.body, readings.c.signature)
        .join(readings, readings.c.document_id == documents.c.id)
        .where(documents.c.key == key, readings.c.current)
    ).first()
    if row is None:
        return None
    named = select(origins.c.origin, origins.c.parent).where(origins.c.document_id == row.id).order_by(origins.c.origin)
    joined = select(actors.c.key, actors.c.same_as).where(actors.c.document_id == row.id).order_by(actors.c.key)
    return OpenedDocument(
        row={"document": {**json.loads(row.details), "text": row.text}, **json.loads(row.body)},
        signature=row.signature,
        origins=tuple((o.origin, o.parent) for o in connection.execute(named)),
        hits=hits_of(connection, row.id),
        judgements=tuple(sorted(judged(connection, key), key=lambda j: (j.at, j.id))),
        same_as={actor.key: actor.same_as for actor in connection.execute(joined)},
    )


def earlier_texts(connection: Connection, key: str) -> list[str]:
    """The texts that earlier versions of memcon read out of this document, each once, the newest first."""
    mine = select(readings.c.text).join(documents, documents.c.id == readings.c.document_id)
    kept = connection.execute(mine.where(documents.c.key == key, readings.c.text.is_not(None)).order_by(readings.c.id.desc()))
    return [str(text) for text in dict.fromkeys(kept.scalars())]


def find_document(connection: Connection, untrusted_name: str) -> list[str]:
    """The ids of the documents with this id or this origin; where there is none, of those with an origin that it is a part of."""
    by_origin = select(documents.c.key).join(origins, origins.c.document_id == documents.c.id).distinct().order_by(documents.c.key)
    exact = by_origin.where(or_(documents.c.key == untrusted_name, origins.c.origin == untrusted_name))
    part = by_origin.where(origins.c.origin.contains(untrusted_name, autoescape=True))
    found = connection.execute(exact).scalars().all()
    return list(found or (connection.execute(part).scalars() if untrusted_name else ()))
