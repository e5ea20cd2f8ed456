"""What SQLite and PostgreSQL do each in their own way: full text, and guards against change.

Sources: sqlite.org/fts5.html (external content tables), PostgreSQL manual, chapters 12 (text search) and 39 (triggers).
"""

from __future__ import annotations

from typing import Final

_KEPT: Final = {
    "log": ("at", "what", "subject", "digest", "previous", "hash", "seq"),
    "judgements": ("action", "who", "at", "why", "document", "subject", "value", "anchor", "key"),
    "readings": ("signature", "document_id", "digest", "body"),
}
"""Table -> columns that never change once they are written."""


def full_text(dialect: str) -> tuple[str, ...]:
    """What makes the words of statements searchable; `content="statements"`, in these marks, is how Datasette finds it.

    SQLite's index is kept by store/refreshing.py and not by triggers: with `trusted_schema` off, SQLite 3.40 refuses a trigger
    that writes to a virtual table.
    """
    if dialect == "postgresql":
        return (
            "ALTER TABLE statements ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', content)) STORED",
            "CREATE INDEX ix_statements_words ON statements USING gin (words)",
        )
    return (
        (
            "CREATE VIRTUAL TABLE statements_fts USING fts5("
            'content, content="statements", content_rowid="id", tokenize="unicode61 remove_diacritics 2")'
        ),
    )


INDEXED: Final = 250_000
"""Code points of a document whose words PostgreSQL is asked for: a `tsvector` holds 1 MB at most. SQLite indexes all of it."""


def document_words(dialect: str) -> tuple[str, ...]:
    """What makes the words of documents searchable, also of those that are there already.

    SQLite's index is kept by store/writing.py. PostgreSQL makes the words by a function that asks for half as much as long as the
    words of a text, such as one of nothing but addresses, do not fit: a document is never refused for them.
    """
    if dialect == "postgresql":
        return (
            (
                "CREATE FUNCTION memcon_words(title text, body text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE AS $$ "
                f"DECLARE most integer := {INDEXED}; BEGIN LOOP BEGIN "
                "RETURN setweight(to_tsvector('simple', left(coalesce(title, ''), most)), 'A') || to_tsvector('simple', left(body, most)); "
                "EXCEPTION WHEN program_limit_exceeded THEN most := most / 2; END; END LOOP; END $$"
            ),
            "ALTER TABLE documents ADD COLUMN words tsvector GENERATED ALWAYS AS (memcon_words(title, text)) STORED",
            "CREATE INDEX ix_documents_words ON documents USING gin (words)",
        )
    return (
        (
            "CREATE VIRTUAL TABLE documents_fts USING fts5("
            'title, text, content="documents", content_rowid="id", tokenize="unicode61 remove_diacritics 2")'
        ),
        "INSERT INTO documents_fts(documents_fts) VALUES ('rebuild')",
    )


def guards(dialect: str) -> tuple[str, ...]:
    """Triggers that refuse to change or delete what is only added to."""
    if dialect == "postgresql":
        refuse = (
            "CREATE FUNCTION memcon_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME; END $$"
        )
        return (refuse, *(line for table, columns in _KEPT.items() for line in _postgres_guards(table, columns)))
    return tuple(line for table, columns in _KEPT.items() for line in _sqlite_guards(table, columns))


def guard_names() -> frozenset[str]:
    """The names of all guards, which `verify` looks for."""
    return frozenset(f"{table}_{what}" for table in _KEPT for what in ("no_update", "no_delete"))


def _sqlite_guards(table: str, columns: tuple[str, ...]) -> tuple[str, str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are only ever added'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {', '.join(columns)} ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
    )


def _postgres_guards(table: str, columns: tuple[str, ...]) -> tuple[str, str]:
    refuse = "EXECUTE FUNCTION memcon_kept()"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {', '.join(columns)} ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
    )


VIEWS: Final = (
    (
        "CREATE VIEW who_said_what AS SELECT s.id, s.speaker, s.act, s.content, s.addressees, s.via AS on_whose_word, s.stance, s.manner, "
        "s.polarity, s.said_from, d.title, d.outlet, d.published, d.origin, s.place, s.status, s.document_id FROM statements s "
        "JOIN documents d ON d.id = s.document_id WHERE s.status <> 'rejected'"
    ),
    (
        "CREATE VIEW speakers AS SELECT s.speaker, count(*) AS statements, count(DISTINCT s.document_id) AS documents, "
        "sum(CASE WHEN s.via <> '' THEN 1 ELSE 0 END) AS on_somebody_elses_word FROM statements s "
        "WHERE s.status <> 'rejected' AND s.speaker IS NOT NULL GROUP BY s.speaker"
    ),
    (
        "CREATE VIEW documents_read AS SELECT d.id, d.title, d.kind, d.outlet, d.published, d.origin, "
        "(SELECT count(*) FROM statements s WHERE s.document_id = d.id AND s.status <> 'rejected') AS statements FROM documents d"
    ),
    "CREATE VIEW failures_by_kind AS SELECT code, stage, count(*) AS files FROM failures GROUP BY code, stage",
)
"""For people who open the case with other programs."""
