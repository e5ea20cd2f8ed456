"""Who is spoken to where the sentence does not say: the other side of a conversation that the text has established."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.lexicon import load_lexicon
from memcon.detect.grammar.people import kind_of_noun
from memcon.detect.grammar.reading import Range, Reading, View
from memcon.detect.grammar.roles import party_tokens
from memcon.detect.grammar.syntax import children, objects_after, subject_of
from memcon.model.document import Kind
from memcon.model.ledger import ActorKind, Party, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

INFERRED: Final = "inferred from the conversation"
EXCHANGES: Final = frozenset({Kind.CABLE, Kind.MEMCON, Kind.MINUTES, Kind.READOUT, Kind.LETTER, Kind.MAIL})
"""Papers that report one conversation, so that consecutive speakers speak to each other."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two parties that the text says are talking, from this place on."""

    block: int
    at: int
    one: Party
    other: Party


def find_meetings(reading: Reading) -> tuple[Meeting, ...]:
    """Every "X spoke with Y", "X called on Y", "in a conversation with Y, X ..." of the document."""
    return tuple(
        meeting
        for view in reading.views
        for token in view.tokens_of("VERB", "NOUN")
        if (meeting := _meeting(reading, view, token)) is not None
    )


def _meeting(reading: Reading, view: View, token: Token) -> Meeting | None:
    lists = load_lexicon().words
    complimented = token.lemma_ == "present" and any(c.lemma_ == "compliment" for c in children(token, "dobj"))
    if token.pos_ == "VERB" and (complimented or token.lemma_ in lists["meeting.verbs"]):
        return _met(reading, view, token)
    if token.pos_ == "NOUN" and token.lemma_ in lists["meeting.nouns"]:
        return _in_conversation(reading, view, token)
    return None


def _met(reading: Reading, view: View, verb: Token) -> Meeting | None:
    subject = subject_of(verb)
    partner = next(
        (p for prep in children(verb, "prep", "dative") if prep.lower_ in ("with", "on", "to") for p in children(prep, "pobj")), None
    )
    partner = partner or next((c for c in children(verb, "dobj") if verb.lemma_ in load_lexicon().words["meeting.transitive"]), None)
    if subject is None or partner is None or partner.ent_type_ in ("DATE", "TIME") or not _is_somebody(partner):
        return None
    return _between(reading, view, verb.i, party_tokens(view, subject, verb), party_tokens(view, partner))


def _between(reading: Reading, view: View, at: int, one: Range, other: Range) -> Meeting:
    return Meeting(view.index, view.starts[at], view.party(one, reading.text), view.party(other, reading.text))


def _in_conversation(reading: Reading, view: View, noun: Token) -> Meeting | None:
    """ "In one conversation with a US official, the ambassador ..."."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "during", "at", "over"):
        return None
    partner = next(objects_after(noun, "with"), None)
    verb = noun.head.head
    subject = subject_of(verb) if verb.pos_ in ("VERB", "AUX") else None
    if partner is None or subject is None or not _is_somebody(partner):
        return None
    return _between(reading, view, noun.i, party_tokens(view, subject, verb), party_tokens(view, partner))


def _is_somebody(token: Token) -> bool:
    if token.pos_ == "NOUN":
        return kind_of_noun(token.lemma_.lower(), plural=token.tag_ == "NNS") not in (None, ActorKind.DOCUMENT)
    return token.pos_ in ("PROPN", "PRON") and token.lower_ not in ("it", "this", "that", "what", "which", "whom", "who")


@dataclass(slots=True)
class Conversation:
    """The two parties last seen talking, and in which block."""

    one: Party | None = None
    other: Party | None = None
    block: int = -9
    met: bool = False
    """Whether the text says that they met, and not only that one told the other something."""

    def meet(self, one: Party, other: Party, block: int, *, met: bool = False) -> None:
        """The two talk from here on."""
        if _key(one) != _key(other):
            self.one, self.other, self.block, self.met = one, other, block, met

    def partner_of(self, speaker: Party) -> Party | None:
        if self.one is None or self.other is None:
            return None
        if _key(speaker) == _key(self.one):
            return self.other
        return self.one if _key(speaker) == _key(self.other) else None


def _key(party: Party) -> str:
    return party.actor or (party.name or "").lower()


def with_partners(
    reading: Reading, statements: Sequence[Statement], meetings: Sequence[Meeting], *, people: frozenset[str]
) -> tuple[Statement, ...]:
    """The statements with an inferred addressee where the conversation makes it clear; `why` of the party says so.

    In a paper that reports a conversation the pair holds over paragraphs; in a story only within one. `people` are the
    ids of the actors that are persons: only they are taken to answer one another.
    """
    talk = Conversation()
    exchange = reading.parsed.document.kind in EXCHANGES or _is_firsthand(reading, statements)
    done: dict[int, Statement] = {}
    previous: Statement | None = None
    pending = sorted(meetings, key=lambda m: (m.block, m.at))
    for k in sorted(range(len(statements)), key=lambda k: _at(statements[k])):
        statement = statements[k]
        block = _block(reading, statement)
        while pending and (pending[0].block, pending[0].at) <= (block, _at(statement)):
            met = pending.pop(0)
            talk.meet(met.one, met.other, met.block, met=True)
        if statement.parent is None and statement.detector and "headline" not in statement.notes:
            statement = _addressed(reading, statement, previous, talk, block, people if exchange else frozenset())
            previous = statement
        done[k] = statement
    return tuple(done[k] for k in range(len(statements)))


def _is_firsthand(reading: Reading, statements: Sequence[Statement]) -> bool:
    """Whether somebody who was there wrote the paper: a telegram in capitals, or one in which somebody "told me"."""
    told = {(p.name or "").lower() for s in statements if s.parent is None for p in (s.speaker, *s.addressees)}
    return any(view.block.capitals for view in reading.views) or bool(told & {"i", "me", "us"})


def _at(statement: Statement) -> int:
    return statement.cue.start if statement.cue is not None else statement.content[0].start


def _block(reading: Reading, statement: Statement) -> int:
    view = reading.view_at(_at(statement) + 2)
    return view.index if view is not None else 0


def _addressed(
    reading: Reading, statement: Statement, previous: Statement | None, talk: Conversation, block: int, people: frozenset[str]
) -> Statement:
    speaker = statement.speaker
    if len(statement.addressees) == 1 and speaker.name is not None:
        talk.meet(speaker, statement.addressees[0], block)
        return statement
    if statement.addressees or speaker.name is None:
        return statement
    partner = talk.partner_of(speaker) if talk.block == block or people else None
    if partner is not None and not people and not talk.met and not _is_reply(reading, statement):
        return statement  # a story moves on: whom she told on Monday is not whom she denies it to today
    if partner is None and previous is not None and _answers(reading, statement, previous, block, people):
        partner = previous.speaker
        talk.meet(speaker, partner, block)
    return statement if partner is None else replace(statement, addressees=(replace(partner, why=INFERRED),))


def _answers(reading: Reading, statement: Statement, previous: Statement, block: int, people: frozenset[str]) -> bool:
    """Whether the statement answers the one before it in the paragraph: in a report of a talk, or by its verb."""
    one, other = previous.speaker, statement.speaker
    if previous.chain or statement.chain:
        return False  # what was said elsewhere is no answer here
    if one.name is None or _block(reading, previous) != block or _key(one) == _key(other):
        return False
    return {one.actor, other.actor} <= people or _is_reply(reading, statement)


def _is_reply(reading: Reading, statement: Statement) -> bool:
    """ "replied", "answered", "shot back": said to whoever spoke before."""
    if statement.cue is None:
        return False
    word = statement.cue.of(reading.text).lower()
    return any(word.startswith(stem) for stem in load_lexicon().words["meeting.replies"])
