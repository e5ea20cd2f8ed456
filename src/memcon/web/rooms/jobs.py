"""Long work: what waits, what runs, what came of it; and the sign of it on every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Role, Visitor
from memcon.web.jobs import Job, JobState
from memcon.web.judging import allowed
from memcon.web.rendering import render
from memcon.web.rooms.library.batches import tell_batch

router = APIRouter()
STATES: Final[Mapping[JobState, str]] = {
    JobState.WAITING: "waits for its turn",
    JobState.RUNNING: "under way",
    JobState.DONE: "done",
    JobState.FAILED: "could not be done",
    JobState.CANCELLED: "cancelled",
}


RESULTS: Final[Mapping[str, tuple[str, str]]] = {
    "add": ("/jobs/", "every file"),
    "check": ("/check/", "what was found"),
    "export": ("/statements/exports/", "the file"),
}
"""Kind -> where what came of a job is shown, before its id, and what it is called."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a job could not be done."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """A job in the list; `words` is what it is doing, and `total` is 0 where nobody knows how much it is."""

    id: str
    kind: str
    title: str
    who: str
    state: JobState
    started: str
    ended: str | None
    done: int
    total: int
    words: str
    error: Wrong | None


@dataclass(frozen=True, slots=True)
class Told:
    """A job with all that is known: `details` while it runs, `result` when it is done. What they hold depends on its kind."""

    job: Line
    details: dict[str, Any]
    result: dict[str, Any] | None


@router.get("/jobs", include_in_schema=False)
def show_jobs(request: Request, desk: AtDesk) -> HTMLResponse:
    """All jobs, the newest first."""
    told = {"jobs": list_jobs(desk), "counts": desk.case.counts()}
    return render(request, "jobs.html", fragment="jobs_list.html", **_shown(told))


@router.get("/jobs/sign", include_in_schema=False)
def show_sign(request: Request) -> HTMLResponse:
    """The sign on every page that something is under way."""
    return render(request, "jobs_sign_part.html")


@router.get("/jobs/{job}", include_in_schema=False)
def show_job(request: Request, desk: AtDesk, job: str) -> HTMLResponse:
    """One job; of one that adds files, every file."""
    found = _job(desk, job)
    batch = tell_batch(desk, found) if found.kind == "add" else None
    told = {"job": found, "batch": batch, "counts": desk.case.counts()}
    return render(request, "jobs_one.html", fragment="jobs_one_part.html", **_shown(told))


@router.post("/jobs/{job}/cancel", include_in_schema=False)
def cancel(request: Request, desk: AtDesk, job: str) -> Response:
    """End a job; what it has put in stays."""
    cancel_job(request, desk, job)
    if request.headers.get("hx-request") != "true":
        return RedirectResponse("/jobs", 303)
    return Response(status_code=204, headers={"HX-Trigger": "memcon-jobs"})


@router.get("/api/jobs", tags=["jobs"])
def list_jobs(desk: AtDesk) -> tuple[Line, ...]:
    """All jobs that wait or run, and the last of those that are over, the newest first."""
    return tuple(_line(job) for job in desk.jobs.all())


@router.get("/api/jobs/{job}", tags=["jobs"])
def tell_job(desk: AtDesk, job: str) -> Told:
    """One job with all that is known of it."""
    return _told(_job(desk, job))


@router.post("/api/jobs/{job}/cancel", tags=["jobs"])
def cancel_job(request: Request, desk: AtDesk, job: str) -> Told:
    """End a job: its own, or for who may add documents any. When this is answered, its processes are gone; what it has put in stays."""
    found = _job(desk, job)
    if not may_cancel(allowed(request, Role.READ), found):
        raise HTTPException(403)
    return _told(desk.jobs.cancel(job) or found)


def _shown(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"states": STATES, "results": RESULTS, "tab": "jobs", **told}


def may_cancel(visitor: Visitor, job: Job | Line) -> bool:
    """Whether the visitor may end the job."""
    return visitor.name == job.who or visitor.role.may(Role.ADMIN)


def _job(desk: Desk, job: str) -> Job:
    found = desk.jobs.get(job)
    if found is None:
        raise HTTPException(404)
    return found


def _line(job: Job) -> Line:
    error = None if job.error is None else Wrong(*job.error)
    told = (job.id, job.kind, job.title, job.who, job.state, job.started, job.ended, job.done, job.total, job.words)
    return Line(*told, error)


def _told(job: Job) -> Told:
    return Told(_line(job), dict(job.details), None if job.result is None else dict(job.result))
