"""The verbs and phrases of asks.toml, found at a verb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.syntax import Stance, auxiliaries, children, stance_of
from memcon.detect.grammar.tables import load_table
from memcon.model.ledger import AskStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

_ASKED: Final = frozenset(
    word for words in (*load_table("asks")["nouns"].values(), load_table("asks")["pointers"]["words"]) for word in words
)
GAP: Final = 4
"""Words for which a `~` may stand."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb with the words behind it; `negated` where it counts with "not" only, `noun_only` where an ask must be its object."""

    words: tuple[str, ...]
    status: AskStatus
    negated: bool = False
    noun_only: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at a verb: what it makes of an ask, and its last token."""

    phrase: Phrase
    status: AskStatus
    last: int
    before: bool = False
    """Whether it was over before: "had refused"."""


@cache
def answering_phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases that change an ask, the longest first, by the lemma of their verb."""
    table = load_table("asks")
    phrases = [
        Phrase(words, status, noun_only=words[0] in table[status.value]["noun_only"])
        for status in (AskStatus.ACCEPTED, AskStatus.REFUSED, AskStatus.EVADED)
        for words in map(split, table[status.value]["phrases"])
    ]
    phrases += [Phrase(words, AskStatus.EVADED, negated=True) for words in map(split, table["evaded"]["negated"])]
    phrases += [
        Phrase((verb, "to", *words), AskStatus.EVADED)
        for verb in ("refuse", "decline", "fail", "avoid")
        for words in map(split, table["evaded"]["withheld"])
    ]
    return by_verb(phrases)


def split(phrase: str) -> tuple[str, ...]:
    """The words of a phrase."""
    return tuple(phrase.split())


def by_verb(phrases: Iterable[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases by their first word, the longest first."""
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in sorted(phrases, key=lambda p: -len(p.words)):
        found[phrase.words[0]].append(phrase)
    return {lemma: tuple(rows) for lemma, rows in found.items()}


def match_answer(verb: Token) -> Match | None:
    """What the words at a verb make of an ask, where the text says that they happened."""
    phrases = answering_phrases().get(verb.lemma_.lower(), ())
    return next((match for phrase in phrases if (match := _match(verb, phrase)) is not None), None)


def _match(verb: Token, phrase: Phrase) -> Match | None:
    last = end_of(verb, phrase.words)
    status = _status(phrase, stance_of(verb), verb) if last is not None else None
    return Match(phrase, status, last, is_pluperfect(verb)) if last is not None and status is not None else None


def _status(phrase: Phrase, stance: Stance, verb: Token) -> AskStatus | None:
    """What it comes to: "would not accept" refuses; "did not refuse" and "has not answered yet" leave open."""
    if phrase.negated:
        return phrase.status if stance in (Stance.NEGATED, Stance.REFUSED) and not _is_perfect(verb) else None
    if stance is Stance.SAID:
        return phrase.status
    return AskStatus.REFUSED if stance is Stance.REFUSED and phrase.status is AskStatus.ACCEPTED else None


def end_of(verb: Token, words: tuple[str, ...]) -> int | None:
    """The last token of a phrase that begins with this verb; None where its other words do not follow."""
    return _follow(verb, verb.i, words[1:])


def _follow(verb: Token, at: int, words: tuple[str, ...]) -> int | None:
    if not words:
        return at
    gaps, rest = (range(1, GAP + 1), words[1:]) if words[0] == "~" else (range(1), words)
    for gap in gaps:
        i = at + 1 + gap
        if i < len(verb.doc) and _is(verb.doc[i], rest[0]):
            return _follow(verb, i, rest[1:])
    return None


def _is(token: Token, word: str) -> bool:
    return word in (token.lower_, token.lemma_.lower())


def is_pluperfect(verb: Token) -> bool:
    """ "had refused": what was over before."""
    return any(a.lower_ in ("had", "'d", "’d") and a.lemma_ == "have" for a in auxiliaries(verb))


def _is_perfect(verb: Token) -> bool:
    return any(a.lemma_ == "have" for a in auxiliaries(verb))


def infinitive_of(verb: Token) -> Token | None:
    """ "agreed [to send] them"."""
    return next((c for c in children(verb, "xcomp", "ccomp", "advcl") if c.i > verb.i and any(a.tag_ == "TO" for a in c.lefts)), None)


def objects_of(verb: Token) -> Iterator[Token]:
    """What the verb is about: its object, or what stands behind "to" or "with": "agreed to it", "complied with the request"."""
    yield from (c for c in children(verb, "dobj", "dative") if c.pos_ != "ADP")
    for prep in children(verb, "prep", "dative"):
        if prep.lower_ in ("to", "with", "of") and prep.i > verb.i:
            yield from (noun for noun in children(prep, "pobj") if prep.lower_ == "to" or noun.lemma_.lower() in _ASKED)
