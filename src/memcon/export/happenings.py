"""The words in which every export puts an event and an ask: who did what to whom, what is waited for, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.export.outline import Entry
from memcon.export.places import Places
from memcon.export.wording import UNKNOWN, interval_words, marked_name, shown
from memcon.model.document import Document
from memcon.model.ledger import Ask, AskStatus, Count, Event, Findings, Modality, Party, Place

BOUNDS: Final = {"=": "", ">=": "at least ", ">": "more than ", "<=": "up to ", "<": "fewer than ", "~": "about "}
NEVER_DONE: Final = {
    Modality.WILL: "to come",
    Modality.MAY: "may come",
    Modality.REFUSED: "refused",
    Modality.DENIED: "denied",
    Modality.ALLEGED: "alleged",
}
INFERRED_STATE: Final = "state inferred"


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
