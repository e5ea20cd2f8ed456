"""Commands about this machine: what is read here, what is installed."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.application import app
from memcon.cli.speaking import LOOK


@app.command(epilog="Example: memcon formats --json")
def formats(*, json: Annotated[bool, typer.Option("--json", help="Print as one JSON array.")] = False) -> None:
    """List what is read, by which library, and what is missing on this machine.

    Exit codes: 0 all of it can be read; 1 something is missing for some of it.
    """
    from json import dumps

    from memcon.run.formats import format_lines, list_formats

    found = list_formats()
    typer.echo(dumps([one.to_dict() for one in found], ensure_ascii=False) if json else "\n".join(format_lines(found)))
    raise typer.Exit(LOOK if any(one.missing for one in found) else 0)


@app.command(epilog="Example: memcon doctor --json")
def doctor(*, json: Annotated[bool, typer.Option("--json", help="Print as one JSON object.")] = False) -> None:
    """Say what is installed, whether the language model is the expected one, and what mends what is wrong.

    Exit codes: 0 all is well; 1 something must be mended.
    """
    from json import dumps

    from memcon.run.doctor import examine, report_lines

    found = examine()
    typer.echo(dumps(found.to_dict(), ensure_ascii=False) if json else "\n".join(report_lines(found)))
    raise typer.Exit(0 if found.good else LOOK)
