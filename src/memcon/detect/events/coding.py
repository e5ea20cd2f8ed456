"""From drafts to events: parties resolved, states known, time, place, numbers, and on whose word each stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.detect.actors.pronouns import PRONOUNS
from memcon.detect.actors.resolution import Resolution
from memcon.detect.events.counts import counts_of
from memcon.detect.events.drafts import EventDraft, find_events
from memcon.detect.events.frames import load_frames
from memcon.detect.events.places import locate, place_of
from memcon.detect.events.sides import Side
from memcon.detect.grammar.reading import Reading, View, by_block
from memcon.detect.times.dating import Time, hangs_on
from memcon.model.ids import content_id
from memcon.model.ledger import Act, Event, Interval, Modality, Party, Polarity, Statement
from memcon.text import Span

DETECTOR: Final = "events/1"
INFERRED: Final = "the only state that the sentence names"
_WISHED: Final = frozenset({Act.ASK, Act.URGE, Act.ORDER})
"""Acts whose content has not happened."""
_UNREAL: Final = frozenset({"negated"})


@dataclass(frozen=True, slots=True)
class Coder:
    """What is needed to make events of the drafts of one document."""

    reading: Reading
    statements: dict[int, list[Statement]]
    """By each block that they touch: a document of 20,000 statements must not be gone through for every event."""
    resolution: Resolution
    times: dict[int, list[Time]]

    def code(self) -> Iterator[Event]:
        """The events in text order."""
        for draft in find_events(self.reading):
            view = self.reading.views[draft.block]
            above = self._around(draft.block, view.span(draft.words))
            modality = _modality(draft, above)
            event = self._event(draft, view, modality, above[0] if above else None) if modality is not None else None
            if event is not None and _is_known(draft, event, view):
                yield event

    def _event(self, draft: EventDraft, view: View, modality: Modality, on_word_of: Statement | None) -> Event:
        span, verb = view.span(draft.words), view.tokens[draft.verb]
        voice = on_word_of.speaker if on_word_of is not None else self.resolution.writer()
        source = self._parties(view, draft, draft.source, voice)
        target = self._parties(view, draft, [side for side in draft.target if not self._is_own(view, draft, side, source)], voice)
        if not draft.frame.reciprocal:
            target = tuple(party for party in target if not _is_pronoun_for(party, source, self.reading.text))
        near = {party.country for party in (*source, *target) if party.country is not None} | draft.near
        return Event(
            content_id("event", self.reading.parsed.document.id, span.start, span.end, draft.type.value),
            draft.type,
            span,
            draft.mode,
            draft.frame.context,
            source,
            target,
            self._when(view, draft),
            place_of(self.reading, view, (verb, view.tokens[draft.words.start]), near),
            tuple(counts_of(view, verb)),
            modality,
            on_word_of.id if on_word_of is not None else None,
            DETECTOR,
        )

    def _is_own(self, view: View, draft: EventDraft, side: Side, source: Sequence[Party]) -> bool:
        """Whether the nation named next is only the source's own."""
        domestic = draft.type.value in load_frames().words["gates.domestic"]
        return side.near and not domestic and self._party(view, draft, side).country in {party.country for party in source}

    def _parties(self, view: View, draft: EventDraft, sides: Sequence[Side], voice: Party | None) -> tuple[Party, ...]:
        """Each side resolved, once, with its state; "I" and "we" are the voice that says it, where that is known."""
        parties = [self._spoken(view, side, voice) if side.speaking else self._party(view, draft, side) for side in sides]
        return tuple({(party.actor, party.name, party.country): party for party in parties}.values())

    def _spoken(self, view: View, side: Side, voice: Party | None) -> Party:
        own = self.reading.party(view, side.tokens)
        if voice is None or voice.name is None:
            return replace(own, why="whoever speaks here is not named")
        return replace(own, name=voice.name, actor=voice.actor, country=self.resolution.country(voice))

    def _party(self, view: View, draft: EventDraft, side: Side) -> Party:
        party = self.resolution.settle(self.reading.party(view, side.tokens))
        if side.nation is not None and not side.inferred:
            return replace(party, country=side.nation.code)
        own = self.resolution.country(party) or self._country_of_town(view, draft, side)
        if own is not None or side.nation is None:
            return replace(party, country=own)
        return replace(party, country=side.nation.code, why=party.why or INFERRED)

    def _country_of_town(self, view: View, draft: EventDraft, side: Side) -> str | None:
        """The state in which a town lies that stands for its people, as it does in deeds: "imposed a curfew in Mandalay"."""
        if draft.type not in load_frames().words["gates.deeds"] or view.tokens[side.head].ent_type_ not in ("GPE", "LOC", "FAC"):
            return None
        return locate(self.reading, view, side.tokens, draft.near).country

    def _around(self, block: int, span: Span) -> list[Statement]:
        """The statements in whose content the words stand, the innermost first."""
        holders = [s for s in self.statements.get(block, ()) if any(piece.holds(span) for piece in s.content)]
        return sorted(holders, key=lambda s: sum(map(len, s.content)))

    def _when(self, view: View, draft: EventDraft) -> Interval | None:
        """The time that hangs on the deed, or on which it hangs: "the same day that 13 were killed"."""
        near = [time for time in self.times.get(view.index, ()) if _belongs(view, time, draft)]
        if not near:
            return None
        time = min(near, key=lambda t: abs(t.tokens.start - draft.words.start))
        return Interval(time.days.start.isoformat(), time.days.end.isoformat(), time.span)


def code_events(reading: Reading, statements: Sequence[Statement], resolution: Resolution, times: Sequence[Time]) -> tuple[Event, ...]:
    """The events of a document, each on the word of the innermost statement that holds it."""
    found = Coder(reading, _touching(reading, statements), resolution, by_block(times)).code()
    return tuple({event.id: event for event in found}.values())


def _is_pronoun_for(party: Party, source: Sequence[Party], text: str) -> bool:
    """Whether a pronoun was taken for whoever does it: "threatened to use them" is somebody else."""
    printed = party.span.of(text).lower() if party.span is not None else ""
    return printed in PRONOUNS and party.actor is not None and party.actor in {p.actor for p in source}


def _touching(reading: Reading, statements: Sequence[Statement]) -> dict[int, list[Statement]]:
    """The statements by each block in which they have content."""
    found: dict[int, list[Statement]] = {}
    for statement in statements:
        ends = [reading.view_at(at) for piece in statement.content for at in (piece.start, max(piece.start, piece.end - 1))]
        blocks = [view.index for view in ends if view is not None]
        for block in range(min(blocks, default=0), max(blocks, default=-1) + 1):
            found.setdefault(block, []).append(statement)
    return found


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
    return any(view.tokens[side.head].lemma_.lower() in words["gates.generic"] for side in (*draft.source, *draft.target))


def _belongs(view: View, time: Time, draft: EventDraft) -> bool:
    """Whether a time hangs on the deed, on the verb that it is joined to ("On Monday they met and agreed"), or is described by it."""
    verb = view.tokens[draft.verb]
    if verb.dep_ == "relcl" and time.tokens.holds(verb.head.i):
        return True
    if hangs_on(view, time, range(verb.i, verb.i + 1)) or hangs_on(view, time, range(draft.words.start, draft.words.end)):
        return True
    first = verb.head
    return verb.dep_ == "conj" and time.tokens.end <= first.i and hangs_on(view, time, range(first.i, first.i + 1))
