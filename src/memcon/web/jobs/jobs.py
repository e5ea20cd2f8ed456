"""All pieces of work: what waits, what runs, what came of it."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from memcon.errors import WrongUse
from memcon.formats.sandbox.frames import frame
from memcon.web.jobs.child import Worker, cause
from memcon.web.jobs.job import Job, JobState
from memcon.web.jobs.kinds import KINDS, Kinds

KEPT: Final = 50
"""Pieces of work that are over and still listed."""
NO_PROCESS: Final = ("crash", "the system starts no more processes; close other programs, and start it again")


def _now() -> str:
    """The time as the case has it; what the case needs is not imported here, for every child would wait for it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


@dataclass(slots=True)
class _Entry:
    """A job with what does it."""

    job: Job
    request: bytes
    worker: Worker | None = None
    is_unwanted: bool = False


class Jobs:
    """The work of one server. At most `most` run at once, the others wait in their order. Safe to use from any thread."""

    def __init__(self, *, most: int = 2, kinds: Kinds = KINDS) -> None:
        self._most, self._kinds = most, kinds
        self._changed = threading.Condition()
        self._entries: dict[str, _Entry] = {}
        self._is_closed = False

    def start(self, kind: str, request: Mapping[str, Any], *, title: str, who: str) -> Job:
        """The job, waiting or running. `request` is JSON, as the module of the kind says. Raises WrongUse for no such kind."""
        if kind not in self._kinds:
            raise WrongUse(f"there is no work of the kind {kind!r}; choose from {', '.join(sorted(self._kinds))}")
        body = frame(json.dumps({"run": self._kinds[kind], "request": dict(request)}).encode())
        job = Job(secrets.token_hex(8), kind, title, who, JobState.WAITING, _now())
        with self._changed:
            if self._is_closed:
                raise WrongUse("the workbench is being closed; nothing new is begun")
            self._entries[job.id] = _Entry(job, body)
            self._launch()
            return self._entries[job.id].job

    def get(self, id: str) -> Job | None:  # noqa: A002  what it is called
        """The job as it is now; None where there is none, or it is forgotten."""
        with self._changed:
            entry = self._entries.get(id)
            return None if entry is None else entry.job

    def all(self) -> tuple[Job, ...]:
        """All that wait or run, and the last of those that are over; the newest first."""
        with self._changed:
            return tuple(entry.job for entry in reversed(self._entries.values()))

    def cancel(self, id: str) -> Job | None:  # noqa: A002
        """The job, ended; when this returns, its processes are gone. One that is over stays as it is; None where there is none."""
        with self._changed:
            entry = self._entries.get(id)
            if entry is None or entry.job.is_over:
                return None if entry is None else entry.job
            entry.is_unwanted = True
            if entry.job.state is JobState.WAITING:
                self._end(entry, state=JobState.CANCELLED)
            worker = entry.worker
        if worker is not None:
            worker.stop()
        with self._changed:
            self._changed.wait_for(lambda: entry.job.is_over)
            return entry.job

    def wait(self, id: str, seconds: float) -> Job:  # noqa: A002
        """The job when it is over, or as it is after so many seconds. Raises WrongUse where there is none."""
        with self._changed:
            entry = self._entries.get(id)
            if entry is None:
                raise WrongUse("there is no such work; it may be forgotten by now")
            self._changed.wait_for(lambda: entry.job.is_over, seconds)
            return entry.job

    def close(self) -> None:
        """End everything and begin nothing more; when this returns, all processes are gone."""
        with self._changed:
            self._is_closed = True
            left = [entry.job.id for entry in reversed(self._entries.values()) if not entry.job.is_over]
        for id_ in left:
            self.cancel(id_)

    # ── under the lock ─────────────────────────────────────────────────────────────────────────────────────────────

    def _launch(self) -> None:
        """Begin what waits, the first first, while fewer run than may."""
        for entry in self._entries.values():
            running = sum(one.job.state is JobState.RUNNING for one in self._entries.values())
            if running >= self._most or self._is_closed:
                return
            if entry.job.state is JobState.WAITING:
                entry.job = replace(entry.job, state=JobState.RUNNING, started=_now(), words="starting")
                threading.Thread(target=self._run, args=(entry,), daemon=True, name=f"job-{entry.job.kind}").start()

    def _end(self, entry: _Entry, *, state: JobState, **fields: Any) -> None:
        """The job is over; the next may begin, and the oldest is forgotten."""
        entry.job = replace(entry.job, state=state, ended=_now(), words="", **fields)
        entry.worker, entry.request = None, b""
        over = [one.job.id for one in self._entries.values() if one.job.is_over]
        for id_ in over[: max(0, len(over) - KEPT)]:
            del self._entries[id_]
        self._launch()
        self._changed.notify_all()

    # ── in a thread for each that runs ─────────────────────────────────────────────────────────────────────────────

    def _run(self, entry: _Entry) -> None:
        """Start the child, listen to it, and note what came of it."""
        try:
            worker = Worker()
        except OSError:
            with self._changed:
                self._end(entry, state=JobState.FAILED, error=NO_PROCESS)
            return
        with self._changed:
            entry.worker, request = worker, entry.request
            is_unwanted = entry.is_unwanted
        if is_unwanted:
            worker.stop()
        else:
            worker.send(request)
        last: dict[str, Any] = {}
        for message in worker.messages():
            self._note(entry, message)
            last = message
        status = worker.end()
        with self._changed:
            self._close(entry, last, status)

    def _note(self, entry: _Entry, message: Mapping[str, Any]) -> None:
        """How far it is."""
        if "progress" in message:
            with self._changed:
                entry.job = replace(entry.job, **message["progress"])
                self._changed.notify_all()

    def _close(self, entry: _Entry, last: Mapping[str, Any], status: int) -> None:
        """What came of it: a result that has come is a result, though somebody wanted it no more."""
        if "result" in last:
            self._end(entry, state=JobState.DONE, result=last["result"])
        elif entry.is_unwanted:
            self._end(entry, state=JobState.CANCELLED)
        elif "error" in last:
            self._end(entry, state=JobState.FAILED, error=(last["error"]["code"], last["error"]["message"]))
        else:
            self._end(entry, state=JobState.FAILED, error=cause(status))
