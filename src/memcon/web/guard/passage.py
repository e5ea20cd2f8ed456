"""One request on its way to the application and back: bounded in time, and answered once, whatever breaks."""

from __future__ import annotations

import logging
import math
import traceback
from typing import Final

import anyio
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Scope, Send

from memcon import limits
from memcon.web.guard.bodies import Body
from memcon.web.guard.refusals import Refusal

_LOG: Final = logging.getLogger("memcon.web")
_BROKEN: Final = "memcon broke on this request; nothing that is stored was lost. Please report it with the lines that the terminal shows"
_LATE: Final = "this takes longer than it may; ask for less at once, or try again when less is going on"


class Passage:
    """The way of one request."""

    def __init__(self, scope: Scope, body: Body, send: Send) -> None:
        self._scope, self._body, self._raw_send = scope, body, send
        self._is_answered = self._is_shut = False
        self._refusal: Refusal | None = None
        self._until = math.inf

    async def run(self, app: ASGIApp, scope: Scope | None = None) -> None:
        """Have the application answer, or answer in its place where it breaks, is late or gets no whole request."""
        self._until = self._from_now()
        async with anyio.create_task_group() as group:
            group.start_soon(self._watch, group.cancel_scope)
            await self._answer(app, scope or self._scope)
            group.cancel_scope.cancel()

    async def _answer(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self._receive, self._send)
        except ClientDisconnect:
            return
        except Refusal as refusal:
            self._refusal = self._refusal or refusal
        except Exception as error:  # noqa: BLE001  the request boundary: one broken request costs no other
            self._refusal = self._refusal or Refusal(500, "broken", _BROKEN)
            _log(error)
        if not self._is_answered:
            await self._refuse(self._refusal or Refusal(500, "broken", _BROKEN))

    async def _watch(self, scope: anyio.CancelScope) -> None:
        """Answer in the place of an application that is late. A thread cannot be stopped: it keeps its place until it ends."""
        while not self._is_answered:
            left = self._until - anyio.current_time()
            if left <= 0:
                await self._refuse(Refusal(503, "late", _LATE, headers={"Retry-After": "10"}))
                scope.cancel()
                return
            await anyio.sleep(min(left, limits.WEB_REQUEST_SECONDS))

    async def _receive(self) -> Message:
        """What the application gets of the request. While it waits for the sender its own time does not run."""
        if self._body.is_whole:
            return await self._body.receive()
        self._until = math.inf
        try:
            return await self._body.receive()
        except Refusal as refusal:
            self._refusal = refusal
            raise
        finally:
            self._until = self._from_now()

    async def _send(self, message: Message) -> None:
        """What the application answers; nothing once it was answered in its place, or is about to be."""
        if not self._is_shut and (self._refusal is None or self._is_answered):
            await self._pass_on(message)

    async def _refuse(self, refusal: Refusal) -> None:
        self._is_shut = True
        await refusal.response(self._scope)(self._scope, self._body.receive, self._pass_on)

    async def _pass_on(self, message: Message) -> None:
        """An answer to a request that is not yet whole ends the connection: nobody waits for the rest of it."""
        if message["type"] == "http.response.start":
            self._is_answered = True
            if self._body.is_pending:
                message = {
                    **message,
                    "headers": [*(h for h in message.get("headers", ()) if h[0].lower() != b"connection"), (b"connection", b"close")],
                }
        elif self._body.is_pending and not message.get("more_body", False):
            await self._raw_send({**message, "more_body": True})
            await self._body.drain()
            message = {"type": "http.response.body", "body": b"", "more_body": False}
        await self._raw_send(message)

    @staticmethod
    def _from_now() -> float:
        return anyio.current_time() + limits.WEB_REQUEST_SECONDS


def _log(error: Exception) -> None:
    """Where it broke, for the terminal: lines of our own, and not the message, which may hold words of a document."""
    places = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("memcon broke on a request (%s):\n%s", type(error).__name__, places)
