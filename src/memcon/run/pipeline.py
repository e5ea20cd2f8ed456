"""The pipeline: sources, formats, language, detectors; one outcome for each document, in order, never all in memory."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

from memcon.detect.grammar.people import load_words
from memcon.detect.grammar.states import state_words
from memcon.errors import Error, ModelError
from memcon.formats.sandbox import File, Sandbox
from memcon.formats.walk import walk
from memcon.language import Parsed, Parser
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure, Findings
from memcon.plugins import load_plugins
from memcon.ports import Detector
from memcon.run.checks import check_findings, merge_findings
from memcon.run.sources import Source

BATCH_DOCUMENTS: Final = 32
BATCH_POINTS: Final = 200_000
"""A batch ends at either number: enough text for several chunks of the language model, little enough that memory stays flat."""

COLLECTED_AFTER: Final = (50_000, 20, 100)
"""How many objects are made between two collections of garbage while reading. Parses and findings hold no circles: memory stays the same,
and reading was 7 % faster."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: the findings of one of its documents, or the failure that stands for it."""

    origin: str
    findings: Findings | None = None
    failure: Failure | None = None

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be read or decided here."""
        if self.failure is not None:
            return (self.failure,)
        return self.findings.failures if self.findings is not None else ()


class Pipeline:
    """Reads sources with one parser and all registered detectors."""

    def __init__(
        self,
        *,
        kind: Kind | None = None,
        model: str | None = None,
        parser: Parser | None = None,
        detectors: Sequence[Detector[Parsed]] | None = None,
        sandboxed: bool = True,
    ) -> None:
        self._kind = kind
        self._sandbox = Sandbox() if sandboxed else None
        self._parser = parser or make_parser(model)
        self._detectors = tuple(load_plugins("memcon.detectors")) if detectors is None else tuple(detectors)

    def read(self, sources: Iterable[Source]) -> Iterator[Outcome]:
        """An outcome for each document of each source, in the order of the sources. Raises ModelError, and nothing else."""
        if self._sandbox is not None:
            self._sandbox.start()  # it loads its libraries while this process loads the language model
        try:
            yield from self._outcomes(self._rows(sources))
        finally:
            self.close()

    def read_documents(self, documents: Iterable[Document]) -> Iterator[Outcome]:
        """An outcome for each document that was opened before, in their order. Raises ModelError, and nothing else."""
        return self._outcomes(documents)

    def _outcomes(self, rows: Iterable[Document | Failure]) -> Iterator[Outcome]:
        with _rare_collections():
            for batch in batches(rows, points=_points):
                parsed = self._parse([row for row in batch if isinstance(row, Document)])
                for row in batch:
                    yield self._outcome(row if isinstance(row, Failure) else next(parsed))

    def close(self) -> None:
        """Stop the child process that reads files; the next file starts another."""
        if self._sandbox is not None:
            self._sandbox.close()

    def _outcome(self, row: Parsed | Failure) -> Outcome:
        if isinstance(row, Failure):
            return Outcome(row.origin, failure=row)
        return Outcome(row.document.origin, findings=self._detect(row))

    def _rows(self, sources: Iterable[Source]) -> Iterator[Document | Failure]:
        """The documents of all sources and what could not be read of them, one by one."""
        fetched = (self._fetch(source) for source in sources)
        if self._sandbox is not None:
            yield from self._sandbox.read_all(fetched)
            return
        for file in fetched:
            yield from [file] if isinstance(file, Failure) else walk(file.untrusted_bytes, origin=file.origin, kind=file.kind)

    def _fetch(self, source: Source) -> File | Failure:
        try:
            return File(source.fetch(), source.origin, self._kind)
        except Error as error:
            return Failure(source.origin, "open", error.code, str(error))

    def _parse(self, documents: Sequence[Document]) -> Iterator[Parsed | Failure]:
        """Each document parsed, all in one batch; where the parser breaks, the rest are parsed one by one, so that only the cause fails."""
        batch, done = self._parser.parse(documents), 0
        while (row := _at_the_door(lambda: next(batch, None), broken=lambda _: None)) is not None:
            done += 1
            yield row
        for document in documents[done:]:
            yield self._parse_alone(document)

    def _parse_alone(self, document: Document) -> Parsed | Failure:
        what = f"{document.origin}: the language model broke on this document"
        return _at_the_door(
            lambda: self._parse_one(document), broken=lambda error: _failure(document.origin, "parse", "parser", error, what)
        )

    def _parse_one(self, document: Document) -> Parsed | Failure:
        return next(self._parser.parse([document]))

    def _detect(self, parsed: Parsed) -> Findings:
        """What all detectors found in one document; one that breaks leaves a failure row, and the others still run."""
        return merge_findings(parsed.document, [_run(detector, parsed) for detector in self._detectors])


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Garbage is looked for less often inside."""
    usual = gc.get_threshold()
    gc.set_threshold(*COLLECTED_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def make_parser(model: str | None = None) -> Parser:
    """The parser with all that memcon knows of names."""
    words = load_words()
    return Parser(model=model, names=state_words(), people=words.first, titles=words.titles)


def batches(rows: Iterable[T], *, points: Callable[[T], int], most: int = BATCH_DOCUMENTS) -> Iterator[list[T]]:
    """The rows in order, in lists of few and of little text; `points` tells how much of it a row has."""
    batch: list[T] = []
    held = 0
    for row in rows:
        batch.append(row)
        held += points(row)
        if len(batch) >= most or held >= BATCH_POINTS:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _points(row: Document | Failure) -> int:
    return len(row.text) if isinstance(row, Document) else 0


def _run(detector: Detector[Parsed], parsed: Parsed) -> Findings:
    document = parsed.document
    return _at_the_door(
        lambda: check_findings(detector.detect(parsed), document),
        broken=lambda error: Findings(
            document,
            failures=(
                _failure(
                    document.origin,
                    "detect",
                    "detector",
                    error,
                    f"{document.origin}: the detector {detector.name} broke on this document; its rows are missing",
                ),
            ),
        ),
    )


def _at_the_door(call: Callable[[], T], *, broken: Callable[[Exception], T]) -> T:
    """What a plug-in gives, or what stands for it where it breaks: one document must not end the run. ModelError passes."""
    try:
        return call()
    except ModelError:
        raise
    except Exception as error:  # noqa: BLE001  formats, pipelines and detectors may be anybody's
        return broken(error)


def _failure(origin: str, stage: str, code: str, error: Exception, what: str) -> Failure:
    """A row that says what happened and what to do; of a foreign error only its type, for its message may hold the text."""
    if isinstance(error, Error):
        return Failure(origin, stage, error.code, str(error))
    return Failure(origin, stage, code, f"{what} ({type(error).__name__}); the other documents were read. Please report it")
