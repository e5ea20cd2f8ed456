"""What a worker says of a task, as JSON: its receipt, or why it cannot go on."""

from __future__ import annotations

from typing import Any

from memcon import errors
from memcon.archive.tasks import Task
from memcon.archive.worker import Told, Worker
from memcon.errors import ArchiveError, ModelError


def answer(worker: Worker, task: Task, *, told: Told = lambda _documents, _words: None) -> dict[str, Any]:
    """The receipt of the task, or the error for which nothing of the archive can go on: no model, no room on the disk."""
    try:
        return {"receipt": worker.do(task, told=told).to_dict()}
    except (ArchiveError, ModelError) as error:
        return told_error(error)


def told_error(error: ArchiveError | ModelError) -> dict[str, Any]:
    """The error as JSON."""
    if isinstance(error, ArchiveError):
        return {"error": [error.code, error.place, error.why]}
    return {"error": [error.code, "", str(error)]}


def error_of(code: str, place: str, why: str) -> errors.Error:
    """The error that a worker has told."""
    return ModelError(why) if code == ModelError.code else ArchiveError(place, code=code, why=why)
