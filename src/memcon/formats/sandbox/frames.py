"""How the two processes talk: frames of bytes behind their length, eight bytes, most significant first."""

from __future__ import annotations

import os
from typing import IO, Final

LENGTH: Final = 8


def frame(body: bytes) -> bytes:
    """The body behind its length."""
    return len(body).to_bytes(LENGTH, "big") + body


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The body of the next frame, None at the end of the stream. Raises EOFError inside a frame."""
    head = stream.read(LENGTH)
    if not head:
        return None
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    if len(head) < LENGTH or len(body) < size:
        raise EOFError("the stream ended inside a frame")
    return body


def open_replies() -> IO[bytes]:
    """A child's pipe to its parent, kept apart from standard output: a library that prints must not speak to the parent."""
    kept = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return os.fdopen(kept, "wb")
