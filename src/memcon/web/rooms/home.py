"""The way in, and the page about this workbench."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse

from memcon import __version__
from memcon.web.desk import AtDesk
from memcon.web.rendering import render
from memcon.web.vendored import Vendored, load_vendored

router = APIRouter()


@dataclass(frozen=True, slots=True)
class About:
    """What this workbench is, and how much is in the case."""

    version: str
    case: str
    documents: int
    statements: int
    judgements: int
    failures: int
    head: str
    vendored: tuple[Vendored, ...]


@router.get("/", include_in_schema=False)
def enter() -> RedirectResponse:
    """To the library."""
    return RedirectResponse("/library", 303)


@router.get("/about", include_in_schema=False)
def show_about(request: Request, desk: AtDesk) -> HTMLResponse:
    """Versions, licences, the keys, and the API."""
    return render(request, "about.html", about=tell_about(desk), api=_described(request))


@router.get("/api/about", tags=["case"])
def tell_about(desk: AtDesk) -> About:
    """What this workbench is, and how much is in the case."""
    counts = desk.case.counts()
    numbers = (counts.documents, counts.statements, counts.judgements, counts.failures)
    return About(__version__, desk.title, *numbers, desk.case.head(), load_vendored())


def _described(request: Request) -> list[dict[str, str]]:
    """Every address of the API with what it gives: the description that is served as JSON, for reading."""
    paths = request.app.openapi()["paths"]
    return [
        {"method": method.upper(), "path": path, "summary": told.get("summary", ""), "about": told.get("description", "")}
        for path, methods in sorted(paths.items())
        for method, told in sorted(methods.items())
    ]
