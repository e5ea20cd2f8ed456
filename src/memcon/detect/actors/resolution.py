"""The pass over the statements of a document that resolves their parties, in the order of the text, and then those of its events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from memcon.detect.actors.census import Census, Entity
from memcon.detect.actors.conversation import Meeting, with_partners
from memcon.detect.actors.parties import PartyResolver
from memcon.detect.grammar.nations import nation_named, nation_of_holder
from memcon.detect.grammar.people import bare
from memcon.detect.grammar.reading import Reading
from memcon.model.ids import content_id
from memcon.model.ledger import Actor, ActorKind, Link, Mention, Party, Statement
from memcon.text import Span


class Resolution:
    """What is known of the actors of one document: who is who, once its statements were gone through in the order of the text.

    Only what the text makes clear is joined: a surname that fits two people stays as printed and says so.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._resolver = PartyResolver(reading, Census(reading))
        self._known: dict[Span, Party] = {}
        self._used: dict[str, Entity] = {}
        """Actor id to entity."""

    def resolve(self, statements: Sequence[Statement], meetings: Sequence[Meeting]) -> tuple[Statement, ...]:
        """The statements in their order with every party resolved."""
        done: dict[int, Statement] = {}
        for k in sorted(range(len(statements)), key=lambda k: _place(statements[k])):
            done[k] = self._statement(statements[k])
        met = [replace(m, one=self.settle(m.one), other=self.settle(m.other)) for m in meetings]
        self._resolver.previous = None  # whom a pronoun outside of statements means does not hang on who spoke last
        return with_partners(self._reading, [done[k] for k in range(len(statements))], met, people=self._people())

    def writer(self) -> Party | None:
        """Who signed the paper: the "I" of its text."""
        signer = self._resolver.signer()
        return self._with_entity(Party(signer.name), signer) if signer is not None else None

    def country(self, party: Party) -> str | None:
        """The state of the actor that a resolved party is, where the text tells it."""
        entity = self._used.get(party.actor) if party.actor is not None else None
        if entity is None:
            return None
        if entity.kind is ActorKind.PERSON:
            nation = None if entity.country is not None else nation_of_holder(entity.name, year=self._reading.parsed.document.year)
        else:
            nation = nation_named(entity.name)
        return nation.code if nation is not None else entity.country

    def cast(self, parties: Iterable[Party]) -> tuple[Actor, ...]:
        """The actors that stand behind resolved parties, by id."""
        shown = {party.actor for party in parties}
        listed = self._reading.parsed.document.header.get("persons")
        hints = [str(entry) for entry in listed] if isinstance(listed, list) else []
        return tuple(_actor(id_, entity, hints) for id_, entity in sorted(self._used.items()) if id_ in shown)

    def _people(self) -> frozenset[str]:
        kinds = (ActorKind.PERSON, ActorKind.UNNAMED, ActorKind.OFFICE)
        return frozenset(id_ for id_, e in self._used.items() if e.kind in kinds and not e.plural)

    def _statement(self, statement: Statement) -> Statement:
        self._first_person(statement)
        chain = tuple(Link(self.settle(link.holder), link.relation, link.cue) for link in statement.chain)
        speaker = self.settle(statement.speaker)
        entity = self._used.get(speaker.actor) if speaker.actor is not None else None
        if statement.parent is None and entity is not None:
            self._resolver.previous = entity.key
        self._resolver.speaker = entity.key if entity is not None else None
        addressees = tuple(self.settle(party) for party in statement.addressees)
        self._resolver.speaker = None
        return replace(statement, speaker=speaker, addressees=addressees, chain=chain)

    def settle(self, party: Party) -> Party:
        """The party resolved, once for each place of the text."""
        if party.span is None:
            return party
        if party.span not in self._known:
            found = self._resolver.resolve(party)
            self._known[party.span] = self._with_entity(found.party, found.entity)
        return self._known[party.span]

    def _with_entity(self, party: Party, entity: Entity | None) -> Party:
        if entity is None:
            return party
        id_ = content_id("actor", self._reading.parsed.document.id, entity.key)
        self._used[id_] = entity
        if party.span is not None:
            entity.seen_as("", party.span)
        return replace(party, actor=id_)

    def _first_person(self, statement: Statement) -> None:
        """ "I" is whoever speaks around it; at the top of a cable or letter, whoever signed it."""
        party = statement.speaker
        if party.span is None or party.span in self._known or party.span.of(self._reading.text).lower() not in ("i", "me", "my"):
            return
        if statement.parent is not None and statement.chain and statement.chain[-1].holder.span is not None:
            outer = self.settle(statement.chain[-1].holder)
            self._known[party.span] = replace(party, name=outer.name, actor=outer.actor)
        elif statement.parent is None and (signer := self._resolver.signer()) is not None:
            self._known[party.span] = self._with_entity(replace(party, name=signer.name), signer)


def _place(statement: Statement) -> tuple[int, int]:
    """Statements are resolved in the order of their cues: pronouns look back."""
    at = statement.cue.start if statement.cue is not None else statement.content[0].start
    return at, -statement.content[-1].end


def _actor(id_: str, entity: Entity, hints: Sequence[str]) -> Actor:
    forms = (entity.name, *sorted(entity.names, key=lambda n: (-len(n), n)), _listed_name(entity, hints))
    mentions = tuple(Mention(span) for span in sorted(set(entity.spans)))
    return Actor(id_, entity.kind, entity.name, tuple(dict.fromkeys(f for f in forms if f)), entity.country, entity.role, mentions)


def _listed_name(entity: Entity, hints: Sequence[str]) -> str:
    """The full name of a bare surname, where the list of persons of the volume has just one who bears it; it renames nobody."""
    if entity.kind is not ActorKind.PERSON or entity.first or not entity.surname:
        return ""
    full = {name for hint in hints if bare((name := hint.partition(", ")[0]).split()[-1]) == entity.surname}
    return full.pop() if len(full) == 1 else ""
