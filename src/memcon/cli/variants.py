"""The command that follows quotations from document to document: who has the words from whom, and what each copy changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.application import app
from memcon.cli.cases import JsonOption, LedgerOption, opened
from memcon.cli.speaking import LOOK, say
from memcon.cli.targets import open_target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.export.variants.rows import GroupRow
    from memcon.run.varying import Varied, Wanted
    from memcon.store import Case


@app.command(epilog='Example: memcon variants "retribution OR reprisals" --speaker Ferro --svg ferro.svg --ledger reprisals.memcon')
def variants(  # noqa: PLR0913  one argument for each option
    words: Annotated[str, typer.Argument(metavar="[WORDS]", help="Words of one of the versions, as `memcon find` has them.")] = "",
    *,
    ledger: LedgerOption,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Who is quoted: a part of the name.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="With a version of the day or later: 2024-05-14.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="With a version of the day or before.")] = None,
    least: Annotated[int, typer.Option("--min", min=1, metavar="N", help="In so many documents or more.")] = 2,
    every: Annotated[bool, typer.Option("--all", help="Also what is reported without quotation marks, six words or more.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="Show at most so many quotations.")] = 20,
    json: JsonOption = False,
    csv: Annotated[str | None, typer.Option("--csv", metavar="OUT", help="Write a table for spreadsheets, a row for each copy.")] = None,
    svg: Annotated[str | None, typer.Option("--svg", metavar="OUT", help="Draw a picture of the trees.")] = None,
) -> None:
    """Follow quotations through the documents: who has the words from whom, and what each copy added, dropped and changed.

    Exit codes: 0 something was shown; 1 nothing was; 2 wrong use.
    """
    from memcon.run.varying import Wanted, list_variants

    wanted = Wanted(words, speaker, since, until, least, every)
    with opened(ledger) as case:
        found = list_variants(case, wanted)
        if found.groups:
            _show(case, found.groups[:limit], json=json, csv=csv, svg=svg)
            _tell(found, shown=min(limit, len(found.groups)))
        else:
            say(_nothing(case, found, wanted))
    raise typer.Exit(0 if found.groups else LOOK)


def _show(case: Case, groups: Sequence[GroupRow], *, json: bool, csv: str | None, svg: str | None) -> None:
    from pathlib import PurePath

    from memcon.export.variants.lines import group_lines
    from memcon.export.variants.picture import variants_picture
    from memcon.export.variants.records import json_line, write_csv

    if csv is not None:
        with open_target(csv) as out:
            write_csv(groups, out)
    if svg is not None:
        with open_target(svg) as out:
            out.write(variants_picture(groups, name=PurePath(case.name).name))
    if json:
        with open_target(None) as out:
            out.writelines(json_line(group) for group in groups)
    elif csv is None and svg is None:
        with open_target(None) as out:
            out.writelines(f"{line}\n" for n, group in enumerate(groups, 1) for line in group_lines(group, number=n))


def _tell(found: Varied, *, shown: int) -> None:
    more = f"; --limit {len(found.groups)} shows all" if shown < len(found.groups) else ""
    say(f"{shown:,} of {len(found.groups):,} quotations; {found.versions:,} versions in {found.documents:,} documents compared{more}")


def _nothing(case: Case, found: Varied, wanted: Wanted) -> str:
    """What to try where nothing was found."""
    if not case.counts().documents:
        return f"the case is empty; `memcon add PATH --ledger {case.name}` puts papers in"
    if wanted.query != type(wanted)().query:
        return "no quotation that fits stands in so many documents; try fewer words, a part of the name, other days, or --min 1"
    if not found.versions:
        return "nothing in the case stands in quotation marks; --all takes in what is reported without them"
    return (
        f"no quotation stands in {wanted.least:,} documents; put in more papers, or try --all, or --min 1 to see the quotations themselves"
    )
