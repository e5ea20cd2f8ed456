"""Addresses that can be read in two ways, and where a visitor may be sent on."""

from __future__ import annotations

import pytest

from memcon import limits
from memcon.web.guard.targets import safe_next
from tests.web.guard.street import CANARY, Street


@pytest.mark.parametrize(
    "target",
    [
        "http://evil.example/",
        "http://127.0.0.1:8765/",
        "evil.example:443",
        "*",
        "",
        "//evil.example/",
        "/%2Fevil.example/",
        "/\\evil.example",
        "/%5Cevil.example",
        "/static/../outside.txt",
        "/static/%2e%2e/outside.txt",
        "/static/%2e%2e%2foutside.txt",
        "/static/..%5coutside.txt",
        "/static/./workbench.css",
        "/static/..",
        "/..",
        "/a/../b",
        "/rooms/%00",
        "/static/workbench.css%00.js",
        "/rooms/%0d%0aSet-Cookie:x",
        "/rooms/%7f",
        "/?q=%00",
        "/?q=\x00",
        "/?q=\r\nx",
        "/?q=a b",
    ],
)
def test_an_address_that_is_no_plain_path_is_refused(street: Street, target: str) -> None:
    answer = street.ask("GET", target, headers=street.enter())
    assert answer.status == 400
    assert CANARY not in answer.text
    assert "location" not in answer.headers


@pytest.mark.parametrize("target", ["/rooms/a..b", "/rooms/...", "/rooms/%C3%A9t%C3%A9", "/rooms/a%20b", "/?q=..&p=%2e%2e/"])
def test_dots_accents_and_blanks_inside_a_name_are_fine(street: Street, target: str) -> None:
    assert street.ask("GET", target, headers=street.enter()).status == 200


def test_a_double_encoding_stays_one_name_and_leads_nowhere(street: Street) -> None:
    assert street.ask("GET", "/static/%252e%252e%252foutside.txt").status == 404


def test_an_address_has_no_more_fields_than_the_limit(street: Street) -> None:
    inside = street.enter()
    assert street.ask("GET", "/?" + "&".join(["a"] * limits.WEB_FIELDS), headers=inside).status == 200
    assert street.ask("GET", "/?" + "&".join(["a"] * (limits.WEB_FIELDS + 1)), headers=inside).status == 413


@pytest.mark.parametrize(
    ("wanted", "sent"),
    [
        ("/statements?speaker=Ferro&page=2", "/statements?speaker=Ferro&page=2"),
        ("/documents/1f3a#s4", "/documents/1f3a#s4"),
        ("/?next=//evil.example", "/?next=//evil.example"),
        ("/", "/"),
        ("", "/"),
        ("statements", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\/evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        (" //evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("/../../evil", "/"),
        ("/login?next=/login", "/"),
        ("/logout", "/"),
        ("/" + "a" * 2_001, "/"),
    ],
)
def test_after_the_login_nobody_is_sent_elsewhere(wanted: str, sent: str) -> None:
    assert safe_next(wanted) == sent
