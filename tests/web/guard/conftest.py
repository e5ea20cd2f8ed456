"""Doors, with and without users, and the street before them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.web.guard import Door
from memcon.web.users import Users
from tests.web.guard.street import PORT, Clock, Street, make_small_app, make_users


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def users(tmp_path: Path) -> Users:
    return make_users(tmp_path)


@pytest.fixture
def street(tmp_path: Path, clock: Clock) -> Iterator[Street]:
    """A door that opens by start addresses and by a token for scripts."""
    street = Street(Door(owner="Ines Tolland", hosts=[], port=PORT, api=True, clock=clock), make_small_app(tmp_path / "static"))
    yield street
    street.close()


@pytest.fixture
def team(tmp_path: Path, clock: Clock, users: Users) -> Iterator[Street]:
    """A door at which users log in."""
    street = Street(Door(owner="Ines Tolland", hosts=[], port=PORT, users=users, clock=clock), make_small_app(tmp_path / "static"))
    yield street
    street.close()
