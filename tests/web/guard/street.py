"""What stands before a door: requests as a server hands them on, and a small application behind the guard."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import unquote, urlencode

from argon2 import PasswordHasher
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from memcon.web.guard import Door, Guard, visitor_of
from memcon.web.users import Role, Users, add_user

PORT = 8765
HERE = f"http://127.0.0.1:{PORT}"
T = TypeVar("T")
CANARY = "the minister wept at /srv/papers/secret.pdf"
PASSWORD = "four words of mine"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""argon2 with parameters that take no time: what they are is not what is tested."""
OWN = {"sec-fetch-site": "same-origin", "origin": HERE}


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    raw_headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @property
    def headers(self) -> Headers:
        return Headers(raw=list(self.raw_headers))

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def cookie(self) -> str:
        """The cookie that was set, as a browser sends it back."""
        return self.headers["set-cookie"].partition(";")[0]


class Silence:
    """A piece of a body that never comes."""


Piece = bytes | Silence
Body = bytes | Sequence[Piece]
Given = Mapping[str, str | None]


@dataclass
class Street:
    """Sends requests to a guard. Headers are given by name; `host` is right unless it is given, or None."""

    door: Door
    app: ASGIApp
    client: tuple[str, int] = ("127.0.0.1", 50000)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __post_init__(self) -> None:
        self.guard = Guard(self.app, self.door)
        self.outside: ASGIApp = self.guard
        # In a thread of its own: a browser that other tests have open keeps a loop running in the thread of the tests.
        self._thread = threading.Thread(target=self.loop.run_forever)
        self._thread.start()

    def run(self, work: Awaitable[T]) -> T:
        """What the work gives, which is done where the guard is."""

        async def done() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(done(), self.loop).result(60)

    def close(self) -> None:
        """Leave the street."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()

    def ask(self, method: str, target: str, body: Body = b"", headers: Given | None = None, **more: Any) -> Answer:
        """The answer to one request; `more` are headers whose names are words, and `raw` are headers as pairs."""
        return self.run(self.asked(method, target, body, headers, **more))

    async def asked(self, method: str, target: str, body: Body = b"", headers: Given | None = None, **more: Any) -> Answer:
        pieces: Sequence[Piece] = [body] if isinstance(body, bytes) else body
        length = {"content-length": str(len(body))} if isinstance(body, bytes) and body else {}
        raw = more.pop("raw", ())
        messages: list[Message] = []

        async def send(message: Message) -> None:
            messages.append(message)

        await self.outside(self.scope(method, target, {**length, **(headers or {}), **more}, raw), _receive(pieces), send)
        start, *rest = messages
        return Answer(start["status"], tuple(start["headers"]), b"".join(m.get("body", b"") for m in rest))

    def scope(self, method: str, target: str, headers: Given, raw: Sequence[tuple[bytes, bytes]] = ()) -> Scope:
        """A request as a server hands it on; a header that is None is left out."""
        path, _, query = target.partition("?")
        named = {"host": f"127.0.0.1:{PORT}", **headers}
        sent = [(n.encode(), v.encode("latin-1")) for n, v in named.items() if v is not None]
        return {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "client": self.client,
            "server": ("127.0.0.1", PORT), "headers": [*sent, *raw], "state": {},
        }  # fmt: skip

    def enter(self) -> dict[str, str]:
        """The headers of somebody who came in by a start address."""
        return {"cookie": self.ask("GET", self.door.new_address().removeprefix(HERE)).cookie}

    def log_in(self, name: str, password: str = PASSWORD, target: str = "/", **headers: str) -> Answer:
        form = urlencode({"name": name, "password": password, "next": target}).encode()
        return self.ask("POST", "/login", form, OWN | {"content-type": "application/x-www-form-urlencoded"} | headers)

    def send_form(self, target: str, form: bytes, headers: dict[str, str]) -> Answer:
        return self.ask("POST", target, form, OWN | {"content-type": "application/x-www-form-urlencoded"} | headers)


def _receive(pieces: Sequence[Piece]) -> Any:
    left = list(pieces)

    async def receive() -> Message:
        if not left:
            await asyncio.sleep(3600)
        piece = left.pop(0)
        if isinstance(piece, Silence):
            await asyncio.sleep(3600)
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    return receive


def make_users(folder: Path) -> Users:
    """A file with one user of each role."""
    path = folder / "team.jsonl"
    for name, role in (("Ada Quill", Role.ADMIN), ("Ben Okoro", Role.JUDGE), ("Cleo Brandt", Role.READ)):
        add_user(path, name, role, PASSWORD, hasher=QUICK)
    return Users.load(path, hasher=QUICK)


RELEASE = threading.Event()
"""Lets the thread of /stuck go."""


async def front(request: Request) -> Response:
    visitor = visitor_of(request)
    return PlainTextResponse(f"{visitor.name} {visitor.role} {request.url.path}")


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def form(request: Request) -> Response:
    async with request.form() as fields:
        return PlainTextResponse(str(len(fields)))


async def broken(_request: Request) -> Response:
    raise RuntimeError(CANARY)


async def half(_request: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError(CANARY)

    return StreamingResponse(parts())


async def slow(_request: Request) -> Response:
    await asyncio.sleep(3600)
    return PlainTextResponse("late")


def stuck(_request: Request) -> Response:
    RELEASE.wait(10)
    return PlainTextResponse("late")


async def deaf(_request: Request) -> Response:
    return PlainTextResponse("not read")


async def loose(_request: Request) -> Response:
    given = {
        "Content-Security-Policy": "default-src *",
        "Access-Control-Allow-Origin": "*",
        "Server": "own",
        "Cache-Control": "public",
        "X-Own": "kept",
    }
    return PlainTextResponse("loose", headers=given)


async def paper(request: Request) -> Response:
    return Response("alert(1)", media_type=request.query_params["as"])


async def ranged(request: Request) -> Response:
    return PlainTextResponse(request.headers.get("range", "none"))


async def _told(_request: Request, error: Exception) -> Response:
    """An application with a shape of its own, which must not come between."""
    return JSONResponse({"own": str(error)}, cast("HTTPException", error).status_code)


def make_small_app(static: Path) -> ASGIApp:
    """A room of each kind that a guard must hold; as in the workbench, the guard stands inside what answers for a broken application."""
    static.mkdir(exist_ok=True)
    (static / "workbench.css").write_text("p { margin: 0 }\n", encoding="utf-8")
    (static.parent / "outside.txt").write_text(CANARY, encoding="utf-8")
    post = {"echo": echo, "form": form, "library/files": echo, "check": form, "deaf": deaf}
    get = {"": front, "broken": broken, "half": half, "slow": slow, "stuck": stuck, "loose": loose, "paper": paper, "ranged": ranged}
    routes: list[Any] = [Route(f"/{path}", room, methods=["POST"]) for path, room in post.items()]
    routes += [Route(f"/{path}", room) for path, room in get.items()]
    routes += [Route("/api/thing", front, methods=["GET", "PUT", "PATCH", "DELETE"]), Route("/rooms/{name}", front)]
    routes.append(Mount("/static", StaticFiles(directory=static)))
    rooms = ExceptionMiddleware(Router(routes), handlers={HTTPException: _told})

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await rooms({**scope, "app": rooms}, receive, send)

    return app
