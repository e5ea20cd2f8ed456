"""Starts the workbench: binds, says where it is, and serves until it is stopped."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import uvicorn

from memcon.errors import WrongUse
from memcon.web.app import make_app
from memcon.web.desk import Desk
from memcon.web.guard import Door
from memcon.web.whole import WARM

GRACE_SECONDS: Final = 3
"""How long requests may go on when the workbench is stopped."""
KEEP_SECONDS: Final = 75
"""How long a connection on which nothing is asked stays open: with uvicorn's usual 5 s a busy server closed some just as they were used."""
SWITCH_SECONDS: Final = 0.0005
"""How long a thread may compute before another gets its turn. A room asks SQLite row by row, and after each row it must wait for what is
being worked out of the whole case: with Python's usual 5 ms a search took four times as long meanwhile."""
HEAD_BYTES: Final = 32 * 1024
"""The longest head of a request."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the workbench is served: `port` 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = 0


class Server(uvicorn.Server):
    """A server that says when it listens; it can run in a thread, where it leaves signals alone."""

    def __init__(self, config: uvicorn.Config, *, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: Any = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        if self.started:
            self._listening()


def make_server(desk: Desk, door: Door, *, listening: Callable[[], None]) -> Server:
    """The server of a desk; it listens on the socket that `run` is given."""
    config = uvicorn.Config(
        make_app(desk, door), log_config=None, access_log=False, server_header=False, date_header=False, proxy_headers=False,
        lifespan="off", ws="none", http="h11", loop="asyncio", timeout_keep_alive=KEEP_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS, h11_max_incomplete_event_size=HEAD_BYTES,
    )  # fmt: skip
    return Server(config, listening=listening)


def bind(place: Place) -> tuple[object, int]:
    """The socket on which the place listens, and its port. Raises WrongUse where it cannot be had."""
    config = uvicorn.Config("memcon", host=place.host, port=place.port, log_config=None)
    try:
        socket = config.bind_socket()
    except (OSError, SystemExit) as error:
        raise WrongUse(f"{place.host}:{place.port} cannot be listened on: something else is there; name another with --port") from error
    return socket, int(socket.getsockname()[1])


def serve(desk: Desk, door: Door, socket: object, *, listening: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    sys.setswitchinterval(SWITCH_SECONDS)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # it would end the process before anything is closed
    desk.standing.warm(*WARM)
    with suppress(KeyboardInterrupt):  # uvicorn hands the signal on when everything is closed
        make_server(desk, door, listening=listening).run(sockets=[socket])  # type: ignore[list-item]


def open_browser(address: str) -> Path:
    """Open the address in the browser of this machine; the file that leads there, to be removed once it was used.

    The address holds a token. It goes by a file that only its owner may read, and not by the command line of the browser,
    which every user of the machine can see.
    """
    handle, name = tempfile.mkstemp(prefix="memcon-", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
        out.write(f'<!doctype html><meta charset="utf-8"><title>memcon</title><meta http-equiv="refresh" content="0; url={address}">\n')
    webbrowser.open(Path(name).as_uri())
    return Path(name)
