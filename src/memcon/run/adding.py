"""Putting files into a case: only what is missing or stale, one transaction for each document, safe to stop at any moment."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from memcon import __version__
from memcon.errors import Error
from memcon.model.contract import failure_dict, to_dict
from memcon.model.document import Kind
from memcon.plugins import load_plugins
from memcon.run.pipeline import Outcome, Pipeline
from memcon.run.sources import Source, expand
from memcon.store import Case

TRY_AGAIN: Final = frozenset({"missing", "time", "memory", "killed", "crash", "unreadable"})
"""Failures that may be over when the file is met again though neither it nor memcon has changed."""
LOOK_AGAIN_SECONDS: Final = 2.0
"""How long `--watch` waits between two looks at the folders."""


@dataclass(frozen=True, slots=True)
class Options:
    """How files are put in: `kind` and `model` as for reading, `originals` keeps their bytes too."""

    kind: Kind | None = None
    model: str | None = None
    originals: bool = False

    @property
    def signature(self) -> str:
        """Which memcon finds what it finds this way; a file is stale when it was read under another."""
        detectors = ",".join(f"{d.name}/{d.version}" for d in load_plugins("memcon.detectors"))
        told = (self.model and f"model={self.model}", self.kind and f"kind={self.kind}")
        return " ".join((f"memcon/{__version__}", detectors, *filter(None, told)))


@dataclass(slots=True)
class Tally:
    """What has become of the files so far, of `total`."""

    total: int = 0
    read: int = 0
    unchanged: int = 0
    documents: int = 0
    statements: int = 0
    failed: dict[str, int] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """The files that are done."""
        return self.read + self.unchanged


class Stage(StrEnum):
    """How far a file is. FAILED is one of which something could not be read; PASSED_OVER is the case itself."""

    READING = "reading"
    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    PASSED_OVER = "passed over"


@dataclass(frozen=True, slots=True)
class FileNews:
    """What has become of one file so far; `failures` are (code, message)."""

    origin: str
    stage: Stage
    documents: int = 0
    statements: int = 0
    failures: tuple[tuple[str, str], ...] = ()


Watch = Callable[[FileNews], None]
"""What is told of each file: when it is begun, when something of it is in the case, when it is done."""


@dataclass(slots=True)
class _Open:
    """A file that is being read."""

    origin: str
    sha256: str
    begun: bool = False
    documents: int = 0
    statements: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)

    @property
    def codes(self) -> set[str]:
        return {code for code, _ in self.failures}

    def news(self, stage: Stage) -> FileNews:
        return FileNews(self.origin, stage, self.documents, self.statements, tuple(self.failures))


def _unwatched(_: FileNews) -> None:
    """Nobody is told."""


def add_files(
    case: Case, paths: Sequence[str], options: Options, *, pipeline: Pipeline | None = None, watch: Watch = _unwatched
) -> Iterator[Tally]:
    """Put in what is missing or stale among the files; the tally, after each document, failure and unchanged file.

    What was counted is in the case, whatever happens next. `watch` is called with what becomes of each file. Raises LedgerError
    and ModelError.
    """
    sources = expand(paths)
    reader = pipeline or Pipeline(kind=options.kind, model=options.model)
    yield from _Adding(case, options, Tally(len(sources)), reader, watch).run(sources)


class _Adding:
    """One pass over the files."""

    def __init__(self, case: Case, options: Options, tally: Tally, pipeline: Pipeline, watch: Watch = _unwatched) -> None:
        self._case, self._options, self._tally, self._pipeline, self._watch = case, options, tally, pipeline, watch
        self._signature = options.signature
        self._open: deque[_Open] = deque()

    def run(self, sources: Iterable[Source]) -> Iterator[Tally]:
        """The tally as it grows."""
        for outcome in self._pipeline.read(self._stale(sources)):
            while not _belongs(outcome.origin, self._open[0].origin):
                self._end(self._open.popleft())
            self._put_in(self._open[0], outcome)
            yield self._tally
        while self._open:
            self._end(self._open.popleft())
        yield self._tally

    def _stale(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The files that are new, changed, read by another version, or failed in a way that may be over."""
        met: set[str] = set()
        for source in sources:
            if source.origin in met or _is_case(source, self._case.name):
                self._tally.total -= 1  # else the files that are done would never be all
                self._pass_over(source.origin, met)
                continue
            met.add(source.origin)
            fetched = _fetched(source)
            digest = hashlib.sha256(fetched.untrusted_bytes or b"").hexdigest()
            known = self._case.known_source(source.origin)
            if known is not None and (known.sha256, known.signature) == (digest, self._signature) and known.state != "retry":
                self._tally.unchanged += 1
                self._watch(FileNews(source.origin, Stage.UNCHANGED))
                continue
            if self._options.originals and fetched.untrusted_bytes is not None:
                self._case.keep_original(digest, fetched.untrusted_bytes)
            self._open.append(_Open(source.origin, digest))
            self._watch(self._open[-1].news(Stage.READING))
            yield fetched

    def _pass_over(self, origin: str, met: set[str]) -> None:
        """Tell of the case itself; what was named twice is told of by its first name."""
        if origin not in met:
            self._watch(FileNews(origin, Stage.PASSED_OVER))

    def _put_in(self, here: _Open, outcome: Outcome) -> None:
        if not here.begun:
            self._case.begin_source(here.origin)
            here.begun = True
        if outcome.findings is not None:
            row = to_dict(outcome.findings)
            self._case.add(row, signature=self._signature)
            self._tally.documents += 1
            self._tally.statements += len(row["statements"])
            here.documents += 1
            here.statements += len(row["statements"])
        for failure in outcome.failures:
            self._case.add_failure(failure_dict(failure), source=here.origin)
            here.failures.append((failure.code, failure.message))
            self._tally.failed[failure.code] = self._tally.failed.get(failure.code, 0) + 1
        self._watch(here.news(Stage.READING))

    def _end(self, here: _Open) -> None:
        state = "retry" if here.codes & TRY_AGAIN else "failed" if here.codes else "read"
        self._case.end_source(here.origin, sha256=here.sha256, signature=self._signature, state=state)
        self._tally.read += 1
        self._watch(here.news(Stage.FAILED if here.failures else Stage.READ))


def _is_case(source: Source, case: str) -> bool:
    """Whether the file is the case itself or what SQLite keeps beside it: `memcon add . --ledger reprisals.memcon`."""
    if source.path is None or "://" in case:
        return False
    return str(source.path.absolute()) in {f"{Path(case).absolute()}{side}" for side in ("", "-wal", "-shm", "-journal")}


def _fetched(source: Source) -> Source:
    """The file with its bytes; one that cannot be fetched as it is, to fail again where failures are told."""
    try:
        return Source(source.origin, untrusted_bytes=source.fetch())
    except Error:
        return source


def _belongs(origin: str, file: str) -> bool:
    return origin == file or origin.startswith(f"{file}#")


def watch_files(case: Case, paths: Sequence[str], options: Options) -> Iterator[Tally]:
    """The same for ever: the tally of each pass that found something to do. Ends when the caller stops asking."""
    pipeline = Pipeline(kind=options.kind, model=options.model)
    seen: dict[str, tuple[int, int]] = {}
    while True:
        changed = [s for s in expand(paths) if not _is_case(s, case.name) and _has_changed(s, seen)]
        if changed:
            tally = Tally()
            for tally in _Adding(case, options, Tally(len(changed)), pipeline).run(changed):  # noqa: B007  the last one counts
                pass
            yield tally
        time.sleep(LOOK_AGAIN_SECONDS)


def _has_changed(source: Source, seen: dict[str, tuple[int, int]]) -> bool:
    """Whether the file has another size or time than at the last look; remembers both."""
    try:
        state = source.path.stat() if source.path is not None else None
    except OSError:
        return False
    mark = (state.st_size, state.st_mtime_ns) if state is not None else (0, 0)
    if seen.get(source.origin) == mark:
        return False
    seen[source.origin] = mark
    return True
