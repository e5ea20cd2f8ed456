"""DNS rebinding: the names by which the workbench may be asked for."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from memcon.web.guard.hosts import Names
from memcon.web.guard.refusals import Refusal
from tests.web.guard.street import PORT, Street


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (f"127.0.0.1:{PORT}", 200),
        (f"localhost:{PORT}", 200),
        (f"LOCALHOST:{PORT}", 200),
        (f"[::1]:{PORT}", 200),
        (f"localhost.:{PORT}", 403),
        (f"127.0.0.1.nip.io:{PORT}", 403),
        (f"evil.example:{PORT}", 403),
        (f"localhost.evil.example:{PORT}", 403),
        (f"::ffff:127.0.0.1:{PORT}", 403),
        (f"[::ffff:127.0.0.1]:{PORT}", 403),
        (f"::1:{PORT}", 403),
        (f"[::1]evil:{PORT}", 403),
        (f"0.0.0.0:{PORT}", 403),
        (f"127.1:{PORT}", 403),
        (f"2130706433:{PORT}", 403),
        (f"127.0.0.2:{PORT}", 403),
        (f"127.0.0.1:{PORT}@evil.example", 403),
        (f"evil.example@127.0.0.1:{PORT}", 403),
        (f"127.0.0.1:{PORT}, evil.example", 403),
        ("127.0.0.1", 403),
        ("localhost", 403),
        ("127.0.0.1:80", 403),
        ("127.0.0.1:9999", 403),
        (f"127.0.0.1:0{PORT}", 403),
        ("127.0.0.1:", 403),
        ("127.0.0.1:8765x", 403),
        (" ", 403),
        ("", 403),
        ("null", 403),
        (None, 403),
    ],
)
def test_only_loopback_names_with_the_right_port_are_answered(street: Street, host: str | None, status: int) -> None:
    answer = street.ask("GET", "/", headers={**street.enter(), "host": host})
    assert answer.status == status
    assert "Ines" not in answer.text or status == 200


def test_two_host_headers_are_refused_even_where_both_are_right(street: Street) -> None:
    again = [(b"host", f"127.0.0.1:{PORT}".encode())]
    assert street.ask("GET", "/", headers=street.enter(), raw=again).status == 403


def test_another_name_is_refused_before_routing_and_for_static_files_too(street: Street) -> None:
    for target in ("/", "/nowhere", "/static/workbench.css", "/api/thing", street.door.new_address().removeprefix("http://127.0.0.1:8765")):
        assert street.ask("GET", target, headers={"host": "evil.example"}).status == 403
    assert street.ask("GET", street.door.new_address().removeprefix("http://127.0.0.1:8765")).status == 303


def _own(names: Names, host: str) -> str:
    return names.asked_for(Headers({"host": host}))


def test_at_port_80_the_port_is_left_out() -> None:
    names = Names.of([], port=80, secure=False)
    assert _own(names, "localhost") == _own(names, "LocalHost:80") == "http://localhost"


def test_a_listed_name_is_answered_with_and_without_the_port_of_the_workbench() -> None:
    names = Names.of(["Memcon.Example.ORG"], port=PORT, secure=False)
    assert _own(names, "memcon.example.org") == "http://memcon.example.org"
    assert _own(names, f"memcon.example.org:{PORT}") == f"http://memcon.example.org:{PORT}"
    with pytest.raises(Refusal):
        _own(names, "memcon.example.org:99")


def test_behind_tls_the_port_of_browsers_counts_and_not_our_own() -> None:
    names = Names.of(["memcon.example.org", "desk.example.org:8443"], port=PORT, secure=True)
    assert _own(names, "memcon.example.org") == _own(names, "memcon.example.org:443") == "https://memcon.example.org"
    assert _own(names, "desk.example.org:8443") == "https://desk.example.org:8443"
    for host in (f"memcon.example.org:{PORT}", "desk.example.org", f"127.0.0.1:{PORT}"):
        with pytest.raises(Refusal):
            _own(names, host)


@pytest.mark.parametrize(
    ("listed", "host"), [("::1", "[::1]"), ("fd00:0::5", "[fd00::5]"), ("[fd00::5]", "[fd00::5]"), ("10.0.0.5", "10.0.0.5")]
)
def test_a_listed_address_is_answered_as_browsers_write_it(listed: str, host: str) -> None:
    assert _own(Names.of([listed], port=PORT, secure=False), f"{host}:{PORT}") == f"http://{host}:{PORT}"


@pytest.mark.parametrize("listed", ["0.0.0.0", "::", ""])
def test_an_address_that_means_every_address_is_no_name(listed: str) -> None:
    assert Names.of([listed], port=PORT, secure=False) == Names.of([], port=PORT, secure=False)
