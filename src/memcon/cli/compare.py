"""`memcon compare`: accounts of one occasion, topic by topic."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.application import app
from memcon.cli.bars import show_progress
from memcon.cli.speaking import LOOK, errors, say, stop
from memcon.cli.targets import open_target
from memcon.model.document import Kind

if TYPE_CHECKING:
    from memcon.model.comparison import Comparison
    from memcon.model.ledger import Failure
    from memcon.run.comparing import Accounts

PAPERS_HELP = "Files, file#part for one part of a file; with --ledger ids, or parts of paths. A file of several documents: each."


@app.command(
    epilog="Examples: memcon compare ours.txt theirs.html | memcon compare call.eml#1 call.eml#2 --html call.html | "
    "memcon compare readout-a readout-b --ledger reprisals.memcon --json"
)
def compare(  # noqa: PLR0913  one argument for each option
    papers: Annotated[list[str], typer.Argument(metavar="A B...", help=PAPERS_HELP)],
    *,
    ledger: Annotated[
        str | None, typer.Option("--ledger", "-l", metavar="CASE", help="The case that holds them: a file, or postgresql://...")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as one JSON object.")] = False,
    html: Annotated[str | None, typer.Option("--html", metavar="OUT", help="Write a page, side by side and to print, to OUT.")] = None,
    csv: Annotated[str | None, typer.Option("--csv", metavar="OUT", help="Write a table to OUT, one line for each topic.")] = None,
    width: Annotated[int | None, typer.Option("--width", min=40, help="Cells of a line; else what the terminal has.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What the documents are, whatever their content says.")] = None,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline to use instead.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on standard error.")] = False,
) -> None:
    """Set accounts of one occasion side by side: what is in all, in which words, what is in one only, who asked for the talk.

    Exit codes: 0 all are alike; 1 something differs, or could not be read; 2 wrong use.
    """
    from memcon.run.comparing import compare as compare_papers

    if ledger is not None and (kind is not None or model is not None):
        stop("the papers of a case were read before; leave --kind and --model out")
    with errors():
        accounts = _stored(papers, ledger) if ledger is not None else _read(papers, kind=kind, model=model, quiet=quiet)
        for failure in accounts.failures:
            say(failure.message)
        if len(accounts.papers) < 2 and accounts.failures:
            say("fewer than two accounts could be read; nothing was compared")
            raise typer.Exit(LOOK)
        comparison = compare_papers(accounts.papers)
        _write(comparison, accounts.failures, json=json, html=html, csv=csv, width=width, quiet=quiet)
    raise typer.Exit(0 if comparison.is_alike and not accounts.failures else LOOK)


def _stored(papers: Sequence[str], ledger: str) -> Accounts:
    from memcon.run.comparing import case_accounts
    from memcon.store import open_case

    with open_case(ledger) as case:
        return case_accounts(papers, case)


def _read(papers: Sequence[str], *, kind: Kind | None, model: str | None, quiet: bool) -> Accounts:
    from memcon.run.comparing import read_accounts
    from memcon.run.pipeline import Pipeline

    with show_progress(len(papers), sys.stdout, quiet=quiet):
        return read_accounts(papers, Pipeline(kind=kind, model=model))


def _write(
    comparison: Comparison,
    failures: Sequence[Failure],
    *,
    json: bool,
    html: str | None,
    csv: str | None,
    width: int | None,
    quiet: bool,
) -> None:
    """The forms that were asked for; the terminal where none was, else the sum."""
    from memcon.export.comparison import lines, records, sheet
    from memcon.export.comparison.wording import sum_words

    if html is not None:
        with open_target(html) as out:
            sheet.write_page(comparison, out, failures)
    if csv is not None:
        with open_target(csv) as out:
            records.write_csv(comparison, out)
    if json:
        with open_target(None) as out:
            records.write_json(comparison, out, failures)
    elif html is None and csv is None:
        with open_target(None) as out:
            lines.Lines(width).write(comparison, out)
    elif not quiet:
        say(sum_words(comparison))
