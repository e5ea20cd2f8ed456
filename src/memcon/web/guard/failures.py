"""Wrong tries, and how long the next one waits."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from memcon import limits

_KEYS: Final = 10_000
"""How many names and addresses are remembered; the oldest make room."""
_FORGOTTEN: Final = 2
"""After how many longest waits a key begins anew: with one, whoever sat out the longest wait would have all free tries again."""
_PEOPLE: Final = 4
"""How many times the free tries of a name an address has: several people come from one office."""


@dataclass(slots=True)
class _Tries:
    count: int = 0
    last: float = -math.inf
    before: float = -math.inf

    def wait(self, now: float, free: int) -> float:
        """Seconds until the next try is looked at: 2, 4, 8 ... after those that are free."""
        if self.count < free:
            return 0.0
        delay = min(2.0 ** min(self.count - free + 1, 30), float(limits.WEB_WAIT_SECONDS))
        return max(0.0, self.last + delay - now)

    def add(self, now: float) -> None:
        self.count, self.before, self.last = self.count + 1, self.last, now


class Failures:
    """Counts tries by name and by address, each before it is looked at, so that many at once count as many. Thread-safe."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, name: str, address: str) -> float:
        """0.0, and the try is counted; else how many seconds it must wait, and it is neither counted nor looked at."""
        with self._lock:
            now = self._clock()
            by_name, by_address = self._of(f"name {name}", now), self._of(f"address {address}", now)
            wait = max(by_name.wait(now, limits.WEB_TRIES), by_address.wait(now, _PEOPLE * limits.WEB_TRIES))
            if not wait:
                by_name.add(now)
                by_address.add(now)
            return wait

    def forgive(self, name: str, address: str) -> None:
        """The try was right: the name begins anew. The address only gets this one back, else one good name would open all others."""
        with self._lock:
            self._tries.pop(f"name {name}", None)
            tries = self._tries.get(f"address {address}")
            if tries is not None:
                tries.count, tries.last = tries.count - 1, tries.before

    def count(self, address: str) -> int:
        """How many wrong start addresses came from there lately, this one included, which is counted and never waits."""
        with self._lock:
            now = self._clock()
            tries = self._of(f"start {address}", now)
            tries.add(now)
            return tries.count

    def _of(self, key: str, now: float) -> _Tries:
        tries = self._tries.pop(key, None)
        if tries is None or now - tries.last > _FORGOTTEN * limits.WEB_WAIT_SECONDS:
            tries = _Tries()
        self._tries[key] = tries
        while len(self._tries) > _KEYS:
            self._tries.popitem(last=False)
        return tries
