"""The phases of the second pass: what they leave where there is nothing, where a task is lost, and when they are done again."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.archive.ledgers import make_ledgers

from memcon.archive.linking.finishing import TABLES
from memcon.archive.linking.planning import phases, run_link
from memcon.archive.linking.sheaves import DOCUMENT_BYTES
from memcon.archive.tables.schema import TABLES as COLUMNS
from memcon.archive.tasks import Task
from memcon.errors import ArchiveError
from memcon.model.contract import to_dict
from memcon.model.ledger import Findings
from tests.archive.linking.tables import add_copy, link, table, write_tables
from tests.fakes import make_document

LEDGERS = list(make_ledgers(30))


def test_nothing_is_linked_where_there_is_no_document(tmp_path: Path) -> None:
    assert list(phases(tmp_path)) == []


@pytest.mark.parametrize("one_block", [0, 100])
def test_documents_in_which_nothing_was_found_leave_tables_without_rows(one_block: int, tmp_path: Path) -> None:
    write_tables(tmp_path, [to_dict(Findings(make_document("Nothing here.\n"), (), ()))])
    link(tmp_path, one_block=one_block)
    assert [table(tmp_path, name) for name in TABLES] == [[]] * len(TABLES)


@pytest.mark.parametrize("one_block", [0, 100])
def test_rows_have_the_columns_that_are_told(one_block: int, tmp_path: Path) -> None:
    write_tables(tmp_path, LEDGERS)
    link(tmp_path, one_block=one_block)
    for name in TABLES:
        assert list(table(tmp_path, name)[0]) == [column.name for column in COLUMNS[name]]


@pytest.mark.parametrize("one_block", [0, 100])
def test_done_twice_it_is_the_same(one_block: int, tmp_path: Path) -> None:
    write_tables(tmp_path, LEDGERS)
    link(tmp_path, one_block=one_block)
    files = {path: path.read_bytes() for path in sorted(tmp_path.rglob("part-*.parquet"))}
    link(tmp_path, one_block=one_block)
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("part-*.parquet"))} == files


def test_no_phase_follows_one_of_which_a_task_was_given_up(tmp_path: Path) -> None:
    write_tables(tmp_path, LEDGERS, per_file=10)
    begun = []
    for phase in phases(tmp_path, one_block=0, sheaf=10):
        begun.append({task.about["step"] for task in phase})
        for task in phase if len(begun) < 2 else phase[1:]:
            run_link(task, tmp_path)
    assert len(begun) == 2


def test_tasks_are_json_and_have_one_key_each(tmp_path: Path) -> None:
    write_tables(tmp_path, LEDGERS, per_file=10)
    tasks: list[Task] = []
    for phase in phases(tmp_path, one_block=0, sheaf=10, memory=2_000_000):
        tasks += phase
        for task in phase:
            run_link(Task.from_dict(task.to_dict()), tmp_path)
    assert len({task.key for task in tasks}) == len(tasks) > 40
    again = [task for phase in phases(tmp_path, one_block=0, sheaf=10, memory=2_000_000) for task in phase]
    assert [task.to_dict() for task in again] == [task.to_dict() for task in tasks]


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    write_tables(tmp_path, LEDGERS)
    broken = next(path for path in sorted((tmp_path / "actors").rglob("*.parquet")))
    broken.write_bytes(broken.read_bytes()[:-9])
    with pytest.raises(ArchiveError, match="gone or damaged"):
        link(tmp_path)


@pytest.mark.parametrize("one_block", [0, 100])
def test_a_copy_comes_from_the_document_in_which_its_text_was_read(one_block: int, tmp_path: Path) -> None:
    write_tables(tmp_path, LEDGERS)
    first = LEDGERS[0]["document"]
    copy = first | {"id": "00000000000000c0", "origin": "elsewhere.html"}
    add_copy(tmp_path, copy, of=first["id"])
    add_copy(tmp_path, copy | {"origin": "third.html"}, of=first["id"], name="again")
    add_copy(tmp_path, first | {"origin": "fourth.html"}, of=first["id"], name="itself")
    link(tmp_path, one_block=one_block)
    rows = [row for row in table(tmp_path, "origins") if row["evidence"] == ["the same text"]]
    assert [(row["document"], row["of"], row["kind"], row["shared"]) for row in rows] == [("00000000000000c0", first["id"], "same", 1.0)]


def test_a_task_that_may_hold_more_goes_through_more_documents_and_the_tables_are_the_same(tmp_path: Path) -> None:
    tasks: dict[int, int] = {}
    for memory in (2 * DOCUMENT_BYTES, 64 * DOCUMENT_BYTES):
        out = tmp_path / str(memory)
        write_tables(out, LEDGERS, per_file=2)
        first, *others = phases(out, one_block=0, memory=memory)
        tasks[memory] = sum(task.about["step"] == "actors" for task in first)
        assert others == []  # the first phase has left nothing
        link(out, one_block=0, memory=memory)
    few, many = sorted(tasks.values())
    assert (few, many) == (8, 15)
    one, other = (tmp_path / str(memory) for memory in tasks)
    for name in TABLES:
        assert sorted(map(str, table(one, name))) == sorted(map(str, table(other, name)))
