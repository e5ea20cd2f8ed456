"""The rows of a timeline out of a case: one pass over the documents, one over the statements as they stand now."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final

from memcon.export.chronicle.days import Days, read_days, read_range
from memcon.export.chronicle.moments import Basis, Moment, MomentKind, Paper, Who
from memcon.export.places import Places, places_of
from memcon.limits import NAME_POINTS
from memcon.model.contract import document_from
from memcon.model.hits import Hit, StoredDocument
from memcon.ports import Selection
from memcon.text import Span

WORDS: Final = 400
"""Code points of a statement that are kept: a timeline points to the words, `memcon find` has them whole."""
AROUND: Final = 160
"""Code points of its sentence that are shown on each side of an event."""
BOUNDS: Final = {">=": "at least ", ">": "more than ", "<=": "at most ", "~": "about "}
_END: Final = re.compile(r"(?<![A-Z])[.!?][\"”’)]{0,3}\s|\n\s{0,20}\n")

Keep = Callable[[Moment], bool]
Row = dict[str, Any]


def read_moments(selection: Selection, kinds: Collection[MomentKind], keep: Keep) -> Iterator[Moment]:
    """The rows of these kinds that are kept, in no order."""
    reader = _Reader(frozenset(kinds), keep)
    yield from reader.documents(selection)
    yield from reader.statements(selection)
    yield from reader.events()


@dataclass
class _Reader:
    """What is known of the documents while the statements are read."""

    kinds: frozenset[MomentKind]
    keep: Keep
    papers: dict[str, Paper] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    found: list[Moment] = field(default_factory=list)
    same: dict[object, object] = field(default_factory=dict)

    def documents(self, selection: Selection) -> Iterator[Moment]:
        """The documents; their events are kept for later, for on whose word they stand is not known yet."""
        for stored in selection.documents():
            paper = self.papers[stored.document["id"]] = _paper(stored.document)
            self.countries |= {actor["id"]: actor["country"] for actor in stored.row["actors"] if actor["country"]}
            if MomentKind.EVENT in self.kinds and stored.row["events"]:
                self.found += self._events(stored, paper)
            if MomentKind.DOCUMENT in self.kinds and self.keep(moment := _document(paper)):
                yield moment

    def _events(self, stored: StoredDocument, paper: Paper) -> Iterator[Moment]:
        places, text = places_of(document_from(stored.document)), stored.document["text"]
        told = {statement["id"] for statement in stored.row["statements"]}
        for row in stored.row["events"]:
            moment = self._event(row, paper, places, text)
            if self.keep(moment):
                yield moment
                if moment.statement is not None and moment.statement in told:
                    self.words[moment.statement] = ("", "")

    def _event(self, row: Row, paper: Paper, places: Places, text: str) -> Moment:
        days, basis = _days(row["when"], paper)
        span = Span(row["span"]["start"], row["span"]["end"])
        return Moment(
            row["id"], MomentKind.EVENT, days, basis, row["type"], sentence_around(text, span), paper, places.of(span), row["mode"],
            self._whos(row["source"]), self._whos(row["target"]), count_words(row["counts"]), row["modality"], statement=row["statement"],
            span=span,
        )  # fmt: skip

    def statements(self, selection: Selection) -> Iterator[Moment]:
        """The statements, and in passing on whose word the events stand."""
        for hit in selection.hits():
            if hit.key in self.words:
                self.words[hit.key] = (" <- ".join(filter(None, (hit.via, hit.speaker or "nobody named"))), hit.stance)
            if MomentKind.STATEMENT in self.kinds and self.keep(moment := self._statement(hit)):
                yield moment

    def _statement(self, hit: Hit) -> Moment:
        row, paper = hit.row, self.papers.get(hit.document) or _paper_of(hit)
        days, basis = _days(row["when"], paper)
        return Moment(
            hit.key, MomentKind.STATEMENT, days, basis, hit.act, _cut(hit.content, WORDS), paper, hit.place,
            source=self._whos([row["speaker"]]), target=self._whos(row["addressees"]), stance=hit.stance, via=_cut(hit.via, NAME_POINTS),
            holders=self._whos([link["holder"] for link in row["chain"]]),
        )  # fmt: skip

    def events(self) -> Iterator[Moment]:
        """The events with on whose word they stand; one whose statement is not among those that stand now was rejected with it."""
        for moment in self.found:
            if moment.statement is None or moment.statement not in self.words:
                yield moment
                continue
            via, stance = self.words[moment.statement]
            yield replace(moment, via=_cut(via, NAME_POINTS), stance=stance, rejected=not via)

    def _whos(self, parties: list[Row]) -> tuple[Who, ...]:
        found: tuple[Who, ...] = self._one(tuple(map(self._who, parties)))
        return found

    def _who(self, party: Row) -> Who:
        name = party["name"] or (party["span"] or {}).get("text")
        shown = None if name is None else _cut(" ".join(str(name).split()), NAME_POINTS)
        return Who(shown, party.get("country") or self.countries.get(party["actor"] or ""), party["actor"])

    def _one(self, value: Any) -> Any:
        """The first of all equal values: the same few people stand in many rows."""
        return self.same.setdefault(value, value)


def _paper(document: Row) -> Paper:
    return Paper(*(document[name] for name in ("id", "kind", "title", "outlet", "published", "origin")))


def _paper_of(hit: Hit) -> Paper:
    return Paper(hit.document, hit.kind, hit.title, hit.outlet, hit.published, hit.origin)


def _document(paper: Paper) -> Moment:
    days = read_days(paper.published)
    basis = Basis.UNKNOWN if days is None else Basis.OWN
    return Moment(paper.id, MomentKind.DOCUMENT, days, basis, paper.kind, _cut(paper.title or paper.origin, WORDS), paper)


def _days(when: Row | None, paper: Paper) -> tuple[Days | None, Basis]:
    """Its own days, else those of the paper."""
    own = None if when is None else read_range(when["from"], when["to"])
    if own is not None:
        return own, Basis.OWN
    printed = read_days(paper.published)
    return printed, Basis.UNKNOWN if printed is None else Basis.PAPER


def sentence_around(text: str, span: Span) -> str:
    """The sentence in which the span lies, in one line, cut on both sides where it is long."""
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    starts, end = [found.end() for found in _END.finditer(before)], _END.search(f"{after} " if len(after) < AROUND else after)
    head = before[starts[-1] :] if starts else before if span.start <= AROUND else f"…{before.partition(' ')[2]}"
    tail = after[: end.end()] if end else after if len(after) < AROUND else f"{after.rpartition(' ')[0]}…"
    return _cut(" ".join(f"{head}{span.of(text)}{tail}".split()), 3 * AROUND)


def count_words(counts: list[Row]) -> tuple[str, ...]:
    """The numbers of an event, those of one sort together: "killed 170 Afghans, 13 troops"."""
    return tuple(f"{what} {', '.join(map(_number, rows))}" for what, rows in groupby(counts, key=lambda count: count["what"]))


def _number(count: Row) -> str:
    number = f"{count['number']:,}" if isinstance(count["number"], int) else f"{count['number']:,g}"
    return " ".join(filter(None, (BOUNDS.get(count["bound"], "") + number, _cut(count["who"] or "", NAME_POINTS))))


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
