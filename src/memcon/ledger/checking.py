"""Quotations checked from Python: `memcon.check_quotes`."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from typing import Any

from memcon.errors import WrongUse
from memcon.export.checks.houses import NEUTRAL, load_house
from memcon.export.checks.records import record
from memcon.export.checks.report import Report
from memcon.ledger.opening import OpenLedger
from memcon.ledger.reading import Ledger, Readable, read
from memcon.model.ledger import Failure
from memcon.model.quotation import Level, QuoteCheck
from memcon.run.checking import Sources, Wanted, case_outcomes, check_story, index_papers
from memcon.run.pipeline import Outcome

Against = Readable | Ledger | OpenLedger


class QuoteChecks(list[QuoteCheck]):
    """The checks of a story in text order, with what the house makes of each and the forms in which people get them.

    What of the sources could not be read is in `failures`: words that were not found may stand there.
    """

    def __init__(self, reports: Iterable[Report], failures: Iterable[Failure] = ()) -> None:
        self._reports = tuple(reports)
        self.failures = tuple(failures)
        super().__init__(one.check for report in self._reports for one in report.checked)

    def __repr__(self) -> str:
        return f"<QuoteChecks: {self.sum()}>"

    @property
    def levels(self) -> list[Level]:
        """What the house makes of each check, in their order: ok, note or check."""
        return [one.level for report in self._reports for one in report.checked]

    @property
    def flagged(self) -> list[QuoteCheck]:
        """What is to be checked."""
        return [one.check for report in self._reports for one in report.flagged]

    def sum(self) -> str:
        """How much there is, in a line."""
        return "; ".join(report.sum() for report in self._reports)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The lines of `memcon check --json`."""
        return [record(one, report) for report in self._reports for one in report.checked]

    def to_html(self, *, only_check: bool = False) -> str:
        """The page for an editor, with lines to sign."""
        from memcon.export.checks.sheet import write_page

        out = io.StringIO()
        write_page(self._reports, out, only_check=only_check)
        return out.getvalue()


def check_quotes(
    story: Readable | Ledger,
    sources: Against | Iterable[Against],
    *,
    house: str | os.PathLike[str] = NEUTRAL,
    every: bool = False,
    indirect: bool = True,
) -> QuoteChecks:
    """Every quotation of a story held against sources: a list of QuoteCheck, in text order.

    Story and sources are what `memcon.read` takes, or what it gave; a source may be an open case too. `house` is a profile by
    name, or a .toml file; `every` takes in what looks like a title or a scare quote, `indirect` what is said without marks.
    Raises WrongUse where nothing can be checked.
    """
    wanted = Wanted(load_house(os.fspath(house)), every=every, indirect=indirect)
    ledger = story if isinstance(story, Ledger) else read(story)
    if not ledger.findings:
        raise WrongUse("; ".join(f.message for f in ledger.failures) or "the story holds no text")
    papers = _papers(sources)
    return QuoteChecks([check_story(one, papers, wanted) for one in ledger], (*ledger.failures, *papers.failures))


def _papers(sources: Against | Iterable[Against]) -> Sources:
    each = [sources] if isinstance(sources, str | bytes | os.PathLike | Ledger | OpenLedger) else list(sources)
    papers = index_papers(outcome for one in each for outcome in _outcomes(one))
    if not papers:
        raise WrongUse("; ".join(["nothing among the sources could be read", *(f.message for f in papers.failures)]))
    return papers


def _outcomes(source: Against) -> Iterator[Outcome]:
    if isinstance(source, Ledger):
        yield from source.outcomes
    elif isinstance(source, OpenLedger):
        yield from case_outcomes(source._case)  # noqa: SLF001  the case behind it is of this floor
    else:
        yield from read(source).outcomes
