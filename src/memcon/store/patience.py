"""How long one statement of a reader may run: a search that would never end is stopped, and says so."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, event, text

OPERATIONS: Final = 20_000
"""After so many of its steps, about a millisecond, SQLite asks whether it may go on."""
PAUSE: Final = 0.25
"""Seconds between two questions that count at most: in a longer time it was the caller who worked on the rows that it had got."""


@dataclass(slots=True)
class Clock:
    """Counts the time that SQLite works on one statement of a connection."""

    patience: float
    running: bool = False
    spent: float = 0.0
    last: float = 0.0

    def start(self, *, limited: bool) -> None:
        """A statement begins."""
        self.running, self.spent, self.last = limited, 0.0, time.monotonic()

    def is_over(self) -> bool:
        """Whether the statement has had its time; true ends it."""
        now = time.monotonic()
        self.spent += min(now - self.last, PAUSE)
        self.last = now
        return self.running and self.spent > self.patience


def limit_sqlite(engine: Engine, patience: float) -> None:
    """Stop every statement of a reader that works longer than so many seconds."""

    def set_up(connection: Any, record: Any) -> None:
        record.info["clock"] = clock = Clock(patience)
        connection.set_progress_handler(clock.is_over, OPERATIONS)

    def begin(connection: Connection, *_: object) -> None:
        connection.info["clock"].start(limited=not connection.get_execution_options().get("memcon_writes"))

    event.listen(engine, "connect", set_up)
    event.listen(engine, "before_cursor_execute", begin)


def limit_postgres(connection: Connection, patience: float) -> None:
    """The same for the transaction that has begun."""
    connection.execute(
        text("SELECT set_config('statement_timeout', :milliseconds, true)"), {"milliseconds": str(max(1, int(patience * 1000)))}
    )
