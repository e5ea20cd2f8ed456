"""The door: who may come in, and who is in."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

from memcon.errors import WrongUse
from memcon.web.guard.cookies import Cookie
from memcon.web.guard.failures import Failures
from memcon.web.guard.hosts import Names
from memcon.web.guard.refusals import Refusal
from memcon.web.guard.sessions import Sessions, StartTokens
from memcon.web.guard.visitors import Visitor
from memcon.web.users import Role, User, Users, name_key

UPLOADS: Final = frozenset({"/library/files", "/check"})
_LOG: Final = logging.getLogger("memcon.web")
_NAME_POINTS: Final = 200


class Door:
    """What is let in. Only its sessions and tokens change. Thread-safe.

    Without `users` whoever opens a start address of the terminal is in, as `owner`, and may do everything. With them, those in the
    file are. `hosts` are names beside the loopback ones; `secure` says that a proxy with TLS stands before it. `api` makes a token
    for scripts, which act as the owner. `upload_paths` are the addresses that files are sent to.
    """

    def __init__(
        self,
        *,
        owner: str,
        hosts: Collection[str],
        port: int,
        users: Users | None = None,
        secure: bool = False,
        api: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.owner, self.port, self.users, self.secure = owner, port, users, secure
        self.names = Names.of(hosts, port=port, secure=secure)
        self.cookie = Cookie.at(port, secure=secure)
        self.upload_paths: Collection[str] = UPLOADS
        self.api_token = secrets.token_urlsafe(32) if api else None
        self.on_used: Callable[[], None] | None = None
        """Called when a start address was used, so that the terminal shows a new one."""
        self.failures, self._sessions, self._tokens = Failures(clock), Sessions(clock), StartTokens()

    def new_address(self) -> str:
        """A fresh start address, good once. Raises WrongUse where users log in."""
        if self.users is not None:
            raise WrongUse("where users log in there are no start addresses")
        return f"{self.names.home}/?token={self._tokens.make()}"

    def enter(self, token: str) -> str | None:
        """The secret of a new session for a start token that was good, and is no more."""
        if self.users is not None or not self._tokens.use(token):
            return None
        secret = self._sessions.open(self.owner)
        if self.on_used is not None:
            with suppress(OSError):  # the terminal may be gone
                self.on_used()
        return secret

    def was_used(self, token: str) -> bool:
        """Whether a start token was good once."""
        return self._tokens.was_used(token)

    def log_in(self, name: str, password: str, address: str) -> str:
        """The secret of a new session. It takes a tenth of a second. Raises Refusal for a wrong name or password, and for too many."""
        tried = name_key(name[:_NAME_POINTS])
        wait = self.failures.begin(tried, address)
        if wait:
            seconds = int(wait) + 1
            raise Refusal(429, "wait", f"too many wrong tries; the next is looked at in {seconds} s", headers={"Retry-After": str(seconds)})
        user = self._asked(lambda users: users.check(name, password))
        if user is None:
            raise Refusal(403, "password", "the name or the password is not right")
        self.failures.forgive(tried, address)
        return self._sessions.open(user.name, user.since)

    def log_out(self, headers: Headers) -> None:
        """End the session of a browser."""
        secret = self.cookie.secret_in(headers)
        if secret is not None:
            self._sessions.close(secret)

    def visitor(self, headers: Headers) -> Visitor | None:
        """Who asks: a script by its token, or a browser by its cookie. Raises Refusal for a wrong token and a doubled cookie."""
        token = bearer_in(headers)
        if token is not None:
            return self._script(token)
        secret = self.cookie.secret_in(headers)
        session = self._sessions.find(secret) if secret is not None else None
        if session is None or self.users is None:
            return None if session is None else Visitor(session.name, Role.ADMIN)
        user = self._asked(lambda users: users.find(session.name))
        return Visitor(user.name, user.role) if user is not None and user.since == session.since else None

    def _script(self, token: str) -> Visitor:
        if self.api_token is None or not secrets.compare_digest(token.encode("utf-8", "replace"), self.api_token.encode("ascii")):
            message = "this token opens nothing; `memcon serve --api-token` prints one"
            raise Refusal(401, "token", message, headers={"WWW-Authenticate": "Bearer"})
        return Visitor(self.owner, Role.ADMIN)

    def _asked(self, ask: Callable[[Users], User | None]) -> User | None:
        """What the file of users says. Raises Refusal where it can no longer be trusted; why is for the terminal alone."""
        try:
            return None if self.users is None else ask(self.users)
        except WrongUse as error:
            _LOG.error("%s", error)
            raise Refusal(503, "users", "nobody can come in: the file of users is not as it must be; the terminal says why") from error

    def address_of(self, scope: Scope) -> str:
        """Whence a request comes, for counting wrong tries: the last address that a proxy with TLS named, else who is connected."""
        forwarded = Headers(scope=scope).getlist("x-forwarded-for") if self.secure else []
        client = scope.get("client")
        return _block(forwarded[-1].rpartition(",")[2].strip() if forwarded else client[0] if client else "")


def bearer_in(headers: Headers) -> str | None:
    """The token that a script sends; empty where it sends two."""
    given = [value.strip() for value in headers.getlist("authorization") if value.strip().lower().startswith("bearer ")]
    return None if not given else given[0][len("bearer ") :].strip() if len(given) == 1 else ""


def _block(address: str) -> str:
    """An address as its owner has it: of IPv6 one household holds 64 bits."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:40]
    return str(found) if found.version == 4 else f"{int(found) >> 64:x}::/64"
