"""What can go wrong with a file or a server: a message that says what to do, and nothing lost."""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from memcon.errors import LedgerError
from memcon.store import Case, engine, open_case
from memcon.store.search import Query
from tests.store.papers import key, paper
from tests.store.test_case import found, put_in

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case in a file, with two papers."""
    file = tmp_path / "case.memcon"
    with open_case(file, create=True) as case:
        put_in(case, paper(0), paper(1))
    return file


@pytest.mark.parametrize("content", [b"not a database at all", b"PK\x03\x04" + bytes(600), b"\x00" * 5_000], ids=["text", "zip", "zeros"])
def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(content)
    for create in (False, True):
        with pytest.raises(LedgerError, match="no case of memcon"):
            open_case(file, create=create)
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE people (name)")
    before = file.read_bytes()
    for create in (False, True):
        with pytest.raises(LedgerError, match="tables of another program"):
            open_case(file, create=create)
    assert file.read_bytes() == before


def test_a_case_of_a_newer_memcon_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="newer memcon") as told:
        open_case(path)
    assert told.value.code == "newer"


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="this is no file"):
        open_case(tmp_path, create=True)
    with pytest.raises(LedgerError, match="no folder"):
        open_case(tmp_path / "none" / "case.memcon", create=True)


def test_a_case_that_is_being_written_to_says_so_and_is_read_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PRAGMAS", (*tuple(p for p in engine._PRAGMAS if "busy" not in p), "busy_timeout=200"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_case(path) as case:
        assert len(found(case)) == 2
        with pytest.raises(LedgerError, match="another program has been writing") as told:
            put_in(case, paper(2))
        other.execute("ROLLBACK")
        assert told.value.code == "locked"
        put_in(case, paper(2))
        assert len(found(case)) == 3
    other.close()


def test_a_case_that_may_only_be_read_is_read_and_proved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    with open_case(path) as case:
        assert len(found(case)) == 2
        assert case.faults() == []
        with pytest.raises(LedgerError, match="may not be written to") as told:
            put_in(case, paper(2))
    assert told.value.code == "read-only"


def test_a_full_disk_is_told_and_what_was_there_is_kept(path: Path) -> None:
    size = path.stat().st_size
    script = (
        "import sys, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from memcon.store import open_case; from memcon.errors import LedgerError; from tests.store.papers import paper, READER\n"
        "with open_case(sys.argv[1]) as case:\n"
        "    try:\n"
        "        for n in range(2, 5000): case.add(paper(n), signature=READER); print(n, flush=True)\n"
        "    except LedgerError as error: print(error.code)\n"
    )
    limit = size + 200_000
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False, cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    *added, code = done.stdout.split()
    assert code == "full", done.stderr
    with open_case(path) as case:
        assert case.faults() == []
        assert case.counts().documents == 2 + len(added)
        put_in(case, paper(4_999))


def test_bits_that_flip_are_told_or_harmless_and_never_a_crash(path: Path) -> None:
    data, dice = path.read_bytes(), random.Random(3)
    wrong = 0
    for _ in range(200):
        changed = bytearray(data)
        for _ in range(4):
            changed[dice.randrange(100, len(changed))] ^= 1 << dice.randrange(8)
        path.write_bytes(bytes(changed))
        for side in ("-wal", "-shm"):
            Path(f"{path}{side}").unlink(missing_ok=True)
        try:
            with open_case(path) as case:
                wrong += bool(case.faults())
        except LedgerError as error:
            wrong += 1
            assert str(path) in str(error)
    assert wrong > 50


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(LedgerError, match="see that it runs") as told:
        open_case("postgresql://memcon:secret@127.0.0.1:1/none")
    assert "secret" not in str(told.value)


def test_a_connection_that_is_cut_in_the_middle_loses_nothing(server: str) -> None:
    from tests.store.conftest import fresh_database

    url = fresh_database(server)
    with open_case(url, create=True) as case:
        put_in(case, paper(0))
        with pytest.raises(LedgerError, match="try again"):
            cut_in_the_middle(case, server)
        assert case.faults() == []
        put_in(case, paper(1))
        assert found(case) == sorted([key(paper(0)), key(paper(1))])


def cut_in_the_middle(case: Case, server: str) -> None:
    """Change something, and lose the connection before it is kept."""
    with case._home.writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET title = 'half'")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as boss:
            boss.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'memcon'")
        connection.exec_driver_sql("SELECT 1")


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerError, match=r"pip install 'memcon\[postgres\]'"):
        open_case("postgresql://127.0.0.1/none")


def test_nothing_grows_over_many_documents(tmp_path: Path) -> None:
    with open_case(tmp_path / "case.memcon", create=True) as case:
        put_in(case, *(paper(n) for n in range(50)))
        before = len(list(Path("/proc/self/fd").iterdir()))
        put_in(case, *(paper(n) for n in range(50, 400)))
        list(case.find(Query("pier")))
        assert len(list(Path("/proc/self/fd").iterdir())) <= before + 2


def test_a_new_case_is_for_its_owner_alone(path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0
