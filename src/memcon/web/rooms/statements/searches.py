"""Saved searches: kept under a name, with what they find that is new since somebody last looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from memcon.errors import WrongUse
from memcon.text import printable
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Role
from memcon.web.judging import allowed
from memcon.web.rendering import render
from memcon.web.rooms.statements.asked import LABELS, STATUSES, Asked, filters_of
from memcon.web.rooms.statements.found import marked
from memcon.web.rooms.statements.rows import Listed, listed

router = APIRouter()
NAME_POINTS: Final = 100
MOST: Final = 200
"""New statements that are shown of one search."""
Name = Annotated[str, Form(max_length=NAME_POINTS)]


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search; `asked` are its filters, `link` is where it is open, `unseen` how many it finds that nobody has looked at."""

    name: str
    asked: dict[str, str]
    link: str
    unseen: int


@router.get("/statements/searches", include_in_schema=False)
def show(request: Request, desk: AtDesk) -> HTMLResponse:
    """The saved searches, each with how much in it is new."""
    return render(request, "statements_searches_page.html", fragment="statements_searches.html", saved=list_searches(desk), said="")


@router.post("/statements/searches", include_in_schema=False)
def save(request: Request, desk: AtDesk, filters: Asked, name: Name) -> HTMLResponse:
    """Keep the filters under the name; what they find now counts as seen."""
    allowed(request, Role.JUDGE)
    chosen = " ".join(name.split())
    if not chosen or printable(chosen) != chosen:
        raise WrongUse("a search needs a name that can be read")
    if chosen in desk.case.saved_searches():
        raise WrongUse(f"there is a search {chosen!r} already; give another name, or delete the other one first")
    desk.whole.save_search(chosen, filters.query)
    return _changed(request, desk, f"Saved as “{chosen}”")


@router.post("/statements/searches/seen", include_in_schema=False)
def mark_seen(request: Request, desk: AtDesk, name: Name) -> HTMLResponse:
    """What the search finds now is new no longer."""
    allowed(request, Role.JUDGE)
    news = desk.whole.news(name)
    return _changed(request, desk, f"{len(news):,} marked as seen")


@router.post("/statements/searches/delete", include_in_schema=False)
def delete(request: Request, desk: AtDesk, name: Name) -> HTMLResponse:
    """Keep the search no longer."""
    allowed(request, Role.JUDGE)
    desk.case.forget_search(name)
    return _changed(request, desk, f"Deleted the search “{name}”; no statement was touched")


def _changed(request: Request, desk: Desk, said: str) -> HTMLResponse:
    return render(request, "statements_searches_page.html", fragment="statements_searches.html", saved=list_searches(desk), said=said)


@router.get("/statements/searches/new", include_in_schema=False)
def show_new(request: Request, desk: AtDesk, name: str) -> HTMLResponse:
    """What the search finds that nobody has looked at; it stays new until it is marked as seen."""
    query = desk.case.saved_searches().get(name)
    if query is None:
        raise WrongUse(f"there is no saved search {name!r}; it may have been deleted")
    view: dict[str, Any] = {
        "name": name,
        "filters": filters_of(query),
        "rows": _news(request, desk, name, query.words),
        "total": desk.case.unseen(name),
    }
    return render(request, "statements_new.html", **view, statuses=STATUSES, labels=LABELS)


def _news(request: Request, desk: Desk, name: str, words: str) -> tuple[Listed, ...]:
    hits = [marked(hit, words) for hit in desk.case.unseen_hits(name, limit=MOST)]
    return listed(hits, desk.case.disputed(hits), base=str(request.base_url))


@router.get("/api/searches", tags=["statements"])
def list_searches(desk: AtDesk) -> tuple[Saved, ...]:
    """The saved searches by name, each with how many statements it finds that nobody has looked at."""
    found = ((name, filters_of(query)) for name, query in desk.case.saved_searches().items())
    return tuple(Saved(name, dict(filters.set), filters.address(), desk.case.unseen(name)) for name, filters in found)
