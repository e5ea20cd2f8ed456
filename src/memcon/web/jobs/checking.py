"""The quotations of a story held against sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

from memcon.errors import WrongUse
from memcon.export.checks.houses import NEUTRAL, load_house
from memcon.export.checks.records import record
from memcon.export.checks.report import Report
from memcon.export.checks.sheet import story_values
from memcon.export.wording import failure_words
from memcon.language import Parser
from memcon.model.document import Kind
from memcon.model.ledger import Failure, Findings
from memcon.run.checking import Sources, Wanted, case_folder, case_outcomes, case_sources, check_story, chosen_outcomes
from memcon.run.pipeline import Outcome, Pipeline, make_parser
from memcon.run.sources import Source, expand
from memcon.store import Case, open_case
from memcon.web.jobs.requests import asked, kind_of
from memcon.web.jobs.telling import Tell

STORY: Final = "story"
"""What a story is called that was typed and has no name."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked. `story` has a `text` and may have a `name`, or has a `path`, or is a `document` of the case, by id.

    The sources are the files of `sources` and, where a case is named, its `documents` by their ids; all of it where none is named,
    and nothing of it where `case_papers` is false.
    `kind` is what the files among the sources are. `house`, `every` and `indirect` are as for `memcon check`.
    """

    story: Mapping[str, str]
    ledger: str | None = None
    sources: Sequence[str] = ()
    documents: Sequence[str] = ()
    case_papers: bool = True
    house: str = NEUTRAL
    every: bool = False
    indirect: bool = True
    kind: str | None = None


def check(request: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Every quotation of the story, and of whatever else is in its file, checked.

    The result: `stories` (what a page of each shows, as `story_values` has it), `records` (the lines of `memcon check --json`),
    `sum`, `flagged` and `checked` (how many), `sources` (against how many papers), `failures` (what could not be read, in words).
    """
    wish = asked(Wish, request)
    wanted = Wanted(load_house(wish.house), every=wish.every, indirect=wish.indirect)
    with ExitStack() as stack:
        case = stack.enter_context(open_case(wish.ledger)) if wish.ledger is not None else None
        reading = _Reading(tell)
        stories, failures = _stories(wish, case, reading)
        sources = _sources(wish, case, reading)
    reports = [_checked(story, sources, wanted, tell) for story in stories]
    if not any(report.sources for report in reports):
        raise WrongUse("the only source is the story itself; choose what it quotes from")
    return _result(reports, [*failures, *sources.failures])


class _Reading:
    """Reads files, and tells which."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._parser: Parser | None = None

    def read(self, inputs: Sequence[Source], *, kind: Kind | None, what: str) -> Iterator[Outcome]:
        """The outcomes of the files; the language model is loaded for the first of them."""
        if self._parser is None:
            self._tell("loading the language model")
            self._parser = make_parser()
        place = {source.origin: n for n, source in enumerate(inputs, 1)}
        many = f" {{}} of {len(inputs):,}" if len(inputs) > 1 else ""
        self._tell(what + many.format(1), total=len(inputs))
        done = 0
        for outcome in Pipeline(kind=kind, parser=self._parser).read(inputs):
            done = max(done, place.get(_file(outcome.origin, place), done))
            self._tell(what + many.format(done), done=done, total=len(inputs))
            yield outcome

    def stored(self, case: Case, ids: Sequence[str]) -> Iterator[Outcome]:
        """The papers of the case with these ids; all where none is named."""
        total = len(ids) or case.counts().documents
        for done, outcome in enumerate(chosen_outcomes(case, ids) if ids else case_outcomes(case), 1):
            self._tell(f"reading document {done:,} of {total:,}", done=done, total=total)
            yield outcome


def _file(origin: str, known: Mapping[str, int]) -> str:
    return origin if origin in known else origin.partition("#")[0]


def _stories(wish: Wish, case: Case | None, reading: _Reading) -> tuple[list[Findings], list[Failure]]:
    """The story, and whatever else is in its file. Raises WrongUse where there is none."""
    outcomes = list(_story_outcomes(wish, case, reading))
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    found = [outcome.findings for outcome in outcomes if outcome.findings is not None]
    if not found:
        raise WrongUse("; ".join(["the story could not be read", *(failure.message for failure in failures[:3])]))
    return found, failures


def _story_outcomes(wish: Wish, case: Case | None, reading: _Reading) -> Iterator[Outcome]:
    story = wish.story
    if story.get("document"):
        if case is None:
            raise WrongUse("a story of a case needs the case")
        return chosen_outcomes(case, [story["document"]])
    if story.get("path"):
        path = story["path"]
        return reading.read([Source(story.get("name") or path, Path(path))], kind=None, what="reading the story")
    text = story.get("text", "")
    if not text.strip():
        raise WrongUse("there is no story; type or drop one")
    typed = Source(story.get("name") or STORY, untrusted_bytes=text.encode("utf-8", "surrogatepass"))
    return reading.read([typed], kind=None, what="reading the story")


def _sources(wish: Wish, case: Case | None, reading: _Reading) -> Sources:
    """The papers to hold it against. The index of a case is kept, and used again, where all of the case is asked."""
    files = reading.read(expand(wish.sources), kind=kind_of(wish.kind), what="reading sources") if wish.sources else iter(())
    papers = reading.stored(case, wish.documents) if case is not None else iter(())
    is_whole = case is not None and not wish.sources and not wish.documents
    found = case_sources(chain(files, papers), folder=case_folder(wish.ledger or "") if is_whole else None)
    if not len(found):
        whole = [failure.message for failure in found.failures[:3]]
        raise WrongUse("; ".join(["there is no source to hold the story against; choose papers of the case, or drop some", *whole]))
    return found


def _checked(story: Findings, sources: Sources, wanted: Wanted, tell: Tell) -> Report:
    def watch(done: int, total: int) -> None:
        tell(f"checking quotation {done + 1:,} of {total:,}", done=done, total=total)

    return check_story(story, sources, wanted, watch=watch)


def _result(reports: Sequence[Report], failures: Sequence[Failure]) -> Mapping[str, Any]:
    return {
        "stories": [story_values(report) for report in reports],
        "records": [record(one, report) for report in reports for one in report.checked],
        "sum": "; ".join(report.sum() for report in reports),
        "flagged": sum(len(report.flagged) for report in reports),
        "checked": sum(len(report.checked) for report in reports),
        "sources": max(report.sources for report in reports),
        "failures": [failure_words(failure) for failure in failures],
    }
