"""The command that tells how many accounts a pile of pages is: which are copies and rewrites of one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from memcon.cli.application import app
from memcon.cli.cases import DocumentOption, JsonOption, LedgerOption, opened
from memcon.cli.speaking import LOOK, say
from memcon.cli.targets import open_target

if TYPE_CHECKING:
    from memcon.export.lineages import Lineages
    from memcon.run.tracing import Asked
    from memcon.store import Case

SHOWN: Final = 50
"""Groups that a terminal gets unless it is asked for more."""

Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="Groups with a page of the day or later: 2024-05-14.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Groups with a page of the day or before.")]


@app.command(epilog="Example: memcon origins --since 2024-05-01 --ledger reprisals.memcon")
def origins(  # noqa: PLR0913  one argument for each option
    *,
    ledger: LedgerOption,
    least: Annotated[int, typer.Option("--min", min=1, metavar="N", help="Groups of at least so many pages; 1 lists all.")] = 2,
    since: Since = None,
    until: Until = None,
    document: DocumentOption = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help=f"How many groups ({SHOWN}; all for --json and --csv).")] = None,
    json: JsonOption = False,
    csv: Annotated[str | None, typer.Option("--csv", metavar="OUT", help="Write a table for spreadsheets, one row for each page.")] = None,
) -> None:
    """Count origins, not pages: group copies, trimmed copies, rewrites and spun copies of one text, with who has it from whom.

    Exit codes: 0 something was shown; 1 nothing is grouped; 2 wrong use.
    """
    from memcon.run.tracing import Asked, find_lineages

    asked = Asked(least, since, until, document)
    with opened(ledger) as case:
        found = find_lineages(case, asked)
        if found.shown:
            _show(found, limit=limit, json=json, csv=csv)
        say(found.counts + _cut(found, limit=limit, whole=json or csv is not None) if found.pages else _nothing(case, asked))
        if found.pages and not found.shown:
            say(f"no {least:,} pages are one text; --min 1 lists each page by itself")
    raise typer.Exit(0 if found.shown else LOOK)


def _show(found: Lineages, *, limit: int | None, json: bool, csv: str | None) -> None:
    from memcon.export.lineages import json_line, lineage_lines, write_csv

    if csv is not None:
        with open_target(csv) as out:
            write_csv(found.shown[:limit], out)
    if json:
        with open_target(None) as out:
            out.writelines(map(json_line, found.shown[:limit]))
    elif csv is None:
        with open_target(None) as out:
            out.writelines(f"{line}\n" for n, tree in enumerate(found.shown[: limit or SHOWN], 1) for line in lineage_lines(tree, number=n))


def _cut(found: Lineages, *, limit: int | None, whole: bool) -> str:
    """What was left out of the list."""
    most = limit or (len(found.shown) if whole else SHOWN)
    return f"; {most:,} of {len(found.shown):,} groups shown, --limit {len(found.shown)} shows all" if most < len(found.shown) else ""


def _nothing(case: Case, asked: Asked) -> str:
    """What to try where no page fits."""
    if not case.counts().documents:
        return f"the case is empty; `memcon add PATH --ledger {case.name}` puts papers in"
    tried = ", ".join(o for o, v in (("--since", asked.since), ("--until", asked.until), ("--document", asked.document)) if v)
    return f"no page fits; try again without {tried}"
