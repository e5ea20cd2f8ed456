"""A case: everything that can be done with the documents, statements and judgements that were put into it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Self

from sqlalchemy import Connection, func, select

from memcon.errors import WrongUse
from memcon.model.contract import Json
from memcon.model.hits import Hit
from memcon.model.judgement import Judgement
from memcon.model.listings import DocumentQuery, Facets, ListedDocument, OpenedDocument, Order, StoredSource
from memcon.store import audit, facets, files, finding, judging, listing, loading, opening, verifying, writing
from memcon.store.engine import Home, open_home
from memcon.store.loading import Loaded
from memcon.store.people import People
from memcon.store.search import Query
from memcon.store.selecting import CaseSelection
from memcon.store.tables import documents, failures, judgements, searches, sources, statements
from memcon.store.writing import Added

FACETS: Final = 12
"""Values of a column that are counted unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a case."""

    documents: int
    statements: int
    judgements: int
    failures: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a file held when it was last read."""

    sha256: str
    signature: str
    state: str


class Case:
    """An open case. A context manager: leaving it closes the connections. Methods raise LedgerError and WrongUse."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Case: {self.name}>"

    @property
    def name(self) -> str:
        """Where it is, without a password."""
        return self._home.name

    def close(self) -> None:
        """Close all connections."""
        self._home.engine.dispose()

    # ── putting in ─────────────────────────────────────────────────────────────────────────────────────────────────

    def add(self, row: Json, *, signature: str) -> Added:
        """Put in one document of the JSON ledger with what was found in it, in one transaction; `signature` names who found it."""
        faulty = next(verifying.span_faults(row["document"]["text"], [row["actors"], row["statements"]]), None)
        if faulty is not None:
            raise WrongUse(f"{row['document']['origin']}: {faulty}; nothing of it was put in")
        with self._home.writing() as connection:
            return writing.add_document(connection, row, signature=signature, at=audit.now())

    def load(self, rows: Sequence[Json], *, signature: str, failures: Sequence[Json] = (), source: str, sha256: str) -> Loaded:
        """Put in all documents and failure rows of a source in one transaction, as `add` and `add_failure` would one by one.

        A source that is in the case with this sha256 and signature is left as it is. A document that cannot be put in becomes a
        failure row, and the others go in.
        """
        split = loading.Split(source, sha256, signature)
        with self._home.reading() as connection:
            if loading.is_in(connection, split):
                return Loaded(already=True)
        prepared = loading.prepare(rows, source=source)
        with self._home.writing() as connection:
            return loading.load(connection, split, prepared, failures)

    def begin_source(self, origin: str) -> None:
        """A file is read anew: its earlier failures are no longer shown."""
        with self._home.writing() as connection:
            writing.forget_failures(connection, origin)

    def add_failure(self, failure: Json, *, source: str) -> None:
        """Note what could not be read of a file."""
        with self._home.writing() as connection:
            writing.add_failure(connection, failure, source=source, at=audit.now())

    def end_source(self, origin: str, *, sha256: str, signature: str, state: str) -> None:
        """All of a file was read, or all that can be."""
        with self._home.writing() as connection:
            writing.note_source(connection, origin, sha256=sha256, signature=signature, state=state)

    def read_again(self, origins: Sequence[str]) -> None:
        """The files are read when they are met again, though neither they nor memcon have changed."""
        with self._home.writing() as connection:
            files.read_again(connection, origins)

    def known_source(self, origin: str) -> Known | None:
        """What the file held when it was last read; None for a new one."""
        with self._home.reading() as connection:
            row = connection.execute(
                select(sources.c.sha256, sources.c.signature, sources.c.state).where(sources.c.origin == origin)
            ).first()
        return None if row is None else Known(row.sha256, row.signature, row.state)

    def keep_original(self, sha256: str, untrusted_bytes: bytes) -> None:
        """Keep the bytes of a file beside its text."""
        with self._home.writing() as connection:
            writing.keep_original(connection, sha256, untrusted_bytes, at=audit.now())

    def original(self, sha256: str) -> bytes | None:
        """The bytes of a file, where they were kept."""
        with self.selection(Query()) as selection:
            return selection.original(sha256)

    # ── finding ────────────────────────────────────────────────────────────────────────────────────────────────────

    def find(self, query: Query, *, limit: int | None = None, offset: int = 0, order: Order = Order.BEST) -> Iterator[Hit]:
        """The statements that fit, fetched as they are used."""
        with self._home.reading() as connection:
            yield from finding.find(connection, query, limit=limit, offset=offset, order=order)

    def count(self, query: Query) -> int:
        """How many statements fit."""
        with self._home.reading() as connection:
            return finding.count(connection, query)

    def keys(self, query: Query) -> set[str]:
        """The ids of the statements that fit."""
        with self._home.reading() as connection:
            return finding.keys(connection, query)

    def facets(self, query: Query, *, most: int = FACETS) -> Facets:
        """The most frequent values of each column, among the statements that all the other filters leave."""
        with self._home.reading() as connection:
            return facets.facets(connection, query, most=most)

    def hit(self, key: str) -> Hit | None:
        """The statement with this id, also one that was rejected; None where there is none."""
        with self._home.reading() as connection:
            return finding.hit(connection, key)

    def documents(self, query: DocumentQuery, *, order: Order = Order.BEST, limit: int, offset: int = 0) -> list[ListedDocument]:
        """The documents that fit, as a list shows them."""
        with self._home.reading() as connection:
            return listing.find_documents(connection, query, limit=limit, offset=offset, order=order)

    def count_documents(self, query: DocumentQuery) -> int:
        """How many documents fit."""
        with self._home.reading() as connection:
            return listing.count_documents(connection, query)

    def document_facets(self, query: DocumentQuery, *, most: int = FACETS) -> Facets:
        """The most frequent values of each column, among the documents that all the other filters leave."""
        with self._home.reading() as connection:
            return listing.document_facets(connection, query, most=most)

    def opened(self, key: str) -> OpenedDocument | None:
        """The document with this id and everything that stands in it now; None where there is none."""
        with self._home.reading() as connection:
            return opening.opened(connection, key)

    def earlier_texts(self, key: str) -> list[str]:
        """The texts that earlier versions of memcon read out of this document, the newest first."""
        with self._home.reading() as connection:
            return opening.earlier_texts(connection, key)

    def find_document(self, untrusted_name: str) -> list[str]:
        """The ids of the documents with this id or origin, or else with an origin that it is a part of."""
        with self._home.reading() as connection:
            return opening.find_document(connection, untrusted_name)

    def stored_sources(self, *, failed_only: bool = False, part: str = "", limit: int, offset: int = 0) -> list[StoredSource]:
        """The files that were added, by path, with what could not be read of each; `part` is one of the path."""
        with self._home.reading() as connection:
            return files.stored_sources(connection, failed_only=failed_only, part=part, limit=limit, offset=offset)

    def count_sources(self, *, failed_only: bool = False, part: str = "") -> int:
        """How many files were added, or how many of which something could not be read."""
        with self._home.reading() as connection:
            return files.count_sources(connection, failed_only=failed_only, part=part)

    def disputed(self, hits: Iterable[Hit]) -> dict[str, tuple[str, ...]]:
        """Statement -> the ids of the conflicts within its document in which it stands, those that people ruled out left out."""
        with self._home.reading() as connection:
            return judging.disputed(connection, hits)

    def counts(self) -> Counts:
        """How much is in the case."""
        with self._home.reading() as connection:
            each = [
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (documents, statements, judgements, failures)
            ]
        return Counts(*map(int, each))

    def failures(self) -> list[Json]:
        """What could not be read, as the JSON ledger has it."""
        with self._home.reading() as connection:
            rows = connection.execute(select(failures).order_by(failures.c.origin, failures.c.code, failures.c.message)).all()
        return [{"document": r.origin, "stage": r.stage, "code": r.code, "message": r.message} for r in rows]

    @contextmanager
    def selection(self, query: Query) -> Iterator[CaseSelection]:
        """What an export writes: all of one moment."""
        with self._home.reading() as connection:
            yield CaseSelection(connection, self.name, query)

    @contextmanager
    def people(self) -> Iterator[People]:
        """The actors of all documents, as they are needed to tell who is who: all of one moment."""
        with self._home.reading() as connection:
            yield People(connection)

    # ── saved searches ─────────────────────────────────────────────────────────────────────────────────────────────

    def save_search(self, name: str, query: Query) -> None:
        """Keep a search under a name; what it finds now counts as seen."""
        seen = json.dumps(sorted(self.keys(query)))
        with self._home.writing() as connection:
            connection.execute(searches.delete().where(searches.c.name == name))
            connection.execute(searches.insert().values(name=name, query=query.to_json(), seen=seen))

    def forget_search(self, name: str) -> None:
        """Keep a saved search no longer. Raises WrongUse where there is none."""
        with self._home.writing() as connection:
            if connection.execute(searches.delete().where(searches.c.name == name)).rowcount == 0:
                raise _no_search(name)

    def saved_searches(self) -> dict[str, Query]:
        """The saved searches by name."""
        with self._home.reading() as connection:
            rows = connection.execute(select(searches.c.name, searches.c.query).order_by(searches.c.name)).all()
        return {row.name: Query.from_json(row.query) for row in rows}

    def unseen(self, name: str) -> int:
        """How many statements a saved search finds that it had not found before; they stay new."""
        with self._home.reading() as connection:
            query, seen = _saved(connection, name)
            return len(finding.keys(connection, query) - seen)

    def unseen_hits(self, name: str, *, limit: int) -> list[Hit]:
        """Some of these statements, up to so many, by day, paper and place; they stay new."""
        with self._home.reading() as connection:
            query, seen = _saved(connection, name)
            new = sorted(finding.keys(connection, query) - seen)[:limit]
            hits = [hit for hit in (finding.hit(connection, key) for key in new) if hit is not None]
        return sorted(hits, key=lambda hit: (hit.published or "9", hit.origin, hit.start, hit.key))

    def news(self, name: str) -> list[Hit]:
        """What a saved search finds that it had not found before; from now on it counts as seen."""
        with self._home.reading() as connection:
            query, seen = _saved(connection, name)
            hits = [hit for hit in finding.find(connection, query) if hit.key not in seen]
        if not hits:
            return []
        with self._home.writing() as connection:  # what another has been told meanwhile is no news
            _, seen = _saved(connection, name)
            known = json.dumps(sorted(seen | {hit.key for hit in hits}))
            connection.execute(searches.update().where(searches.c.name == name).values(seen=known))
        return [hit for hit in hits if hit.key not in seen]

    # ── judging ────────────────────────────────────────────────────────────────────────────────────────────────────

    def judge(self, judgement: Judgement) -> Judgement:
        """Record a judgement; the current view follows in the same transaction."""
        with self._home.writing() as connection:
            return judging.record(connection, judgement)

    def judge_all(self, judgements: Iterable[Judgement]) -> list[Judgement]:
        """Record all of these judgements, or none where one cannot be."""
        with self._home.writing() as connection:
            return judging.record_all(connection, judgements)

    def judgements(self) -> list[Judgement]:
        """All judgements, by time."""
        with self._home.reading() as connection:
            return judging.all_judgements(connection)

    def orphans(self) -> list[Judgement]:
        """The judgements in force whose statement is not in the current readings."""
        with self._home.reading() as connection:
            return judging.orphans(connection)

    # ── proving ────────────────────────────────────────────────────────────────────────────────────────────────────

    def head(self) -> str:
        """The hash of the last entry of the log."""
        with self._home.reading() as connection:
            return audit.head(connection)

    def stamp(self) -> str:
        """Another one after everything that is added or judged: what was made of the case under the same stamp is still right."""
        with self._home.reading() as connection:
            return audit.stamp(connection)

    def faults(self, *, head: str | None = None) -> list[str]:
        """What is wrong with the case, the first thing first."""
        with self._home.reading() as connection:
            return list(verifying.faults(connection, known_head=head))


def _saved(connection: Connection, name: str) -> tuple[Query, set[str]]:
    """A saved search, and the ids of the statements that it has found so far. Raises WrongUse where there is none."""
    row = connection.execute(select(searches.c.query, searches.c.seen).where(searches.c.name == name)).first()
    if row is None:
        raise _no_search(name)
    return Query.from_json(row.query), set(json.loads(row.seen))


def _no_search(name: str) -> WrongUse:
    return WrongUse(f"there is no saved search {name!r}; `memcon find WORDS --save {name}` makes one")


def open_case(url: str | os.PathLike[str], *, create: bool = False, patience: float | None = None) -> Case:
    """The case in a file or behind a postgresql:// address. Raises LedgerError where there is none, unless `create`.

    With `patience` a search that takes longer than so many seconds is stopped, and raises LedgerError with the code "time".
    """
    return Case(open_home(url, create=create, patience=patience))
