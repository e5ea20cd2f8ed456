"""Requests that pages of other sites cause."""

from __future__ import annotations

import pytest

from tests.web.guard.street import HERE, OWN, PORT, Street

SAME = {"sec-fetch-site": "same-origin"}
LINK = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({**SAME, "origin": HERE}, 200),
        (SAME, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"origin": HERE}, 200),
        ({**SAME, "origin": "null"}, 200),  # what a browser says for a form under no-referrer
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "https://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": HERE}, 403),
        ({"sec-fetch-site": "cross-site", **LINK}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:9999"}, 403),
        ({"sec-fetch-site": "weather"}, 403),
        ({"sec-fetch-site": ""}, 403),
        ({"sec-fetch-site": "SAME-ORIGIN"}, 403),
        ({}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": f"http://127.0.0.1:{PORT}:1"}, 403),
        ({"origin": "http://127.0.0.1"}, 403),
        ({"origin": f"https://127.0.0.1:{PORT}"}, 403),
        ({"origin": f"http://localhost:{PORT}"}, 403),  # another name of ours, but not the one that was asked for
        ({"origin": f"{HERE}.evil.example"}, 403),
        ({"origin": f"{HERE}/"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"sec-fetch-site": "none", "origin": "null"}, 403),
        ({**SAME, "origin": "https://evil.example"}, 403),
        ({"referer": f"{HERE}/"}, 403),
    ],
    ids=str,
)
def test_only_our_own_page_may_change_anything(street: Street, headers: dict[str, str], status: int) -> None:
    inside = street.enter()
    assert street.ask("POST", "/echo", b"x", {**inside, **headers}).status == status
    for method in ("PUT", "PATCH", "DELETE"):
        assert street.ask(method, "/api/thing", b"x", {**inside, **headers}).status == status


@pytest.mark.parametrize("name", ["origin", "sec-fetch-site"])
def test_a_header_that_comes_twice_is_no_browsers(street: Street, name: str) -> None:
    again = [(name.encode(), OWN[name].encode())]
    assert street.ask("POST", "/echo", b"x", {**street.enter(), **OWN}, raw=again).status == 403


def _bearer(street: Street) -> dict[str, str]:
    return {"authorization": f"Bearer {street.door.api_token}"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        (OWN, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"cookie": "other=1"}, 403),
    ],
    ids=str,
)
def test_a_script_needs_no_page_but_a_browser_with_a_token_does(street: Street, headers: dict[str, str], status: int) -> None:
    assert street.ask("POST", "/echo", b"x", {**_bearer(street), **headers}).status == status


def test_a_token_beside_a_cookie_does_not_stand_for_the_page(street: Street) -> None:
    assert street.ask("POST", "/echo", b"x", {**_bearer(street), **street.enter()}).status == 403
    assert street.ask("POST", "/echo", b"x", {**_bearer(street), **street.enter(), **OWN}).status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        (SAME, 200),
        ({"sec-fetch-site": "none", **LINK}, 200),
        ({"sec-fetch-site": "cross-site", **LINK}, 200),  # a link in a mail
        ({"sec-fetch-site": "same-site", **LINK}, 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"}, 403),
        ({"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, 403),
        ({"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
    ],
    ids=str,
)
def test_a_page_of_another_site_reads_nothing_but_may_link_here(street: Street, headers: dict[str, str], status: int) -> None:
    inside = street.enter()
    assert street.ask("GET", "/", headers={**inside, **headers}).status == status
    assert street.ask("GET", "/static/workbench.css", headers=headers).status == status


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "HACK"])
def test_a_method_that_nothing_takes_is_refused_without_a_word_of_cors(street: Street, method: str) -> None:
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST", **street.enter()}
    answer = street.ask(method, "/echo", headers=asked)
    assert answer.status == 405
    assert answer.headers["allow"] == "DELETE, GET, HEAD, PATCH, POST, PUT"
    assert [name for name in answer.headers if name.startswith("access-control")] == []
