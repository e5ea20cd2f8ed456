"""A document as it is read: what stands in it now, in the order in which it is shown, with its text in windows."""

from __future__ import annotations

import json
import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Final

from memcon.export.outline import Entry, outline
from memcon.export.places import Places, places_of
from memcon.model.contract import Json, from_dict, statement_from
from memcon.model.document import INNER_PARTS, Document, Section
from memcon.model.hits import Hit
from memcon.model.judgement import ABOUT_STATEMENTS, Judgement, Verdict, in_force
from memcon.model.ledger import Actor, Conflict, Findings, Statement
from memcon.model.listings import OpenedDocument
from memcon.store import Case
from memcon.store.view import Rows, current_rulings, standing
from memcon.text import Span, joined
from memcon.web.desk import Desk
from memcon.web.guard import Refusal
from memcon.web.rooms.reader.windows import cut_windows, height_of, window_at

KEPT: Final = 8
"""Documents that are kept as they are shown."""
STATEMENTS: Final = 8_192
"""Statements that are kept as they were read: after a judgement all but one of a document are as before."""
_ONE: Final = threading.Lock()
"""One document is made ready at a time: the parts of a page ask for it together, and two threads would do the same work twice."""
REJECTED: Final = "rejected"
OPEN: Final = "machine"
"""The status of a statement that nobody has judged."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """An opened document; `entries` are its statements, rejected ones too, and `findings` has those that stand.

    `broken` are statements that somebody edited into what is none.
    """

    opened: OpenedDocument
    findings: Findings
    entries: tuple[Entry, ...]
    hits: Mapping[str, Hit]
    broken: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The id of the document."""
        return self.document.id

    @property
    def document(self) -> Document:
        """The document."""
        return self.findings.document

    @property
    def text(self) -> str:
        """Its text."""
        return self.document.text

    @cached_property
    def sum(self) -> str:
        """What tells this text from another that was read out of the same bytes."""
        return sum_of(self.text)

    @cached_property
    def windows(self) -> tuple[Span, ...]:
        """The windows of the text."""
        return cut_windows(self.text)

    @cached_property
    def heights(self) -> tuple[int, ...]:
        """About how high each window will be."""
        return tuple(height_of(self.text, window) for window in self.windows)

    @cached_property
    def places(self) -> Places:
        """Where offsets stand for a reader."""
        return places_of(self.document)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections that lie in no other, in order."""
        return tuple(s for s in self.document.sections if s.part not in INNER_PARTS)

    @cached_property
    def pages(self) -> Mapping[int, str]:
        """Where each page begins, and which it is."""
        found: dict[int, str] = {}
        for section in self.sections:
            if section.page is not None and section.page != next(reversed(found.values()), None):
                found[section.span.start] = section.page
        return found

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """The actors by id."""
        return {actor.id: actor for actor in self.findings.actors}

    @cached_property
    def extents(self) -> tuple[Span, ...]:
        """From the first to the last character of each entry, with all who are named in it."""
        return tuple(extent_of(entry.statement) for entry in self.entries)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {entry.statement.id: entry.number for entry in self.entries}

    @cached_property
    def judged(self) -> Mapping[str, tuple[Judgement, ...]]:
        """What people have said of each statement, by time; also what they said of it in an earlier reading."""
        found: dict[str, list[Judgement]] = {}
        for judgement in self.opened.judgements:
            if judgement.action in ABOUT_STATEMENTS:
                known = judgement.subject in self.hits
                key = judgement.subject if known else standing(self.text, self._rows, judgement.subject, judgement.anchor)
                found.setdefault(key or "", []).append(judgement)
        return {key: tuple(judgements) for key, judgements in found.items()}

    @cached_property
    def _rows(self) -> list[Json]:
        return [hit.row for hit in self.opened.hits]

    @cached_property
    def disputed(self) -> Mapping[str, tuple[str, ...]]:
        """Statement -> the conflicts within the document in which it stands, without those that people have ruled to be none."""
        found: dict[str, list[str]] = {}
        for conflict in self.conflicts:
            for end in (conflict.left, conflict.right):
                found.setdefault(end, []).append(conflict.id)
        return {key: tuple(ids) for key, ids in found.items()}

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts within the document of which both sides stand, without those that people have ruled to be none."""
        if not self.findings.conflicts:
            return ()
        rows = Rows(self.text, [*self._rows, *self.opened.row["events"]])
        ruled = current_rulings(self.opened.judgements, lambda key: rows if key == self.key else None).pairs
        verdicts = {pair: ruling.value["verdict"] for pair, ruling in ruled.items()}
        gone = {hit.key for hit in self.opened.hits if hit.status == REJECTED}
        pairs = ((frozenset((conflict.left, conflict.right)), conflict) for conflict in self.findings.conflicts)
        return tuple(c for pair, c in pairs if not pair & gone and verdicts.get(pair, Verdict.REAL) == Verdict.REAL)

    @cached_property
    def in_force(self) -> frozenset[str]:
        """The judgements that nobody has taken back."""
        return frozenset(judgement.id for judgement in in_force(self.opened.judgements))

    @property
    def orphans(self) -> tuple[Judgement, ...]:
        """The judgements in force about statements that are not in this reading."""
        return tuple(judgement for judgement in self.judged.get("", ()) if judgement.id in self.in_force)

    def entry(self, key: str | None) -> Entry | None:
        """The statement with this id; None for one that is not there."""
        number = self._numbers.get(key or "")
        return None if number is None else self.entries[number - 1]

    def status(self, entry: Entry) -> str:
        """What people have said of a statement: machine, accepted, edited, added, rejected."""
        return self.hits[entry.statement.id].status

    def within(self, window: Span) -> list[Entry]:
        """The statements of which something stands in a window."""
        return [entry for entry, extent in zip(self.entries, self.extents, strict=True) if extent.touches(window)]

    def window_of(self, offset: int) -> int:
        """The number of the window in which an offset lies."""
        return window_at(self.windows, offset)

    def section_at(self, offset: int) -> Section | None:
        """The section in which an offset lies."""
        k = bisect_right(self.sections, offset, key=lambda section: section.span.start) - 1
        return self.sections[k] if k >= 0 and offset < self.sections[k].span.end else None


def sheet_of(desk: Desk, key: str) -> Sheet:
    """The document as it stands now. Raises Refusal where the case has no such document."""
    stamp = desk.case.stamp()
    with _ONE:
        return _sheet(desk.case, key, stamp)


@lru_cache(maxsize=KEPT)
def _sheet(case: Case, key: str, _stamp: str) -> Sheet:
    """The document; kept until the case changes."""
    opened = case.opened(key)
    if opened is None:
        raise Refusal(404, "missing", "there is no such document in this case; the library lists those that are")
    told = dict(_told(opened.hits))
    hits = {hit.key: hit for hit in opened.hits}
    statements = [s for s in told.values() if s is not None]
    found = from_dict({**opened.row, "statements": []})
    return Sheet(
        opened,
        replace(found, statements=tuple(s for s in statements if hits[s.id].status != REJECTED)),
        outline(statements),
        hits,
        tuple(key for key, s in told.items() if s is None),
    )


def _told(hits: Iterable[Hit]) -> Iterator[tuple[str, Statement | None]]:
    """Every statement by its id."""
    for hit in hits:
        yield hit.key, _statement(hit.details)


@lru_cache(maxsize=STATEMENTS)
def _statement(details: str) -> Statement | None:
    """The statement of a row; None for what is none, since scripts may edit anything into a row."""
    try:
        return statement_from(json.loads(details))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def sum_of(text: str) -> str:
    """The first 12 hex digits of the sha256 of a text, which links carry in place of its words."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def spans_of(statement: Statement) -> list[Span]:
    """Everything of a statement that is marked in the text."""
    single = (statement.cue, *(party.span for party in statement.parties), *(link.cue for link in statement.chain))
    return [*statement.content, *(span for span in single if span is not None)]


def extent_of(statement: Statement) -> Span:
    """From the first to the last character of what is marked."""
    return joined(spans_of(statement))


def content_of(entry: Entry) -> Span:
    """From the first to the last character of what was said."""
    content: Sequence[Span] = entry.statement.content
    return joined(content)
