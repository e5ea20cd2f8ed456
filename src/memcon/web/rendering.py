"""Answers as pages: everything put into a template is escaped, and a name that is not given is an error."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any, Final

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from memcon import __version__
from memcon.export.page import parts_of
from memcon.export.wording import date_words
from memcon.model.hits import CLOSE, OPEN
from memcon.text import printable
from memcon.web.guard import Role, visitor_of

ROOMS: Final = (
    ("library", "Library", "l"),
    ("statements", "Statements", "s"),
    ("actors", "Actors", "a"),
    ("timeline", "Timeline", "t"),
    ("network", "Network", "n"),
    ("conflicts", "Conflicts", "c"),
    ("check", "Quote check", "q"),
    ("asks", "Asks", "k"),
)
"""The address of each room, its name, and the key that leads to it after g."""
STATIC: Final = resources.files("memcon.web") / "static"


@cache
def load_templates() -> Environment:
    """The templates of the workbench."""
    environment = Environment(
        loader=PackageLoader("memcon.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"plain": plain, "day": day, "number": number, "runs": marked_runs, "odd": parts_of}
    environment.globals |= {"rooms": ROOMS, "version": __version__, "static": static_address}
    return environment


def render(request: Request, template: str, /, *, fragment: str | None = None, status: int = 200, **values: Any) -> HTMLResponse:
    """The page; for a request of htmx the fragment of it, where one is named."""
    desk = request.app.state.desk
    name = fragment if fragment is not None and request.headers.get("hx-request") == "true" else template
    visitor = visitor_of(request)
    common = {
        "case_name": desk.title,
        "visitor": visitor,
        "may_judge": visitor.role.may(Role.JUDGE),
        "may_add": visitor.role.may(Role.ADMIN),
        "may_leave": request.app.state.door.users is not None,
        "running_jobs": sum(not job.is_over for job in desk.jobs.all()),
    }
    page = load_templates().get_template(name).render(**common, here=request.url.path.split("/")[1], path=request.url.path, **values)
    return HTMLResponse(page, status, {"Vary": "HX-Request"})


@cache
def static_address(file: str) -> str:
    """The address of a static file: it changes with its content, so that a browser may keep it."""
    return f"/static/{file}?v={sha256(STATIC.joinpath(*file.split('/')).read_bytes()).hexdigest()[:12]}"


def plain(value: object, most: int | None = None) -> str:
    """The words on one line, with nothing in them that cannot be seen or that turns the line."""
    return "" if value is None else printable(" ".join(str(value).split()), most=most)


def day(value: str | None) -> str:
    """A day as people write it; empty for none."""
    return "" if value is None else date_words(value)


def number(value: float) -> str:
    """A number with its thousands apart."""
    return f"{value:,}"


def marked_runs(snippet: str) -> Iterator[tuple[str, bool]]:
    """A snippet in runs: the words, and whether they were looked for."""
    for n, run in enumerate(snippet.split(OPEN)):
        found, mark, rest = run.partition(CLOSE)
        if n and mark:
            yield plain_run(found), True
            yield plain_run(rest), False
        else:
            yield plain_run(run), False


def plain_run(words: str) -> str:
    """The words as `plain` gives them, blanks at the ends kept."""
    flat = plain(words)
    return f"{' ' if words[:1].isspace() else ''}{flat}{' ' if flat and words[-1:].isspace() else ''}"
