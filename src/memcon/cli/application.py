"""The application that the commands belong to.

Nothing but Typer is imported before a command runs: --help answers in a tenth of a second.
"""

from __future__ import annotations

from typing import Annotated

import typer

from memcon import __version__, limits
from memcon.cli.speaking import stop

PURPOSE = "The ledger of who said what to whom, on whose word. Reads stories, cables, readouts and minutes; nothing leaves this machine."

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, help=PURPOSE)


def _version(value: bool) -> None:  # noqa: FBT001  Typer's callback
    if value:
        typer.echo(f"memcon {__version__}")
        raise typer.Exit


@app.callback(epilog="Example: memcon read story.txt")
def start(
    version: Annotated[  # noqa: ARG001, FBT002  its callback reads it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Who said what to whom, on whose word."""
    if limits.WRONG:
        stop("; ".join(limits.WRONG))
