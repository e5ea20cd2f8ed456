"""The pipeline: sources, formats, language, detectors; one Findings for each document, in order, never all in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from memcon.detect.actors.states import state_words
from memcon.errors import Error
from memcon.formats import read_bytes
from memcon.language import Parsed, Parser
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure, Findings, Statement
from memcon.plugins import load_plugins
from memcon.ports import Detector
from memcon.run.sources import Source
from memcon.text import Span

BATCH = 16
"""Documents that are opened together: enough for spaCy's batches, few enough that memory stays flat."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: the findings of one of its documents, or the failure that stands for it."""

    origin: str
    findings: Findings | None = None
    failure: Failure | None = None


class Pipeline:
    """Reads sources with one parser and all registered detectors."""

    def __init__(self, *, kind: Kind | None = None, model: str | None = None, parser: Parser | None = None, detectors: Sequence[Detector[Parsed]] | None = None) -> None:
        self._kind = kind
        self._parser = parser or Parser(model=model, names=state_words())
        self._detectors = tuple(load_plugins("memcon.detectors")) if detectors is None else tuple(detectors)

    def read(self, sources: Iterable[Source]) -> Iterator[Outcome]:
        """An outcome for each document of each source, in the order of the sources. Raises ModelError, and nothing else."""
        remaining = iter(sources)
        while batch := list(islice(remaining, BATCH)):
            yield from self._read_batch(batch)

    def _read_batch(self, batch: Sequence[Source]) -> Iterator[Outcome]:
        opened = [row for source in batch for row in self._open(source)]
        parsed = self._parser.parse([row for row in opened if isinstance(row, Document)])
        for row in opened:
            if isinstance(row, Failure):
                yield Outcome(row.origin, failure=row)
            else:
                yield Outcome(row.origin, findings=self._detect(next(parsed)))

    def _open(self, source: Source) -> Iterator[Document | Failure]:
        try:
            yield from read_bytes(source.fetch(), origin=source.origin, kind=self._kind)
        except Error as error:
            yield Failure(source.origin, "open", error.code, str(error))

    def _detect(self, parsed: Parsed) -> Findings:
        """What all detectors found in one document; one that breaks leaves a failure row, and the others still run."""
        merged = Findings(parsed.document)
        for detector in self._detectors:
            merged = _merged(merged, _run(detector, parsed))
        return merged


def _run(detector: Detector[Parsed], parsed: Parsed) -> Findings:
    try:
        return _checked(detector.detect(parsed))
    except Exception as error:  # noqa: BLE001  the door of the plug-ins: one detector must not end the run
        message = f"{detector.name} broke on this document ({type(error).__name__}); its rows are missing. Please report it"
        return Findings(parsed.document, failures=(Failure(parsed.document.origin, "detect", "detector", message),))


def _checked(findings: Findings) -> Findings:
    """The findings, with every statement whose spans do not lie in the text turned into a failure row."""
    size = len(findings.document.text)
    bad = [s for s in findings.statements if not all(0 < len(span) and span.end <= size for span in _spans(s))]
    if not bad:
        return findings
    failure = Failure(findings.document.origin, "detect", "bad-span", f"{len(bad)} statements had places outside the text and were left out. Please report it")
    kept = tuple(s for s in findings.statements if s not in bad)
    return replace(findings, statements=kept, failures=(*findings.failures, failure))


def _spans(statement: Statement) -> Iterator[Span]:
    yield from statement.content
    yield from statement.quoted
    for party in (statement.speaker, *statement.addressees, *(link.holder for link in statement.chain)):
        if party.span is not None:
            yield party.span
    if statement.cue is not None:
        yield statement.cue


def _merged(one: Findings, other: Findings) -> Findings:
    return Findings(one.document, one.actors + other.actors, one.statements + other.statements, one.warnings + other.warnings, one.failures + other.failures)
