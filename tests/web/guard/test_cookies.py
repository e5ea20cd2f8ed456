"""The cookie of a session."""

from __future__ import annotations

from typing import Any

import pytest

from memcon.web.guard import Door
from tests.web.guard.street import HERE, PORT, Street


def test_the_cookie_is_for_this_port_and_this_host_and_not_for_scripts(street: Street) -> None:
    answer = street.ask("GET", street.door.new_address().removeprefix(HERE))
    name, *attributes = answer.headers["set-cookie"].split("; ")
    assert name.startswith(f"memcon_{PORT}=")
    assert attributes == ["Path=/", "HttpOnly", "SameSite=Strict"]


def test_behind_tls_the_cookie_goes_over_tls_alone_and_can_come_from_no_other_host(street: Street) -> None:
    cookie = Door(owner="Ines Tolland", hosts=["memcon.example.org"], port=PORT, secure=True).cookie
    assert cookie.holding("x") == f"__Host-memcon_{PORT}=x; Path=/; HttpOnly; SameSite=Strict; Secure"
    assert cookie.gone() == f"__Host-memcon_{PORT}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("{good}", 200),
        ("theme=dark; {good}; lang=en", 200),
        ("theme=dark;{good}", 200),
        ("{good}; {good}", 400),
        ("{good}; memcon_8765=somebodyelse", 400),
        ("memcon_8765=; {good}", 400),
        ("memcon_8765; {good}", 400),
        ("memcon_8766=x; {good}", 200),
        ("MEMCON_8765=x; {good}", 200),
        ("memcon_8765=", 403),
        ("memcon_8765", 403),
        ("memcon_8765={half}", 403),
        ('memcon_8765="{secret}"', 403),
        ("memcon_8765={secret}x", 403),
        ("memcon_8765={other}", 403),
        ("other={secret}", 403),
        (";;;=;=", 403),
        ("", 403),
    ],
)
def test_one_whole_secret_lets_in_and_nothing_else(street: Street, line: str, status: int) -> None:
    good = street.enter()["cookie"]
    secret = good.partition("=")[2]
    sent = line.format(good=good, secret=secret, half=secret[:20], other="A" * 43)
    assert street.ask("GET", "/", headers={"cookie": sent}).status == status


def test_two_cookie_headers_are_read_as_one(street: Street) -> None:
    good = street.enter()["cookie"]
    again: Any = [(b"cookie", good.encode())]
    assert street.ask("GET", "/", headers={"cookie": "theme=dark"}, raw=again).status == 200
    assert street.ask("GET", "/", headers={"cookie": good}, raw=again).status == 400
