"""From drafts to events: parties resolved, states known, time, place, numbers, and on whose word each stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from memcon.detect.actors.resolution import Resolution
from memcon.detect.events.counts import counts_of
from memcon.detect.events.drafts import EventDraft, find_events
from memcon.detect.events.frames import load_frames
from memcon.detect.events.places import locate, place_of
from memcon.detect.events.sides import Side
from memcon.detect.grammar.nations import find_nations
from memcon.detect.grammar.reading import Reading, View, by_block, walk
from memcon.detect.times.dating import Time
from memcon.model.ids import content_id
from memcon.model.ledger import Act, Event, Interval, Modality, Party, Polarity, Statement
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

DETECTOR: Final = "events/1"
INFERRED: Final = "the only state that the sentence names"
_WISHED: Final = frozenset({Act.ASK, Act.URGE, Act.ORDER})
"""Acts whose content has not happened."""
_UNREAL: Final = frozenset({"negated"})


@dataclass(frozen=True, slots=True)
class Coder:
    """What is needed to make events of the drafts of one document."""

    reading: Reading
    statements: Sequence[Statement]
    resolution: Resolution
    times: dict[int, list[Time]]

    def code(self) -> Iterator[Event]:
        """The events in text order."""
        for draft in find_events(self.reading):
            view = self.reading.views[draft.block]
            span = view.span(draft.words)
            above = self._around(span)
            modality = _modality(draft, above)
            if modality is None:
                continue
            event = self._event(draft, view, span, replace(draft, modality=modality), above[0].id if above else None)
            if _is_known(draft, event, view):
                yield event

    def _event(self, draft: EventDraft, view: View, span: Span, told: EventDraft, statement: str | None) -> Event:
        deed = draft.type in load_frames().words["gates.deeds"]
        source = self._parties(view, draft.source, deed=deed)
        target = self._parties(view, [s for s in draft.target if not self._is_own(view, s, draft, source)], deed=deed)
        near = {party.country for party in (*source, *target) if party.country is not None}
        verb = view.parse[draft.verb]
        return Event(
            content_id("event", self.reading.parsed.document.id, span.start, span.end, draft.type.value),
            draft.type,
            span,
            draft.mode,
            draft.frame.context,
            source,
            target,
            self._when(view, draft),
            place_of(self.reading, view, (verb, view.parse[draft.words.start]), near),
            tuple(counts_of(view, verb)),
            told.modality,
            statement,
            DETECTOR,
        )

    def _is_own(self, view: View, side: Side, draft: EventDraft, source: Sequence[Party]) -> bool:
        """Whether the nation named next is only the source's own."""
        domestic = draft.type.value in load_frames().words["gates.domestic"]
        return side.near and not domestic and self._party(view, side, deed=False).country in {party.country for party in source}

    def _parties(self, view: View, sides: Sequence[Side], *, deed: bool) -> tuple[Party, ...]:
        """Each side resolved, once, with its state; only in a deed does a town stand for its people."""
        parties = [self._party(view, side, deed=deed) for side in sides]
        return tuple({(party.actor, party.name, party.country): party for party in parties}.values())

    def _party(self, view: View, side: Side, *, deed: bool) -> Party:
        party = self.resolution.settle(self.reading.party(view, side.tokens))
        own = self.resolution.country(party) or (self._country_of_place(view, side) if deed else None)
        if side.nation is not None and not side.inferred:
            return replace(party, country=side.nation.code)
        if own is not None or side.nation is None:
            return replace(party, country=own)
        return replace(party, country=side.nation.code, why=party.why or INFERRED)

    def _country_of_place(self, view: View, side: Side) -> str | None:
        """The state in which a place lies that stands for its people: "imposed a curfew in Mandalay"."""
        if view.parse[side.head].ent_type_ not in ("GPE", "LOC", "FAC"):
            return None
        near = {named.nation.country for named in find_nations(view) if named.nation.country is not None}
        return locate(self.reading, view, side.tokens, near).country

    def _around(self, span: Span) -> list[Statement]:
        """The statements in whose content the words stand, the innermost first."""
        holders = [s for s in self.statements if any(piece.holds(span) for piece in s.content)]
        return sorted(holders, key=lambda s: sum(map(len, s.content)))

    def _when(self, view: View, draft: EventDraft) -> Interval | None:
        """The time that hangs on the deed, or on which it hangs: "the same day that 13 were killed"."""
        verb = view.parse[draft.verb]
        near = [time for time in self.times.get(view.index, ()) if _belongs(view, time, verb)]
        if not near:
            return None
        time = min(near, key=lambda t: abs(t.tokens.start - draft.words.start))
        return Interval(time.days.start.isoformat(), time.days.end.isoformat(), time.span)


def code_events(reading: Reading, statements: Sequence[Statement], resolution: Resolution, times: Sequence[Time]) -> tuple[Event, ...]:
    """The events of a document, each on the word of the innermost statement that holds it."""
    found = Coder(reading, statements, resolution, by_block(times)).code()
    return tuple({event.id: event for event in found}.values())


def _modality(draft: EventDraft, above: Sequence[Statement]) -> Modality | None:
    """What the statements around a deed make of it; None where it is only asked for, or where a friendly act is denied."""
    if any(s.act in _WISHED or _UNREAL & set(s.notes) for s in above[:1]):
        return None
    if any(s.polarity is Polarity.DENIES for s in above):
        return Modality.DENIED if draft.type in load_frames().words["gates.deeds"] and draft.modality is Modality.DID else None
    if any(s.polarity is Polarity.DOUBTS or s.act is Act.ACCUSE for s in above) and draft.modality is Modality.DID:
        return Modality.ALLEGED
    return draft.modality


def _is_known(draft: EventDraft, event: Event, view: View) -> bool:
    """Deeds are coded whoever does them; of all else one side at least must be an actor of the world of states."""
    words, parties = load_frames().words, (*event.source, *event.target)
    if draft.frame.type in words["gates.dyadic"] and not event.target:
        return False
    if draft.type in words["gates.deeds"]:
        return bool(parties or event.counts)
    if any(party.country for party in parties):
        return True
    return any(view.parse[side.head].lemma_.lower() in words["gates.generic"] for side in (*draft.source, *draft.target))


def _belongs(view: View, time: Time, verb: Token) -> bool:
    """Whether a time hangs on the verb with no other verb between, or the verb describes it."""
    if any(time.tokens.holds(token.i) for token in (verb.head,) if verb.dep_ == "relcl"):
        return True
    for token in (view.parse[time.tokens.start], *walk(view.parse[time.tokens.start])):
        if token.i == verb.i:
            return True
        if token.pos_ in ("VERB", "AUX") and not time.tokens.holds(token.i):
            return False
    return False
