"""What a door is made with."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.datastructures import Headers

from memcon.errors import WrongUse
from memcon.web.guard import Door
from memcon.web.users import Users
from tests.web.guard.street import PORT


def _door(**more: Any) -> Door:
    return Door(**{"owner": "Ines Tolland", "hosts": [], "port": PORT, **more})


def test_each_start_address_is_new() -> None:
    door = _door()
    first, second = door.new_address(), door.new_address()
    assert first != second
    assert first.startswith(f"http://127.0.0.1:{PORT}/?token=")


@pytest.mark.parametrize(
    ("hosts", "secure", "home"),
    [
        (["127.0.0.1"], False, f"http://127.0.0.1:{PORT}"),
        (["localhost"], False, f"http://127.0.0.1:{PORT}"),
        (["::1"], False, f"http://[::1]:{PORT}"),
        (["::1", "127.0.0.1"], False, f"http://127.0.0.1:{PORT}"),
        (["127.0.0.1", "memcon.example.org"], False, f"http://127.0.0.1:{PORT}"),
        (["127.0.0.1", "memcon.example.org"], True, "https://memcon.example.org"),
        (["desk.example.org:8443"], True, "https://desk.example.org:8443"),
        ([], True, "https://127.0.0.1"),
    ],
)
def test_a_start_address_is_one_that_is_answered(hosts: list[str], secure: bool, home: str) -> None:  # noqa: FBT001
    door = _door(hosts=hosts, secure=secure)
    assert door.new_address().startswith(f"{home}/?token=")
    assert door.names.asked_for(Headers({"host": home.partition("//")[2]})) == home


def test_where_users_log_in_there_are_no_start_addresses(users: Users) -> None:
    with pytest.raises(WrongUse, match="no start addresses"):
        _door(users=users).new_address()
    assert _door(users=users).enter("A" * 43) is None


def test_a_token_for_scripts_is_there_when_it_was_asked_for() -> None:
    assert _door().api_token is None
    assert len(_door(api=True).api_token or "") == 43
    assert _door(api=True).api_token != _door(api=True).api_token


@pytest.mark.parametrize(
    ("secure", "forwarded", "client", "address"),
    [
        (False, "198.51.100.7", "127.0.0.1", "127.0.0.1"),  # nobody is believed where no proxy stands
        (True, "198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (True, "203.0.113.1, 198.51.100.7", "127.0.0.1", "198.51.100.7"),  # what came before the proxy may be made up
        (True, None, "127.0.0.1", "127.0.0.1"),
        (True, "2001:db8:1:2:3:4:5:6", "127.0.0.1", "20010db800010002::/64"),
        (False, None, "2001:db8:1:2::9", "20010db800010002::/64"),
        (True, "x" * 9_000, "127.0.0.1", "x" * 40),
        (True, "", "127.0.0.1", ""),
    ],
)
def test_wrong_tries_are_counted_by_the_address_that_can_be_believed(
    secure: bool,  # noqa: FBT001
    forwarded: str | None,
    client: str,
    address: str,
) -> None:
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    scope = {"type": "http", "headers": headers, "client": (client, 1)}
    assert _door(secure=secure).address_of(scope) == address


def test_a_visitor_without_an_address_is_counted_too() -> None:
    assert _door().address_of({"type": "http", "headers": [], "client": None}) == ""
