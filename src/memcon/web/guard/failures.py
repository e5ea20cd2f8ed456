"""Wrong tries, and how long the next one waits."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from memcon import limits

_KEYS: Final = 10_000
"""How many names and addresses are remembered; the oldest make room."""


@dataclass(slots=True)
class _Tries:
    count: int = 0
    last: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next try is looked at: 2, 4, 8 ... after those that are free."""
        if self.count < limits.WEB_TRIES:
            return 0.0
        delay = min(2.0 ** min(self.count - limits.WEB_TRIES + 1, 30), float(limits.WEB_WAIT_SECONDS))
        return max(0.0, self.last + delay - now)


class Failures:
    """Counts tries by name and by address, each before it is looked at, so that many at once count as many. Thread-safe."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, *keys: str) -> float:
        """0.0, and the try is counted under each key; else how many seconds it must wait, and it is not looked at."""
        with self._lock:
            now = self._clock()
            waits = [self._of(key, now).wait(now) for key in keys]
            if any(waits):
                return max(waits)
            for key in keys:
                tries = self._of(key, now)
                tries.count, tries.last = tries.count + 1, now
            return 0.0

    def count(self, key: str) -> int:
        """How many wrong tries are remembered under the key, this one included, which is counted and never waits."""
        with self._lock:
            now = self._clock()
            tries = self._of(key, now)
            tries.count, tries.last = tries.count + 1, now
            return tries.count

    def forgive(self, name: str, address: str) -> None:
        """The try was right: the name begins anew. The address only gets this one back, else one good name would open all others."""
        with self._lock:
            self._tries.pop(name, None)
            if address in self._tries:
                self._tries[address].count -= 1

    def _of(self, key: str, now: float) -> _Tries:
        tries = self._tries.pop(key, None)
        if tries is None or now - tries.last > limits.WEB_WAIT_SECONDS:
            tries = _Tries()
        self._tries[key] = tries
        while len(self._tries) > _KEYS:
            self._tries.popitem(last=False)
        return tries
