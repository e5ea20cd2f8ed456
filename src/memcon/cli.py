"""The command line: thin commands that parse, call the pipeline, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TextIO, cast

import typer

from memcon import __version__, limits
from memcon.errors import Error
from memcon.model.document import Kind

if TYPE_CHECKING:
    from memcon.run.pipeline import Outcome
    from memcon.run.summary import Summary

# Nothing but Typer is imported before a command runs: --help answers in a tenth of a second.

LOOK, WRONG_USE = 1, 2
FEW = 2
"""Fewer files than this show that they are being read, without a bar."""

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
        _stop("; ".join(limits.WRONG))


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
        _stop("choose one of --json, --markdown and --html")
    if html is not None and output is not None:
        _stop("--html already says where to write; leave --output out")
    form = "json" if json else "markdown" if markdown else "page" if html is not None else "briefing"
    with _errors():
        good = _read(files, form, html or output, kind=kind, model=model, full=full, quiet=quiet)
    raise typer.Exit(0 if good else LOOK)


def _read(files: list[str], form: str, target: str | None, *, kind: Kind | None, model: str | None, full: bool, quiet: bool) -> bool:
    """Read everything, write it in the form, and say whether nothing failed."""
    from memcon.run.pipeline import Pipeline
    from memcon.run.sources import expand
    from memcon.run.summary import Summary

    sources = expand(files)
    summary = Summary()
    with _target(target) as out, _progress(len(sources), out, quiet=quiet) as bar:
        outcomes = summary.counted(bar.watched(Pipeline(kind=kind, model=model).read(sources)))
        _write(form, outcomes, out, full=full, bar=bar)
    if not quiet:
        _report(summary, target, several=len(sources) > 1)
    return not summary.failures


def _report(summary: Summary, target: str | None, *, several: bool) -> None:
    """The summary on standard error, where there is something to sum up."""
    if several or target is not None or summary.documents > 1:
        for line in summary.lines(wrote=target):
            _say(line)


def _write(form: str, outcomes: Iterator[Outcome], out: TextIO, *, full: bool, bar: _Bar) -> None:
    """Each outcome as it comes; a web page when all are there."""
    write = _writer(form, full=full)
    if form == "page":
        kept = list(outcomes)
        write([o.findings for o in kept if o.findings], out, [o.failure for o in kept if o.failure])
        return
    for outcome in outcomes:
        if outcome.failure is not None and (form != "briefing" or not out.isatty()):
            _say(outcome.failure.message)
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


@contextmanager
def _target(target: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that only gets its name when it is whole."""
    if target is None or target == "-":
        yield cast("TextIO", sys.stdout)
        return
    path = Path(target).resolve()
    try:
        with _special(path) if path.exists() and not path.is_file() else _whole(path) as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        _stop(f"cannot write {target}: {error.strerror or error}")


@contextmanager
def _special(path: Path) -> Iterator[TextIO]:
    """A device or a pipe, which must not be replaced."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        yield out


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A draft beside the file, renamed at the end, so that nobody ever reads half a ledger."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            yield out
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class _Bar:
    """No progress at all."""

    def watched(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The outcomes, each of which moves the bar."""
        return outcomes

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Nothing of the bar is on the terminal meanwhile."""
        yield


class _ShownBar(_Bar):
    """A bar on standard error."""

    def __init__(self, progress: Any, total: int, *, shares_terminal: bool) -> None:
        self._progress = progress
        self._shares_terminal = shares_terminal
        self._task = progress.add_task("reading", total=total if total >= FEW else None)

    def watched(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        for outcome in outcomes:
            self._progress.update(self._task, advance=1, description=f"read {_plain(outcome.origin)[-40:]}")
            yield outcome

    @contextmanager
    def aside(self) -> Iterator[None]:
        if self._shares_terminal:
            self._progress.stop()
        yield
        if self._shares_terminal:
            self._progress.start()


@contextmanager
def _progress(total: int, out: TextIO, *, quiet: bool) -> Iterator[_Bar]:
    """A progress bar while standard error is a terminal, and none elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield _Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    counted = (BarColumn(), MofNCompleteColumn()) if total >= FEW else ()
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), *counted, TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        yield _ShownBar(progress, total, shares_terminal=out.isatty())


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


@contextmanager
def _errors() -> Iterator[None]:
    """Errors of memcon as a message and exit code 2; an interruption is said and passed on."""
    try:
        yield
    except Error as error:
        _stop(str(error))
    except KeyboardInterrupt:
        _say("interrupted")
        raise


def _plain(message: str) -> str:
    from memcon.text import printable

    return printable(" ".join(message.split()), most=600)


def _say(message: str) -> None:
    typer.echo(f"memcon: {_plain(message)}", err=True)


def _stop(message: str) -> NoReturn:
    _say(message)
    raise typer.Exit(WRONG_USE)


def main() -> None:
    """The entry point: UTF-8 out whatever the locale; Typer turns a closed pipe into exit code 1 and Ctrl-C into 130."""
    for stream in (sys.stdout, sys.stderr):
        cast("Any", stream).reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    app()
