"""The quotations of a story held against sources: the form, the work, and the diffs."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import Annotated, Any, Final

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from memcon.export.checks.houses import house_names
from memcon.export.checks.records import write_records
from memcon.export.checks.sheet import write_stories
from memcon.model.listings import DocumentQuery, Order
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Role
from memcon.web.jobs import Job
from memcon.web.judging import allowed
from memcon.web.pictures import called, table_file
from memcon.web.rendering import render
from memcon.web.rooms.check.asking import KIND, Wish, begin
from memcon.web.rooms.jobs import may_cancel

router = APIRouter()
OFFERED: Final = 12
"""Papers that a search for sources offers."""
Chosen = Annotated[list[str], Query(alias="paper")]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the case, as it is offered."""

    key: str
    title: str | None
    origin: str
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """The papers that may be chosen as sources: those that are chosen already, and what the words find."""

    chosen: tuple[Paper, ...]
    found: tuple[Paper, ...]
    total: int


@router.get("/check", include_in_schema=False)
def show_form(request: Request, desk: AtDesk, document: str = "", paper: Chosen = []) -> HTMLResponse:  # noqa: B006  FastAPI copies it
    """The form, and what was checked before."""
    earlier = [job for job in desk.jobs.all() if job.kind == KIND]
    story = next(iter(_papers(desk, [document])), None) if document else None
    values: dict[str, Any] = {"houses": house_names(), "earlier": earlier, "story": story, "offer": offer(desk, "", paper), "words": ""}
    return render(request, "check.html", **values)


@router.get("/check/papers", include_in_schema=False)
def show_papers(request: Request, desk: AtDesk, words: str = "", paper: Chosen = []) -> HTMLResponse:  # noqa: B006
    """The papers that the words find, those that are chosen kept."""
    return render(request, "check_papers.html", offer=offer(desk, words, paper), words=words)


def offer(desk: Desk, words: str, chosen: list[str]) -> Offer:
    """What may be chosen."""
    asked = DocumentQuery(words=words)
    found = desk.case.documents(asked, order=Order.BEST if words else Order.NEWEST, limit=OFFERED)
    kept = _papers(desk, chosen)
    keys = {one.key for one in kept}
    others = (Paper(one.key, one.title, one.origin, one.outlet, one.published) for one in found if one.key not in keys)
    return Offer(tuple(kept), tuple(others), desk.case.count_documents(asked))


def _papers(desk: Desk, keys: list[str]) -> list[Paper]:
    """The papers with these ids; one that is not there is left out."""
    opened = ((key, desk.case.opened(key)) for key in dict.fromkeys(keys))
    names = ("title", "origin", "outlet", "published")
    return [Paper(key, *(one.document[name] for name in names)) for key, one in opened if one is not None]


@router.post("/check", include_in_schema=False)
def begin_check(  # noqa: PLR0913  one argument for each field of the form
    request: Request,
    desk: AtDesk,
    *,
    text: Annotated[str, Form()] = "",
    story: Annotated[UploadFile | None, File()] = None,
    document: Annotated[str, Form()] = "",
    against: Annotated[str, Form()] = "all",
    paper: Annotated[list[str], Form()] = [],  # noqa: B006
    files: Annotated[list[UploadFile], File()] = [],  # noqa: B006
    house: Annotated[str, Form()] = "default",
    every: Annotated[bool, Form()] = False,
    direct_only: Annotated[bool, Form()] = False,
) -> Response:
    """Begin the check, and go to where its progress is shown."""
    visitor = allowed(request, Role.READ)
    if house not in house_names():
        raise HTTPException(422)
    job = begin(desk, visitor, Wish(text, story, document, against, paper, files, house, every=every, indirect=not direct_only))
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204, headers={"HX-Redirect": f"/check/{job.id}"})
    return RedirectResponse(f"/check/{job.id}", 303)


@router.get("/check/{job}", include_in_schema=False)
def show_check(request: Request, desk: AtDesk, job: str, only: bool = False) -> HTMLResponse:  # noqa: FBT001, FBT002  a field of the address
    """The progress, and when it is over the diffs."""
    found = _job(desk, job)
    return render(request, "check_job.html", fragment="check_result.html", job=found, stories=_stories(found, only=only), only=only)


@router.post("/check/{job}/cancel", include_in_schema=False)
def cancel_check(request: Request, desk: AtDesk, job: str) -> HTMLResponse:
    """End it."""
    visitor = allowed(request, Role.READ)
    found = _job(desk, job)
    if not may_cancel(visitor, found):
        raise HTTPException(403)
    ended = desk.jobs.cancel(job) or found
    return render(request, "check_result.html", job=ended, stories=[], only=False)


@router.get("/check/{job}/sheet.html", include_in_schema=False)
def give_sheet(desk: AtDesk, job: str) -> Response:
    """One self-contained page, to keep, print and sign."""
    out = StringIO()
    write_stories(_result(desk, job)["stories"], out)
    return Response(out.getvalue(), media_type="text/html; charset=utf-8", headers=called("quotations.html"))


@router.get("/check/{job}/records.csv", include_in_schema=False)
def give_table(desk: AtDesk, job: str) -> Response:
    """The checks as a table for spreadsheets."""
    records = _result(desk, job)["records"]
    return table_file(lambda out: write_records(records, out), "quotations")


@dataclass(frozen=True, slots=True)
class StoryWish:
    """A story to be checked: its text, or the id of a paper of the case; `papers` are the sources by id, all of the case where empty."""

    text: str = ""
    document: str = ""
    papers: tuple[str, ...] = ()
    house: str = "default"
    every: bool = False
    indirect: bool = True


@dataclass(frozen=True, slots=True)
class Checking:
    """A check: its id and state, what it is doing, and when it is over the lines of `memcon check --json`, or why it failed."""

    id: str
    state: str
    words: str
    done: int
    total: int
    sum: str | None
    records: list[dict[str, Any]] | None
    message: str | None


@router.post("/api/check", tags=["check"], status_code=202)
def start_check(request: Request, desk: AtDesk, wish: StoryWish) -> Checking:
    """Begin to hold a story against papers of the case; ask /api/check/{job} for what came of it."""
    against = "chosen" if wish.papers else "all"
    asked = Wish(wish.text, None, wish.document, against, wish.papers, (), wish.house, every=wish.every, indirect=wish.indirect)
    return _checking(begin(desk, allowed(request, Role.READ), asked))


@router.get("/api/check/{job}", tags=["check"])
def give_check(desk: AtDesk, job: str) -> Checking:
    """A check: how far it is, and when it is over every quotation with its verdict and its changes."""
    return _checking(_job(desk, job))


def _checking(job: Job) -> Checking:
    result = job.result or {}
    message = job.error[1] if job.error is not None else None
    return Checking(job.id, job.state.value, job.words, job.done, job.total, result.get("sum"), result.get("records"), message)


def _job(desk: Desk, key: str) -> Job:
    job = desk.jobs.get(key)
    if job is None or job.kind != KIND:
        raise HTTPException(404)
    return job


def _result(desk: Desk, key: str) -> dict[str, Any]:
    job = _job(desk, key)
    if job.result is None:
        raise HTTPException(404)
    return dict(job.result)


def _stories(job: Job, *, only: bool) -> list[dict[str, Any]]:
    """What a page of each story shows, each row with its record; with `only` those that are to be checked."""
    if job.result is None:
        return []
    records = {(row["story"]["id"], row["number"]): row for row in job.result["records"]}
    keys = list(dict.fromkeys(row["story"]["id"] for row in job.result["records"]))
    stories = []
    for n, story in enumerate(job.result["stories"]):
        rows = [{**row, "link": _link(records, keys, n, row["number"])} for row in story["rows"]]
        stories.append({**story, "rows": [row for row in rows if not only or row["level"] == "check"]})
    return stories


def _link(records: dict[tuple[str, int], dict[str, Any]], keys: list[str], n: int, number: int) -> str | None:
    """Where the place in the source is in the reader."""
    source = (records.get((keys[n], number)) or {}).get("source") if n < len(keys) else None
    if source is None or source["span"] is None:
        return None
    return f"/documents/{source['id']}?at={source['span']['start']}-{source['span']['end']}"
