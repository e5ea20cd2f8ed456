"""The steps from one form of a case to the next, by Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection

NEWEST: Final = "0002"
"""The last step. Held here so that opening a case does not import Alembic, which takes 0.2 s."""


def upgrade(connection: Connection) -> None:
    """Bring the case to the newest form, inside the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
