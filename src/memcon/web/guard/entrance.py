"""Coming in and going out: start addresses, the login page, and what somebody sees who is not in."""

from __future__ import annotations

from functools import partial
from typing import Final

import anyio
from starlette.datastructures import URL, Headers, QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope

from memcon import limits
from memcon.web.guard.crossings import READING
from memcon.web.guard.door import Door
from memcon.web.guard.refusals import Refusal, error_response, page, wants_json
from memcon.web.guard.targets import safe_next, target_of
from memcon.web.guard.visitors import Visitor

_AT_ONCE: Final = 2
_IN_LINE: Final = 16
"""How many passwords are looked at at once, each of which takes 64 MiB, and how many may wait."""
_PAUSING: Final = 8
"""How many answers to wrong start addresses may wait at once; a waiting one takes a place of WEB_CONCURRENT."""
_CLOSED: Final = (
    "This workbench lets in whoever opens the address that its terminal shows. Look there, and open the newest one: each opens once. "
    "A session ends when memcon is stopped, and after twelve hours without a click."
)
_USED: Final = "This link was used already, and each opens once. The terminal in which memcon runs shows a new one."
_WRONG: Final = (
    "This link does not open this workbench; it may be of an earlier run. The terminal in which memcon runs shows the right one."
)


class Entrance:
    """The pages of the door itself."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._line = anyio.CapacityLimiter(_AT_ONCE)
        self._pausing = 0

    async def start(self, scope: Scope, token: str, visitor: Visitor | None) -> Response:
        """What a start address leads to: the same address without the token, with a cookie. Raises Refusal for a wrong token."""
        if visitor is not None:
            return RedirectResponse(target_of(scope), 303)  # who is in spends no token
        secret = self._door.enter(token) if scope["method"] == "GET" else None
        if secret is None:
            raise await self._wrong(scope, token)
        kept = {"Set-Cookie": self._door.cookie.holding(secret)}
        if Headers(scope=scope).get("sec-fetch-site") in {"cross-site", "same-site"}:
            # Opened from a file or another page: a browser keeps a strict cookie back while it follows a redirect, but not from our page.
            return page("entered.html", 200, kept, target=target_of(scope))
        return RedirectResponse(target_of(scope), 303, kept)

    async def _wrong(self, scope: Scope, token: str) -> Refusal:
        if scope["method"] != "GET" or self._door.was_used(token):
            return Refusal(403, "used", _USED)
        if self._door.failures.count(self._door.address_of(scope)) <= limits.WEB_TRIES:
            return Refusal(403, "start", _WRONG)
        if self._pausing < _PAUSING:
            self._pausing += 1
            try:
                await anyio.sleep(limits.WEB_PAUSE_SECONDS)
            finally:
                self._pausing -= 1
        return Refusal(429, "start", _WRONG, headers={"Retry-After": str(limits.WEB_PAUSE_SECONDS)})

    async def log_in(self, scope: Scope, receive: Receive, visitor: Visitor | None) -> Response:
        """The login page, and what is sent from it. Raises Refusal for what is no form."""
        target = safe_next(QueryParams(scope["query_string"]).get("next", "/"))
        if scope["method"] in READING:
            return RedirectResponse(target, 303) if visitor is not None else _form(scope, target)
        if scope["method"] != "POST":
            raise Refusal(405, "method", "this address does not take such a request", headers={"Allow": "GET, HEAD, POST"})
        fields = await _fields(Request(scope, receive))
        target = safe_next(fields.get("next", "/"))
        try:
            secret = await self._checked(scope, fields.get("name", ""), fields.get("password", ""))
        except Refusal as refusal:
            if wants_json(scope):
                raise
            return _form(scope, target, refusal, name=fields.get("name", "")[:80])
        self._door.log_out(Headers(scope=scope))
        return _sent_on(scope, target, self._door.cookie.holding(secret))

    async def _checked(self, scope: Scope, name: str, password: str) -> str:
        if self._line.statistics().tasks_waiting >= _IN_LINE:
            raise Refusal(503, "busy", "many people log in just now; try again in a moment", headers={"Retry-After": "5"})
        check = partial(self._door.log_in, name, password, self._door.address_of(scope))
        return await anyio.to_thread.run_sync(check, limiter=self._line)

    def log_out(self, scope: Scope) -> Response:
        """End the session."""
        self._door.log_out(Headers(scope=scope))
        return _sent_on(scope, "/" if self._door.users is None else "/login", self._door.cookie.gone())

    def turn_away(self, scope: Scope) -> Response:
        """What somebody gets who is not in: how to come in."""
        asked = Headers(scope=scope)
        is_htmx = asked.get("hx-request") == "true"
        if self._door.users is None:
            return error_response(scope, 403, "closed", _CLOSED, headers={"HX-Refresh": "true"} if is_htmx else None)
        if scope["method"] in READING and not is_htmx and not wants_json(scope):
            return RedirectResponse(_login_for(target_of(scope)), 303)
        headers = {"HX-Redirect": _login_for(_shown_in(asked))} if is_htmx else {"WWW-Authenticate": "Bearer"}
        return error_response(scope, 401, "login", "you are not logged in, or no longer; log in and try again", headers=headers)


def _form(scope: Scope, target: str, refusal: Refusal | None = None, *, name: str = "") -> Response:
    back = Headers(scope=scope).get("sec-fetch-site") in {"cross-site", "same-site"}
    status, headers, message = (200, None, None) if refusal is None else (refusal.status_code, refusal.headers, refusal.detail)
    return page("login.html", status, headers, message=message, name=name, target=target, back=back)


async def _fields(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise Refusal(415, "form", "this is no form of the login page")
    async with request.form(max_fields=limits.WEB_FIELDS) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def _sent_on(scope: Scope, target: str, cookie: str) -> Response:
    if Headers(scope=scope).get("hx-request") == "true":
        return Response(status_code=204, headers={"HX-Redirect": target, "Set-Cookie": cookie})
    return RedirectResponse(target, 303, {"Set-Cookie": cookie})


def _login_for(target: str) -> str:
    return str(URL("/login").include_query_params(next=safe_next(target)))


def _shown_in(headers: Headers) -> str:
    """The address of the page from which htmx asked."""
    try:
        shown = URL(headers.get("hx-current-url", "/"))
        return f"{shown.path or '/'}{'?' + shown.query if shown.query else ''}"
    except ValueError:
        return "/"
