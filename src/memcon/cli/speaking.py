"""What the commands say on standard error, and how they end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from memcon.errors import Error

LOOK, WRONG_USE = 1, 2
"""Exit codes: something to look at, wrong use."""


@contextmanager
def errors() -> Iterator[None]:
    """Errors of memcon as a message and exit code 2; an interruption is said and passed on."""
    try:
        yield
    except Error as error:
        stop(str(error))
    except KeyboardInterrupt:
        say("interrupted")
        raise


def plain(message: str) -> str:
    from memcon.text import printable

    return printable(" ".join(message.split()), most=600)


def say(message: str) -> None:
    typer.echo(f"memcon: {plain(message)}", err=True)


def stop(message: str) -> NoReturn:
    say(message)
    raise typer.Exit(WRONG_USE)


def login() -> str:
    """Who sits at this machine; ends the command where it does not say."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        stop("say who you are: --who NAME")
