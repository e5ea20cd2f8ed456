"""The second form: the words of documents can be looked for, and what is counted over a whole case is counted in indexes."""

from __future__ import annotations

from alembic import op

from memcon.store.migrations import dialects

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Index the words of the documents that are there, and what facets ask for."""
    for statement in dialects.document_words(op.get_bind().dialect.name):
        op.execute(statement)
    op.create_index(
        "ix_statements_act_manner_polarity_stance_status", "statements", ["act", "manner", "polarity", "stance", "status"]
    )  # fmt: skip
    op.drop_index("ix_statements_act", "statements")  # the one before begins with the same column
    op.create_index("ix_statements_speaker_status", "statements", ["speaker", "status"])
    op.create_index("ix_statements_document_id_status_said_from", "statements", ["document_id", "status", "said_from"])
    op.create_index("ix_parties_name_role_statement_id", "parties", ["name", "role", "statement_id"])
    op.create_index("ix_parties_statement_id_role_name_actor", "parties", ["statement_id", "role", "name", "actor"])
    op.drop_index("ix_parties_statement_id", "parties")


def downgrade() -> None:
    """Nothing goes back to it. Raises NotImplementedError: an older memcon says that the case is newer, and leaves it alone."""
    raise NotImplementedError("a case is never brought back to an older form")
