"""Who is asked, and whether two parties are the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from memcon.detect.asks.places import token_in, tokens_of
from memcon.detect.grammar.people import PLAIN_TITLES, kind_of_noun, load_words
from memcon.detect.grammar.reading import Range, Reading, View
from memcon.detect.grammar.syntax import child, noun_phrase
from memcon.detect.grammar.tables import load_table
from memcon.model.document import Document, Kind
from memcon.model.ledger import ActorKind, AskKind, Link, Party, Statement
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

NAMED: Final = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"})
PRONOUNS: Final = {
    "he": "m", "him": "m", "she": "f", "her": "f", "it": "n", "they": "n", "them": "n", "who": None, "which": "n", "i": None, "we": None,
}  # fmt: skip
"""What a pronoun tells of whom it stands for: a man, a woman, no single person; None where it tells nothing."""

_ARTICLES: Final = frozenset({"the", "a", "an", "s", "of", *PLAIN_TITLES})
_ARTICLE: Final = re.compile(r"^(?:the|a|an|its|their|his|her|our) ", re.IGNORECASE)
_JOINED: Final = re.compile(r",|;|\band\b|\bor\b", re.IGNORECASE)
"""In the printed words of somebody beside whom others stand."""
_WRITERS: Final = frozenset(load_table("asks")["writer"]["words"])
_ASKS: Final = [[noun] for nouns in load_table("asks")["nouns"].values() for noun in nouns]
_HEADINGS: Final = frozenset(load_table("asks")["headings"]["words"])
_PRECEDENCES: Final = frozenset(load_table("asks")["precedence"]["words"])


@dataclass(frozen=True, slots=True)
class Known:
    """The parties of the statements of a document, by place and by name."""

    spans: Mapping[Span, Party]
    names: Mapping[str, Party]

    def party(self, view: View, tokens: Range, text: str) -> Party:
        """The party that these tokens name: the resolved one where a statement has it."""
        span = view.span(tokens)
        printed = _ARTICLE.sub("", " ".join(span.of(text).split()))
        found = self.spans.get(span) or self.names.get(printed.lower())
        return Party(printed, span) if found is None else Party(found.name, span, found.actor, found.why, found.country)


def known_parties(statements: Collection[Statement]) -> Known:
    """The parties that the statements of a document already have."""
    parties = [party for s in statements for party in s.parties if party.name is not None]
    return Known(
        {party.span: party for party in reversed(parties) if party.span is not None},
        {(party.name or "").lower(): party for party in reversed(parties)},
    )


def asked_by(reading: Reading, statement: Statement, known: Known, kind: AskKind) -> tuple[Party, ...]:
    """Who is asked: who is told, else who is to do what is requested; a cable asks whom it is sent to."""
    told = tuple(party for party in statement.addressees if not _is_ask(party))
    if told or kind not in (AskKind.REQUEST, AskKind.QUESTION):
        return told
    doer = _doer(reading, statement, known) if kind is AskKind.REQUEST else None
    if doer is not None:
        return (doer,)
    document = reading.parsed.document
    return _recipients(document) if _asks_now(reading, statement) and speaks_for_cable(document, statement) else ()


def _asks_now(reading: Reading, statement: Statement) -> bool:
    """Whether the asking is done by the paper itself: "we request", not "I asked whether"."""
    found = token_in(reading, statement.cue.start) if statement.cue is not None else None
    return found is not None and found[1].tag_ not in ("VBD", "VBN")


def _is_ask(party: Party) -> bool:
    """ "asked the council for guards, a request that": the request is not asked."""
    return (party.name or "").lower().split()[-1:] in _ASKS


def _doer(reading: Reading, statement: Statement, known: Known) -> Party | None:
    """The subject of the content, where it is an actor other than the speaker: "that Lorn should open the port"."""
    found = token_in(reading, statement.content[0].start)
    if found is None:
        return None
    view, tokens = found[0], tokens_of(found[0], statement.content[0])
    top = next((view.tokens[i] for i in range(tokens.start, tokens.end) if not tokens.holds(view.tokens[i].head.i)), None)
    top = next((t for t in _tops(view, tokens) if t.pos_ in ("VERB", "AUX")), top)
    subject = child(top, "nsubj") if top is not None else None
    if subject is None or not tokens.holds(subject.i) or not is_actor(subject):
        return None
    party = known.party(view, head_phrase(view, subject), reading.text)
    return None if is_same(party, statement.speaker) else party


def _tops(view: View, tokens: Range) -> Iterator[Token]:
    """The tokens of a range whose head is outside of it or themselves."""
    for i in range(tokens.start, min(tokens.end, len(view.tokens))):
        token = view.tokens[i]
        if token.head.i == i or not tokens.holds(token.head.i):
            yield token


def speaks_for_cable(document: Document, statement: Statement) -> bool:
    """Whether a statement stands on the cable's own word: nobody else reports it, and its writer or its sender speaks."""
    speaker = statement.speaker
    if document.kind is not Kind.CABLE or sources_of(document.text, statement):
        return False
    words = " ".join(speaker.span.of(document.text).split()).lower() if speaker.span is not None else ""
    sender = document.header.get("from")
    own = isinstance(sender, str) and speaker.name is not None and speaker.name.lower() == sender.lower()
    return own or speaker.name is None or words.removeprefix("the ") in _WRITERS


def sources_of(text: str, statement: Statement) -> tuple[Link, ...]:
    """The chain of a statement without what only heads a paragraph: "ACTION REQUESTED:"."""
    return tuple(link for link in statement.chain if not is_heading(text, link.holder, link.cue))


def is_heading(text: str, speaker: Party, cue: Span | None) -> bool:
    """Whether a speaker and his cue are together the heading of a paragraph."""
    if speaker.span is None or cue is None or speaker.span.start > cue.start:
        return False
    return " ".join(Span(speaker.span.start, cue.end).of(text).split()).lower() in _HEADINGS


def _recipients(document: Document) -> tuple[Party, ...]:
    listed = document.header.get("to")
    names = [listed] if isinstance(listed, str) else [str(n) for n in listed] if isinstance(listed, list | tuple) else []
    return tuple(Party(name) for n in names if (name := _without_precedence(n)))


def _without_precedence(name: str) -> str:
    """ "SECSTATE PRIORITY 0412" without what the telegraph office added."""
    words = name.split()
    while len(words) > 1 and (words[-1].isdigit() or words[-1].lower() in _PRECEDENCES):
        words.pop()
    return " ".join(words)


def is_actor(noun: Token) -> bool:
    """Whether a noun names somebody who can do something, and no paper."""
    if noun.pos_ == "PRON" or noun.ent_type_ in ("DATE", "TIME", "CARDINAL", "MONEY", "EVENT"):
        return False
    kind = kind_of_noun(noun.lemma_.lower(), plural=noun.tag_ in ("NNS", "NNPS"))
    return noun.ent_type_ in NAMED or noun.pos_ == "PROPN" or (kind is not None and kind is not ActorKind.DOCUMENT)


def head_phrase(view: View, noun: Token) -> Range:
    """The noun with what stands before it and says which one, without those it is coordinated with."""
    tokens = noun_phrase(view, noun)
    ends = [c.left_edge.i for c in noun.rights if c.dep_ in ("cc", "conj", "appos", "relcl", "punct", "acl")]
    return Range(tokens.start, max(noun.i + 1, min([tokens.end, *(end for end in ends if end > noun.i)])))


# ── the same party ─────────────────────────────────────────────────────────────────────────────────────────────────


def is_same(one: Party, other: Party) -> bool:
    """Whether two parties are one: by actor, by place, or by a name that holds the other's words."""
    if one.name is None or other.name is None:
        return False
    if one.actor is not None and other.actor is not None and one.actor == other.actor:
        return True
    if one.span is not None and one.span == other.span:
        return True
    mine, theirs = name_words(one.name), name_words(other.name)
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)


def fits_one(party: Party, others: Collection[Party], text: str) -> bool:
    """Whether a party is one of the others; their printed titles count as parts of their names."""
    return any(is_same(party, other) or _fits_title(party, other, text) for other in others)


def _fits_title(party: Party, other: Party, text: str) -> bool:
    """ "the president" is "President Roan"."""
    if party.name is None or other.span is None:
        return False
    mine, printed = name_words(party.name), other.span.of(text)
    return bool(mine) and not _JOINED.search(printed) and mine <= name_words(f"{other.name} {printed}")


def name_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(re.findall(r"[^\W_]+", name.lower())) - _ARTICLES


def pronoun_of(party: Party, text: str) -> str | None:
    """The pronoun by which a party stands in the text, in lower case; None where it is named."""
    words = party.span.of(text).lower() if party.span is not None else ""
    return words if words in PRONOUNS else None


def may_mean(pronoun: str, party: Party, text: str) -> bool:
    """Whether a pronoun may stand for a party: nothing in its name or title speaks against it."""
    told, own = PRONOUNS[pronoun], gender_of(party, text)
    return told is None or own is None or told == own


def gender_of(party: Party, text: str) -> str | None:
    """ "m" or "f" for a person whose title, office or first name tells it, "n" for what is no person; None where nothing does."""
    words, lists = f"{party.span.of(text) if party.span is not None else ''} {party.name or ''}".lower().split(), load_words()
    for word in (w.strip(".,") for w in words):
        gender = lists.titles.get(word) or lists.roles.get(word) or lists.first.get(word)
        if gender:
            return gender
    last = words[-1] if words else ""
    return "n" if kind_of_noun(last, plural=False) in (ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.OUTLET) else None
