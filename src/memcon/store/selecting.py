"""What of a case is exported: the same filters as for finding."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, select

from memcon.model.hits import Hit, StoredActor, StoredDocument, StoredFailure
from memcon.model.judgement import Judgement
from memcon.store import audit
from memcon.store.finding import find
from memcon.store.judging import all_judgements
from memcon.store.search import Query
from memcon.store.tables import actors, documents, failures, originals, origins, readings, sources

STEP = 200
"""Documents that are fetched at once."""
FEW = 2_000
"""So many ids are put into a question."""


@dataclass(frozen=True)
class CaseSelection:
    """A selection of a case within one reading transaction: all parts are of one moment."""

    connection: Connection
    name: str
    query: Query

    @property
    def is_whole(self) -> bool:
        """Whether nothing was asked for, and all of the case is meant."""
        return self.query == Query()

    @property
    def head(self) -> str:
        return audit.head(self.connection)

    def hits(self) -> Iterator[Hit]:
        """The statements that fit."""
        return find(self.connection, self.query)

    def documents(self) -> Iterator[StoredDocument]:
        """The documents of these statements, by id."""
        wanted = self._document_keys
        joined = (
            select(documents.c.id, documents.c.key, documents.c.details, documents.c.text, readings.c.body, readings.c.signature)
            .join(readings, readings.c.document_id == documents.c.id)
            .where(readings.c.current, *self._narrowed)
            .order_by(documents.c.key)
        )
        for row in self.connection.execute(joined, execution_options={"yield_per": STEP}):
            if wanted is None or row.key in wanted:
                document = {**json.loads(row.details), "text": row.text}
                yield StoredDocument({"document": document, **json.loads(row.body)}, row.signature, tuple(self._origins.get(row.id, ())))

    @cached_property
    def _document_keys(self) -> set[str] | None:
        return None if self.is_whole else {hit.document for hit in self.hits()}

    @property
    def _narrowed(self) -> tuple[ColumnElement[bool], ...]:
        """Few documents are asked for by their ids: to read all of a large case for one row takes long."""
        wanted = self._document_keys
        return () if wanted is None or len(wanted) > FEW else (documents.c.key.in_(sorted(wanted)),)

    @cached_property
    def _origins(self) -> dict[int, list[tuple[str, str | None]]]:
        """The origins with their parents, by the row number of the document: one question for all, not one for each."""
        joined = select(origins.c.document_id, origins.c.origin, origins.c.parent).join(documents).where(*self._narrowed)
        found: dict[int, list[tuple[str, str | None]]] = {}
        for row in self.connection.execute(joined.order_by(origins.c.origin)):
            found.setdefault(row.document_id, []).append((row.origin, row.parent))
        return found

    def actors(self) -> Iterator[StoredActor]:
        """The actors of these documents, by id."""
        wanted = self._document_keys
        joined = select(actors.c.details, actors.c.same_as, documents.c.key).join(documents).where(*self._narrowed).order_by(actors.c.key)
        for row in self.connection.execute(joined, execution_options={"yield_per": STEP}):
            if wanted is None or row.key in wanted:
                yield StoredActor(json.loads(row.details), row.key, row.same_as)

    def judgements(self) -> Iterator[Judgement]:
        """The judgements about these documents, and all about actors, by time."""
        wanted = self._document_keys
        return (j for j in all_judgements(self.connection) if wanted is None or j.document is None or j.document in wanted)

    def failures(self) -> Iterator[StoredFailure]:
        """What could not be read, by place."""
        if self.is_whole:
            ordered = select(failures).order_by(failures.c.source, failures.c.origin, failures.c.code, failures.c.message)
            for r in self.connection.execute(ordered):
                yield StoredFailure({"document": r.origin, "stage": r.stage, "code": r.code, "message": r.message}, r.source)

    def sources(self) -> Iterator[dict[str, str]]:
        """The files that were added, by path."""
        if self.is_whole:
            names = ("origin", "sha256", "signature", "state")
            for row in self.connection.execute(select(*(sources.c[name] for name in names)).order_by(sources.c.origin)).mappings():
                yield dict(row)

    def original(self, sha256: str) -> bytes | None:
        """The bytes of a file, where they were kept."""
        packed = self.connection.execute(select(originals.c.packed).where(originals.c.sha256 == sha256)).scalar()
        return None if packed is None else zlib.decompress(packed)
