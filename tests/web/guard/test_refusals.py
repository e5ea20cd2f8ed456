"""One shape for everything that goes wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from memcon.web.guard import Refusal, error_response

HOSTILE = '<script>alert(1)</script>\x1b]0;x\x07 \u202egnp\n\n"quoted"'


def _scope(path: str, **headers: str) -> dict[str, Any]:
    return {"type": "http", "path": path, "headers": [(n.replace("_", "-").encode(), v.encode()) for n, v in headers.items()]}


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/api/things", {}),
        ("/api", {}),
        ("/things", {"accept": "application/json"}),
        ("/api/x", {"hx_request": "true", "accept": "text/html"}),
    ],
)
def test_scripts_get_json(path: str, headers: dict[str, str]) -> None:
    answer = error_response(_scope(path, **headers), 404, "missing", "there is no such thing")
    assert answer.media_type == "application/json"
    assert json.loads(bytes(answer.body)) == {"error": {"code": "missing", "message": "there is no such thing"}}


@pytest.mark.parametrize("path", ["/", "/apiary", "/things/api/x"])
def test_everybody_else_gets_a_page_with_our_style(path: str) -> None:
    answer = error_response(_scope(path, accept="text/html,*/*"), 404, "missing", "there is no such thing")
    page = bytes(answer.body).decode()
    assert (answer.media_type, answer.status_code) == ("text/html", 404)
    assert "<h1>There is nothing here</h1>" in page
    assert "<p>there is no such thing</p>" in page
    assert '<link rel="stylesheet" href="/static/workbench.css">' in page


@pytest.mark.parametrize("headers", [{}, {"hx_request": "true"}, {"accept": "application/json"}], ids=str)
def test_what_is_in_a_message_stays_text(headers: dict[str, str]) -> None:
    body = bytes(error_response(_scope("/", **headers), 422, "wrong-use", HOSTILE).body).decode()
    assert "\x1b" not in body
    assert "\u202e" not in body
    assert "<script>" not in body or "accept" in headers


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 408, 409, 413, 415, 418, 422, 429, 431, 500, 503, 507])
def test_every_status_has_a_page(status: int) -> None:
    assert "<h1>" in bytes(error_response(_scope("/"), status, "code", "message").body).decode()


def test_a_long_message_is_cut() -> None:
    assert len(bytes(error_response(_scope("/api"), 500, "code", "x" * 100_000).body)) < 700


def test_a_refusal_keeps_its_headers() -> None:
    answer = Refusal(429, "wait", "later", headers={"Retry-After": "3"}).response(_scope("/api"))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3")
