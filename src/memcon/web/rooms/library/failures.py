"""What could not be read: every file with the reason, and reading it again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, Response

from memcon.errors import WrongUse
from memcon.model.document import Kind
from memcon.model.listings import StoredSource
from memcon.run.summary import REASONS
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Role
from memcon.web.judging import allowed
from memcon.web.rendering import render
from memcon.web.rooms.library.adding import GONE, STDIN, Wish, begun, start_reading
from memcon.web.rooms.library.batches import origins_in, reason_of, show_batches, shown_name
from memcon.web.rooms.library.wanted import LAST_PAGE, PAGE

router = APIRouter()
_KIND: Final = re.compile(r"\bkind=(?P<kind>[a-z]{1,20})\b")
"""How the signature of a reading says what the file was taken for (run/adding.py)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that could not be read; `part` is where in the file, `sort` is the code in words, `at` when it was last noted."""

    part: str
    why: str
    code: str
    sort: str
    stage: str
    at: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was added; `state` is read, failed, or retry where it was not read to its end."""

    origin: str
    name: str
    sha256: str
    state: str
    faults: tuple[Fault, ...]

    @property
    def may_be_read_again(self) -> bool:
        """Whether there is still something to read: what came by standard input is gone."""
        return self.origin != STDIN


@dataclass(frozen=True, slots=True)
class Sources:
    """One page of the files, by path."""

    sources: tuple[Source, ...]
    total: int
    page: int
    pages: int


Part = Annotated[str, Query(max_length=5000, description="A part of the path.")]
Page = Annotated[int, Query(ge=1, le=LAST_PAGE)]


@router.get("/library/failures", include_in_schema=False)
def show_failures(request: Request, desk: AtDesk, origin: Part = "", page: Page = 1) -> HTMLResponse:
    """The files of which something could not be read."""
    adding = show_batches(request, desk)
    return render(
        request, "library_failures.html", fragment="library_failures_list.html", counts=desk.case.counts(), origin=origin,
        found=list_sources(desk, failed=True, origin=origin, page=page), adding=adding, listed=adding.documents,
        is_part=request.headers.get("hx-request") == "true",
    )  # fmt: skip


@router.get("/api/library/sources", tags=["library"])
def list_sources(desk: AtDesk, *, failed: bool = False, origin: Part = "", page: Page = 1) -> Sources:
    """The files that were added, 50 at a time, and what could not be read of each; with `failed` only those with something."""
    total = desk.case.count_sources(failed_only=failed, part=origin)
    rows = desk.case.stored_sources(failed_only=failed, part=origin, limit=PAGE, offset=(page - 1) * PAGE)
    return Sources(tuple(_source(desk, row) for row in rows), total, page, max(1, -(-total // PAGE)))


@router.post("/library/retry", include_in_schema=False)
def retry(
    request: Request,
    desk: AtDesk,
    *,
    origin: Annotated[str, Form()] = "",
    job: Annotated[str, Form()] = "",
    every: Annotated[bool, Form()] = False,
) -> Response:
    """Read again a file, what a job could not read, or all that could not be read; as it was read before."""
    visitor = allowed(request, Role.ADMIN)
    origins = _failed(desk) if every else _failed_in(desk, job) if job else [origin] if origin else []
    if not origins:
        raise WrongUse("there is nothing to read again")
    by_kind = _by_kind(desk, origins)
    for kind, some in by_kind.items():
        start_reading(request, desk, visitor, Wish(tuple(some), kind))
    return begun(request, desk)


def _failed(desk: Desk) -> list[str]:
    every = desk.case.stored_sources(failed_only=True, limit=desk.case.count_sources(failed_only=True))
    return [one.origin for one in every if one.origin != STDIN]


def _failed_in(desk: Desk, job: str) -> list[str]:
    found = desk.jobs.get(job)
    if found is None:
        raise WrongUse(GONE)
    return [origin for origin in origins_in(found, ("failed",)) if origin != STDIN]


def _by_kind(desk: Desk, origins: Sequence[str]) -> Mapping[Kind | None, list[str]]:
    """What each was taken for when it was last read -> the files; all are marked, else those that have not changed are passed over."""
    found: dict[Kind | None, list[str]] = defaultdict(list)
    for origin in origins:
        known = desk.case.known_source(origin)
        told = _KIND.search(known.signature) if known is not None else None
        found[Kind(told["kind"]) if told is not None else None].append(origin)
    desk.case.read_again(origins)
    return found


def _source(desk: Desk, row: StoredSource) -> Source:
    faults = tuple(
        Fault(reason.part, reason.why, one.row["code"], REASONS.get(one.row["code"], one.row["code"]), one.row["stage"], one.at)
        for one in row.failures
        for reason in [reason_of(one.row["message"], row.origin)]
    )
    return Source(row.origin, shown_name(desk, row.origin), row.sha256, row.state, faults)
