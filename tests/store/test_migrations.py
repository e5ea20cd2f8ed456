"""The steps bring an empty database to the tables that the code knows."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from memcon.store import migrations, open_case
from memcon.store.tables import META

MADE_BY_HAND = ("words", "ix_statements_words", "ix_documents_words")
"""What the steps make beside the tables of the code: PostgreSQL's indexes of words."""


def test_the_steps_end_where_the_code_thinks() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.NEWEST]


def test_the_tables_are_those_of_the_code(url: str) -> None:
    with open_case(url, create=True) as case, case._home.reading() as connection:
        options = {
            "include_object": lambda _, name, kind, *__: (
                not (str(name).startswith(("statements_fts", "documents_fts")) or name in MADE_BY_HAND)
            )
        }
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), META)
    assert differences == []


def test_two_who_open_an_empty_place_at_once_make_one_case(url: str) -> None:
    with open_case(url, create=True) as one, open_case(url, create=True) as two:
        assert one.faults() == two.faults() == []
