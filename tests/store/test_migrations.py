"""The steps bring an empty database, and every case of an older memcon, to the tables that the code knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, func, select, text

from memcon.model.judgement import Action
from memcon.model.listings import DocumentQuery
from memcon.run.exporting import import_bundle
from memcon.store import Case, engine, migrations, open_case
from memcon.store.engine import Home
from memcon.store.search import Query
from memcon.store.tables import META
from tests.store.conftest import Fresh
from tests.store.papers import READER, actor, key, paper
from tests.store.test_case import bundle, judge, put_in

MADE_BY_HAND = ("words", "ix_statements_words", "ix_documents_words")
"""What the steps make beside the tables of the code: PostgreSQL's indexes of words."""


def steps() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return config


def differences(connection: Connection) -> list[object]:
    """What the tables of the case have that the code does not know, or the other way round."""
    options = {
        "include_object": lambda _, name, *__: not (str(name).startswith(("statements_fts", "documents_fts")) or name in MADE_BY_HAND)
    }
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), META))


def test_the_steps_end_where_the_code_thinks() -> None:
    assert ScriptDirectory.from_config(steps()).get_heads() == [migrations.NEWEST]


def test_the_tables_are_those_of_the_code(url: str) -> None:
    with open_case(url, create=True) as case, case._home.reading() as connection:
        assert differences(connection) == []


# ── a case of an older memcon ────────────────────────────────────────────────────────────────────────────────────────


def older(case: Case, url: str, form: str) -> None:
    """Make a case of an older form with the rows of a case that is open."""
    home = engine._postgres(url) if "://" in url else engine._sqlite(Path(url), create=True)
    with home.writing() as connection, case._home.reading() as source:
        config = steps()
        config.attributes["connection"] = connection
        command.upgrade(config, form)
        known = MetaData()
        known.reflect(connection, only=lambda name, _: name in META.tables)
        for table in META.sorted_tables:
            there = known.tables[table.name]
            rows = [dict(row) for row in source.execute(select(table)).mappings()]
            if rows:
                connection.execute(there.insert(), rows)
        _as_it_was_left(connection, home)
    home.engine.dispose()


def _as_it_was_left(connection: Connection, home: Home) -> None:
    """What an engine knows beside the rows: whose file it is and its words, or which numbers are taken."""
    if home.is_sqlite:
        connection.exec_driver_sql(f"PRAGMA application_id={engine.APPLICATION}")
        connection.exec_driver_sql("INSERT INTO statements_fts(statements_fts) VALUES ('rebuild')")
        return
    for table in META.sorted_tables:
        if table.name != "log":
            last = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last, true)"), {"name": table.name, "last": last + 1}
            )


@pytest.fixture
def full(fresh: Fresh) -> Iterator[Case]:
    """A case of today with papers, another reading, judgements, failures and a saved search."""
    with open_case(fresh(), create=True) as case:
        put_in(case, *(paper(n) for n in range(6)), paper(1, origin="again.txt"))
        put_in(case, paper(2), signature="memcon/next")
        judge(case, Action.REJECT, key(paper(0)))
        judge(case, Action.MERGE, actor(paper(0)), other=actor(paper(4)))
        case.add_failure({"document": "x.pdf", "stage": "open", "code": "broken", "message": "x.pdf: broken"}, source="x.pdf")
        case.end_source("x.pdf", sha256="0", signature=READER, state="failed")
        case.keep_original("abc", b"the bytes")
        case.save_search("piers", Query("pier"))
        yield case


def test_a_case_of_the_first_form_is_brought_to_the_newest_with_all_that_is_in_it(full: Case, fresh: Fresh, tmp_path: Path) -> None:
    url = fresh()
    older(full, url, "0001")
    with open_case(url) as case:
        with case._home.reading() as connection:
            assert differences(connection) == []
        assert case.faults(head=full.head()) == []
        assert bundle(case, tmp_path / "old") == bundle(full, tmp_path / "new")
        assert case.saved_searches() == full.saved_searches()
        for query in (DocumentQuery("pier"), DocumentQuery("report"), DocumentQuery(failed=True)):
            assert case.documents(query, limit=50) == full.documents(query, limit=50)
        assert len(case.documents(DocumentQuery("pier"), limit=50)) == 2
        assert case.facets(Query()) == full.facets(Query())


def test_a_case_that_was_brought_to_the_newest_form_goes_on(full: Case, fresh: Fresh) -> None:
    url = fresh()
    older(full, url, "0001")
    with open_case(url) as case:
        put_in(case, paper(8))
        put_in(case, paper(3), signature="memcon/next")
        assert [d.origin for d in case.documents(DocumentQuery("pier"), limit=50)][-1] == "papers/8.txt"
        assert case.faults() == []
    with open_case(url) as case:
        assert case.counts().documents == 7


def test_an_empty_case_of_the_first_form_is_brought_to_the_newest(fresh: Fresh) -> None:
    url = fresh()
    with open_case(fresh(), create=True) as empty:
        older(empty, url, "0001")
    with open_case(url) as case:
        assert case.faults() == []
        assert case.documents(DocumentQuery("pier"), limit=5) == []


def test_a_bundle_of_any_form_is_taken_in(full: Case, fresh: Fresh, tmp_path: Path) -> None:
    older(full, url := fresh(), "0001")
    with open_case(url) as case:
        bundle(case, tmp_path / "bundle")
    with open_case(fresh(), create=True) as copy:
        list(import_bundle(copy, tmp_path / "bundle"))
        assert copy.documents(DocumentQuery("pier"), limit=50) == full.documents(DocumentQuery("pier"), limit=50)


def test_two_who_open_an_empty_place_at_once_make_one_case(url: str) -> None:
    with open_case(url, create=True) as one, open_case(url, create=True) as two:
        assert one.faults() == two.faults() == []
