"""The first form of a case, written out: it stays what it is when the tables of the code change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from memcon.store.migrations import dialects

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make tables, full text, views and the guards of what is only added to."""
    tables = (
        _documents, _failures, _judgements, _log, _names, _originals, _searches,
        _sources, _actors, _origins, _readings, _statements, _bearers, _parties,
    )  # fmt: skip
    for make in tables:
        make()
    name = op.get_bind().dialect.name
    for statement in (*dialects.full_text(name), *dialects.guards(name), *dialects.VIEWS):
        op.execute(statement)


def downgrade() -> None:
    """Nothing is before it. Raises NotImplementedError: a case is never emptied by a step back."""
    raise NotImplementedError("the first form of a case has none before it")


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", _ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("key", name="uq_documents_key"),
    )
    op.create_index("ix_documents_published", "documents", ["published"])
    op.create_index("ix_documents_sha256", "documents", ["sha256"])


def _failures() -> None:
    op.create_table(
        "failures",
        sa.Column("id", _ID, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failures"),
    )
    op.create_index("ix_failures_source", "failures", ["source"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", _ID, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
        sa.UniqueConstraint("key", name="uq_judgements_key"),
    )
    op.create_index("ix_judgements_document", "judgements", ["document"])
    op.create_index("ix_judgements_subject", "judgements", ["subject"])


def _log() -> None:
    op.create_table(
        "log",
        sa.Column("seq", _ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_log"),
    )


def _names() -> None:
    op.create_table(
        "names",
        sa.Column("id", _ID, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_names"),
        sa.UniqueConstraint("folded", name="uq_names_folded"),
    )


def _originals() -> None:
    op.create_table(
        "originals",
        sa.Column("id", _ID, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_originals"),
        sa.UniqueConstraint("sha256", name="uq_originals_sha256"),
    )


def _searches() -> None:
    op.create_table(
        "searches",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_searches"),
        sa.UniqueConstraint("name", name="uq_searches_name"),
    )


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", _ID, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("origin", name="uq_sources_origin"),
    )


def _actors() -> None:
    op.create_table(
        "actors",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("document_id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("same_as", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_actors_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_actors"),
        sa.UniqueConstraint("key", name="uq_actors_key"),
    )
    op.create_index("ix_actors_document_id", "actors", ["document_id"])
    op.create_index("ix_actors_same_as", "actors", ["same_as"])


def _origins() -> None:
    op.create_table(
        "origins",
        sa.Column("id", _ID, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("document_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_origins_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_origins"),
        sa.UniqueConstraint("document_id", "origin", name="uq_origins_document_id_origin"),
    )
    op.create_index("ix_origins_origin", "origins", ["origin"])


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("document_id", _ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_readings_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
    )
    op.create_index("ix_readings_document_id", "readings", ["document_id"])


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", _ID, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("addressees", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("said_from", sa.Text(), nullable=True),
        sa.Column("said_to", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("document_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_statements_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
        sa.UniqueConstraint("key", name="uq_statements_key"),
    )
    op.create_index("ix_statements_act", "statements", ["act"])
    op.create_index("ix_statements_document_id_position", "statements", ["document_id", "position"])


def _bearers() -> None:
    op.create_table(
        "bearers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name_id", _ID, nullable=False),
        sa.Column("actor_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name="fk_bearers_actor_id"),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name="fk_bearers_name_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bearers"),
    )
    op.create_index("ix_bearers_actor_id", "bearers", ["actor_id"])
    op.create_index("ix_bearers_name_id", "bearers", ["name_id"])


def _parties() -> None:
    op.create_table(
        "parties",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("name_id", _ID, nullable=False),
        sa.Column("statement_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name="fk_parties_name_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name="fk_parties_statement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_parties"),
    )
    op.create_index("ix_parties_actor", "parties", ["actor"])
    op.create_index("ix_parties_name_id_role_statement_id", "parties", ["name_id", "role", "statement_id"])
    op.create_index("ix_parties_statement_id", "parties", ["statement_id"])
