"""Who is in a document, and who of them is one with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from memcon.export.wording import shown
from memcon.link.people import Person
from memcon.model.ledger import Actor
from memcon.run.linking import Who
from memcon.text import Span
from memcon.web.guard import Refusal
from memcon.web.rooms.reader.parties import choices_of
from memcon.web.rooms.reader.sheet import Sheet

PLACES: Final = 60
"""Places that are listed where somebody is named."""
OTHERS: Final = 40
"""Others of one cluster that are listed; the room of who is who has them all."""
CHOICES: Final = 12


@dataclass(frozen=True, slots=True)
class Somebody:
    """An actor of the document: in how many of its statements they speak, are told, are the source, and how often they are named."""

    id: str
    name: str
    kind: str
    role: str
    country: str
    spoke: int
    told: int
    passed_on: int
    named: int


@dataclass(frozen=True, slots=True)
class Other:
    """An actor with whom somebody is one, or may be; `document` is None for one of the same document."""

    id: str
    name: str
    about: str
    document: str | None = None
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody with every place where they are named, and the actors of the case who are the same.

    `person` is the id under which the case has them; None while that is worked out. `evidence` says why they are one.
    """

    somebody: Somebody
    names: tuple[str, ...]
    places: tuple[tuple[str, Span], ...]
    more_places: int
    person: str | None
    others: tuple[Other, ...]
    more_others: int
    evidence: tuple[str, ...]


def everybody(sheet: Sheet) -> tuple[Somebody, ...]:
    """Everybody in the document, those who speak most first."""
    spoke, told, via = _counts(sheet)
    rows = [_somebody(actor, spoke[actor.id], told[actor.id], via[actor.id]) for actor in sheet.findings.actors]
    return tuple(sorted(rows, key=lambda row: (-row.spoke, -(row.told + row.passed_on), -row.named, row.name)))


def _counts(sheet: Sheet) -> tuple[Counter[str], Counter[str], Counter[str]]:
    spoke, told, via = Counter[str](), Counter[str](), Counter[str]()
    for s in sheet.findings.statements:
        spoke.update(filter(None, (s.speaker.actor,)))
        told.update({party.actor for party in s.addressees if party.actor})
        via.update({link.holder.actor for link in s.chain if link.holder.actor})
    return spoke, told, via


def _somebody(actor: Actor, spoke: int, told: int, via: int) -> Somebody:
    about = (shown(actor.name), actor.kind.value, shown(actor.role), shown(actor.country))
    return Somebody(actor.id, *about, spoke, told, via, len(actor.mentions))


def card_of(sheet: Sheet, key: str, who: Who | None) -> Card:
    """Somebody of the document. Raises Refusal where it has no such actor."""
    actor = sheet.actors.get(key)
    if actor is None:
        raise Refusal(404, "missing", "this document has no such actor as it is read now")
    spoke, told, via = _counts(sheet)
    places = [(shown(mention.span.of(sheet.text)), mention.span) for mention in actor.mentions]
    person = person_of(who, key)
    others = [] if person is None else [a for a in person.appearances if a.actor.id != key]
    rows = tuple(
        Other(a.actor.id, shown(a.actor.name), _about(a.actor.role, a.actor.country), a.actor.document, shown(a.title or a.origin))
        for a in others[:OTHERS]
    )
    return Card(
        _somebody(actor, spoke[key], told[key], via[key]), tuple(shown(name) for name in actor.names if name != actor.name),
        tuple(places[:PLACES]), max(0, len(places) - PLACES), None if person is None else person.id, rows, max(0, len(others) - OTHERS),
        () if person is None else person.cluster.evidence,
    )  # fmt: skip


def _about(*parts: str | None) -> str:
    return ", ".join(filter(None, map(shown, parts)))


def person_of(who: Who | None, actor: str) -> Person | None:
    """The person of the case who is this actor."""
    return None if who is None else next((person for person in who.people if actor in person.cluster.members), None)


def others_named(sheet: Sheet, key: str, who: Who | None, words: str) -> tuple[Other, ...]:
    """Who may be meant as the same: actors of the document, then people of the case, who bear such a name and are not joined yet."""
    person = person_of(who, key)
    own = {key} if person is None else set(person.cluster.members)
    low = words.casefold().split()
    here = [choice for choice in choices_of(sheet) if choice.actor not in own and all(word in choice.label.casefold() for word in low)]
    found = [Other(choice.actor, choice.label, choice.about) for choice in here[:CHOICES]]
    return (*found, *_people(who, own | set(sheet.actors), words)) if low else tuple(found)


def _people(who: Who | None, known: set[str], words: str) -> Iterator[Other]:
    fits = [] if who is None else [person for person in who.directory.find(words) if known.isdisjoint(person.cluster.members)]
    for person in fits[:CHOICES]:
        papers = f"{len(person.documents):,} document{'s' if len(person.documents) > 1 else ''}"
        roles = [held.role for held in person.roles[:2]]
        yield Other(person.id, shown(person.name), _about(*roles, person.country, papers), person.appearances[0].actor.document)
