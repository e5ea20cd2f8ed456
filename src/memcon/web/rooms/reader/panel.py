"""One statement with everything that is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.export.citing import cite
from memcon.export.disputes.accounts import Dispute
from memcon.export.happenings import Row, ask_rows, event_rows, happenings
from memcon.export.outline import Entry
from memcon.export.wording import NOTES, TURN, content_text, date_words, interval_words, shown, stance_words
from memcon.model.ledger import Ask, Event, Manner, Statement
from memcon.text import Span
from memcon.web.judging import described
from memcon.web.rooms.reader.chain import Held, Stop, held, line_of
from memcon.web.rooms.reader.ledger import leaf_with
from memcon.web.rooms.reader.places import address_of
from memcon.web.rooms.reader.sheet import OPEN, Sheet, content_of

EVIDENCE_POINTS: Final = 600
HAPPENED, ASKED = "What happened", "Asked, offered, promised"
"""The headings under which events and asks are told."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known of a statement; `at` is where the text says it."""

    name: str
    words: str
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has said of a statement; `stands` until it is taken back."""

    id: str
    words: str
    who: str
    at: str
    why: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Contrary:
    """An account with which a statement, or an event on its word, cannot both stand; `address` is where that account is."""

    id: str
    kind: str
    state: str
    teller: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An event or an ask in words, with its place; two accounts have none."""

    row: Row
    at: Span | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The statements before and after one, and those before and after it that nobody has judged."""

    before: str | None
    after: str | None
    open_before: str | None
    open_after: str | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A statement; `address` leads to it also when the text is read anew, `leaf` is the one of the ledger that has its row.

    `citation` is as one cites it, without the link.
    """

    key: str
    number: int
    total: int
    leaf: int
    level: int
    status: str
    stance: str
    content: str
    place: str
    at: Span
    address: str
    citation: str
    line: tuple[Held, ...]
    people: tuple[Held, ...]
    facts: tuple[Fact, ...]
    said: tuple[Said, ...]
    conflicts: tuple[Contrary, ...]
    conflicts_known: bool
    events: tuple[Happening, ...]
    asks: tuple[Happening, ...]
    neighbours: Neighbours


def panel_of(sheet: Sheet, entry: Entry, disputes: Sequence[Dispute] | None) -> Panel:
    """Everything about a statement; `disputes` are those of the case, None while they are worked out."""
    statement, document = entry.statement, sheet.document
    events = [event for event in sheet.findings.events if event.statement == statement.id]
    own = {statement.id, *(event.id for event in events)}
    return Panel(
        statement.id, entry.number, len(sheet.entries), leaf_with(entry), entry.level, sheet.status(entry), stance_words(entry),
        content_text(statement, document), sheet.places.of(statement.content[0]), content_of(entry),
        address_of(sheet.key, statement=statement.id, span=content_of(entry), of=sheet.sum), cite(sheet.hits[statement.id]),
        line_of(statement, document), tuple(_people(statement, document.text)), tuple(_facts(sheet, statement)),
        tuple(_said(sheet, statement.id)), tuple(_conflicts(sheet, own, disputes)), disputes is not None,
        tuple(_events(sheet, events)), tuple(_asks(sheet, statement.id)), neighbours_of(sheet, entry),
    )  # fmt: skip


def _people(statement: Statement, text: str) -> Iterator[Held]:
    """Everybody in it whom the case knows as somebody, each once."""
    parties = [(Stop.SPEAKER, statement.speaker), *((Stop.ADDRESSEE, party) for party in statement.addressees)]
    parties += [(Stop.HOLDER, link.holder) for link in statement.chain]
    met: set[str] = set()
    for stop, party in parties:
        if party.actor is not None and party.actor not in met:
            met.add(party.actor)
            yield held(stop, party, text)


def _facts(sheet: Sheet, s: Statement) -> Iterator[Fact]:
    text = sheet.text
    is_turn = s.manner is Manner.DIRECT and not s.quoted
    yield Fact("act", s.act.value)
    yield Fact("manner", TURN if is_turn else s.manner.value)
    if s.when is not None:
        yield Fact("when", interval_words(s.when) + _how_told(s, text, sheet.document.published), s.when.span)
    yield from (Fact(name, shown(value)) for name, value in (("where", s.where), ("occasion", s.occasion)) if value)
    yield from (Fact("evidence", shown(span.of(text), most=EVIDENCE_POINTS), span) for span in s.evidence)
    yield from (Fact("hedged", shown(span.of(text)), span) for span in s.hedges)
    yield from (Fact("left out", held(Stop.ADDRESSEE, party, text).name, party.span) for party in s.left_out)
    yield from (Fact("note", NOTES.get(note, shown(note))) for note in s.notes)
    yield Fact("found by", "a person" if s.detector == "human" else shown(s.detector))


def _how_told(s: Statement, text: str, published: str | None) -> str:
    """How the days are known: from words, or from the day of the paper."""
    if s.when is not None and s.when.span is not None:
        return f", from “{shown(s.when.span.of(text))}”"
    return f", counted from the paper of {date_words(published)}" if published else ""


def _said(sheet: Sheet, key: str) -> Iterator[Said]:
    for judgement in sheet.judged.get(key, ()):
        yield Said(
            judgement.id, shown(described(judgement)), shown(judgement.who), judgement.at, shown(judgement.why, most=EVIDENCE_POINTS),
            stands=judgement.id in sheet.in_force,
        )  # fmt: skip


def _conflicts(sheet: Sheet, own: set[str], disputes: Sequence[Dispute] | None) -> Iterator[Contrary]:
    """What the case knows; until that is worked out, what was found within the document."""
    if disputes is None:
        yield from _within(sheet, own)
        return
    for dispute in disputes:
        if dispute.is_conflict and (dispute.left.id in own or dispute.right.id in own):
            other = dispute.right if dispute.left.id in own else dispute.left
            span = other.row["span"] if "span" in other.row else other.row["content"][0]
            statement = "" if "span" in other.row else other.id
            address = address_of(other.sheet.id, statement=statement, span=Span(span["start"], span["end"]))
            yield Contrary(dispute.id, dispute.kind, dispute.state, shown(other.teller), shown(other.words, most=240), address)


def _within(sheet: Sheet, own: set[str]) -> Iterator[Contrary]:
    for conflict in sheet.conflicts:
        ends = {conflict.left, conflict.right}
        entry = next((sheet.entry(end) for end in sorted(ends - own)), None)
        if not (own & ends) or entry is None:
            continue
        teller = held(Stop.SPEAKER, entry.statement.speaker, sheet.text).name
        words = shown(content_text(entry.statement, sheet.document), most=240)
        yield Contrary(
            conflict.id, conflict.kind.value, conflict.state.value, teller, words, address_of(sheet.key, statement=entry.statement.id)
        )


def _events(sheet: Sheet, events: Sequence[Event]) -> Iterator[Happening]:
    rows = event_rows(replace(sheet.findings, events=tuple(events)), sheet.entries, sheet.places)
    yield from (Happening(row, event.span) for row, event in zip(rows, events, strict=True))


def _asks(sheet: Sheet, key: str) -> Iterator[Happening]:
    asks: tuple[Ask, ...] = tuple(ask for ask in sheet.findings.asks if key in (ask.statement, ask.changed_by))
    rows = ask_rows(replace(sheet.findings, asks=asks), sheet.entries, sheet.places)
    yield from (Happening(row, ask.content[0]) for row, ask in zip(rows, asks, strict=True))


def happenings_of(sheet: Sheet) -> Iterator[tuple[str, tuple[Happening, ...]]]:
    """What happened, what was asked for and what cannot both stand, as the document tells it; a part without rows is left out."""
    findings = sheet.findings
    places: Mapping[str, Sequence[Span | None]] = {
        HAPPENED: [event.span for event in findings.events],
        ASKED: [ask.content[0] for ask in findings.asks],
    }
    for title, rows in happenings(findings, sheet.entries, sheet.places):
        yield title, tuple(Happening(row, at) for row, at in zip(rows, places.get(title, [None] * len(rows)), strict=True))


def neighbours_of(sheet: Sheet, entry: Entry) -> Neighbours:
    """The statements around one, in the order in which they are shown."""
    before, after = sheet.entries[: entry.number - 1], sheet.entries[entry.number :]
    is_open = [e for e in after if sheet.status(e) == OPEN]
    was_open = next((e for e in reversed(before) if sheet.status(e) == OPEN), None)
    return Neighbours(_key(before[-1:]), _key(after[:1]), None if was_open is None else was_open.statement.id, _key(is_open[:1]))


def _key(entries: Sequence[Entry]) -> str | None:
    return entries[0].statement.id if entries else None
