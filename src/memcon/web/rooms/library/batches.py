"""Files on their way into the case: what has become of each, as the page shows it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from fastapi import Request

from memcon.web.desk import Desk
from memcon.web.jobs import Job

ROWS: Final = 12
"""Files of one batch that are shown in the library; the page of the job shows all."""
DONE_ROWS: Final = 8
"""The same of one that is over, besides those that failed."""
RECENT_SECONDS: Final = 600
"""For how long a batch that is over is shown in the library."""
LEFT: Final = frozenset({"waiting", "reading"})
"""States of files that are not done."""
_FIRST: Final = ("reading", "failed", "waiting", "read", "unchanged", "passed over")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something could not be read; `part` is where in the file, empty for the file itself."""

    part: str
    why: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a batch; `number` is its place in it, `name` is its origin without the folder of the inbox."""

    number: int
    origin: str
    name: str
    state: str
    documents: int
    statements: int
    reasons: tuple[Reason, ...]
    more: int

    @property
    def may_be_read_again(self) -> bool:
        """Whether there is something to read again: what came by standard input is gone."""
        return self.state == "failed" and self.origin != "-"


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that one job puts in; `states` counts them, `lines` are those that are shown, what goes on first.

    `unlisted` are files of which no single one is told.
    """

    job: Job
    documents: int
    statements: int
    states: Mapping[str, int]
    lines: tuple[FileLine, ...]
    hidden: int
    unlisted: int

    @property
    def left(self) -> int:
        """How many files are not done."""
        return sum(n for state, n in self.states.items() if state in LEFT)

    @property
    def is_bad(self) -> bool:
        """Whether there is something to look at."""
        return self.job.error is not None or bool(self.states.get("failed"))


def list_batches(request: Request, desk: Desk) -> tuple[Batch, ...]:
    """What is being put in, and what just was; the newest first. Beside the list of failures only what goes on."""
    page = request.headers.get("hx-current-url", request.url.path).partition("?")[0]
    is_brief = page.endswith("/library/failures")
    jobs = [job for job in desk.jobs.all() if job.kind == "add" and (not job.is_over or (_is_recent(job) and not is_brief))]
    return tuple(tell_batch(desk, job, is_short=True) for job in jobs)


def tell_batch(desk: Desk, job: Job, *, is_short: bool = False) -> Batch:
    """A batch with its files, or where it is to be short with the first of them."""
    told: Mapping[str, Any] = job.result or job.details
    every = [_line(desk, number, row) for number, row in enumerate(told.get("files", ()))]
    ordered = sorted(every, key=lambda line: (_FIRST.index(line.state), line.number))
    shown = ordered[: _most(job, every)] if is_short else ordered
    unlisted, (documents, statements) = told.get("more", 0), (told.get(name, 0) for name in ("documents", "statements"))
    hidden = len(every) - len(shown) + unlisted
    return Batch(job, documents, statements, Counter(line.state for line in every), tuple(shown), hidden, unlisted)


def _most(job: Job, lines: Sequence[FileLine]) -> int:
    failed = sum(line.state == "failed" for line in lines)
    return min(ROWS, failed + DONE_ROWS) if job.is_over else ROWS


def origins_in(job: Job, states: Collection[str]) -> list[str]:
    """The files of a batch that are in one of these states."""
    return [row["origin"] for row in (job.result or job.details).get("files", ()) if row["state"] in states]


@dataclass(frozen=True, slots=True)
class Shown:
    """The batches as they are shown; `mark` changes whenever something of them has, `documents` are all that came out of them."""

    batches: tuple[Batch, ...]
    mark: str
    documents: int
    running: int


def show_batches(request: Request, desk: Desk) -> Shown:
    """The batches that the page that asks is to show."""
    batches = list_batches(request, desk)
    running = sum(not batch.job.is_over for batch in batches)
    return Shown(batches, mark_of(batches), sum(batch.documents for batch in batches), running)


def mark_of(batches: Sequence[Batch]) -> str:
    """Changes whenever something of the batches has."""
    return hashlib.sha256(repr(batches).encode("utf-8", "replace")).hexdigest()[:16]


def shown_name(desk: Desk, origin: str) -> str:
    """The origin, without the folder of the inbox."""
    return origin if desk.inbox is None else origin.removeprefix(f"{desk.inbox.folder}/")


def reason_of(message: str, origin: str) -> Reason:
    """A message of a failure, without the file that it begins with, which stands beside it."""
    place, mark, why = message.removeprefix(origin).partition(": ")
    if not mark or not message.startswith(origin) or not (place == "" or place.startswith("#")):
        return Reason("", message)
    return Reason(place.removeprefix("#"), why)


def _line(desk: Desk, number: int, row: Mapping[str, Any]) -> FileLine:
    origin, messages = row["origin"], row["failures"]
    reasons = tuple(reason_of(message, origin) for message in messages)
    return FileLine(number, origin, shown_name(desk, origin), row["state"], row["documents"], row["statements"], reasons, row["more"])


def _is_recent(job: Job) -> bool:
    ended = datetime.fromisoformat(job.ended) if job.ended else datetime.now(UTC)
    return (datetime.now(UTC) - ended).total_seconds() < RECENT_SECONDS
