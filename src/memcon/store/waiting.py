"""Waiting for a case that cannot be reached: its server is restarted, the network is away, another program writes for long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

from memcon.errors import LedgerError

WAIT_SECONDS: Final = 300.0
"""How long a case may be away, unless the caller says otherwise: a server that recovers from a crash needs some minutes."""
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
"""Seconds before the first new try, and at most before any; each pause is twice the one before."""
AWAY: Final = frozenset({"connection", "locked"})
"""The codes of what is over when the server is back, or the other program has ended."""
Given = TypeVar("Given")
Tell = Callable[[LedgerError, float], None]
"""Is told what went wrong, and after how many seconds it is tried again."""


def patiently(do: Callable[[], Given], *, wait_seconds: float = WAIT_SECONDS, tell: Tell | None = None) -> Given:
    """What `do` gives, which is done again as long as the case is away, up to so many seconds; then raises what was last raised.

    It must be whole or not at all and do nothing when it is done already, as `Case.load` is: when a connection is lost, nobody knows
    whether the last thing that was said over it came to pass.
    """
    pause, began = FIRST_PAUSE, None
    while True:
        try:
            return do()
        except LedgerError as error:
            moment = time.monotonic()
            began = moment if began is None else began
            left = began + wait_seconds - moment
            if error.code not in AWAY or left <= 0:
                raise
            seconds = min(pause, left)
            if tell is not None:
                tell(error, seconds)
        time.sleep(seconds)
        pause = min(2 * pause, LONGEST_PAUSE)
