"""The first form of a case."""

from __future__ import annotations

from alembic import op

from memcon.store.migrations import dialects
from memcon.store.tables import META

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make tables, full text, views and the guards of what is only added to."""
    bind = op.get_bind()
    META.create_all(bind)
    for statement in (*dialects.full_text(bind.dialect.name), *dialects.guards(bind.dialect.name), *dialects.VIEWS):
        op.execute(statement)


def downgrade() -> None:
    """Nothing is before it. Raises NotImplementedError: a case is never emptied by a step back."""
    raise NotImplementedError("the first form of a case has none before it")
