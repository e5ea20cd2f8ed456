"""kill -9 in the middle of loading, a connection that is cut, a server that is restarted: a split is whole or was never there."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from memcon.errors import LedgerError
from memcon.store import Case, open_case
from memcon.store.loading import Loaded, load_patiently
from tests.store import postgres
from tests.store.conftest import Fresh, fresh_database
from tests.store.loader import PAPERS, SHARED, SPLITS, failures, load, split
from tests.store.papers import READER
from tests.store.test_loading import tables

ROOT = Path(__file__).parents[2]
ROUNDS = 4
WHOLE = SPLITS * PAPERS + SHARED
"""Documents in all splits together: those that two splits have count once."""


def killed(url: str, seconds: float) -> list[str]:
    """What the loader said before it was killed, so many seconds after it had opened the case."""
    with subprocess.Popen([sys.executable, "-m", "tests.store.loader", url], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        opened = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        return (opened + process.stdout.read()).splitlines()


def loaded_splits(case: Case) -> list[int]:
    """The splits that are in the case, each whole: its receipt, its failures and its documents under its origins."""
    there = [source.origin for source in case.stored_sources(limit=99)]
    with case._home.reading() as connection:
        named = connection.exec_driver_sql("SELECT origin FROM origins").scalars().all()
    for n in range(SPLITS):
        whole = {row["document"]["origin"] for row in split(n)}
        assert {origin for origin in named if origin.startswith(f"split{n}/")} == (whole if f"split{n}" in there else set())
        assert all((failure in case.failures()) == (f"split{n}" in there) for failure in failures(n))
    return sorted(int(origin.removeprefix("split")) for origin in there)


def assert_nothing_is_missing_or_double(case: Case) -> None:
    """All splits are in, and each document, origin and failure is there once."""
    assert loaded_splits(case) == list(range(SPLITS))
    counts = case.counts()
    assert (counts.documents, counts.statements, counts.failures) == (WHOLE, WHOLE, SPLITS)
    assert len(tables(case)["origins"]) == SPLITS * (PAPERS + SHARED)
    assert case.faults() == []


def test_a_loader_that_is_killed_leaves_whole_splits_and_goes_on(fresh: Fresh) -> None:
    dice, url = random.Random(5), fresh()
    for _ in range(ROUNDS):
        said = killed(url, dice.uniform(0.0, 0.2))
        with open_case(url) as case:
            assert case.faults() == []
            assert {int(line.split()[1]) for line in said if line.startswith("split")} <= set(loaded_splits(case))
    with open_case(url) as case:
        there = loaded_splits(case)
        became = [load(case, n, split(n)) for n in range(SPLITS)]
        assert [n for n, one in enumerate(became) if one == Loaded(already=True)] == there
        assert_nothing_is_missing_or_double(case)


# ── the server ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def own() -> Iterator[postgres.Server]:
    """A server that the test may stop."""
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.running() as server:
        yield server


def cut(address: str) -> int:
    """End all connections of memcon; how many there were."""
    with psycopg.connect(f"{address}/postgres", autocommit=True) as boss:
        asked = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'memcon'"
        (ended,) = boss.execute(asked).fetchone() or (0,)
        return int(ended)


def load_all(case: Case, waits: list[str]) -> None:
    """Load all splits, however often the case is away."""
    for n, rows in enumerate([split(n) for n in range(SPLITS)]):
        load_patiently(case, rows, signature=READER, failures=failures(n), source=f"split{n}", sha256=str(n), told=waits.append)


def test_connections_that_are_cut_while_splits_are_loaded_lose_and_double_nothing(server: str) -> None:
    dice, waits = random.Random(3), list[str]()
    with open_case(fresh_database(server), create=True) as case:
        loading = threading.Thread(target=load_all, args=(case, waits))
        loading.start()
        while loading.is_alive():
            time.sleep(dice.uniform(0.0, 0.05))
            cut(server) if len(waits) < 2 else None
        assert waits
        assert all("see that it runs" in wait for wait in waits)
        assert_nothing_is_missing_or_double(case)


def test_a_connection_that_is_cut_raises_what_all_methods_raise_and_the_next_call_works(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_case(fresh_database(server), create=True) as case:
        load(case, 0, split(0))
        monkeypatch.setattr("memcon.store.loading.fresh.names_of", lambda _: cut(server))
        with pytest.raises(LedgerError, match="see that it runs and try again") as told:
            load(case, 1, split(1))
        monkeypatch.undo()
        assert told.value.code == "connection"
        assert loaded_splits(case) == [0]
        assert load(case, 1, split(1)) == Loaded(new=PAPERS, same=SHARED, failures=1)
        assert case.faults() == []


def test_a_server_that_is_restarted_while_splits_are_loaded_loses_and_doubles_nothing(own: postgres.Server) -> None:
    waits: list[str] = []
    with open_case(fresh_database(own.address), create=True) as case:
        loading = threading.Thread(target=load_all, args=(case, waits))
        loading.start()
        for seconds in (0.05, 0.6):
            time.sleep(seconds)
            own.stop()
            time.sleep(0.3)
            own.start()
        loading.join()
        assert waits
        assert_nothing_is_missing_or_double(case)


def test_a_server_that_does_not_come_back_is_waited_for_and_told(own: postgres.Server) -> None:
    lines: list[str] = []
    with open_case(fresh_database(own.address), create=True) as case:
        own.stop()
        with pytest.raises(LedgerError, match="see that it runs"):
            load_patiently(case, split(0), signature=READER, source="split0", sha256="0", told=lines.append, wait_seconds=0.2)
    (line,) = lines
    assert line.startswith("postgresql://127.0.0.1")
    assert line.endswith("what was added before is kept; it is tried again in 0.2 s")
