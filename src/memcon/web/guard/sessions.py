"""Who is in: secrets that a browser holds, and start addresses that were not used yet. All of it in memory alone."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from memcon import limits

_UNUSED: Final = 10
_USED: Final = 1_000
"""How many start addresses are kept that were not used, and that were."""


@dataclass(slots=True)
class Session:
    """Somebody in a browser; `since` is when the password was set by which they came in."""

    name: str
    since: str | None
    opened: float
    seen: float


class Sessions:
    """Open sessions by what a hash makes of their secret: comparing hashes tells nothing of a secret. Thread-safe."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._open: OrderedDict[bytes, Session] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, name: str, since: str | None = None) -> str:
        """The fresh secret of a new session."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._open[_hashed(secret)] = Session(name, since, now, now)
            while len(self._open) > limits.WEB_SESSIONS:
                self._open.popitem(last=False)
        return secret

    def find(self, secret: str) -> Session | None:
        """The session, unless it has ended; being asked for keeps it from idling."""
        key = _hashed(secret)
        with self._lock:
            session, now = self._open.get(key), self._clock()
            if session is None:
                return None
            if now - session.seen > limits.WEB_IDLE_SECONDS or now - session.opened > limits.WEB_SESSION_SECONDS:
                del self._open[key]
                return None
            session.seen = now
            self._open.move_to_end(key)
            return session

    def close(self, secret: str) -> None:
        """End the session."""
        with self._lock:
            self._open.pop(_hashed(secret), None)


class StartTokens:
    """Tokens of start addresses, each good once. Thread-safe."""

    def __init__(self) -> None:
        self._unused: OrderedDict[bytes, None] = OrderedDict()
        self._used: OrderedDict[bytes, None] = OrderedDict()
        self._lock = threading.Lock()

    def make(self) -> str:
        """A fresh token; of very many that nobody used the oldest end."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._unused[_hashed(token)] = None
            while len(self._unused) > _UNUSED:
                self._unused.popitem(last=False)
        return token

    def use(self, token: str) -> bool:
        """Whether the token was good; it is so no more."""
        key = _hashed(token)
        with self._lock:
            good = sum(secrets.compare_digest(key, kept) for kept in self._unused) == 1  # all are compared, wherever it stands
            if good:
                del self._unused[key]
                self._used[key] = None
                while len(self._used) > _USED:
                    self._used.popitem(last=False)
            return good

    def was_used(self, token: str) -> bool:
        """Whether it was good once."""
        with self._lock:
            return _hashed(token) in self._used


def _hashed(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
