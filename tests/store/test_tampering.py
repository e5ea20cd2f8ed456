"""Whoever changes a case by SQL is found out, and what was changed is named first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from memcon.errors import LedgerError
from memcon.model.judgement import Action
from memcon.store import Case, open_case
from memcon.store.engine import Home
from tests.store.papers import actor, key, paper
from tests.store.test_case import judge, put_in

ID = str(paper(1)["document"]["id"])


def home(case: Case) -> Home:
    return case._home


def drop(case: Case, guard: str) -> str:
    """The SQL that takes a guard away."""
    return f"DROP TRIGGER {guard}" + ("" if home(case).is_sqlite else f" ON {guard.rpartition('_no_')[0]}")


def run(case: Case, *statements: str) -> None:
    """Run SQL as somebody would who has the file or the password."""
    with home(case).writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.fixture
def full(case: Case) -> Case:
    """A case with papers and judgements."""
    put_in(case, *(paper(n) for n in range(4)))
    judge(case, Action.REJECT, key(paper(0)))
    judge(case, Action.MERGE, actor(paper(1)), other=actor(paper(2)))
    assert case.faults() == []
    return case


@pytest.mark.parametrize(
    "statement", ["UPDATE log SET at = 'x'", "DELETE FROM log", "DELETE FROM judgements", "UPDATE readings SET body = ''"]
)
def test_guards_refuse_to_change_what_is_kept(full: Case, statement: str) -> None:
    with pytest.raises(LedgerError, match="never changed"):
        run(full, statement)
    assert full.faults() == []


def test_replace_does_not_slip_past_the_guard(full: Case) -> None:
    if not home(full).is_sqlite:
        pytest.skip("REPLACE is SQLite's")
    with pytest.raises(LedgerError, match="never changed"):
        run(full, "REPLACE INTO log SELECT * FROM log WHERE seq = 1")
    assert full.faults() == []


@pytest.mark.parametrize(
    ("guard", "statement", "named"),
    [
        ("log_no_update", "UPDATE log SET at = '1999-01-01' WHERE seq = 3", "entry 3 of the log"),
        ("log_no_update", "UPDATE log SET subject = 'x' WHERE seq = 2", "entry 2 of the log"),
        ("log_no_delete", "DELETE FROM log WHERE seq = 4", "the log has no entry 4"),
        ("log_no_update", "UPDATE log SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)", "the log has no entry 1: the next one is -3"),
        ("judgements_no_delete", "DELETE FROM judgements WHERE action = 'reject'", "is in the log and no longer in the case"),
        ("judgements_no_update", "UPDATE judgements SET who = 'somebody else'", "the judgement "),
        ("readings_no_update", f"UPDATE readings SET body = replace(body, 'Bay', 'Day') WHERE document_id = (SELECT id FROM documents WHERE key = '{ID}')", f"what was found in the document {ID} was changed"),
        ("readings_no_update", "UPDATE readings SET signature = 'mine'", "a reading of the document"),
    ],
    ids=["log time", "log subject", "log row", "log order", "judgement gone", "judgement", "reading", "signature"],
)  # fmt: skip
def test_who_takes_a_guard_away_and_changes_a_row_is_found_out(full: Case, guard: str, statement: str, named: str) -> None:
    run(full, drop(full, guard), statement)
    faults = full.faults()
    assert f"the guard {guard} is gone" in faults[0]
    assert named in faults[1]


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (f"UPDATE documents SET text = replace(text, 'Bay', 'Day') WHERE key = '{ID}'", f"the document {ID} was changed"),
        (f"UPDATE documents SET details = replace(details, 'Courier', 'Post') WHERE key = '{ID}'", f"the document {ID} was changed"),
        ("UPDATE statements SET speaker = 'Nobody' WHERE speaker = 'Tomas Bay'", "do not follow from what is kept"),
        ("DELETE FROM parties", "do not follow from what is kept"),
        ("UPDATE statements SET status = 'machine'", "do not follow from what is kept"),
        ("UPDATE actors SET same_as = key", "do not follow from what is kept"),
        ("DELETE FROM bearers", "do not follow from what is kept"),
        ("UPDATE origins SET origin = 'elsewhere.txt'", "an origin of the document"),
    ],
    ids=["text", "title", "speaker", "parties", "status", "merge", "names", "origin"],
)
def test_who_changes_a_row_without_a_guard_is_found_out(full: Case, statement: str, named: str) -> None:
    run(full, statement)
    assert named in full.faults()[0]


def test_a_row_that_was_put_in_past_the_log_is_found_out(full: Case) -> None:
    columns = "action, who, at, why, document, subject, value, anchor, key"
    run(
        full,
        f"INSERT INTO judgements ({columns}) SELECT 'accept', 'eve', at, why, document, subject, value, anchor, 'forged' FROM judgements WHERE action = 'reject'",
    )
    assert "the judgement forged was put in past the log" in full.faults()


def test_a_dropped_table_is_found_out(full: Case) -> None:
    run(full, "DROP TABLE searches")
    assert full.faults()[0] == "the table searches is gone"


def test_a_copy_that_was_rolled_back_is_found_out_against_a_head_that_was_kept(tmp_path: Path) -> None:
    path, copy = tmp_path / "case.memcon", tmp_path / "old.memcon"
    with open_case(path, create=True) as case:
        put_in(case, paper(0))
    shutil.copy(path, copy)
    with open_case(path) as case:
        put_in(case, paper(1))
        head = case.head()
    with open_case(copy) as case:
        assert case.faults() == []
        assert "older than that head" in case.faults(head=head)[0]


def test_the_end_of_the_log_taken_away_with_its_rows_shows_against_a_head(full: Case) -> None:
    head = full.head()
    run(
        full,
        drop(full, "log_no_delete"),
        drop(full, "judgements_no_delete"),
        "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)",
        "DELETE FROM judgements WHERE action = 'merge'",
        "UPDATE actors SET same_as = key",
    )
    assert not any("entry" in fault for fault in full.faults())
    assert any("older than that head" in fault for fault in full.faults(head=head))


def test_an_index_that_misses_a_statement_is_found_out(full: Case) -> None:
    if not home(full).is_sqlite:
        pytest.skip("PostgreSQL keeps its index itself")
    run(full, "INSERT INTO statements_fts(statements_fts, rowid, content) SELECT 'delete', id, content FROM statements WHERE position = 1")
    assert "the index of words does not fit the statements" in full.faults()[0]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO documents_fts(documents_fts, rowid, title, text) SELECT 'delete', id, title, text FROM documents WHERE id = 1",
        "UPDATE documents SET title = 'Another' WHERE id = 1",
    ],
    ids=["a row of the index", "a title"],
)
def test_an_index_that_does_not_fit_a_document_is_found_out(full: Case, statement: str) -> None:
    if not home(full).is_sqlite:
        pytest.skip("PostgreSQL keeps its index itself")
    run(full, statement)
    assert full.faults() == ["the index of words does not fit the documents: a search may miss some"]
