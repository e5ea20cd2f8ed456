"""Exports that are large: made by a job beside other work, kept for whoever asked until they are fetched or the workbench ends."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse

from memcon.run.exporting import suffix_of
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import visitor_of
from memcon.web.jobs import Job, JobState
from memcon.web.rendering import render
from memcon.web.rooms.statements.asked import Asked
from memcon.web.rooms.statements.exports import FormOf
from memcon.web.rooms.statements.files import label_of

router = APIRouter()
KIND: Final = "export"
KEPT: Final = 10
"""Files that are kept for one visitor; the oldest goes when there are more."""


@dataclass(frozen=True, slots=True)
class Made:
    """An export that is being made or can be fetched; `bytes` is how large the file is, where there is one."""

    job: Job
    path: Path | None
    bytes: int


@router.post("/statements/export", include_in_schema=False)
def begin(request: Request, desk: AtDesk, filters: Asked, form: FormOf) -> HTMLResponse:
    """Begin to write the statements that fit in a form, and show how far it is."""
    query = filters.query
    title = f"{desk.case.count(query):,} statements as {label_of(form)}"
    name = f"{desk.title}-{form}{suffix_of(form)}"
    target = Path(tempfile.mkdtemp(prefix="export-", dir=desk.scratch)) / name
    wish = {"ledger": desk.ledger, "form": form, "target": str(target), "query": asdict(query), "packed": True}
    who = visitor_of(request).name
    desk.jobs.start(KIND, wish, title=title, who=who)
    for one in list_made(desk, who)[KEPT:]:
        _forget(one)
    return _panel(request, desk)


@router.get("/statements/exports", include_in_schema=False)
def show_made(request: Request, desk: AtDesk) -> HTMLResponse:
    """What was asked for and is being made, or can be fetched."""
    return _panel(request, desk)


@router.get("/statements/exports/{job}", include_in_schema=False)
def fetch(request: Request, desk: AtDesk, job: str) -> FileResponse:
    """The file; it stays where it is, to be fetched again."""
    one = _mine(request, desk, job)
    if one.path is None:
        raise HTTPException(404)
    return FileResponse(one.path, media_type="application/octet-stream", filename=one.path.name)


@router.post("/statements/exports/{job}/remove", include_in_schema=False)
def remove(request: Request, desk: AtDesk, job: str) -> HTMLResponse:
    """End the work, or remove what came of it."""
    one = _mine(request, desk, job)
    if one.job.is_over:
        _forget(one)
    else:
        desk.jobs.cancel(job)
    return _panel(request, desk)


def list_made(desk: Desk, who: str) -> tuple[Made, ...]:
    """The exports of a visitor that are not over or can be fetched, the newest first, and the newest also where it failed."""
    return tuple(one for n, one in enumerate(_all(desk, who)) if one.path is not None or not one.job.is_over or (n == 0 and one.job.error))


def _all(desk: Desk, who: str) -> Iterator[Made]:
    for job in desk.jobs.all():
        if job.kind == KIND and job.who == who and job.state is not JobState.CANCELLED:
            path = Path(job.result["path"]) if job.result is not None else None
            there = path if path is not None and path.is_file() else None
            yield Made(job, there, there.stat().st_size if there else 0)


def _mine(request: Request, desk: Desk, job: str) -> Made:
    """The export, if it is the visitor's own. Raises HTTPException 404."""
    found = next((one for one in list_made(desk, visitor_of(request).name) if one.job.id == job), None)
    if found is None:
        raise HTTPException(404)
    return found


def _forget(one: Made) -> None:
    if one.path is not None:
        shutil.rmtree(one.path.parent, ignore_errors=True)


def _panel(request: Request, desk: Desk) -> HTMLResponse:
    return render(request, "statements_made_page.html", fragment="statements_made.html", made=list_made(desk, visitor_of(request).name))
