"""`memcon serve`: the workbench in the browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from memcon.cli.application import app
from memcon.cli.speaking import errors, login, say

if TYPE_CHECKING:
    from memcon.web.guard import Door

PORT: Final = 8765

UsersOption = Annotated[
    str | None, typer.Option("--users", metavar="FILE", help="Who may come in, and what each may do; `memcon users` makes the file.")
]
InboxOption = Annotated[
    str | None, typer.Option("--inbox", metavar="FOLDER", help="Where files dropped on the page are kept; else beside the case.")
]
NameOption = Annotated[
    list[str] | None, typer.Option("--name", metavar="HOST", help="A name by which a proxy before it is asked: memcon.example.org.")
]
TlsOption = Annotated[bool, typer.Option("--behind-tls", help="A proxy with TLS stands before it: cookies go over https alone.")]


@app.command(epilog="Example: memcon serve reprisals.memcon")
def serve(  # noqa: PLR0913  one argument for each option
    case: Annotated[str, typer.Argument(metavar="CASE", help="A file, made where it is not there, or postgresql://...")],
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")] = PORT,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; others than this machine need --users.")
    ] = "127.0.0.1",
    users: UsersOption = None,
    name: NameOption = None,
    behind_tls: TlsOption = False,
    inbox: InboxOption = None,
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", envvar="MEMCON_WHO", help="Who judges; else your login.")] = None,
    browser: Annotated[bool | None, typer.Option("--browser/--no-browser", help="Open it; usual at a terminal.")] = None,
    api_token: Annotated[bool, typer.Option("--api-token", help="Print a token with which scripts on this machine may ask.")] = False,
) -> None:
    """Open the workbench: read, check and correct a case in the browser. It listens on this machine alone. Ctrl-C ends it.

    Exit codes: 0 it was stopped; 2 wrong use.
    """
    from memcon.web.desk import open_desk
    from memcon.web.guard import check_binding
    from memcon.web.serving import Place, bind
    from memcon.web.serving import serve as run

    with errors():
        check_binding(host, Path(users) if users else None)
        is_new = "://" not in case and not Path(case).exists()
        desk = open_desk(case, inbox=Path(inbox) if inbox else None, create=True)
        try:
            socket, taken = bind(Place(host, port))
            door = _door(who, users, taken, [host, *(name or ())], secure=behind_tls, api=api_token)
            if is_new:
                say(f"{case} is a new case; drop files on its page")
            run(desk, door, socket, listening=lambda: _tell(door, taken, browser=browser))
            say("the workbench is closed; everything is stored")
        finally:
            desk.close()


def _door(who: str | None, users: str | None, port: int, hosts: list[str], *, secure: bool, api: bool) -> Door:
    from memcon.web.guard import Door
    from memcon.web.users import Users

    known = Users.load(Path(users)) if users else None
    return Door(owner=who or login(), hosts=hosts, port=port, users=known, secure=secure, api=api)


def _tell(door: Door, port: int, *, browser: bool | None) -> None:
    """Where it is, on standard error; the address opens once, and a new one is printed when it was used."""
    if door.api_token is not None:
        say(f"for scripts: Authorization: Bearer {door.api_token}")
    if door.users is not None:
        say(f"the workbench is at port {port}; those in the file of users may log in. Ctrl-C ends it")
        return
    _show(door)
    opened = None
    if browser if browser is not None else sys.stderr.isatty():
        from memcon.web.serving import open_browser

        opened = open_browser(door.new_address())

    def used() -> None:
        if opened is not None:
            opened.unlink(missing_ok=True)
        _show(door)

    door.on_used = used


def _show(door: Door) -> None:
    say(f"open {door.new_address()} (once; a new address is printed when it was used). Ctrl-C ends it")
