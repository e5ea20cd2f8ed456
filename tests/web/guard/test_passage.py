"""Applications that break, are late, or say nothing."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from memcon import limits
from memcon.web.guard import Door
from tests.web.guard.street import CANARY, PORT, RELEASE, Street


@pytest.fixture
def inside(street: Street) -> dict[str, str]:
    return street.enter()


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_room_that_breaks_says_nothing_of_what_it_worked_on(street: Street, inside: dict[str, str], accept: str, caplog: Any) -> None:
    with caplog.at_level(logging.ERROR):
        answer = street.ask("GET", "/broken", headers=inside, accept=accept)
    assert answer.status == 500
    assert "nothing that is stored was lost" in answer.text
    for text in (answer.text, caplog.text):
        assert CANARY not in text
        assert "secret.pdf" not in text
    assert "Traceback" not in answer.text
    assert "RuntimeError" in caplog.text
    assert "in broken" in caplog.text  # where, for whoever mends it


def test_a_room_that_breaks_in_the_middle_is_cut_there(street: Street, inside: dict[str, str], caplog: Any) -> None:
    with caplog.at_level(logging.ERROR):
        answer = street.ask("GET", "/half", headers=inside)
    assert (answer.status, answer.text) == (200, "half")
    assert CANARY not in caplog.text


def test_a_room_that_is_late_is_answered_for(street: Street, inside: dict[str, str], monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "WEB_REQUEST_SECONDS", 0.02)
    answer = street.ask("GET", "/slow", headers=inside)
    assert (answer.status, answer.headers["retry-after"]) == (503, "10")
    assert street.guard._inside == 0


def test_a_thread_that_is_late_is_answered_for_at_once_and_keeps_its_place(
    street: Street, inside: dict[str, str], monkeypatch: Any
) -> None:
    import asyncio

    monkeypatch.setattr(limits, "WEB_REQUEST_SECONDS", 0.02)
    seen: list[int] = []

    async def watch() -> None:
        task = asyncio.ensure_future(street.asked("GET", "/stuck", headers=inside))
        await asyncio.sleep(0.2)
        seen.append(street.guard._inside)
        RELEASE.set()
        answer = await task
        assert answer.status == 503

    try:
        street.run(watch())
    finally:
        RELEASE.clear()
    assert seen == [1]
    assert street.guard._inside == 0


def test_more_requests_than_there_are_places_are_asked_to_come_again(street: Street, inside: dict[str, str], monkeypatch: Any) -> None:
    import asyncio

    monkeypatch.setattr(limits, "WEB_CONCURRENT", 2)

    async def crowd() -> tuple[int, str]:
        waiting = [asyncio.ensure_future(street.asked("GET", "/slow", headers=inside)) for _ in range(2)]
        await asyncio.sleep(0.02)
        answer = await street.asked("GET", "/", headers=inside)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return answer.status, answer.headers["retry-after"]

    assert street.run(crowd()) == (503, "1")
    assert street.ask("GET", "/", headers=inside).status == 200


async def _silent(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers nothing."""


async def _gone(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that waits for a visitor who has left."""
    from starlette.requests import Request

    await Request(scope, receive).body()


def test_an_application_that_says_nothing_is_answered_for(clock: Any) -> None:
    street = Street(Door(owner="Ines Tolland", hosts=[], port=PORT, clock=clock), _silent)
    assert street.ask("GET", "/static/x").status == 500
    street.close()


def test_a_visitor_who_leaves_is_no_fault(clock: Any, caplog: Any) -> None:
    street = Street(Door(owner="Ines Tolland", hosts=[], port=PORT, clock=clock), _gone)
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = street.scope("GET", "/static/x", {})
    street.run(street.guard(scope, receive, send))
    assert (sent, caplog.records) == ([], [])
    street.close()


def test_web_sockets_are_closed_and_the_lifespan_is_passed_on(clock: Any) -> None:
    passed: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        passed.append(scope["type"])

    street = Street(Door(owner="Ines Tolland", hosts=[], port=PORT, clock=clock), app)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    street.run(street.guard({"type": "websocket", "path": "/"}, receive, send))
    street.run(street.guard({"type": "lifespan"}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]
    assert passed == ["lifespan"]
    street.close()
