"""Pictures and tables as answers: drawn into a page, or as files to keep."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Final, TextIO, TypeVar

from markupsafe import Markup
from starlette.responses import Response

from memcon import __version__
from memcon.errors import LedgerError
from memcon.web.desk import Desk
from memcon.web.standing import Part

T = TypeVar("T")
FILE_WAIT: Final = 120.0
"""Seconds that a file waits for what it is made of: it cannot say, as a page can, that this is being worked out."""
ALONE: Final = "default-src 'none'"
"""The policy of a picture that is opened by itself: it needs nothing from anywhere."""


def in_page(picture: str) -> Markup:
    """A picture as a part of a page. It was written by ElementTree, which escapes every word that is put into it."""
    return Markup(picture)  # noqa: S704


def picture_file(picture: str, name: str) -> Response:
    """A picture as a file, which a browser shows."""
    headers = {"Content-Disposition": f'inline; filename="{name}.svg"', "Content-Security-Policy": ALONE}
    return Response(picture, media_type="image/svg+xml", headers=headers)


def table_file(write: Callable[[TextIO], None], name: str) -> Response:
    """A table as a file, which a browser keeps."""
    out = StringIO()
    write(out)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def source_line(desk: Desk) -> str:
    """Where the numbers of a picture come from: the case, the state of its log, and the version that read it."""
    return f"Source: {desk.title} (log {desk.case.head()[:12]}), memcon {__version__}"


def waited_for(desk: Desk, part: Part[T]) -> T:
    """What a file is made of, as it is known once it was worked out. Raises LedgerError where that takes too long."""
    value = desk.standing.get(part, wait=FILE_WAIT).value
    if value is None:
        raise LedgerError(desk.title, code="time", why="the case is still being read; try again in a minute")
    return value
