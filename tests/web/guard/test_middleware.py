"""What reaches the application, and in which form."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon import limits
from memcon.web.guard import Door
from memcon.web.guard.targets import STATIC
from tests.web.guard.street import HERE, OWN, PORT, Street, make_small_app


def test_static_files_and_nothing_else_need_no_session(street: Street, team: Street) -> None:
    for one in (street, team):
        assert one.ask("GET", "/static/workbench.css").status == 200
        for target in ("/", "/nowhere", "/api/thing", "/staticx", "/static", "/Static/workbench.css", "/rooms/static"):
            assert one.ask("GET", target, accept="application/json").status in {401, 403}, target
    assert STATIC == "/static/"


def test_another_user_of_the_machine_is_not_let_in(street: Street) -> None:
    street.enter()
    answer = street.ask("GET", "/")
    assert answer.status == 403
    assert "the address that its terminal shows" in answer.text


def test_who_is_in_is_told_to_the_application(street: Street, team: Street) -> None:
    assert street.ask("GET", "/rooms/a", headers=street.enter()).text == "Ines Tolland admin /rooms/a"
    cookie = team.log_in("Ben Okoro").cookie
    assert team.ask("GET", "/rooms/a", headers={"cookie": cookie}).text == "Ben Okoro judge /rooms/a"


@pytest.mark.parametrize(("count", "status"), [(limits.WEB_HEADERS - 2, 200), (limits.WEB_HEADERS - 1, 431), (50_000, 431)])
def test_a_flood_of_headers_is_refused(street: Street, count: int, status: int) -> None:
    flood = [(b"x-a", b"1")] * count
    assert street.ask("GET", "/", headers=street.enter(), raw=flood).status == status


@pytest.mark.parametrize(("size", "status"), [(20_000, 200), (33_000, 431), (10_000_000, 431)])
def test_long_headers_and_addresses_are_refused(street: Street, size: int, status: int) -> None:
    assert street.ask("GET", "/", headers={**street.enter(), "x-a": "a" * size}).status == status
    assert street.ask("GET", f"/?q={'a' * size}", headers=street.enter()).status == status
    assert street.ask("GET", f"/rooms/{'a' * size}", headers=street.enter()).status == status


@pytest.mark.parametrize(
    ("sent", "status"), [("Bearer {token}", 200), ("bearer  {token} ", 200), ("Bearer {token}x", 401), ("Bearer ", 403), ("Bearer é", 401), ("Basic {token}", 403),
                         ("{token}", 403)]
)  # fmt: skip
def test_a_script_comes_in_by_its_token(street: Street, sent: str, status: int) -> None:
    answer = street.ask("GET", "/api/thing", authorization=sent.format(token=street.door.api_token))
    assert answer.status == status
    assert status != 200 or answer.text == "Ines Tolland admin /api/thing"
    assert status != 401 or answer.headers["www-authenticate"] == "Bearer"


def test_two_tokens_are_one_too_many(street: Street) -> None:
    again = [(b"authorization", b"Bearer other")]
    assert street.ask("GET", "/api/thing", raw=again, authorization=f"Bearer {street.door.api_token}").status == 401


def test_without_an_api_token_no_token_opens(team: Street) -> None:
    assert team.door.api_token is None
    assert team.ask("GET", "/api/thing", authorization="Bearer None").status == 401


def test_behind_tls_the_origin_is_that_of_the_proxy(tmp_path: Path) -> None:
    door = Door(owner="Ines Tolland", hosts=["memcon.example.org"], port=PORT, secure=True, api=True)
    street = Street(door, make_small_app(tmp_path / "static"))
    host = {"host": "memcon.example.org"}
    cookie = street.ask("GET", door.new_address().removeprefix("https://memcon.example.org"), headers=host).cookie
    assert cookie.startswith("__Host-")
    for origin, status in (("https://memcon.example.org", 200), ("http://memcon.example.org", 403), (HERE, 403)):
        assert street.ask("POST", "/echo", b"x", {**host, "cookie": cookie, "origin": origin}).status == status
    assert street.ask("GET", "/", headers={"host": f"memcon.example.org:{PORT}"}).status == 403
    street.close()


def test_reading_changes_nothing_and_spends_nothing(street: Street) -> None:
    target = street.door.new_address().removeprefix(HERE)
    inside = street.enter()
    assert street.ask("GET", "/logout", headers=inside).status == 404
    assert street.ask("GET", "/", headers=inside).status == 200
    assert street.ask("HEAD", target).status == 403
    assert street.ask("POST", target, b"", OWN).status == 403
    assert street.ask("GET", target).status == 303
