"""Commands that tell what happened and was said, in order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from memcon.cli.application import app
from memcon.cli.cases import JsonOption, LedgerOption, opened
from memcon.cli.speaking import LOOK, errors, say
from memcon.cli.targets import open_target
from memcon.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memcon.export.chronicle.dyads import Dyad
    from memcon.export.chronicle.moments import MomentKind
    from memcon.export.chronicle.timeline import Asked, Timeline
    from memcon.store import Case

SHOWN: Final = 200
"""Rows of a timeline that a terminal gets unless it is asked for more."""

Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="On the day or later: 2024-05-14.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="On the day or before.")]
CsvOption = Annotated[str | None, typer.Option("--csv", metavar="OUT", help="Write a table for spreadsheets.")]
SvgOption = Annotated[str | None, typer.Option("--svg", metavar="OUT", help="Draw a picture.")]


@app.command(epilog="Example: memcon timeline --actor Ferro --since 2024-05-01 --by month --ledger reprisals.memcon")
def timeline(  # noqa: PLR0913  one argument for each option
    *,
    ledger: LedgerOption,
    since: Since = None,
    until: Until = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="NAME", help="Who does, suffers, says or is told it: a state, or a part of a name.")
    ] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="A type of event or an act: ASSAULT, deny. More than once for more.")
    ] = None,
    events: Annotated[bool, typer.Option("--events", help="Show events; without any of the three events and statements.")] = False,
    statements: Annotated[bool, typer.Option("--statements", help="Show statements.")] = False,
    documents: Annotated[bool, typer.Option("--documents", help="Show when documents were published.")] = False,
    by: Annotated[Literal["day", "month", "year"] | None, typer.Option("--by", help="Put headings with counts.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help=f"How many rows ({SHOWN}; all for --json, --csv and --svg).")] = None,
    json: JsonOption = False,
    csv: CsvOption = None,
    svg: SvgOption = None,
) -> None:
    """Tell what happened and was said, day by day, each row with its place. What has no day comes last, under its own heading.

    Exit codes: 0 something was shown; 1 nothing was; 2 wrong use.
    """
    from memcon.export.chronicle.timeline import Asked, make_timeline
    from memcon.run.chronicling import case_moments, meant_day, meant_side, meant_types

    with errors():
        asked = Asked(meant_day(since), meant_day(until), None if actor is None else meant_side(actor), meant_types(type_ or ()))
    kinds = _kinds(events=events, statements=statements, documents=documents)
    with opened(ledger) as case:
        with case_moments(case, kinds, asked.may_want) as moments:
            line = make_timeline(moments, asked)
        if line.moments:
            _show_timeline(line, case.name, by=by, limit=limit, json=json, targets=(csv, svg))
        _tell(line, shown=0 if json or csv or svg else min(len(line.moments), limit or SHOWN))
        if not line.moments:
            say(_nothing(case, asked))
    raise typer.Exit(0 if line.moments else LOOK)


def _kinds(*, events: bool, statements: bool, documents: bool) -> tuple[MomentKind, ...]:
    """What is asked for, else events and statements."""
    from memcon.export.chronicle.moments import MomentKind

    wanted = {MomentKind.EVENT: events, MomentKind.STATEMENT: statements, MomentKind.DOCUMENT: documents}
    return tuple(kind for kind, is_wanted in wanted.items() if is_wanted) or (MomentKind.EVENT, MomentKind.STATEMENT)


def _show_timeline(
    line: Timeline, name: str, *, by: str | None, limit: int | None, json: bool, targets: tuple[str | None, str | None]
) -> None:
    from dataclasses import replace
    from pathlib import PurePath

    from memcon.export.chronicle import lines
    from memcon.export.chronicle.days import By
    from memcon.export.chronicle.timeline_picture import timeline_picture
    from memcon.run.chronicling import state_code

    cut = line if limit is None else replace(line, moments=line.moments[:limit])
    csv, svg = targets
    if csv is not None:
        with open_target(csv) as out:
            lines.write_csv(cut.moments, out)
    if svg is not None:
        _write(svg, timeline_picture(cut, state_code, name=PurePath(name).name))
    if json:
        _print(lines.json_line(lines.moment_dict(moment)) for moment in cut.moments)
    elif csv is None and svg is None:
        period = None if by is None else By(by)
        _print(f"{words}\n" for words in lines.timeline_lines(line, state_code, by=period, most=limit or SHOWN))


def _print(lines: Iterable[str]) -> None:
    with open_target(None) as out:
        out.writelines(lines)


def _write(target: str, picture: str) -> None:
    with open_target(target) as out:
        out.write(picture)


def _tell(line: Timeline, *, shown: int) -> None:
    """How much there is, and what was left out for want of a day."""
    from memcon.export.chronicle.timeline import kind_counts

    if line.moments:
        part = f"{shown:,} rows of " if shown and shown < len(line.moments) else ""
        say(part + kind_counts(line.moments) + (f"; --limit {len(line.moments)} shows all" if part else ""))
    if line.undated:
        say(f"{line.undated:,} more have no day; leave out --since and --until to see them")


def _nothing(case: Case, asked: Asked) -> str:
    """What to try where nothing was found."""
    from memcon.export.chronicle.timeline import Asked

    if not case.counts().documents:
        return f"the case is empty; `memcon add PATH --ledger {case.name}` puts papers in"
    if asked == Asked():
        return "nothing is in the case to show; --documents shows when its papers were published"
    return "nothing fits; try other days, a shorter part of the name, fewer types, or --documents"


@app.command(epilog="Example: memcon dyads Lorn Vasko --by quarter --rows --ledger reprisals.memcon")
def dyads(  # noqa: PLR0913  one argument for each option
    one: Annotated[str, typer.Argument(metavar="A", help="A state (code or name), an organisation, or a part of a name.")],
    other: Annotated[str, typer.Argument(metavar="B", help="The other side.")],
    *,
    ledger: LedgerOption,
    since: Since = None,
    until: Until = None,
    by: Annotated[Literal["month", "quarter", "year"], typer.Option("--by", help="How long a period is.")] = "month",
    rows: Annotated[bool, typer.Option("--rows", help="List the rows behind the numbers.")] = False,
    json: JsonOption = False,
    csv: CsvOption = None,
    svg: SvgOption = None,
) -> None:
    """Count what two sides did and said to each other, by period and by class: verbal or material, cooperation or conflict.

    Exit codes: 0 something was shown; 1 nothing was; 2 wrong use.
    """
    from memcon.export.chronicle.days import By
    from memcon.export.chronicle.dyads import is_between, make_dyad
    from memcon.export.chronicle.moments import MomentKind
    from memcon.export.chronicle.timeline import Asked
    from memcon.run.chronicling import case_moments, meant_day, meant_side

    with errors():
        first, second, asked = meant_side(one), meant_side(other), Asked(meant_day(since), meant_day(until))
        if first == second:
            raise WrongUse(f"{one} and {other} are the same side")
    with opened(ledger) as case:
        kinds = (MomentKind.EVENT, MomentKind.STATEMENT)
        with case_moments(case, kinds, lambda m: is_between(m, first, second) and asked.may_want(m)) as moments:
            dyad = make_dyad(moments, first, second, by=By(by), asked=asked)
        if dyad.moments:
            _show_dyad(dyad, rows=rows, json=json, csv=csv, svg=svg)
        else:
            say(
                f"nothing goes between {first.label} and {second.label}; `memcon timeline --actor {first.label}` shows what there is of one"
            )
        if dyad.undated:
            say(f"{dyad.undated:,} more have no day; leave out --since and --until to see them")
    raise typer.Exit(0 if dyad.moments else LOOK)


def _show_dyad(dyad: Dyad, *, rows: bool, json: bool, csv: str | None, svg: str | None) -> None:
    from memcon.export.chronicle import tables
    from memcon.export.chronicle.dyads_picture import dyads_picture
    from memcon.export.chronicle.lines import json_line
    from memcon.run.chronicling import state_code

    if csv is not None:
        with open_target(csv) as out:
            tables.write_csv(dyad, out)
    if svg is not None:
        _write(svg, dyads_picture(dyad))
    if json:
        _print(map(json_line, tables.dyad_dicts(dyad)))
    elif csv is None and svg is None:
        _print(f"{words}\n" for words in tables.dyad_lines(dyad, state_code, rows=rows))
