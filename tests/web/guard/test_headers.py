"""What stands on every answer, whoever gives it."""

from __future__ import annotations

import pytest

from memcon import limits
from memcon.web.guard.headers import HEADERS
from tests.web.guard.street import OWN, Answer, Street


def check_headers(answer: Answer) -> None:
    """Each of our headers once, and none that says more than it must."""
    for name, value in HEADERS.items():
        assert answer.headers.getlist(name) == [value], name
    assert len(answer.headers.getlist("cache-control")) == 1
    assert [n for n in answer.headers if n in {"server", "x-powered-by"} or n.startswith("access-control-")] == []


def test_the_policy_of_every_answer_is_this_one() -> None:
    assert HEADERS["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert {name: HEADERS[name] for name in HEADERS if name not in {"content-security-policy", "permissions-policy"}} == {
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
    }
    off = HEADERS["permissions-policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "usb=()"} < set(off)
    assert all(entry.endswith("=()") for entry in off)


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("POST", "/echo", 200),
        ("GET", "/static/workbench.css", 200),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/nothing", 404),
        ("GET", "/api/nothing", 404),
        ("POST", "/", 405),
        ("OPTIONS", "/", 405),
        ("GET", "/../", 400),
        ("GET", "/broken", 500),
        ("GET", "/half", 200),
        ("GET", "/loose", 200),
    ],
)
def test_every_answer_has_them_those_that_refuse_too(street: Street, method: str, target: str, status: int) -> None:
    answer = street.ask(method, target, headers={**street.enter(), **OWN})
    assert answer.status == status
    check_headers(answer)
    assert answer.headers["cache-control"] == "no-store"


def test_answers_to_those_who_are_not_in_have_them(street: Street, team: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in (
        street.ask("GET", "/"),
        street.ask("GET", "/", headers={"host": "evil.example"}),
        street.ask("GET", "/?token=" + "A" * 43),
        street.ask("GET", street.door.new_address().removeprefix("http://127.0.0.1:8765")),
        street.ask("GET", "/api/thing", authorization="Bearer nothing"),
        street.ask("POST", "/echo", b"x"),
        team.ask("GET", "/"),
        team.ask("GET", "/login"),
        team.log_in("Ada Quill"),
        team.log_in("Ada Quill", "wrong words altogether"),
        team.ask("POST", "/logout", headers=OWN),
    ):
        check_headers(answer)
        assert answer.headers["cache-control"] == "no-store"
    monkeypatch.setattr(limits, "WEB_CONCURRENT", 0)
    check_headers(street.ask("GET", "/"))


def test_what_the_application_says_in_their_place_is_dropped_and_the_rest_is_kept(street: Street) -> None:
    answer = street.ask("GET", "/loose", headers=street.enter())
    check_headers(answer)
    assert answer.headers["x-own"] == "kept"


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("/static/workbench.css?v=1f3a", True),
        ("/static/workbench.css", False),
        ("/static/workbench.css?x=1&v=2", False),
        ("/static/nothing.css?v=1", False),
        ("/loose?v=1", False),
        ("/?v=1", False),
    ],
)
def test_a_browser_keeps_static_files_whose_address_changes_with_them_and_nothing_else(street: Street, target: str, kept: bool) -> None:  # noqa: FBT001
    cached = street.ask("GET", target, headers=street.enter()).headers["cache-control"]
    assert cached == ("private, max-age=31536000, immutable" if kept else "no-store")


@pytest.mark.parametrize(
    "kind", ["text/javascript", "application/javascript; charset=utf-8", "Application/X-JavaScript", "text/ecmascript", "text/css"]
)
def test_a_document_that_says_it_is_a_script_is_shown_as_text(street: Street, kind: str) -> None:
    answer = street.ask("GET", f"/paper?as={kind.replace(' ', '%20')}", headers=street.enter())
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_styles_of_our_own_stay_styles_and_papers_stay_what_they_are(street: Street) -> None:
    assert street.ask("GET", "/static/workbench.css").headers["content-type"].startswith("text/css")
    assert street.ask("GET", "/paper?as=application/pdf", headers=street.enter()).headers["content-type"] == "application/pdf"


@pytest.mark.parametrize("asked", ["bytes=0-1", "bytes=" + ",".join(f"{n}-{n}" for n in range(500)), "bytes=-1"])
def test_files_are_sent_whole_whatever_range_is_asked_for(street: Street, asked: str) -> None:
    answer = street.ask("GET", "/static/workbench.css", range=asked)
    assert (answer.status, answer.text) == (200, "p { margin: 0 }\n")
    assert street.ask("GET", "/ranged", headers=street.enter(), range=asked).text == "none"
