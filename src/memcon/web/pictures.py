"""Pictures and tables as answers: drawn into a page, or as files to keep."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Final, TextIO, TypeVar

from markupsafe import Markup
from starlette.responses import Response

from memcon import __version__
from memcon.errors import LedgerError
from memcon.web.addresses import piece
from memcon.web.desk import Desk
from memcon.web.standing import Part

T = TypeVar("T")
FILE_WAIT: Final = 120.0
"""Seconds that a file waits for what it is made of: it cannot say, as a page can, that this is being worked out."""


def in_page(picture: str) -> Markup:
    """A picture as a part of a page. It was written by ElementTree, which escapes every word that is put into it."""
    return Markup(picture)  # noqa: S704


def picture_file(picture: str, name: str) -> Response:
    """A picture as a file, which a browser shows."""
    return Response(picture, media_type="image/svg+xml", headers=called(f"{name}.svg", how="inline"))


def table_file(write: Callable[[TextIO], None], name: str) -> Response:
    """A table as a file, which a browser keeps."""
    out = StringIO()
    write(out)
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=called(f"{name}.csv"))


def called(name: str, *, how: str = "attachment") -> dict[str, str]:
    """The header that gives a file its name, which may be in any script; a browser keeps it, or shows it `inline`."""
    return {"Content-Disposition": f"{how}; filename*=UTF-8''{piece(name)}"}


def source_line(desk: Desk) -> str:
    """Where the numbers of a picture come from: the case, the state of its log, and the version that read it."""
    return f"Source: {desk.title} (log {desk.case.head()[:12]}), memcon {__version__}"


def waited_for(desk: Desk, part: Part[T], *, wait: float = FILE_WAIT) -> T:
    """A part of the whole case, as it is known after so many seconds. Raises LedgerError where nothing is known by then."""
    value = desk.standing.get(part, wait=wait).value
    if value is None:
        raise LedgerError(desk.title, code="time", why="the case is still being read; try again in a minute")
    return value
