"""`memcon read`: documents in, the briefing or another form out, no case needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from memcon.cli.application import app
from memcon.cli.bars import Bar, show_progress
from memcon.cli.speaking import LOOK, errors, say, stop
from memcon.cli.targets import open_target
from memcon.model.document import Kind

if TYPE_CHECKING:
    from memcon.run.pipeline import Outcome
    from memcon.run.summary import Summary


@app.command(epilog="Examples: memcon read story.txt | memcon read cables/ --json > ledger.jsonl | memcon read memo.xml --html memo.html")
def read(  # noqa: PLR0913  one argument for each option
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files or folders; - reads standard input.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the JSON ledger, one line for each document.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a page of Markdown to paste.")] = False,
    html: Annotated[str | None, typer.Option("--html", metavar="OUT", help="Write one self-contained web page to OUT.")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="OUT", help="Write to OUT instead of the terminal.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What the documents are, whatever their content says.")] = None,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline to use instead.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Fold no long content and leave no speaker out of the briefing.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary on standard error.")] = False,
) -> None:
    """Read documents and print the briefing: who said what to whom, on whose word, and where it stands.

    Exit codes: 0 all was read; 1 something to look at, such as a file that could not be read; 2 wrong use.
    """
    if sum((json, markdown, html is not None)) > 1:
        stop("choose one of --json, --markdown and --html")
    if html is not None and output is not None:
        stop("--html already says where to write; leave --output out")
    form = "json" if json else "markdown" if markdown else "page" if html is not None else "briefing"
    with errors():
        good = _read(files, form, html or output, kind=kind, model=model, full=full, quiet=quiet)
    raise typer.Exit(0 if good else LOOK)


def _read(files: list[str], form: str, target: str | None, *, kind: Kind | None, model: str | None, full: bool, quiet: bool) -> bool:
    """Read everything, write it in the form, and say whether nothing failed."""
    from memcon.run.pipeline import Pipeline
    from memcon.run.sources import expand
    from memcon.run.summary import Summary

    sources = expand(files)
    summary = Summary()
    with open_target(target) as out, show_progress(len(sources), out, quiet=quiet) as bar:
        outcomes = summary.counted(bar.watched(Pipeline(kind=kind, model=model).read(sources)))
        _write(form, outcomes, out, full=full, bar=bar)
    if not quiet:
        _report(summary, target, several=len(sources) > 1)
    return not summary.failures


def _report(summary: Summary, target: str | None, *, several: bool) -> None:
    """The summary on standard error, where there is something to sum up."""
    if several or target is not None or summary.documents > 1:
        for line in summary.lines(wrote=target):
            say(line)


def _write(form: str, outcomes: Iterator[Outcome], out: TextIO, *, full: bool, bar: Bar) -> None:
    """Each outcome as it comes; a web page when all are there."""
    write = _writer(form, full=full)
    if form == "page":
        kept = list(outcomes)
        write([o.findings for o in kept if o.findings], out, [o.failure for o in kept if o.failure])
        return
    for outcome in outcomes:
        if outcome.failure is not None and (form != "briefing" or not out.isatty()):
            say(outcome.failure.message)
        with bar.aside():
            write([outcome.findings] if outcome.findings else [], out, [outcome.failure] if outcome.failure else [])


def _writer(form: str, *, full: bool) -> Any:
    """What writes findings and failures in the form."""
    if form == "briefing":
        from memcon.export.briefing import BRIEFING

        return lambda findings, out, failures: BRIEFING.write(tuple(findings), out, failures=tuple(failures), full=full)
    from memcon.plugins import load_plugins

    exporter = next(e for e in load_plugins("memcon.exporters") if e.name == form)
    return lambda findings, out, failures: exporter.write(tuple(findings), out, failures=tuple(failures))
