"""What takes the whole case to be told, worked out beside the rooms and kept until the case changes."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWorking
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast

from memcon.store import Case

T = TypeVar("T")
PATIENCE: Final = 0.15
"""Seconds that a room waits for a fresh view before it shows the last one: with the drawing it stays under 300 ms."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Something that is told of a whole case, and how it is worked out; another part that it needs it asks of `Standing`."""

    name: str
    make: Callable[[Case, Standing], T]


@dataclass(frozen=True, slots=True)
class View(Generic[T]):
    """What is known of a part: of this moment, of an earlier one while it is worked out anew, or nothing yet.

    `seconds` is how long the last working out took, or how long this one has lasted where there was none before.
    """

    value: T | None
    is_fresh: bool
    seconds: float = 0.0


@dataclass(slots=True)
class _Kept:
    """The last value of a part, the stamp of the case that it is of, and the work on the next one."""

    value: Any = None
    stamp: str | None = None
    seconds: float = 0.0
    since: float = 0.0
    work: Future[None] | None = None


class Standing:
    """Views of one case, the same for all visitors. Thread-safe.

    One part is worked out at a time, in a thread of its own: two at once would only slow the rooms.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="memcon-standing")

    def get(self, part: Part[T], *, wait: float = PATIENCE) -> View[T]:
        """The view as it is known after at most `wait` seconds. Raises what working it out raised."""
        kept, stamp = self._of(part), self._case.stamp()
        if kept.stamp != stamp:
            with suppress(StillWorking):
                self._begin(part, kept).result(wait)
        if kept.stamp is None:
            return View(None, is_fresh=False, seconds=time.monotonic() - kept.since)
        return View(cast("T", kept.value), is_fresh=kept.stamp == stamp, seconds=kept.seconds)

    def need(self, part: Part[T]) -> T:
        """The fresh view, for the making of another part: it is worked out at once, in the same thread."""
        kept = self._of(part)
        self._work(part, kept)
        return cast("T", kept.value)

    def warm(self, *parts: Part[Any]) -> None:
        """Begin to work out the parts, in this order, and wait for none."""
        for part in parts:
            self._begin(part, self._of(part))

    def close(self) -> None:
        """Begin nothing more."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _of(self, part: Part[Any]) -> _Kept:
        with self._lock:
            return self._kept.setdefault(part.name, _Kept())

    def _begin(self, part: Part[Any], kept: _Kept) -> Future[None]:
        """The work that is under way, else a new one."""
        with self._lock:
            if kept.work is None or kept.work.done():
                kept.since = time.monotonic()
                kept.work = self._worker.submit(self._work, part, kept)
            return kept.work

    def _work(self, part: Part[Any], kept: _Kept) -> None:
        """Work out a part unless it is of this moment; a case that changes meanwhile makes it of the moment before."""
        stamp = self._case.stamp()
        if kept.stamp == stamp:
            return
        started = time.monotonic()
        value = part.make(self._case, self)
        kept.value, kept.seconds, kept.stamp = value, time.monotonic() - started, stamp
        gc.freeze()  # a million rows that stay: looking through them for garbage stopped every room for seconds
