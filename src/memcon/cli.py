"""The command line: thin commands that parse, call the pipeline, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any, TextIO, cast

import typer

from memcon import __version__
from memcon.errors import Error, OverLimit
from memcon.model.document import Kind

LOOK, WRONG_USE, INTERRUPTED = 1, 2, 130

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, help="The ledger of who said what to whom, on whose word. Reads stories, cables, readouts and minutes; nothing leaves this machine.")


def _version(value: bool) -> None:  # noqa: FBT001  Typer's callback
    if value:
        typer.echo(f"memcon {__version__}")
        raise typer.Exit


@app.callback()
def start(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")] = False) -> None:  # noqa: FBT002, ARG001
    """The ledger of who said what to whom, on whose word."""


@app.command(epilog="Example: memcon read story.txt cables/ --json > ledger.jsonl")
def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files or folders; - reads standard input.")],
    json: Annotated[bool, typer.Option("--json", help="Print the JSON ledger, one line for each document.")] = False,  # noqa: FBT002
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a page of Markdown to paste.")] = False,  # noqa: FBT002
    html: Annotated[Path | None, typer.Option("--html", metavar="OUT", help="Write one self-contained web page to OUT.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help="Write to OUT instead of the terminal.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What the documents are, whatever their content says.")] = None,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline to use instead of the pinned one.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,  # noqa: FBT002
) -> None:
    """Read documents and print the briefing: who says what to whom, on whose word, and where it stands.

    Exit code 0: all read. 1: something to look at, such as a file that could not be read. 2: wrong use.
    """
    if sum((json, markdown, html is not None)) > 1:
        _stop("choose one of --json, --markdown and --html")
    with _errors():
        form = "json" if json else "markdown" if markdown else "page" if html is not None else "briefing"
        failed = _read(files, form, html or output, kind=kind, model=model, quiet=quiet)
    raise typer.Exit(LOOK if failed else 0)


def _read(files: list[str], form: str, target: Path | None, *, kind: Kind | None, model: str | None, quiet: bool) -> int:
    """Read everything, write it in the form, and give the number of failures."""
    from memcon.run.pipeline import Pipeline  # spaCy takes 0.6 s to import; --help needs none of it
    from memcon.run.sources import expand

    sources = expand(files)
    failed = 0
    with _target(target) as out, _progress(len(sources), quiet=quiet) as step:
        writer = _Writer(form, out)
        for outcome in Pipeline(kind=kind, model=model).read(sources):
            failed += outcome.failure is not None or bool(outcome.findings and outcome.findings.failures)
            writer.add(outcome)
            step(outcome.origin)
        writer.finish()
    if target is not None:
        typer.echo(f"wrote {target}", err=True)
    return failed


class _Writer:
    """Writes each outcome as it comes; a page of HTML is written at the end."""

    def __init__(self, form: str, out: TextIO) -> None:
        from memcon.export.briefing import console_for

        self._form, self._out = form, out
        self._console = console_for(out) if form == "briefing" else None
        self._kept: list[Any] = []

    def add(self, outcome: Any) -> None:
        from memcon.export.briefing import print_failure, print_findings
        from memcon.export.bundle import failed_dict, to_dict, to_line
        from memcon.export.markdown import MARKDOWN

        findings, failure = outcome.findings, outcome.failure
        if failure is not None and self._form != "json":
            typer.echo(f"memcon: {_plain(failure.message)}", err=True)
        if self._form == "json":
            self._out.write(to_line(to_dict(findings) if findings is not None else failed_dict(failure)))
        elif self._form == "markdown" and findings is not None:
            MARKDOWN.write((findings,), self._out)
        elif self._form == "page" and findings is not None:
            self._kept.append(findings)
        elif self._console is not None and findings is not None:
            print_findings(self._console, findings)
        elif self._console is not None:
            print_failure(self._console, failure)

    def finish(self) -> None:
        if self._form == "page":
            from memcon.export.page import PAGE

            PAGE.write(tuple(self._kept), self._out)


def _plain(message: str) -> str:
    from memcon.text import printable

    return printable(" ".join(message.split()), most=600)


@contextmanager
def _target(target: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that only gets its name when it is whole."""
    if target is None:
        yield cast("TextIO", sys.stdout)
        return
    draft = target.with_name(target.name + ".part")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        os.replace(draft, target)
    except OSError as error:
        _stop(f"cannot write {target}: {error.strerror}")
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator[Any]:
    """A progress bar on a terminal, for more than a handful of files."""
    if quiet or total < 4 or not sys.stderr.isatty():
        yield lambda origin: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda origin: bar.update(task, advance=1, description=f"reading {_plain(origin)[-40:]}")


@app.command(epilog="Example: memcon doctor --json")
def doctor(json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:  # noqa: FBT002
    """Say what is installed, whether the language model is the expected one, and what mends what is wrong."""
    from memcon.run.doctor import examine, print_report

    report = examine()
    print_report(report, as_json=json)
    raise typer.Exit(0 if report["good"] else LOOK)


@contextmanager
def _errors() -> Iterator[None]:
    """memcon's own errors as a message and exit code 2."""
    try:
        yield
    except OverLimit as error:
        _stop(str(error))
    except Error as error:
        _stop(str(error))


def _stop(message: str) -> None:
    typer.echo(f"memcon: {_plain(message)}", err=True)
    raise typer.Exit(WRONG_USE)


def main() -> None:
    """The entry point: UTF-8 out, no traceback for a closed pipe or Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            cast("Any", stream).reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        app()
    except BrokenPipeError:
        _silence(sys.stdout)
        sys.exit(LOOK)
    except KeyboardInterrupt:
        typer.echo("memcon: interrupted", err=True)
        sys.exit(INTERRUPTED)


def _silence(stream: IO[str]) -> None:
    """Keep Python from complaining once more when it flushes a closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
