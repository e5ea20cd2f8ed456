"""The body of a request, counted while it arrives: what its headers say of it may be untrue."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from memcon import limits
from memcon.web.guard.refusals import Refusal

_LOGIN_BYTES: Final = 16 * 1024
"""A name, a password and an address: anybody may send them."""
_LINGER_SECONDS: Final = 2
_LINGER_BYTES: Final = 64 * limits.MEBIBYTE
"""How much of a body that is refused is still taken and thrown away: a browser that is cut off in the middle shows no message."""
CLOSE: Final = {"Connection": "close"}


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the body of a request may be."""

    bytes: int
    seconds: int
    limit: str

    @classmethod
    def of(cls, path: str, uploads: Collection[str]) -> Allowance:
        """That of an address; `uploads` are those where files are sent to."""
        if path in uploads:
            return cls(limits.WEB_UPLOAD_BYTES, limits.WEB_UPLOAD_SECONDS, "WEB_UPLOAD_BYTES")
        most = min(limits.WEB_BODY_BYTES, _LOGIN_BYTES) if path == "/login" else limits.WEB_BODY_BYTES
        return cls(most, limits.WEB_BODY_SECONDS, "WEB_BODY_BYTES")


class Body:
    """The body of one request."""

    def __init__(self, scope: Scope, receive: Receive, allowance: Allowance) -> None:
        headers = Headers(scope=scope)
        self._receive, self._allowance = receive, allowance
        self._until = anyio.current_time() + allowance.seconds
        self._lengths, self._is_chunked = headers.getlist("content-length"), "transfer-encoding" in headers
        self._counts_fields = headers.get("content-type", "").lower().startswith("application/x-www-form-urlencoded")
        self._waits = headers.get("expect", "").lower() == "100-continue"
        self._size = self._fields = 0
        self.is_whole = False

    @property
    def is_pending(self) -> bool:
        """Whether some of it has not arrived."""
        return not self.is_whole and (self._is_chunked or self._lengths not in ([], ["0"]))

    def check_headers(self) -> None:
        """Raises Refusal for a length that is none, that is too large, or that can be read in two ways."""
        if self._lengths and (self._is_chunked or len(self._lengths) > 1 or not _is_length(self._lengths[0])):
            raise Refusal(400, "length", "the length of this request can be read in two ways", headers=CLOSE)
        if self._lengths and int(self._lengths[0]) > self._allowance.bytes:
            raise self._too_large()

    async def receive(self) -> Message:
        """The next piece; after the last what the server has to say. Raises Refusal for one that is too much, too late or too short."""
        if self.is_whole:
            return await self._receive()
        message = await self._next_piece()
        if message["type"] == "http.request":
            self.is_whole = not message.get("more_body", False)
            self._count(message.get("body", b""))
            if self.is_whole and self._lengths and self._size != int(self._lengths[0]):
                raise Refusal(400, "length", "the request is not as long as it says", headers=CLOSE)
        return message

    async def drain(self) -> None:
        """Take what still comes, for a short while, and throw it away. Who waits to be told to send was told not to."""
        taken = 0
        if self._waits and not self._size:
            return
        with anyio.move_on_after(_LINGER_SECONDS):
            while not self.is_whole and taken < _LINGER_BYTES:
                message = await self._receive()
                taken += len(message.get("body", b""))
                self.is_whole = message["type"] != "http.request" or not message.get("more_body", False)

    async def _next_piece(self) -> Message:
        left = min(limits.WEB_CHUNK_SECONDS, self._until - anyio.current_time())
        with anyio.move_on_after(max(left, 0)):
            return await self._receive()
        raise Refusal(408, "slow", "the request took too long to arrive; try again", headers=CLOSE)

    def _count(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._allowance.bytes:
            raise self._too_large()
        self._fields += piece.count(b"&") if self._counts_fields else 0
        if self._fields >= limits.WEB_FIELDS:
            raise Refusal(413, "fields", f"WEB_FIELDS: more than {limits.WEB_FIELDS:,} fields in one form", headers=CLOSE)

    def _too_large(self) -> Refusal:
        most = self._allowance.bytes
        shown = f"{most // limits.MEBIBYTE:,} MiB" if most >= limits.MEBIBYTE else f"{most:,} bytes"
        return Refusal(413, "too-large", f"{self._allowance.limit}: more than {shown} in one request; send less at once", headers=CLOSE)


def _is_length(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 18


def check_disk(needed: int) -> None:
    """Raises Refusal where an upload would leave too little room: it is kept in a temporary file while it arrives."""
    if shutil.disk_usage(tempfile.gettempdir()).free < needed + limits.DISK_FLOOR_BYTES:
        raise Refusal(507, "disk", "the disk on which this workbench runs is nearly full; free some space and try again", headers=CLOSE)
