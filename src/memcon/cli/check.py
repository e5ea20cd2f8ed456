"""`memcon check`: the quotations of a story held against its sources."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.application import app
from memcon.cli.bars import show_progress
from memcon.cli.speaking import LOOK, errors, say, stop
from memcon.cli.targets import open_target
from memcon.errors import WrongUse
from memcon.model.document import Kind

if TYPE_CHECKING:
    from memcon.export.checks.report import Report
    from memcon.model.ledger import Failure, Findings
    from memcon.run.checking import Sources, Wanted
    from memcon.run.pipeline import Outcome
    from memcon.run.sources import Source

STDIN = "-"
HOUSES_HELP = "default, strict, ap, guardian, nyt, reuters, or your own .toml file."
INDIRECT_HELP = "Also what is said without marks: numbers, negations, names, who did it."
INDEX_HELP = "Keep what was read of the sources in a folder; the next run starts from there while no source has changed."
CASE_HELP = "A case whose papers are sources: a file, or postgresql://..."

Story = Annotated[str | None, typer.Argument(metavar="STORY", help="The story; - reads standard input.")]
Against = Annotated[
    list[str] | None, typer.Option("--against", "-a", metavar="SOURCE", help="A file, folder or archive; as often as needed.")
]
CaseOption = Annotated[str | None, typer.Option("--ledger", "-l", metavar="CASE", help=CASE_HELP)]
Indirect = Annotated[bool, typer.Option("--indirect/--no-indirect", help=INDIRECT_HELP)]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="What the sources are, whatever their content says.")]


@app.command(
    epilog="Examples: memcon check story.txt --against memo.txt --against briefings/ | "
    "memcon check --draft --against sources/ --json < story.txt | memcon check story.txt --ledger reprisals.memcon --html check.html"
)
def check(  # noqa: PLR0913  one argument for each option
    story: Story = None,
    *,
    against: Against = None,
    ledger: CaseOption = None,
    draft: Annotated[bool, typer.Option("--draft", help="Read the story from standard input.")] = False,
    house: Annotated[str, typer.Option("--house", metavar="NAME|FILE", help=HOUSES_HELP)] = "default",
    every: Annotated[bool, typer.Option("--all", help="Also marks around a title or one or two words.")] = False,
    indirect: Indirect = True,
    only_check: Annotated[bool, typer.Option("--only-check", help="Show only what is to be checked.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON, one line for each quotation.")] = False,
    html: Annotated[str | None, typer.Option("--html", metavar="OUT", help="Write a page to print and sign to OUT.")] = None,
    csv: Annotated[str | None, typer.Option("--csv", metavar="OUT", help="Write a table to OUT.")] = None,
    index: Annotated[str | None, typer.Option("--index", metavar="FOLDER", help=INDEX_HELP)] = None,
    kind: KindOption = None,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline to use instead.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no sum on standard error.")] = False,
) -> None:
    """Hold every quotation of a story against its sources, and say what differs, who speaks there, and what was left out.

    Exit codes: 0 nothing to check; 1 something to check, or something that could not be read; 2 wrong use.
    """
    origin = _story_origin(story, draft=draft)
    _refuse_no_sources(against or [], ledger)
    with errors():
        wanted = _wanted(house, every=every, indirect=indirect)
        command = _Command(model=model, kind=kind, quiet=quiet)
        reports = command.run(origin, against or [], ledger, index, wanted)
        _write(reports, json=json, html=html, csv=csv, only_check=only_check)
        if (html is not None or csv is not None) and not json and not quiet:
            for report in reports:
                say(report.sum())
    raise typer.Exit(LOOK if command.failures or any(report.flagged for report in reports) else 0)


def _refuse_no_sources(against: Sequence[str], ledger: str | None) -> None:
    if not against and ledger is None:
        stop("name the sources: --against FILE, once for each file or folder, or --ledger CASE")
    if STDIN in against:
        stop("standard input is for the story; name the sources as files")


def _wanted(house: str, *, every: bool, indirect: bool) -> Wanted:
    from memcon.export.checks.houses import load_house
    from memcon.run.checking import Wanted

    return Wanted(load_house(house), every=every, indirect=indirect)


def _story_origin(story: str | None, *, draft: bool) -> str:
    """What was named as the story, just once."""
    if draft and story not in (None, STDIN):
        stop("--draft reads the story from standard input; leave the file out")
    if story is None and not draft:
        stop("name the story, or give it on standard input with --draft")
    return STDIN if story is None else story


class _Command:
    """One run: what reads, and what could not be read."""

    def __init__(self, *, model: str | None, kind: Kind | None, quiet: bool) -> None:
        from memcon.run.pipeline import make_parser

        self._parser = make_parser(model)
        self._kind = kind
        self._quiet = quiet
        self.failures: list[Failure] = []

    def run(self, origin: str, against: Sequence[str], ledger: str | None, index: str | None, wanted: Wanted) -> list[Report]:
        """The story, and whatever else is in its file, checked."""
        told = self.story(origin)
        sources = self.sources(against, ledger, None if index is None else Path(index))
        return self.reports(told, sources, wanted)

    def story(self, origin: str) -> list[Findings]:
        """The story; ends the command where it cannot be read."""
        from memcon.run.sources import expand

        outcomes = list(self._read(expand([origin]), kind=None))
        self._note([failure for outcome in outcomes for failure in outcome.failures])
        found = [outcome.findings for outcome in outcomes if outcome.findings is not None]
        if not found:
            say("the story could not be read; nothing was checked")
            raise typer.Exit(LOOK)
        return found

    def sources(self, against: Sequence[str], ledger: str | None, folder: Path | None) -> Sources:
        """The papers to hold it against, those of the case last; ends the command where there are none."""
        from memcon.run.checking import read_sources
        from memcon.run.sources import expand

        if ledger is None:
            found = read_sources(expand(against), lambda inputs: self._read(inputs, kind=self._kind), folder=folder)
        else:
            found = self._with_case(against, ledger, folder)
        self._note(found.failures)
        if not len(found):
            say("nothing among the sources could be read; nothing was checked")
            raise typer.Exit(LOOK)
        return found

    def _with_case(self, against: Sequence[str], ledger: str, folder: Path | None) -> Sources:
        """The papers of a case; with others beside them no index is kept but where one is asked for."""
        from memcon.run.checking import case_folder, case_outcomes, case_sources
        from memcon.run.sources import expand
        from memcon.store import open_case

        with open_case(ledger) as case:
            if not against:
                return case_sources(case_outcomes(case), folder=folder or case_folder(ledger))
            read = self._read(expand(against), kind=self._kind)
            return case_sources(chain(read, case_outcomes(case)), folder=folder)

    def reports(self, told: Sequence[Findings], sources: Sources, wanted: Wanted) -> list[Report]:
        """The checked story; of a file that holds several, each."""
        from memcon.run.checking import check_story

        reports = [check_story(one, sources, wanted) for one in told]
        if not any(report.sources for report in reports):
            raise WrongUse("the only source is the story itself; name what it quotes from")
        return reports

    def _read(self, inputs: Sequence[Source], *, kind: Kind | None) -> Iterator[Outcome]:
        from memcon.run.pipeline import Pipeline

        with show_progress(len(inputs), sys.stdout, quiet=self._quiet) as bar:
            yield from bar.watched(Pipeline(kind=kind, parser=self._parser).read(inputs))

    def _note(self, failures: Sequence[Failure]) -> None:
        """What could not be read is said even when the command is to be quiet: words that were not found may stand there."""
        self.failures += failures
        for failure in failures:
            say(failure.message)


def _write(reports: Sequence[Report], *, json: bool, html: str | None, csv: str | None, only_check: bool) -> None:
    """The forms that were asked for; the terminal where none was."""
    if html is not None:
        from memcon.export.checks.sheet import write_page

        with open_target(html) as out:
            write_page(reports, out, only_check=only_check)
    if csv is not None:
        from memcon.export.checks.records import write_csv

        with open_target(csv) as out:
            write_csv(reports, out, only_check=only_check)
    if json:
        _print_json(reports, only_check=only_check)
    elif html is None and csv is None:
        _print(reports, only_check=only_check)


def _print(reports: Sequence[Report], *, only_check: bool) -> None:
    from memcon.export.checks.lines import Lines

    with open_target(None) as out:
        for report in reports:
            Lines(only_check=only_check).write(report, out)


def _print_json(reports: Sequence[Report], *, only_check: bool) -> None:
    from memcon.export.checks.records import write_json

    with open_target(None) as out:
        for report in reports:
            write_json(report.kept(only_check=only_check), report, out)
