"""What is to be checked, from the form to the work: dropped files lie in the scratch folder until the work is over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from fastapi import UploadFile

from memcon.errors import WrongUse
from memcon.text import printable
from memcon.web.desk import Desk
from memcon.web.guard import Visitor
from memcon.web.inbox import Inbox
from memcon.web.jobs import Job

KIND: Final = "check"
CHUNK: Final = 1 << 20
NAME_POINTS: Final = 60
"""How much of a pasted text stands for its name."""
ALL, CHOSEN, DROPPED = "all", "chosen", "dropped"
"""Against what a story is held: all papers of the case, some of them, or files that are dropped."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be checked, and against what. The story is one of the three: a text, a dropped file, a paper of the case."""

    text: str = ""
    story: UploadFile | None = None
    document: str = ""
    against: str = ALL
    papers: Sequence[str] = ()
    files: Sequence[UploadFile] = ()
    house: str = "default"
    every: bool = False
    indirect: bool = True

    @property
    def name(self) -> str:
        """What the story is called while it is checked."""
        if self.story is not None and self.story.filename:
            return self.story.filename
        return printable(" ".join(self.text.split()), most=NAME_POINTS) or "a paper of this case"


@dataclass(slots=True)
class Scratch:
    """Folders of files that are only checked; each is removed when its work is over."""

    folders: dict[str, Path] = field(default_factory=dict)

    def sweep(self, desk: Desk) -> None:
        """Remove what belongs to no work that goes on."""
        for job, folder in list(self.folders.items()):
            known = desk.jobs.get(job)
            if known is None or known.is_over:
                shutil.rmtree(folder, ignore_errors=True)
                del self.folders[job]


_SCRATCH: Final = Scratch()


def begin(desk: Desk, visitor: Visitor, wish: Wish) -> Job:
    """The work, begun. Raises WrongUse where there is no story or no source, NotKept and OverLimit for files."""
    _SCRATCH.sweep(desk)
    _refuse_empty(wish)
    folder = desk.scratch / uuid4().hex
    with ExitStack() as failed:
        failed.callback(shutil.rmtree, folder, ignore_errors=True)
        job = desk.jobs.start(KIND, _request(desk, wish, folder), title=wish.name, who=visitor.name)
        failed.pop_all()
    _SCRATCH.folders[job.id] = folder
    return job


def _refuse_empty(wish: Wish) -> None:
    has_file = wish.story is not None and bool(wish.story.filename)
    if not (wish.text.strip() or has_file or wish.document):
        raise WrongUse("there is no story yet: paste its text, drop its file, or choose a paper of the case")
    if wish.against == CHOSEN and not wish.papers:
        raise WrongUse("choose at least one paper to hold it against, or all of them")
    if wish.against == DROPPED and not any(file.filename for file in wish.files):
        raise WrongUse("drop at least one file to hold it against")
    if wish.against not in (ALL, CHOSEN, DROPPED):
        raise WrongUse("say what it is held against: all papers, chosen ones, or dropped files")


def _request(desk: Desk, wish: Wish, folder: Path) -> dict[str, Any]:
    """The work as the child process is told it."""
    dropped = [str(_kept(folder / "sources", file)) for file in wish.files if file.filename] if wish.against == DROPPED else []
    return {
        "ledger": desk.ledger,
        "story": _story(wish, folder),
        "sources": dropped,
        "documents": list(wish.papers) if wish.against == CHOSEN else [],
        "case_papers": wish.against != DROPPED,
        "house": wish.house,
        "every": wish.every,
        "indirect": wish.indirect,
    }


def _story(wish: Wish, folder: Path) -> dict[str, str]:
    if wish.story is not None and wish.story.filename:
        path = _kept(folder / "story", wish.story)
        return {"name": path.name, "path": str(path)}
    return {"text": wish.text, "name": "pasted text"} if wish.text.strip() else {"document": wish.document}


def _kept(folder: Path, file: UploadFile) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Inbox(folder).keep((file.filename or "").rpartition("/")[2], _chunks(file))


def _chunks(file: UploadFile) -> Iterator[bytes]:
    while chunk := file.file.read(CHUNK):
        yield chunk
