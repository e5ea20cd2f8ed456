"""The application: all rooms behind the guard, static files, and one shape for everything that goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from memcon import __version__
from memcon.errors import Error, LedgerError, WrongUse
from memcon.web.desk import Desk
from memcon.web.guard import Door, Guard, Refusal, error_response
from memcon.web.rendering import STATIC
from memcon.web.rooms.registry import load_rooms

ABOUT: Final = (
    "The answers from which the pages of the workbench are drawn. All offsets are half-open code points into the text of a document. "
    "Scripts on this machine authorise with the token of `memcon serve --api-token`."
)


def make_app(desk: Desk, door: Door) -> FastAPI:
    """The workbench of a case, for those whom the door lets in."""
    app = FastAPI(
        title="memcon workbench", version=__version__, description=ABOUT, docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json", middleware=[Middleware(Guard, door=door)], exception_handlers=_handlers(),
    )  # fmt: skip
    app.state.desk, app.state.door = desk, door
    app.mount("/static", StaticFiles(directory=str(STATIC)), name="static")
    for room in load_rooms():
        app.include_router(room)
    return app


Handler = Callable[[Request, Any], Coroutine[Any, Any, Response]]


def _handlers() -> dict[int | type[Exception], Handler]:
    return {Error: _memcon_error, HTTPException: _http_error, RequestValidationError: _invalid, Exception: _broken}


async def _memcon_error(request: Request, error: Error) -> Response:
    """What memcon itself says went wrong: its messages are written for people and hold no text of documents."""
    return error_response(request.scope, _status(error), error.code, str(error))


def _status(error: Error) -> int:
    if isinstance(error, LedgerError):
        return {"missing": 404, "time": 503, "locked": 503, "full": 507, "readonly": 409}.get(error.code, 500)
    return 400 if isinstance(error, WrongUse) else 422


async def _http_error(request: Request, error: HTTPException) -> Response:
    if isinstance(error, Refusal):  # its message is written for people
        return error.response(request.scope)
    code, words = _HTTP.get(error.status_code, ("refused", "this cannot be done"))
    return error_response(request.scope, error.status_code, code, words)


_HTTP: Final = {
    403: ("forbidden", "your role does not allow this; ask whoever runs this workbench"),
    404: ("missing", "there is no such page; it may have been in an earlier case"),
    405: ("method", "this address does not take such a request"),
}


async def _invalid(request: Request, error: RequestValidationError) -> Response:
    """Which field is wrong, and how; never what was sent."""
    first = error.errors()[0] if error.errors() else {}
    field = str(first.get("loc", ("", ""))[-1])
    return error_response(request.scope, 422, "wrong-use", f"{field}: {first.get('msg', 'this is not what is asked for')}")


async def _broken(request: Request, _error: Exception) -> Response:
    """The request boundary: whatever broke, the visitor gets one sentence, and the traceback goes to the terminal alone."""
    return error_response(request.scope, 500, "broken", "memcon broke on this request; nothing that is stored was lost. Please report it")
