"""Who is who inside one document: names, titles, offices, states, papers and pronouns joined into actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from memcon.detect.actors.census import Census, Entity
from memcon.detect.actors.parties import PartyResolver
from memcon.detect.actors.conversation import Meeting, with_partners
from memcon.detect.reading import Reading
from memcon.model.ids import content_id
from memcon.model.ledger import Actor, ActorKind, Link, Mention, Party, Statement
from memcon.text import Span


def resolve(reading: Reading, statements: Sequence[Statement], *, meetings: Sequence[Meeting] = ()) -> tuple[tuple[Actor, ...], tuple[Statement, ...]]:
    """The statements in their order with every party resolved, and the actors that stand behind them.

    Only what the text makes clear is joined: a surname that fits two people stays as printed and says so.
    """
    resolver = PartyResolver(reading, Census(reading))
    known: dict[Span, Party] = {}
    used: dict[str, Entity] = {}
    order = sorted(range(len(statements)), key=lambda k: _place(statements[k]))
    done: dict[int, Statement] = {}
    for k in order:
        done[k] = _resolved(reading, resolver, statements[k], known, used)
    met = [replace(m, one=_settled(reading, resolver, m.one, known, used), other=_settled(reading, resolver, m.other, known, used)) for m in meetings]
    people = frozenset(_id(reading, e) for e in used.values() if e.kind in (ActorKind.PERSON, ActorKind.UNNAMED, ActorKind.OFFICE) and not e.plural)
    resolved = with_partners(reading, [done[k] for k in range(len(statements))], met, people=people)
    shown = {party.actor for s in resolved for party in (s.speaker, *s.addressees, *(link.holder for link in s.chain))}
    actors = tuple(actor for _, entity in sorted(used.items()) if (actor := _actor(reading, entity)).id in shown)
    return actors, resolved


def _place(statement: Statement) -> tuple[int, int]:
    """Statements are resolved in the order of their cues: pronouns look back."""
    at = statement.cue.start if statement.cue is not None else statement.content[0].start
    return at, -statement.content[-1].end


def _resolved(reading: Reading, resolver: PartyResolver, statement: Statement, known: dict[Span, Party], used: dict[str, Entity]) -> Statement:
    statement = _with_first_person(reading, resolver, statement, known, used)
    chain = tuple(Link(_settled(reading, resolver, link.holder, known, used), link.relation, link.cue) for link in statement.chain)
    speaker = _settled(reading, resolver, statement.speaker, known, used)
    if statement.parent is None and speaker.actor is not None:
        resolver.previous = next((key for key, entity in used.items() if _id(reading, entity) == speaker.actor), None)
    resolver.speaker = next((key for key, entity in used.items() if speaker.actor is not None and _id(reading, entity) == speaker.actor), None)
    addressees = tuple(_settled(reading, resolver, party, known, used) for party in statement.addressees)
    resolver.speaker = None
    return replace(statement, speaker=speaker, addressees=addressees, chain=chain)


def _with_first_person(reading: Reading, resolver: PartyResolver, statement: Statement, known: dict[Span, Party], used: dict[str, Entity]) -> Statement:
    """ "I" is whoever speaks around it; at the top of a cable or letter, whoever signed it."""
    party = statement.speaker
    if party.span is None or party.span.of(reading.text).lower() not in ("i", "me", "my") or party.span in known:
        return statement
    if statement.chain and (holder := statement.chain[-1].holder).span is not None and statement.parent is not None:
        outer = _settled(reading, resolver, holder, known, used)
        known[party.span] = replace(party, name=outer.name, actor=outer.actor)
    elif statement.parent is None and (signer := resolver.signer()) is not None:
        used[signer.key] = signer
        known[party.span] = replace(party, name=signer.name, actor=_id(reading, signer))
    return statement


def _settled(reading: Reading, resolver: PartyResolver, party: Party, known: dict[Span, Party], used: dict[str, Entity]) -> Party:
    """The party resolved, once for each place of the text."""
    if party.span is None:
        return party
    if party.span not in known:
        found = resolver.resolve(party)
        known[party.span] = replace(found.party, actor=_id(reading, found.entity)) if found.entity is not None else found.party
        if found.entity is not None:
            used[found.entity.key] = found.entity
            found.entity.seen_as("", party.span)
    return known[party.span]


def _id(reading: Reading, entity: Entity) -> str:
    return content_id("actor", reading.parsed.document.id, entity.key)


def _actor(reading: Reading, entity: Entity) -> Actor:
    names = tuple(dict.fromkeys(name for name in (entity.name, *sorted(entity.names, key=lambda n: (-len(n), n))) if name))
    mentions = tuple(Mention(span) for span in sorted(set(entity.spans)))
    return Actor(_id(reading, entity), entity.kind, entity.name, names, entity.country, entity.role, mentions)
