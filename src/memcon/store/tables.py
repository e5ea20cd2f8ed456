"""The tables of a case, the same on SQLite and PostgreSQL. What differs between the two is in migrations/dialects.py.

`readings`, `judgements` and `log` are only ever added to. `statements`, `parties` and `actors` are the current view, made from
the current readings and the judgements and from nothing else.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

META: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_ID: Final = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in a column of type INTEGER."""

documents = Table(
    "documents",
    META,
    Column("id", _ID, primary_key=True),
    Column("title", Text),
    Column("kind", Text, nullable=False),
    Column("published", Text, index=True),
    Column("outlet", Text),
    Column("byline", Text),
    Column("language", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("parent", Text),
    Column("key", Text, nullable=False, unique=True),
    Column("sha256", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("details", Text, nullable=False),
)
"""`details` is the document as the JSON ledger has it, without its text; `key` is its id there."""

origins = Table(
    "origins",
    META,
    Column("id", _ID, primary_key=True),
    Column("origin", Text, nullable=False, index=True),
    Column("parent", Text),
    Column("document_id", _ID, ForeignKey("documents.id"), nullable=False),
    UniqueConstraint("document_id", "origin"),
)

readings = Table(
    "readings",
    META,
    Column("id", _ID, primary_key=True),
    Column("signature", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("document_id", _ID, ForeignKey("documents.id"), nullable=False, index=True),
    Column("digest", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("text", Text),
)
"""What a version of memcon found in a document: actors, statements and failures as the JSON ledger has them.

`text` is filled when a later version read another text out of the same bytes."""

sources = Table(
    "sources",
    META,
    Column("id", _ID, primary_key=True),
    Column("origin", Text, nullable=False, unique=True),
    Column("sha256", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("state", Text, nullable=False),
)
"""Each file that was given to `add`, by its path: what it held when it was last read, and whether all of it was read."""

originals = Table(
    "originals",
    META,
    Column("id", _ID, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
"""The bytes of the files, packed with zlib, where they were asked to be kept."""

actors = Table(
    "actors",
    META,
    Column("id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("role", Text),
    Column("document_id", _ID, ForeignKey("documents.id"), nullable=False, index=True),
    Column("key", Text, nullable=False, unique=True),
    Column("same_as", Text, nullable=False, index=True),
    Column("details", Text, nullable=False),
)
"""`same_as` is the smallest key among the actors that people have said are one."""

statements = Table(
    "statements",
    META,
    Column("id", _ID, primary_key=True),
    Column("content", Text, nullable=False),
    Column("speaker", Text),
    Column("addressees", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("manner", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("said_from", Text),
    Column("said_to", Text),
    Column("status", Text, nullable=False),
    Column("document_id", _ID, ForeignKey("documents.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("details", Text, nullable=False),
    Index(None, "document_id", "position"),
    Index(None, "act", "manner", "polarity", "stance", "status"),
    Index(None, "speaker", "status"),
    Index(None, "document_id", "status", "said_from"),
)
"""`stance` is empty for a claim, else denied, doubted, refused, not said, or inside what was one of these.

`status` is machine, accepted, edited, added or rejected; `details` is the statement as the JSON ledger has it."""

names = Table(
    "names",
    META,
    Column("id", _ID, primary_key=True),
    Column("folded", Text, nullable=False, unique=True),
)
"""Every name in the case, once, in lower case: a search looks through some thousands of them and not through all parties."""

parties = Table(
    "parties",
    META,
    Column("id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("actor", Text, index=True),
    Column("name_id", _ID, ForeignKey("names.id"), nullable=False),
    Column("statement_id", _ID, ForeignKey("statements.id"), nullable=False),
    Index(None, "name_id", "role", "statement_id"),
    Index(None, "name", "role", "statement_id"),
    Index(None, "statement_id", "role", "name", "actor"),
)
"""Everybody named in a statement; `role` is speaker, addressee or via."""

bearers = Table(
    "bearers",
    META,
    Column("id", _ID, primary_key=True),
    Column("name_id", _ID, ForeignKey("names.id"), nullable=False, index=True),
    Column("actor_id", _ID, ForeignKey("actors.id"), nullable=False, index=True),
)
"""Which actor bears which name, be it one that no statement has."""

failures = Table(
    "failures",
    META,
    Column("id", _ID, primary_key=True),
    Column("message", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("source", Text, nullable=False, index=True),
)
"""What could not be read, as it stands now; a file that is read later loses its rows here and keeps them in the log."""

judgements = Table(
    "judgements",
    META,
    Column("id", _ID, primary_key=True),
    Column("action", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("document", Text, index=True),
    Column("subject", Text, nullable=False, index=True),
    Column("value", Text, nullable=False),
    Column("anchor", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
)

log = Table(
    "log",
    META,
    Column("seq", _ID, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
"""One row for every addition and judgement, each with the hash of the one before it."""

searches = Table(
    "searches",
    META,
    Column("id", _ID, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("query", Text, nullable=False),
    Column("seen", Text, nullable=False),
)
"""Saved searches; `seen` are the keys of the statements that were found last time."""
