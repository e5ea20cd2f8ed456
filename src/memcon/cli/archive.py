"""The command about archives: millions of pages into tables, or into a case."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.application import app
from memcon.cli.bars import show_archive
from memcon.cli.speaking import LOOK, errors, say, stop
from memcon.model.document import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from memcon.archive.engines.news import Engine
    from memcon.archive.making import Made
    from memcon.archive.plan import Plan

NEEDED = ("pyarrow",)
Column = "the column of a table that holds "


Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Web archives, Parquet or JSON Lines, folders, or addresses such as s3://...")
]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR", help="The folder that the tables come into.")]
Ledger = Annotated[
    str | None, typer.Option("--ledger", "-l", metavar="CASE", help="A case instead of tables: postgresql://..., or a file.")
]
Work = Annotated[
    Path | None, typer.Option("--work", metavar="DIR", help="Where the work in hand is with --ledger; it is gone when all is in.")
]
Workers = Annotated[int | None, typer.Option("--workers", "-w", min=1, help="Processes; as many as there are cores, unless said.")]
EngineName = Annotated[str, typer.Option("--engine", metavar="local|ray", help="Where the work is done.")]
Address = Annotated[str | None, typer.Option("--address", help="The Ray cluster; one is started on this machine unless said.")]
TextColumn = Annotated[str | None, typer.Option("--text-column", metavar="NAME", help=f"{Column}the text.".capitalize())]
TitleColumn = Annotated[str | None, typer.Option("--title-column", metavar="NAME", help=f"{Column}the headline.".capitalize())]
DateColumn = Annotated[str | None, typer.Option("--date-column", metavar="NAME", help=f"{Column}the day.".capitalize())]
OutletColumn = Annotated[str | None, typer.Option("--outlet-column", metavar="NAME", help=f"{Column}the outlet.".capitalize())]
NameColumn = Annotated[
    str | None,
    typer.Option("--name-column", metavar="NAME", help=f"{Column}what the row is called: an address, a number.".capitalize()),
]
Language = Annotated[
    list[str] | None, typer.Option("--language", metavar="CODE", help="A language that is read; others are set aside. English unless said.")
]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="What the documents are, whatever their content says.")]
ModelName = Annotated[str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline to use instead.")]
SplitRecords = Annotated[int, typer.Option("--split-records", metavar="N", min=1, help="Records that are done at once, or not at all.")]
TaskMemory = Annotated[
    int,
    typer.Option("--task-memory", metavar="MIB", min=64, help="What a task of the second pass may hold: more for archives of millions."),
]
Price = Annotated[float | None, typer.Option("--price", metavar="N", help="What one core costs in an hour, to tell the cost.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary on standard error.")]


@app.command(epilog="Example: memcon archive CC-NEWS-20240801.warc.gz --out august/")
def archive(  # noqa: PLR0913  one argument for each option
    inputs: Inputs,
    *,
    out: Out = None,
    ledger: Ledger = None,
    work: Work = None,
    workers: Workers = None,
    engine: EngineName = "local",
    address: Address = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    date_column: DateColumn = None,
    outlet_column: OutletColumn = None,
    name_column: NameColumn = None,
    language: Language = None,
    kind: KindOption = None,
    model: ModelName = None,
    split_records: SplitRecords = 500,
    task_memory: TaskMemory = 512,
    price: Price = None,
    json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Read whole archives into tables (Parquet) or a case. Stopped, it goes on where it was when it is given again.

    Copies are found first and each text is read once; other languages are set aside and counted. What was found across documents
    comes last. DIR/_memcon has the receipts and the log.

    Exit codes: 0 all was read; 1 something to look at, such as a record that could not be read; 2 wrong use, or a full disk.
    """
    from memcon.archive.plan import Columns, Plan

    columns = Columns(text_column, title_column, date_column, outlet_column, name_column)
    plan = Plan(tuple(inputs), columns, kind, model, tuple(language or ("en",)), split_records)
    where = _refuse(Where(out, ledger, work), engine)
    with errors():
        made = _make(plan, where, _engine(plan, engine, workers, address), memory=task_memory << 20, quiet=quiet, price=price)
    _tell(made, str(out or ledger), price, json=json, quiet=quiet)
    raise typer.Exit(LOOK if made.tally.failures or made.lost else 0)


@dataclass(frozen=True, slots=True)
class Where:
    """Where an archive goes: a folder of tables, or a case and the folder of the work in hand."""

    out: Path | None
    ledger: str | None
    work: Path | None


def _refuse(where: Where, engine: str) -> Where:
    """The same; it ends the command where it cannot mean anything, or where something is not installed."""
    from importlib.util import find_spec

    if (where.out is None) == (where.ledger is None):
        stop("say where it goes: --out DIR for tables, or --ledger CASE for a case")
    if engine not in ("local", "ray"):
        stop(f"there is no engine {engine!r}; choose local or ray")
    missing = [name for name in (*NEEDED, *(["ray"] if engine == "ray" else [])) if find_spec(name) is None]
    if missing:
        stop(f"archives need {', '.join(missing)}; run: pip install 'memcon[archive]'")
    return where


def _engine(plan: Plan, engine: str, workers: int | None, address: str | None) -> Callable[[Path], Engine]:
    """What makes the engine for a folder."""
    count = workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else workers or os.cpu_count() or 1
    if engine == "ray":
        from memcon.archive.engines.ray import RayEngine

        return lambda folder: RayEngine(plan, folder, workers=count if workers or not address else None, address=address)
    from memcon.archive.engines.pool import Pool

    return lambda folder: Pool(plan, folder, workers=count)


def _make(plan: Plan, where: Where, engine: Callable[[Path], Engine], *, memory: int, quiet: bool, price: float | None) -> Made:
    from memcon.archive.making import make_archive
    from memcon.archive.sinking import fill_case, work_folder

    with show_archive(quiet=quiet, price=price) as watch:
        try:
            if where.out is not None:
                return make_archive(plan, where.out, engine=engine, watch=watch, memory=memory)
            folder = where.work or work_folder(plan, str(where.ledger))
            return fill_case(plan, str(where.ledger), work=folder, engine=engine, watch=watch, told=say)
        except KeyboardInterrupt:
            say("stopped; what is done stays done: give the same command again, and it goes on")
            raise


def _tell(made: Made, where: str, price: float | None, *, json: bool, quiet: bool) -> None:
    if json:
        typer.echo(_json(made))
    if not quiet:
        _report(made, where, price)


def _json(made: Made) -> str:
    from json import dumps

    return dumps(dict(made.tally.to_dict()) | {"lost": len(made.lost), "complete": not made.lost}, ensure_ascii=False, sort_keys=True)


def _report(made: Made, where: str, price: float | None) -> None:
    from memcon.run.summary import REASONS

    tally = made.tally
    taken, read = tally.taken_in, tally.counts
    say(
        f"{taken['documents']:,} documents taken in, {taken['words']:,} words; {read['read']:,} read, {read['copy']:,} copies of others, "
        f"{read['language']:,} in other languages; {read['statements']:,} statements"
    )
    for code, n in sorted(tally.failures.items(), key=lambda row: (-row[1], row[0])):
        say(f"failed: {n:,} {REASONS.get(code, code)} ({code})")
    if made.lost:
        say(f"{len(made.lost):,} parts took down every worker (see failures); the same command tries them again")
    say(f"{where}: {tally.elapsed:,.0f} s{cost_words(tally.core_hours_per_million, price)}")


def cost_words(hours: float | None, price: float | None) -> str:
    """What a million documents take, in words; empty while that is not known."""
    if hours is None:
        return ""
    money = f", {hours * price:,.2f} at that price" if price is not None else ""
    return f"; a million documents take {hours:,.0f} core hours{money}"
