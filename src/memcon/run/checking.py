"""Quotations of a story held against sources: papers that are read, or a case; with an index that may be kept between runs."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from memcon.errors import Error, LedgerError, WrongUse
from memcon.export.checks.houses import House
from memcon.export.checks.report import Checked, Paper, Report
from memcon.export.places import places_of
from memcon.model.contract import failed_dict, failure_from, from_dict, to_dict
from memcon.model.ledger import ActorKind, Failure, Findings
from memcon.model.quotation import Quotation, QuoteCheck, SourceText, SpeakerVerdict, TextVerdict
from memcon.run.adding import Options
from memcon.run.pipeline import Outcome
from memcon.run.quoting import Asked, divided_ends, find_quotations, make_source
from memcon.run.sources import Source
from memcon.store import Case
from memcon.store.search import Query
from memcon.text import Span

if TYPE_CHECKING:
    from memcon.link.quotes import SourceIndex

KEPT: Final = "quotes.json"
LEDGER: Final = "sources.jsonl"
INDEX: Final = "index"
"""What a kept index is made of: its fingerprint, the papers read, the engine's table."""
TITLE_WORDS: Final = 3
"""A title of fewer words may stand in a story by chance."""
OWN_WORDS: Final = 0.85
"""How much of the words must be what somebody said, and not the writer's telling of it, for another speaker to be told."""
AGAIN: Final = frozenset({TextVerdict.NOT_FOUND, TextVerdict.POSSIBLE_SOURCE})
"""What is looked for once more in the papers that the story names, where less of it is enough."""

Read = Callable[[Sequence[Source]], Iterator[Outcome]]
"""What reads sources: a pipeline, watched by a bar."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is checked: `every` also what looks like a title or a scare quote, `indirect` also what is said without marks."""

    house: House
    every: bool = False
    indirect: bool = True


@dataclass(frozen=True)
class Sources:
    """The papers that a story is held against, by id, as texts and as a reader sees them, and what could not be read."""

    texts: tuple[SourceText, ...]
    papers: Mapping[str, Paper]
    failures: tuple[Failure, ...] = ()
    index: SourceIndex | None = None

    def __len__(self) -> int:
        return len(self.texts)


# ── sources ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def gather(outcomes: Iterable[Outcome]) -> Sources:
    """The sources among the outcomes, each text once."""
    texts: dict[str, SourceText] = {}
    papers: dict[str, Paper] = {}
    failures: list[Failure] = []
    for outcome in outcomes:
        failures += outcome.failures
        if outcome.findings is not None and outcome.findings.document.id not in texts:
            source = make_source(outcome.findings)
            texts[source.id], papers[source.id] = source, _paper(outcome.findings, source)
    return Sources(tuple(texts.values()), papers, tuple(failures))


def _paper(findings: Findings, source: SourceText) -> Paper:
    document = findings.document
    return Paper(document.id, document.sha256, document.text, source.text, document.outlet, places_of(document).of, divided_ends(document))


def index_papers(outcomes: Iterable[Outcome]) -> Sources:
    """The papers among the outcomes, and an index of them."""
    return _indexed(gather(outcomes), None, "")


def read_sources(inputs: Sequence[Source], read: Read, *, folder: Path | None = None) -> Sources:
    """The papers behind the inputs, and an index of them; with a folder both are kept there, and used while no file changes.

    Raises WrongUse for a folder that holds something else, and LedgerError where it cannot be written.
    """
    if folder is None:
        return index_papers(read(inputs))
    _refuse_other(folder)
    fingerprint = _fingerprint(f"{source.origin}\0{_sum_of(source)}" for source in inputs)
    if _is_kept(folder, fingerprint) and (outcomes := _kept_outcomes(folder)) is not None:
        return _indexed(gather(outcomes), folder, fingerprint)
    return _indexed(gather(_keeping(folder, read(inputs))), folder, fingerprint)


def case_sources(outcomes: Iterable[Outcome], *, folder: Path | None = None) -> Sources:
    """Papers that were read before, and an index of them; with a folder it is kept there, and used while no paper changes.

    Raises as `read_sources`.
    """
    sources = gather(outcomes)
    if folder is None:
        return _indexed(sources, None, "")
    _refuse_other(folder)
    return _indexed(sources, folder, _fingerprint(repr(text) for text in sources.texts))


def case_outcomes(case: Case) -> Iterator[Outcome]:
    """The papers of a case as if they had just been read."""
    with case.selection(Query()) as selection:
        for stored in selection.documents():
            yield Outcome(stored.document["origin"], from_dict(stored.row))


def chosen_outcomes(case: Case, ids: Iterable[str]) -> Iterator[Outcome]:
    """The same of these papers, in their order. Raises WrongUse for an id that the case has not."""
    for id_ in ids:
        opened = case.opened(id_)
        if opened is None:
            raise WrongUse(f"the case has no document {id_}; it may have been read anew since: choose again")
        yield Outcome(opened.document["origin"], from_dict(dict(opened.row)))


def case_folder(ledger: str) -> Path | None:
    """Where the index of a case is kept: beside its file; None for a case that is no file, or whose folder may not be written."""
    path = Path(ledger)
    beside = path.with_name(f"{path.stem}.quotes")
    writable = path.is_file() and os.access(beside if beside.exists() else path.parent, os.W_OK)
    return beside if writable else None


def without(sources: Sources, story: Findings) -> Sources:
    """The sources without the story itself; the same where it is not among them."""
    sha256, text = story.document.sha256, story.document.text
    kept = tuple(t for t in sources.texts if sources.papers[t.id].sha256 != sha256 and sources.papers[t.id].text != text)
    if len(kept) == len(sources.texts):
        return sources
    return Sources(kept, {t.id: sources.papers[t.id] for t in kept}, sources.failures, _build(kept))


# ── the kept index ───────────────────────────────────────────────────────────────────────────────────────────────────


def _indexed(sources: Sources, folder: Path | None, fingerprint: str) -> Sources:
    """The sources with an index: the kept one where it is of these papers, else a new one, which is kept."""
    index = _kept_index(folder, fingerprint) if folder is not None else None
    if index is None or index.sources != sources.texts:
        index = _build(sources.texts)
        if folder is not None:
            with _told(folder), _alone(folder):
                _save(index, folder, fingerprint)
    return Sources(sources.texts, sources.papers, sources.failures, index)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other process is writing the index in the folder, nor reading it while this one writes; two checks may run at once."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network disks know no locks; then a damaged index is made anew
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _kept_index(folder: Path, fingerprint: str) -> SourceIndex | None:
    """The kept index, where it is of this fingerprint and whole."""
    if not _is_kept(folder, fingerprint):
        return None
    with _told(folder), _alone(folder):
        return _load(folder) if _is_kept(folder, fingerprint) else None


def _build(texts: Sequence[SourceText]) -> SourceIndex:
    from memcon.link.quotes import SourceIndex

    return SourceIndex.build(texts)


def _load(folder: Path) -> SourceIndex | None:
    """The kept index, or None where it is damaged: then it is made anew."""
    from memcon.link.quotes import SourceIndex

    try:
        return SourceIndex.load(folder / INDEX)
    except (OSError, ValueError, KeyError, Error):
        return None


def _save(index: SourceIndex, folder: Path, fingerprint: str) -> None:
    """Keep the index; the fingerprint comes last, so that a run that was stopped leaves none."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / KEPT).unlink(missing_ok=True)
    shutil.rmtree(folder / INDEX, ignore_errors=True)
    index.save(folder / INDEX)
    draft = folder / f".{KEPT}.{os.getpid()}.part"
    draft.write_text(json.dumps({"fingerprint": fingerprint}) + "\n", encoding="utf-8", newline="\n")
    draft.replace(folder / KEPT)


def _is_kept(folder: Path, fingerprint: str) -> bool:
    try:
        return bool(json.loads((folder / KEPT).read_text(encoding="utf-8"))["fingerprint"] == fingerprint)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _keeping(folder: Path, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes, each of which is kept as the JSON ledger has it, or as a line that says why it could not be read."""
    with _told(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / KEPT).unlink(missing_ok=True)
        with (folder / LEDGER).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            for outcome in outcomes:
                out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(outcome))
                yield outcome


def _rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    if outcome.findings is not None:
        yield to_dict(outcome.findings)
    elif outcome.failure is not None:
        yield failed_dict(outcome.failure)


def _kept_outcomes(folder: Path) -> list[Outcome] | None:
    """The papers that were read before, or None where the file is damaged."""
    try:
        with (folder / LEDGER).open(encoding="utf-8", newline="\n") as lines:
            return [_outcome(json.loads(line)) for line in lines]
    except (OSError, ValueError, KeyError, TypeError, IndexError, Error):
        return None


def _outcome(row: dict[str, Any]) -> Outcome:
    if row["document"] is None:
        failure = failure_from(row["failures"][0])
        return Outcome(failure.origin, failure=failure)
    return Outcome(row["document"]["origin"], from_dict(row))


def _fingerprint(parts: Iterable[str]) -> str:
    """What changes when any part does, or the program that read them."""
    total = hashlib.sha256(Options().signature.encode("utf-8"))
    for part in parts:
        total.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    return total.hexdigest()


def _sum_of(source: Source) -> str:
    """The sum of the bytes; of what cannot be read, that it cannot."""
    try:
        return hashlib.sha256(source.fetch()).hexdigest()
    except Error as error:
        return error.code


def _refuse_other(folder: Path) -> None:
    """That the folder is new, empty, or one where an index was kept."""
    known = {KEPT, LEDGER, INDEX}
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"{folder} is a file; name a folder to keep the index in")
    if folder.is_dir() and any(p.name not in known and not p.name.startswith(f".{KEPT}.") for p in folder.iterdir()):
        raise WrongUse(f"{folder} holds other files; name a new folder to keep the index in")


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Faults of the file system as a message."""
    try:
        yield
    except OSError as error:
        why = f"the index cannot be kept there ({error.strerror or error})"
        raise LedgerError(str(folder), code="unreadable", why=why) from error


# ── checking ─────────────────────────────────────────────────────────────────────────────────────────────────────────


Watch = Callable[[int, int], None]
"""What is told how many quotations were checked, of how many."""


def _unwatched(_done: int, _total: int) -> None:
    """Nobody is told."""


def check_story(story: Findings, sources: Sources, wanted: Wanted, *, watch: Watch = _unwatched) -> Report:
    """Every quotation of the story held against the sources; the story itself is none of them."""
    others = without(sources, story)
    checker = _Checker(story, others)
    places = places_of(story.document)
    checked = []
    quotations = find_quotations(story, every=wanted.every, indirect=wanted.indirect)
    for number, asked in enumerate(quotations, 1):
        watch(number - 1, len(quotations))
        check = checker.check(asked)
        paper = others.papers.get(check.place.source) if check.place is not None else None
        level = wanted.house.level(check, part=asked.part)
        checked.append(Checked(number, check, level, places.of(asked.quotation.spans[0]), paper))
    return Report(story.document, wanted.house, tuple(checked), len(others), sources.failures)


class _Checker:
    """Checks quotations of one story: first in all papers, and what is not there once more in those that the story names."""

    def __init__(self, story: Findings, sources: Sources) -> None:
        self._published = story.document.published
        self._turns = {text.id: text.turns for text in sources.texts}
        self._all = sources.index if sources.index is not None else _build(sources.texts)
        named = [text for text in sources.texts if is_named(story, text, sources.papers[text.id].outlet)]
        self._is_paired = len(sources) == 1 or (bool(named) and len(named) == len(sources))
        self._named = _build(named) if named and not self._is_paired else None

    def check(self, asked: Asked) -> QuoteCheck:
        if asked.reason:
            return QuoteCheck(asked.quotation, TextVerdict.NOT_CHECKABLE, reason=asked.reason)
        found = self._check(asked.quotation, self._all, named=self._is_paired)
        if self._named is not None and found.verdict in AGAIN:
            again = self._check(asked.quotation, self._named, named=True)
            found = found if again.verdict in AGAIN else again
        return self._without_rash(found)

    def _without_rash(self, check: QuoteCheck) -> QuoteCheck:
        """The check, "another speaker" made "not known" where the words are the writer's too, or where no name is compared."""
        if check.speaker is not SpeakerVerdict.OTHER_SPEAKER or check.place is None:
            return check
        here, there = check.quotation.speakers, check.place.speakers
        turns = [turn.span for turn in self._turns[check.place.source]]
        if share_covered(check.place.span, turns) < OWN_WORDS:
            why = f"only a part of these words is given to {there[0]} there"
        elif not (is_name(here[0]) and is_name(there[0])):
            why = f"whether “{here[0]}” and “{there[0]}” are one cannot be told"
        else:
            return check
        return replace(check, speaker=SpeakerVerdict.UNKNOWN, reason="; ".join(filter(None, (check.reason, why))))

    def _check(self, quotation: Quotation, index: SourceIndex, *, named: bool) -> QuoteCheck:
        from memcon.link.quotes import check_quotation

        return check_quotation(quotation, index, named=named, published=self._published)


def share_covered(span: Span, turns: Iterable[Span]) -> float:
    """How much of a span lies in any of the turns, 0 to 1."""
    covered, at = 0, span.start
    for turn in sorted(turns):
        start, end = max(turn.start, at), min(turn.end, span.end)
        if end > start:
            covered, at = covered + end - start, end
    return covered / max(1, len(span))


def is_name(words: str) -> bool:
    """Whether the words are a name; a description in small letters may be one of many of the same thing."""
    return any(c.isupper() for c in words)


def is_named(story: Findings, source: SourceText, outlet: str | None) -> bool:
    """Whether the story names the source: its outlet, its title, or an actor that is the paper itself."""
    names = [name for name in (outlet, source.title) if name]
    text = " ".join(story.document.text.split()).casefold()
    told = [outlet] if outlet else []
    told += [source.title] if source.title and len(source.title.split()) >= TITLE_WORDS else []
    if any(_stands(name, text) for name in told):
        return True
    papers = [a for a in story.actors if a.kind in {ActorKind.OUTLET, ActorKind.DOCUMENT}]
    known = {name.casefold() for name in names}
    return any(name.casefold() in known for actor in papers for name in (actor.name, *actor.names))


def _stands(name: str, text: str) -> bool:
    words = re.escape(" ".join(name.split()).casefold())
    return re.search(rf"(?<!\w){words}(?!\w)", text) is not None
