"""The words in which every export puts an event, an ask and a conflict: who did what to whom, what is waited for, what cannot both be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.export.outline import Entry
from memcon.export.places import Places
from memcon.export.wording import UNKNOWN, content_text, interval_words, marked_name, shown, stance_words
from memcon.model.document import Document
from memcon.model.ledger import Ask, AskStatus, Conflict, ConflictState, Count, Event, Findings, Modality, Party, Place
from memcon.text import Span

BOUNDS: Final = {"=": "", ">=": "at least ", ">": "more than ", "<=": "up to ", "<": "fewer than ", "~": "about "}
NEVER_DONE: Final = {
    Modality.WILL: "to come",
    Modality.MAY: "may come",
    Modality.REFUSED: "refused",
    Modality.DENIED: "denied",
    Modality.ALLEGED: "alleged",
}
INFERRED_STATE: Final = "state inferred"
CONFLICTS: Final = "Accounts that cannot both stand"
"""The heading of conflicts: it never says who is right."""
ACCOUNT_POINTS: Final = 240
"""Code points of each account that are shown under a conflict; the row with its number has it whole."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row under a heading: who and to whom, what, a line below it where there is one, what else is known, and its place."""

    who: str
    whom: str
    what: str
    mark: str
    body: str
    details: tuple[str, ...]
    place: str


def happenings(findings: Findings, entries: Sequence[Entry], places: Places) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """What stands below the statements of a document, each part with its heading; a part without rows is left out."""
    for title, find in (("What happened", event_rows), ("Asked, offered, promised", ask_rows), (CONFLICTS, conflict_rows)):
        rows = tuple(find(findings, entries, places))
        if rows:
            yield title, rows


def event_rows(findings: Findings, entries: Sequence[Entry], places: Places) -> Iterator[Row]:
    """The events in text order; each names the statement on whose word it stands by its number."""
    numbers = {entry.statement.id: entry.number for entry in entries}
    for event in findings.events:
        yield Row(
            _sides(event.source, findings.document),
            "each other" if event.target == event.source and len(event.source) > 1 else _sides(event.target, findings.document),
            f"{event.type.value}{f'/{event.mode}' if event.mode else ''} “{shown(event.span.of(findings.document.text))}”",
            f"[{NEVER_DONE[event.modality]}]" if event.modality in NEVER_DONE else "",
            "",
            tuple(_event_details(event, numbers.get(event.statement or ""))),
            places.of(event.span),
        )


def _event_details(event: Event, number: int | None) -> Iterator[str]:
    yield from (count_words(count) for count in event.counts)
    if event.when is not None:
        yield f"when: {interval_words(event.when)}"
    if event.where is not None:
        yield f"where: {place_words(event.where)}"
    if number is not None:
        yield f"on the word of statement {number}"
    if any(party.why and party.country for party in (*event.source, *event.target)):
        yield INFERRED_STATE


def _sides(parties: Sequence[Party], document: Document) -> str:
    named = [f"{_name(party, document)}{f' ({party.country})' if party.country else ''}" for party in parties]
    return " and ".join(named) if named else UNKNOWN


def _name(party: Party, document: Document) -> str:
    return shown(party.name) if party.country is not None else marked_name(party, document.text)


def count_words(count: Count) -> str:
    """ "killed: at least 20 people"; an amount with its currency."""
    number = f"{count.number:,.0f}" if count.number == int(count.number) else f"{count.number:,}"
    return f"{count.what}: {BOUNDS.get(count.bound, '')}{number}{f' {shown(count.who)}' if count.who else ''}"


def place_words(place: Place) -> str:
    """The place and its state."""
    return f"{shown(place.name)}{f' ({place.country})' if place.country else ''}"


def ask_rows(findings: Findings, entries: Sequence[Entry], places: Places) -> Iterator[Row]:
    """The asks in text order."""
    numbers = {entry.statement.id: entry.number for entry in entries}
    text = findings.document.text
    for ask in findings.asks:
        yield Row(
            marked_name(ask.asker, text),
            ", ".join(marked_name(party, text) for party in ask.asked),
            ask.kind.value,
            "" if ask.status is AskStatus.OPEN else f"[{ask.status.value}]",
            " … ".join(shown(span.of(text), most=2_000) for span in ask.content),
            tuple(_ask_details(ask, text, numbers)),
            places.of(ask.content[0]),
        )


def _ask_details(ask: Ask, text: str, numbers: dict[str, int]) -> Iterator[str]:
    if ask.status is AskStatus.OPEN:
        yield "open"
    if ask.urgency is not None:
        yield f"urgency: {shown(ask.urgency)}"
    if ask.due is not None:
        yield f"due: {interval_words(ask.due)}"
    if ask.changed_by in numbers:
        yield f"{ask.status.value} by statement {numbers[ask.changed_by or '']}"
    elif ask.changed is not None:
        yield f"{ask.status.value}: “{shown(ask.changed.of(text))}”"
    if ask.statement in numbers:
        yield f"statement {numbers[ask.statement]}"


def conflict_rows(findings: Findings, entries: Sequence[Entry], places: Places) -> Iterator[Row]:
    """The conflicts within the document: both rows by their numbers, the words that show it, and how it stands."""
    sides = {**_statement_sides(findings, entries), **_event_sides(findings, entries)}
    for conflict in findings.conflicts:
        left, right = sides.get(conflict.left), sides.get(conflict.right)
        if left is None or right is None:
            continue  # a row that is not there was counted as a failure when the document was checked
        yield Row(
            f"{left.named} and {right.named}",
            "",
            conflict.kind.value,
            "" if conflict.state is ConflictState.OPEN else f"[{conflict.state.value}]",
            f"{left.words} | {right.words}",
            tuple(_conflict_details(conflict, sides)),
            " and ".join(dict.fromkeys((places.of(left.span), places.of(right.span)))),
        )


@dataclass(frozen=True, slots=True)
class _Side:
    """One account of a conflict: "statement 3 (Ana Lund)", its words with what marks them as no claim, and its place."""

    named: str
    words: str
    span: Span


def _statement_sides(findings: Findings, entries: Sequence[Entry]) -> dict[str, _Side]:
    return {
        entry.statement.id: _Side(
            f"statement {entry.number} ({shown(entry.statement.speaker.name) or UNKNOWN})",
            _account(stance_words(entry), content_text(entry.statement, findings.document)),
            entry.statement.content[0],
        )
        for entry in entries
    }


def _event_sides(findings: Findings, entries: Sequence[Entry]) -> dict[str, _Side]:
    numbers = {entry.statement.id: entry.number for entry in entries}
    return {
        event.id: _Side(
            f"event {n} ({_teller(numbers.get(event.statement or ''))})",
            _account(f"[{NEVER_DONE[event.modality]}]" if event.modality in NEVER_DONE else "", _event_words(event, findings.document)),
            event.span,
        )
        for n, event in enumerate(findings.events, 1)
    }


def _teller(number: int | None) -> str:
    return "told by the paper itself" if number is None else f"on the word of statement {number}"


def _event_words(event: Event, document: Document) -> str:
    counts = (count_words(count) for count in event.counts)
    return "; ".join([f"“{shown(event.span.of(document.text))}”", *counts])


def _account(mark: str, words: str) -> str:
    return " ".join(filter(None, (mark, shown(words, most=ACCOUNT_POINTS))))


def _conflict_details(conflict: Conflict, sides: Mapping[str, _Side]) -> Iterator[str]:
    if conflict.state is ConflictState.OPEN:
        yield "open"
    elif changed := [sides[key].named for key in conflict.changed_by if key in sides]:
        yield f"{conflict.state.value} by {', '.join(changed)}"
    if conflict.why:
        yield f"shown by: {shown(conflict.why, most=ACCOUNT_POINTS)}"
