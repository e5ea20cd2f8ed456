"""`memcon users`: who may come in to the workbench of a team."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from memcon.cli.application import app
from memcon.cli.speaking import errors, plain, say, stop
from memcon.web.users import LONGEST, Role, User

JsonOption = Annotated[bool, typer.Option("--json", help="With list: print as JSON, one line for each.")]
RoleOption = Annotated[Role | None, typer.Option("--role", help="With add and role: what they may do.")]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Take the password from standard input, and do not ask for it.")]


@app.command(epilog="Example: memcon users team.jsonl add 'Ada Quill' --role judge")
def users(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file of users; add makes it where it is not there.")],
    action: Annotated[str, typer.Argument(metavar="ACTION", help="list, add, remove, password or role.")] = "list",
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Whom it is about. The name stands in what they judge.")] = None,
    *,
    role: RoleOption = None,
    password_stdin: StdinOption = False,
    json: JsonOption = False,
) -> None:
    """Say who may come in to a workbench that is served with --users FILE, and what they may do.

    Roles: read may look; judge may also accept, reject, edit and merge; admin may also add documents and set things up. A password is
    asked for twice. What is changed holds at once, also while the workbench runs: whoever is taken out is out.

    Exit codes: 0 done; 2 wrong use.
    """
    with errors():
        if action == "list":
            _list(Path(file), json=json)
        elif action in {"add", "remove", "password", "role"}:
            _change(Path(file), action, _given(action, name), role=role, password_stdin=password_stdin)
        else:
            stop(f"{action!r} cannot be done with users; choose from list, add, remove, password and role")


def _given(action: str, name: str | None) -> str:
    if name is None:
        stop(f"say whom: memcon users FILE {action} NAME")
    return name


def _list(path: Path, *, json: bool) -> None:
    from memcon.web.users import list_users

    for user in list_users(path):
        typer.echo(_row(user) if json else f"{plain(user.name)}\t{user.role}\tsince {user.since[:10]}")


def _row(user: User) -> str:
    from json import dumps

    return dumps({"name": user.name, "role": user.role, "since": user.since}, ensure_ascii=False)


def _change(path: Path, action: str, name: str, *, role: Role | None, password_stdin: bool) -> None:
    from memcon.web.users import add_user, remove_user, set_password, set_role

    if action == "remove":
        remove_user(path, name)
        say(f"{name} is no longer in {path}, and out of every workbench that is served with it")
    elif action == "password":
        set_password(path, name, _password(name, from_stdin=password_stdin))
        say(f"{name} has a new password; sessions with the old one have ended")
    elif role is None:
        stop("say what they may do: --role read, --role judge or --role admin")
    elif action == "role":
        set_role(path, name, role)
        say(f"{name} may now {_MAY[role]}")
    else:
        user = add_user(path, name, role, _password(name, from_stdin=password_stdin))
        say(f"{user.name} is in {path} and may {_MAY[role]}")


_MAY = {Role.READ: "read", Role.JUDGE: "read and judge", Role.ADMIN: "read, judge and add documents"}


def _password(name: str, *, from_stdin: bool) -> str:
    """The password, from the terminal without being shown, or the first line of standard input."""
    if from_stdin:
        return sys.stdin.readline(LONGEST + 2).rstrip("\r\n")
    answer: str = typer.prompt(f"Password for {plain(name)}", hide_input=True, confirmation_prompt="The same again", err=True)
    return answer
