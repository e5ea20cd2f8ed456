"""The one shape of everything that goes wrong: JSON for scripts, a line for htmx, a small page for everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from memcon.text import printable

MESSAGE_POINTS: Final = 600


class Refusal(HTTPException):
    """A request that is not answered. The message is for whoever sent it: no path, no text of documents."""

    def __init__(self, status: int, code: str, message: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, message, headers)
        self.code = code

    def response(self, scope: Scope) -> Response:
        """The refusal as an answer."""
        return error_response(scope, self.status_code, self.code, self.detail, headers=self.headers)


def error_response(scope: Scope, status: int, code: str, message: str, *, headers: Mapping[str, str] | None = None) -> Response:
    """What went wrong, in the form that the sender reads; `code` is stable."""
    words = printable(" ".join(message.split()), most=MESSAGE_POINTS)
    asked = Headers(scope=scope)
    if wants_json(scope):
        return JSONResponse({"error": {"code": code, "message": words}}, status, headers)
    if asked.get("hx-request") == "true":
        return page("notice.html", status, headers, message=words)
    return page(
        "refusal.html", status, headers, title=_TITLES.get(status, "This did not work"), message=words, back=_comes_from_elsewhere(asked)
    )


def wants_json(scope: Scope) -> bool:
    """Whether a script asks."""
    path: str = scope["path"]
    return path == "/api" or path.startswith("/api/") or "application/json" in Headers(scope=scope).get("accept", "")


def page(template: str, status: int, headers: Mapping[str, str] | None = None, /, **values: Any) -> Response:
    """A page of the guard's own."""
    return HTMLResponse(_templates().get_template(template).render(**values), status, headers)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("memcon.web.guard"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _comes_from_elsewhere(headers: Headers) -> bool:
    """Whether a link on another site led here: then the browser kept the cookie back, and following a link of ours sends it."""
    return headers.get("sec-fetch-site") in {"cross-site", "same-site"}


_TITLES: Final = {
    400: "This request makes no sense",
    401: "Log in first",
    403: "Not let in",
    404: "There is nothing here",
    405: "Not in this way",
    408: "This took too long to arrive",
    413: "This is too large",
    429: "Too many tries",
    431: "This is too long",
    500: "memcon broke",
    503: "Too much at once",
    507: "The disk is full",
}
