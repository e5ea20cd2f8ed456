"""Adding documents: files are handed in one by one, then read in a job, of which the page shows each file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import anyio.from_thread
from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from memcon import limits
from memcon.errors import WrongUse
from memcon.model.document import Kind
from memcon.run.formats import list_formats
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Role, Visitor
from memcon.web.inbox import Inbox
from memcon.web.jobs import Job
from memcon.web.judging import allowed
from memcon.web.rendering import plain, render
from memcon.web.rooms.library.batches import LEFT, origins_in, show_batches

router = APIRouter()
STDIN: Final = "-"
NO_INBOX: Final = "this case is a database and has no folder for files that are handed in; start it with `memcon serve CASE --inbox FOLDER`"
NOT_HANDED_IN: Final = "where people log in, only files that were handed in here can be read"
GONE: Final = "this work is forgotten by now; what it could not read is listed under “Could not be read”"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was handed in: `origin` is where it is kept, under which name it can be read into the case."""

    origin: str


@dataclass(frozen=True, slots=True)
class Wish:
    """Files that are to be read into the case. `kind` is what they are, whatever they say; `originals` keeps their bytes too."""

    origins: tuple[str, ...]
    kind: Kind | None = None
    originals: bool = True


@dataclass(frozen=True, slots=True)
class Begun:
    """The job that reads the files; /api/jobs/{job} tells how far it is."""

    job: str


@router.post("/library/files", tags=["library"])
def keep_file(request: Request, desk: AtDesk, name: Annotated[str, Query(max_length=5000)]) -> Kept:
    """Keep one file, whose bytes are the body of the request, under the name or one like it; a name may have folders. Reads nothing."""
    allowed(request, Role.ADMIN)
    return Kept(str(_inbox(desk).keep(name, _chunks(request))))


@router.post("/library/add", tags=["library"], status_code=201)
def add_files(request: Request, desk: AtDesk, wish: Wish) -> Begun:
    """Begin to read files into the case: those that were kept before, or where nobody logs in any on this machine."""
    visitor = allowed(request, Role.ADMIN)
    return Begun(start_reading(request, desk, visitor, wish).id)


@router.post("/library/path", include_in_schema=False)
def add_path(
    request: Request,
    desk: AtDesk,
    path: Annotated[str, Form()],
    *,
    kind: Annotated[str, Form()] = "",
    originals: Annotated[bool, Form()] = False,
) -> Response:
    """Begin to read a file or folder of this machine; to the library."""
    visitor = allowed(request, Role.ADMIN)
    if not may_name_paths(request):
        raise WrongUse(NOT_HANDED_IN)
    found = Path(path.strip()).expanduser()
    if not path.strip() or not _is_there(found):
        raise WrongUse(f"{plain(path, limits.NAME_POINTS)}: there is no such file or folder on this machine")
    start_reading(request, desk, visitor, Wish((str(found),), Kind(kind) if kind else None, originals))
    return begun(request, desk)


@router.post("/library/rest", include_in_schema=False)
def add_rest(request: Request, desk: AtDesk, job: Annotated[str, Form()]) -> Response:
    """Begin to read what a job that was ended had not read."""
    visitor = allowed(request, Role.ADMIN)
    ended = desk.jobs.get(job)
    if ended is None or not ended.is_over:
        raise WrongUse(GONE)
    asked = ended.details
    wish = Wish(tuple(origins_in(ended, LEFT)), Kind(asked["kind"]) if asked.get("kind") else None, bool(asked.get("originals", True)))
    start_reading(request, desk, visitor, wish)
    return begun(request, desk)


@router.get("/library/adding", include_in_schema=False)
def show_adding(request: Request, desk: AtDesk, running: int = 0, listed: int = 0, seen: str = "") -> Response:
    """The files on their way; nothing where nothing has changed since `seen`.

    The list beside is shown anew when one of the `running` jobs is over, and meanwhile whenever there are twice as many as `listed`.
    """
    adding = show_batches(request, desk)
    if seen == adding.mark:
        return Response(status_code=204)
    is_due = adding.running < running or adding.documents >= max(1, 2 * listed)
    page = render(request, "library_batches.html", adding=adding, listed=adding.documents if is_due else listed)
    if is_due:
        page.headers["HX-Trigger"] = "memcon-added"
    return page


@router.get("/library/formats", include_in_schema=False)
def show_formats(request: Request) -> HTMLResponse:
    """What is read here, and what is missing before all of it is."""
    return render(request, "library_formats.html", formats=list_formats())


def start_reading(request: Request, desk: Desk, visitor: Visitor, wish: Wish) -> Job:
    """The job that reads the files. Raises WrongUse for files that the visitor may not have read."""
    if not wish.origins:
        raise WrongUse("name at least one file")
    for origin in wish.origins:
        _check(request, desk, origin)
    n = len(wish.origins)
    title = f"Add {plain(wish.origins[0].rpartition('/')[2], 80)}" if n == 1 else f"Add {n:,} files"
    asked = {"ledger": desk.ledger, "paths": list(wish.origins), "kind": wish.kind and wish.kind.value, "originals": wish.originals}
    return desk.jobs.start("add", asked, title=title, who=visitor.name)


def begun(request: Request, desk: Desk) -> Response:
    """The answer to who began something: the files on their way, or the way to where they are shown."""
    if request.headers.get("hx-request") != "true":
        return RedirectResponse("/library", 303)
    adding = show_batches(request, desk)
    page = render(request, "library_batches.html", adding=adding, listed=adding.documents)
    page.headers["HX-Trigger-After-Settle"] = "memcon-jobs"
    return page


def may_name_paths(request: Request) -> bool:
    """Whether any file of this machine may be named: where nobody logs in, whoever is here is its user."""
    return request.app.state.door.users is None


def _check(request: Request, desk: Desk, origin: str) -> None:
    """Raises WrongUse for what is no file here, and for files of this machine that were neither handed in nor added before."""
    if origin == STDIN:
        raise WrongUse("what came by standard input cannot be read again; save it as a file and add that")
    if may_name_paths(request) or _is_held(desk.inbox, origin) or desk.case.known_source(origin) is not None:
        return
    raise WrongUse(NOT_HANDED_IN)


def _is_held(inbox: Inbox | None, origin: str) -> bool:
    try:
        return inbox is not None and inbox.holds(Path(origin))
    except (OSError, ValueError):  # a name that is too long, or none
        return False


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _inbox(desk: Desk) -> Inbox:
    if desk.inbox is None:
        raise WrongUse(NO_INBOX)
    return desk.inbox


def _chunks(request: Request) -> Iterator[bytes]:
    """The body as it comes: the room runs in a thread, the body arrives in the server's own."""
    stream = request.stream()

    async def piece() -> bytes:
        return await anext(stream, b"")

    while chunk := anyio.from_thread.run(piece):
        yield chunk
