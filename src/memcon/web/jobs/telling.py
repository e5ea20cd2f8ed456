"""How a child tells its parent how far it is: not more often than somebody can read it, and the last of it always."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import IO, Any, Final, Protocol

from memcon.formats.sandbox.frames import frame

PAUSE_SECONDS: Final = 0.2
"""Between two messages: a job over thousands of small files would else do little but tell of them."""


class Tell(Protocol):
    """What a kind of work is given to tell how far it is; `details` stay as they were where none are given."""

    def __call__(self, words: str, *, done: int = 0, total: int = 0, details: Mapping[str, Any] | None = None) -> None:
        """Take it in; it is sent when its time comes. What is in `details` must not be changed afterwards."""


class Teller:
    """Sends how far the work is over a pipe, in a thread of its own; `finish` sends the end of it."""

    def __init__(self, replies: IO[bytes], *, broken: Callable[[], None]) -> None:
        self._replies, self._broken = replies, broken
        self._changed = threading.Condition()
        self._latest: dict[str, Any] = {}
        self._is_new = False
        self._is_over = False
        self._thread = threading.Thread(target=self._send_on, daemon=True, name="teller")
        self._thread.start()

    def __call__(self, words: str, *, done: int = 0, total: int = 0, details: Mapping[str, Any] | None = None) -> None:
        with self._changed:
            kept = self._latest.get("details", {})
            self._latest = {"words": words, "done": done, "total": total, "details": kept if details is None else details}
            self._is_new = True
            self._changed.notify()

    def finish(self, message: bytes) -> None:
        """Send what was not sent yet, then the last message."""
        with self._changed:
            self._is_over = True
            self._changed.notify()
        self._thread.join()
        self._send(message)

    def _send_on(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_new or self._is_over)
                latest, self._is_new = self._latest if self._is_new else None, False
            if latest is not None:
                self._send(json.dumps({"progress": latest}).encode())
            with self._changed:
                if self._changed.wait_for(lambda: self._is_over, PAUSE_SECONDS) and not self._is_new:
                    return

    def _send(self, message: bytes) -> None:
        try:
            self._replies.write(frame(message))
            self._replies.flush()
        except BrokenPipeError:
            self._broken()
