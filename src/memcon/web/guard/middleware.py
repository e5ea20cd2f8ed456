"""The guard before the application: nothing reaches it that was not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from memcon import limits
from memcon.web.guard.bodies import CLOSE, Allowance, Body, check_disk
from memcon.web.guard.crossings import READING, check_crossing, check_method
from memcon.web.guard.door import Door, bearer_in
from memcon.web.guard.entrance import Entrance
from memcon.web.guard.headers import shielded
from memcon.web.guard.passage import Passage
from memcon.web.guard.refusals import Refusal
from memcon.web.guard.targets import STATIC, check_target, token_of
from memcon.web.guard.visitors import Visitor, with_visitor

_RANGES: Final = frozenset({b"range", b"if-range"})
_POLICY_VIOLATION: Final = 1008


class Guard:
    """Stands before the application: refuses what must not pass, bounds what may, knows who asks, and puts our headers on every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door, self._entrance = app, door, Entrance(door)
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; nothing here speaks by web sockets."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._guard(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})

    async def _guard(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = Body(scope, receive, Allowance.of(scope["path"], self._door.upload_paths))
        passage = Passage(scope, body, shielded(send, scope))
        try:
            self._check(scope, body)
            with self._place():
                await passage.run(self._answer, _without_ranges(scope))
        except Refusal as refusal:
            await passage.run(refusal.response(scope))

    def _check(self, scope: Scope, body: Body) -> None:
        """Raises Refusal for what must not pass, before anybody asks who sent it."""
        headers = Headers(scope=scope)
        _check_sizes(scope)
        own = self._door.names.asked_for(headers)
        check_method(scope["method"])
        check_target(scope)
        body.check_headers()
        check_crossing(scope["method"], headers, own=own, is_script=bearer_in(headers) is not None and "cookie" not in headers)

    @contextmanager
    def _place(self) -> Iterator[None]:
        """One of the places for requests. Raises Refusal where all are taken."""
        if self._inside >= limits.WEB_CONCURRENT:
            raise Refusal(503, "busy", "too much is asked at once; try again in a moment", headers={"Retry-After": "1"})
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(STATIC):
            await self._app(scope, receive, send)
            return
        visitor = self._door.visitor(Headers(scope=scope))
        answer = await self._own_page(scope, receive, visitor)
        if answer is None and visitor is None:
            answer = self._entrance.turn_away(scope)
        if answer is not None:
            await answer(scope, receive, send)
        elif visitor is not None:
            if scope["path"] in self._door.upload_paths and scope["method"] not in READING:
                check_disk(limits.WEB_UPLOAD_BYTES)
            await self._app(with_visitor(scope, visitor), receive, send)

    async def _own_page(self, scope: Scope, receive: Receive, visitor: Visitor | None) -> Response | None:
        """The answer of the entrance, if the address is one of its own."""
        token = token_of(scope) if self._door.users is None and scope["method"] in READING else None
        if token is not None:
            return await self._entrance.start(scope, token, visitor)
        if scope["path"] == "/login" and self._door.users is not None:
            return await self._entrance.log_in(scope, receive, visitor)
        if scope["path"] == "/logout" and scope["method"] == "POST":
            return self._entrance.log_out(scope)
        return None


def _check_sizes(scope: Scope) -> None:
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    address = len(scope.get("raw_path") or b"") + len(scope.get("query_string", b""))
    if len(headers) > limits.WEB_HEADERS or address + sum(len(name) + len(value) for name, value in headers) > limits.WEB_HEADER_BYTES:
        raise Refusal(431, "headers", "the address and the headers of this request are longer than they may be", headers=CLOSE)


def _without_ranges(scope: Scope) -> Scope:
    """Files are sent whole: ranges by the hundred would cost more than they give."""
    return {**scope, "headers": [header for header in scope["headers"] if header[0].lower() not in _RANGES]}
