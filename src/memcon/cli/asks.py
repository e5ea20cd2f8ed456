"""The command that lists what is waited for: requests, questions, offers and promises, and who was thanked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.cli.application import app
from memcon.cli.cases import JsonOption, LedgerOption, Since, Until, opened
from memcon.cli.speaking import LOOK, say, stop
from memcon.model.ledger import AskKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.run.asking import Wanted
    from memcon.store import Case

Shown = tuple[list[str], dict[str, Any], dict[str, Any]]
"""The lines of one row for people, its flat record, and the row of the JSON ledger."""


@app.command(epilog="Example: memcon asks --open --asked Ferro --ledger reprisals.memcon")
def asks(  # noqa: PLR0913  one argument for each option
    words: Annotated[str, typer.Argument(metavar="[WORDS]", help="Words in what is asked, as `memcon find` has them.")] = "",
    *,
    ledger: LedgerOption,
    open_: Annotated[bool, typer.Option("--open", help="Only what is still waited for: open or repeated.")] = False,
    thanks: Annotated[bool, typer.Option("--thanks", help="Instead who thanked whom for what, and who is left out.")] = False,
    asker: Annotated[str | None, typer.Option("--asker", metavar="NAME", help="Who asks: a part of the name.")] = None,
    asked: Annotated[str | None, typer.Option("--asked", metavar="NAME", help="Who is asked; with --thanks who is thanked.")] = None,
    kind: Annotated[AskKind | None, typer.Option("--kind", help="What is waited for.")] = None,
    since: Since = None,
    until: Until = None,
    due_before: Annotated[str | None, typer.Option("--due-before", metavar="DAY", help="Only what is due before the day.")] = None,
    today: Annotated[str | None, typer.Option("--today", metavar="DAY", help="The day against which OVERDUE is told; else today.")] = None,
    json: JsonOption = False,
    csv: Annotated[str | None, typer.Option("--csv", metavar="OUT", help="Write a table for spreadsheets instead.")] = None,
) -> None:
    """List what was asked, offered and promised, and what became of it: the most urgent first, then by due day, then the oldest.

    Exit codes: 0 something is listed; 1 nothing is; 2 wrong use.
    """
    from memcon.run.asking import Wanted

    if thanks and (open_ or kind or due_before):
        stop("--thanks has no status, kind or due day; leave out --open, --kind and --due-before")
    wanted = Wanted(words, asker, asked, kind and kind.value, since, until, due_before, open_)
    with opened(ledger) as case:
        found, columns = _thanks(case, wanted) if thanks else _asks(case, wanted, _day(today))
        _show(found, columns, json=json, csv=csv)
    if not found:
        say(_nothing(wanted, thanks=thanks))
    raise typer.Exit(0 if found else LOOK)


def _day(today: str | None) -> str:
    from datetime import date

    from memcon.run.asking import check_day

    check_day(today)
    return today or date.today().isoformat()  # noqa: DTZ011  the day where the desk stands


def _asks(case: Case, wanted: Wanted, today: str) -> tuple[list[Shown], Sequence[str]]:
    from memcon.export.asklist import ASK_COLUMNS, ask_lines, ask_record
    from memcon.run.asking import list_asks

    found = enumerate(list_asks(case, wanted), 1)
    return [(list(ask_lines(a, number=n, today=today)), ask_record(a, today=today), a.row) for n, a in found], ASK_COLUMNS


def _thanks(case: Case, wanted: Wanted) -> tuple[list[Shown], Sequence[str]]:
    from memcon.export.asklist import THANKS_COLUMNS, thanks_lines, thanks_record
    from memcon.run.asking import list_thanks

    found = enumerate(list_thanks(case, wanted), 1)
    return [(list(thanks_lines(hit, number=n)), thanks_record(hit), hit.row) for n, hit in found], THANKS_COLUMNS


def _show(found: list[Shown], columns: Sequence[str], *, json: bool, csv: str | None) -> None:
    from memcon.export.asklist import json_line

    if csv is not None:
        _write(csv, [record for _, record, _ in found], columns)
        return
    if found and not json:
        late = sum(bool(record.get("overdue")) for _, record, _ in found)
        say(f"{len(found):,} listed{f', {late:,} overdue' if late else ''}")
    for lines, record, row in found:
        typer.echo(json_line(record, row) if json else "\n".join(lines), nl=not json)


def _write(out: str, records: list[dict[str, Any]], columns: Sequence[str]) -> None:
    from pathlib import Path

    from memcon.export.asklist import write_csv

    try:
        write_csv(records, columns, Path(out))
    except FileExistsError:
        stop(f"{out} is there already; name another, or move it away")
    except OSError as error:
        stop(f"{out} cannot be written ({error.strerror or error})")
    say(f"wrote {out}: {len(records):,} rows")


def _nothing(wanted: Wanted, *, thanks: bool) -> str:
    """What to try where nothing is listed."""
    what = "nobody thanks anybody" if thanks else "nothing is asked, offered or promised"
    if any((wanted.words, wanted.asker, wanted.asked, wanted.kind, wanted.since, wanted.until, wanted.due_before, wanted.open_only)):
        return f"{what} that fits; try fewer options, or without --open, --asker and --asked"
    return f"{what} in this case; put papers in, or in again where an older memcon read them: memcon add PATH... --ledger CASE"
