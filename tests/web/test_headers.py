"""Every route of the workbench, none left out: behind the door, with our headers, in one shape when it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.routing import Mount, Route

from memcon.errors import LedgerError
from memcon.web.app import make_app
from memcon.web.desk import Desk, open_desk
from memcon.web.guard import Door
from memcon.web.rooms.registry import load_rooms
from tests.web.guard.street import CANARY, OWN, PORT, Answer, Street
from tests.web.guard.test_headers import check_headers

CHANGING = ("POST", "PUT", "PATCH", "DELETE")
FORM = {"content-type": "application/x-www-form-urlencoded"}
PROOFS: tuple[dict[str, str], ...] = (
    {},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
)


@dataclass(frozen=True)
class Way:
    """One method of one route."""

    method: str
    path: str

    @property
    def target(self) -> str:
        """An address of the route, for things that are not there."""
        return re.sub(r"\{[^}]*\}", "nothing", self.path)


def _ways(app: FastAPI) -> tuple[Way, ...]:
    routes: list[Any] = [*app.routes, *(route for room in load_rooms() for route in room.routes)]
    plain = [Way(method, route.path) for route in routes if isinstance(route, Route) for method in sorted(route.methods or ())]
    return (*sorted(set(plain), key=lambda way: (way.path, way.method)), Way("GET", "/static/workbench.css"))


def _before(desk: Desk) -> Street:
    """The street before the workbench, with the guard that it has of itself."""
    door = Door(owner="Ines Tolland", hosts=[], port=PORT)
    app = make_app(desk, door)
    street = Street(door, app)
    street.outside = app
    return street


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of an empty case."""
    desk = open_desk(str(tmp_path_factory.mktemp("walk") / "empty.memcon"), create=True)
    yield desk
    desk.close()


@pytest.fixture
def street(desk: Desk) -> Iterator[Street]:
    """Before the workbench over the empty case."""
    street = _before(desk)
    yield street
    street.close()


def _walk(street: Street) -> tuple[Way, ...]:
    assert isinstance(street.app, FastAPI)
    return _ways(street.app)


def test_the_walk_leaves_no_route_out(street: Street) -> None:
    ways = _walk(street)
    assert isinstance(street.app, FastAPI)
    described = {Way(m.upper(), path) for path, methods in street.app.openapi()["paths"].items() for m in methods}
    assert described <= set(ways)
    assert len(ways) > 30
    assert [route.path for route in street.app.routes if isinstance(route, Mount)] == ["/static"]


def test_every_route_has_our_headers_and_says_nothing_of_itself(street: Street) -> None:
    inside = street.enter()
    for way in _walk(street):
        answer = street.ask(way.method, way.target, headers={**inside, **OWN})
        check_headers(answer)
        assert "Traceback" not in answer.text, way
        assert "site-packages" not in answer.text, way
        assert answer.headers["cache-control"] == "no-store", way


def test_no_route_but_static_files_answers_somebody_who_is_not_in(street: Street) -> None:
    for way in _walk(street):
        answer = street.ask(way.method, way.target, headers=OWN)
        check_headers(answer)
        assert answer.status == (200 if way.path.startswith("/static/") else 403), way


def test_no_route_answers_under_another_name(street: Street) -> None:
    inside = street.enter()
    for way in _walk(street):
        assert street.ask(way.method, way.target, headers={**inside, **OWN, "host": "evil.example"}).status == 403, way


def test_no_route_changes_anything_for_a_page_of_another_site(street: Street) -> None:
    inside = street.enter()
    for way in _walk(street):
        for proof in PROOFS if way.method in CHANGING else ():
            answer = street.ask(way.method, way.target, b"a=1", {**inside, **FORM, **proof})
            assert (answer.status, '"crossing"' in answer.text or "reload the page" in answer.text) == (403, True), (way, proof)


def test_no_route_changes_the_case_when_it_is_read(street: Street, desk: Desk) -> None:
    inside, before = street.enter(), desk.case.head()
    for way in _walk(street):
        if way.method in {"GET", "HEAD"}:
            street.ask(way.method, way.target, headers=inside)
    assert desk.case.head() == before
    assert desk.case.saved_searches() == {}


def test_no_route_speaks_of_cors(street: Street) -> None:
    inside = street.enter()
    for way in _walk(street):
        answer = street.ask(
            "OPTIONS", way.target, headers={**inside, "origin": "https://evil.example", "access-control-request-method": way.method}
        )
        check_headers(answer)
        assert answer.status == 405, way


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00", b"{", b"[" * 50_000, b"a=" + b"%00" * 100, b""], ids=["bytes", "half", "deep", "nul", "empty"]
)
@pytest.mark.parametrize(
    "kind", ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""]
)
def test_no_route_breaks_on_a_body_that_is_none(street: Street, body: bytes, kind: str) -> None:
    inside = street.enter()
    for way in _walk(street):
        if way.method in CHANGING:
            answer = street.ask(way.method, way.target, body, {**inside, **OWN, "content-type": kind})
            check_headers(answer)
            assert answer.status != 500, (way, answer.text)


class Broken:
    """A case of which every question breaks."""

    name = "broken.memcon"

    def __getattr__(self, _name: str) -> Any:
        raise RuntimeError(CANARY)


def _has_shape(way: Way, answer: Answer) -> bool:
    if way.path.startswith("/api"):
        return re.fullmatch(r'\{"error":\{"code":"[a-z-]+","message":"[^"]+"\}\}', answer.text) is not None
    return "<h1>" in answer.text


def test_whatever_breaks_has_one_shape_and_tells_nothing(desk: Desk, tmp_path: Path) -> None:
    street = _before(replace(desk, case=Broken(), whole=Broken()))  # type: ignore[arg-type]
    inside, broken = street.enter(), 0
    for way in _walk(street):
        answer = street.ask(
            way.method, way.target, b"" if way.method in {"GET", "HEAD"} else b"{}", {**inside, **OWN, "content-type": "application/json"}
        )
        check_headers(answer)
        for secret in (CANARY, "secret.pdf", "RuntimeError", "Traceback", str(tmp_path), "/work/"):
            assert secret not in answer.text, way
        if answer.status >= 500:
            broken += 1
            assert _has_shape(way, answer), (way, answer.text)
    assert broken > 10
    street.close()


def test_a_fault_of_the_case_is_told_without_its_place(desk: Desk) -> None:
    class Locked(Broken):
        def __getattr__(self, _name: str) -> Any:
            raise LedgerError("case", code="locked", why="another process writes to it")

    street = _before(replace(desk, case=Locked()))  # type: ignore[arg-type]
    answer = street.ask("GET", "/api/about", headers=street.enter())
    assert (answer.status, answer.text) == (503, '{"error":{"code":"locked","message":"case: another process writes to it"}}')
    street.close()
