"""Alembic's way in: runs the steps on the connection that `upgrade` hands over."""

from __future__ import annotations

from alembic import context

from memcon.store.tables import META

context.configure(connection=context.config.attributes["connection"], target_metadata=META, transactional_ddl=False)
context.run_migrations()
