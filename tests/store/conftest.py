"""An empty case on each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from memcon.store import Case, open_case
from tests.store import postgres

NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.server() as address:
        yield address


Fresh = Callable[[], str]
"""Gives the address of another case that is not there yet, on the engine of the test."""


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Addresses of cases that are not there yet."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"case{next(NUMBERS)}.memcon")
    address = request.getfixturevalue("server")
    return lambda: fresh_database(address)


@pytest.fixture
def url(fresh: Fresh) -> str:
    """The address of a case that is not there yet."""
    return fresh()


def fresh_database(address: str) -> str:
    """The address of an empty database on the server."""
    name = f"case{next(NUMBERS)}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{address}/{name}"


@pytest.fixture
def case(url: str) -> Iterator[Case]:
    """An empty case."""
    with open_case(url, create=True) as one:
        yield one
