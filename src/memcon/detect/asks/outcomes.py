"""What became of the asks of a document: each answer changes the nearest ask that it fits, and no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from memcon.detect.asks.answers import Answer
from memcon.detect.asks.likeness import are_alike, covers_most
from memcon.detect.asks.parties import fits_one, is_same, may_mean, pronoun_of
from memcon.detect.asks.phrases import is_pluperfect
from memcon.detect.asks.places import holds
from memcon.detect.grammar.people import load_words
from memcon.detect.grammar.reading import View
from memcon.model.ledger import Ask, AskKind, AskStatus, Party
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR: Final = 1
"""Sentences between an ask and an answer that names nothing of it."""
REACH: Final = 200
"""How many of the asks that still stand an answer is held against: a volume of minutes has thousands."""
NAMING: Final = 1
"""Paragraphs between an ask and "the request"."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An ask in its place: the token of its cue, and the sentence and the offset at which it ends."""

    ask: Ask
    view: View
    cue: int
    sentence: int
    end: int
    words: frozenset[str]

    @property
    def verb(self) -> Token:
        return self.view.tokens[self.cue]

    def changed(self, status: AskStatus, *, by: str | None, words: Span | None) -> Waiting:
        """The same ask with what became of it; the words count where no statement changed it."""
        return replace(self, ask=replace(self.ask, status=status, changed_by=by, changed=words if by is None else None))


def follow(asks: Sequence[Waiting], answers: Sequence[Answer], text: str) -> tuple[Ask, ...]:
    """The asks in their order with what became of them."""
    rows = [_settled_at_once(row, answers) for row in asks]
    steps: list[tuple[int, int, Answer | None]] = [(row.end, k, None) for k, row in enumerate(asks)]
    steps += [(answer.start, len(asks), answer) for answer in answers]
    standing: list[int] = []
    for _, k, answer in sorted(steps, key=lambda step: step[:2]):
        if answer is None:
            _repeat(rows, standing, k)
        else:
            _answer(rows, standing, answer, text)
    return tuple(row.ask for row in rows)


def _settled_at_once(row: Waiting, answers: Sequence[Answer]) -> Waiting:
    """ "The council rejected a request for guards": the noun is what is rejected."""
    for answer in answers:
        if answer.view is row.view and answer.noun == row.cue and answer.statement != row.ask.statement:
            return row.changed(answer.status, by=answer.statement, words=answer.span)
    return row


def _repeat(rows: list[Waiting], standing: list[int], k: int) -> None:
    """The nearest earlier ask of the same to the same, with like content, is repeated by the kth, which now stands itself."""
    later = rows[k]
    n = next((n for n in reversed(standing[-REACH:]) if rows[n].end < later.end and _is_again(rows[n], later)), None)
    if n is not None:
        rows[n] = rows[n].changed(AskStatus.REPEATED, by=later.ask.statement, words=None)
        standing.remove(n)
    if later.ask.status is AskStatus.OPEN:
        standing.append(k)


def _answer(rows: list[Waiting], standing: list[int], answer: Answer, text: str) -> None:
    """The nearest ask before an answer that it fits is changed by it."""
    k = next((k for k in reversed(standing[-REACH:]) if _fits(answer, rows[k], text)), None)
    if k is not None:
        rows[k] = rows[k].changed(_status(answer, rows[k].ask.kind), by=answer.statement, words=answer.span)
        standing.remove(k)


def _is_again(one: Waiting, later: Waiting) -> bool:
    first, second = one.ask, later.ask
    same_asked = any(is_same(a, b) for a in first.asked for b in second.asked) or not (first.asked or second.asked)
    return first.kind is second.kind and is_same(first.asker, second.asker) and same_asked and are_alike(one.words, later.words)


def _status(answer: Answer, kind: AskKind) -> AskStatus:
    """A question is answered by whatever is said to it, unless that is nothing."""
    return AskStatus.ACCEPTED if answer.said and kind is AskKind.QUESTION and answer.status is AskStatus.REFUSED else answer.status


def _fits(answer: Answer, row: Waiting, text: str) -> bool:
    if answer.statement == row.ask.statement or holds(row.ask.content, answer.start):
        return False
    if (answer.kinds and row.ask.kind not in answer.kinds) or (answer.before and not is_pluperfect(row.verb)):
        return False
    if answer.refused is not None:
        return _gap(answer, row) <= NEAR and _is_asker(answer.refused, row, text)
    return _relates(answer, row) and _is_asked(answer, row, text)


def _gap(answer: Answer, row: Waiting) -> int:
    return answer.sentence - row.sentence


def _is_asker(party: Party, row: Waiting, text: str) -> bool:
    pronoun = pronoun_of(party, text)
    return is_same(party, row.ask.asker) if pronoun is None else may_mean(pronoun, row.ask.asker, text)


def _is_on_content(answer: Answer, row: Waiting) -> bool:
    """ "offered two vessels, [which] the President accepted"."""
    return answer.view is row.view and answer.noun is not None and holds(row.ask.content, answer.view.starts[answer.noun])


def _follows_participle(answer: Answer, row: Waiting) -> bool:
    """ "Asked whether it would close, he [smiled] and left": who does this was asked."""
    if answer.view is not row.view or row.verb.dep_ not in ("advcl", "acl", "amod") or row.verb.tag_ not in ("VBN", "VBD"):
        return False
    verb = answer.view.tokens[answer.verb]
    return row.ask.asker.name is None and answer.sentence == row.sentence and row.verb.head.i in (verb.i, verb.head.i)


# ── what it is about ───────────────────────────────────────────────────────────────────────────────────────────────


def _relates(answer: Answer, row: Waiting) -> bool:
    """Whether an answer is about the ask: it names it, shares its words, or follows it at once and names nothing else."""
    if _is_on_content(answer, row):
        return True
    near = _gap(answer, row) <= NEAR
    if row.ask.kind is AskKind.QUESTION and answer.said and answer.status is not AskStatus.EVADED:
        return near
    if answer.kinds and AskKind.QUESTION not in answer.kinds:
        return answer.view.index - row.view.index <= NAMING
    if row.ask.kind is AskKind.PROMISE or (answer.whole and not covers_most(answer.words, row.words)):
        return False
    if answer.status is AskStatus.EVADED:
        return near and (answer.bare or bool(answer.kinds) or row.ask.kind is AskKind.QUESTION or bool(answer.words & row.words))
    if near:
        return answer.bare or bool(answer.words & row.words)
    return bool(answer.words & row.words) if answer.plain else covers_most(answer.words, row.words)


# ── who answers ────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_asked(answer: Answer, row: Waiting, text: str) -> bool:
    """Whether the one who answers was asked; nobody is guessed to have been."""
    if _follows_participle(answer, row):
        return True
    explicit = bool(answer.kinds - {AskKind.QUESTION}) or _is_on_content(answer, row)
    if answer.who is None or answer.who.name is None:
        return explicit
    if not row.ask.asked:
        explicit = explicit or (row.ask.kind is AskKind.OFFER and answer.bare and answer.plain)
        told = (explicit and _gap(answer, row) <= NEAR) or _is_joined(answer, row) or answer.replies
        return told and not is_same(answer.who, row.ask.asker)
    pronoun = pronoun_of(answer.who, text)
    if pronoun is not None:
        return _pronoun_fits(pronoun, answer, row, text)
    return fits_one(answer.who, row.ask.asked, text) or (_is_on_content(answer, row) and _is_role(answer.who))


def _pronoun_fits(pronoun: str, answer: Answer, row: Waiting, text: str) -> bool:
    """A pronoun in the next sentence means the asked, unless it is known to mean a third party: nobody agrees to his own request."""
    who = answer.who or Party(None)
    if who.actor is not None and any(who.actor == party.actor for party in row.ask.asked):
        return True
    third = who.actor is not None and not is_same(who, row.ask.asker)
    said = answer.said and not answer.plain and row.ask.kind is not AskKind.QUESTION
    return not third and not said and _gap(answer, row) <= NEAR and any(may_mean(pronoun, party, text) for party in row.ask.asked)


def _is_joined(answer: Answer, row: Waiting) -> bool:
    """ "asked for guards, but the council refused": one sentence, where nobody was said to be asked."""
    verb = answer.view.tokens[answer.verb]
    return answer.view is row.view and answer.bare and verb.dep_ == "conj" and verb.head.i == row.cue


def _is_role(party: Party) -> bool:
    """ "the president": an office and no name, which may be whoever was asked."""
    words = (party.name or "").lower().split()
    return bool(words) and all(word in load_words().roles or word in load_words().offices for word in words)
