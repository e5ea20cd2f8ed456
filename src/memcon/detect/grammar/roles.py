"""Who speaks and who is spoken to, for one cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.contents import Found
from memcon.detect.grammar.lexicon import Cue, load_lexicon
from memcon.detect.grammar.reading import Range, View
from memcon.detect.grammar.syntax import RELATIVES, agent_of, child, children, is_passive, noun_phrase, objects_after, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

COUNTED: Final = frozenset("one some many several others those all most both none two three".split())
"""Pronouns that head a noun phrase of their own: "one of the guards"."""
AGENTLESS: Final = "agentless passive"
IMPERSONAL: Final = "impersonal: nobody is named"
NO_SUBJECT: Final = "the sentence names no speaker"


@dataclass(frozen=True, slots=True)
class Roles:
    """The tokens of the speaker, or why there is none, and of each addressee."""

    speaker: Range | None
    why: str | None
    addressees: tuple[Range, ...] = ()


def roles_of(view: View, verb: Token, cue: Cue, found: Found | None = None) -> Roles:
    """Speaker and addressees of a verb: in a passive the one told is the grammatical subject, never the speaker."""
    if cue.source == "particle":
        return _roles_of_receiver(view, verb, cue)
    if is_passive(verb) or _is_bare_participle(verb):
        return _roles_of_passive(view, verb, cue, found)
    subject = _teller(subject_of(verb))
    if subject is None and (fragment := _fragment(view, verb)) is not None:
        return fragment
    if subject is None:
        return Roles(None, NO_SUBJECT, _hearers(view, verb, cue, found))
    if subject.lower_ == "it" and subject.dep_ == "expl":
        return Roles(None, IMPERSONAL, _hearers(view, verb, cue, found))
    return Roles(party_tokens(view, subject, verb), None, _hearers(view, verb, cue, found))


def party_tokens(view: View, head: Token, verb: Token | None = None) -> Range:
    """The words for a party: a relative pronoun alone, else the noun phrase, cut before the verb it speaks with."""
    if head.lower_ in RELATIVES or (head.pos_ == "PRON" and head.lower_ not in COUNTED):
        return Range(head.left_edge.i if head.lower_ == "whose" else head.i, head.i + 1)
    tokens = noun_phrase(view, head)
    if head.lower_ == "one" and (described := _apposition_end(view, tokens.end)) is not None:
        return Range(tokens.start, min(described, verb.i if verb is not None and verb.i > tokens.end else described))
    if verb is not None and tokens.holds(verb.i) and verb.i > head.i:
        return Range(tokens.start, _before_verb(view, head, verb))
    return tokens


def _apposition_end(view: View, end: int) -> int | None:
    """ "One of them, a baker from Lund who gave no name, said": the description belongs to the name."""
    if end + 2 >= len(view.tokens) or view.tokens[end].text != "," or view.tokens[end + 1].lower_ not in ("a", "an"):
        return None
    for i in range(end + 2, min(end + 22, len(view.tokens))):
        if view.tokens[i].text == "," or (view.tokens[i].dep_ == "ROOT" and view.tokens[i].pos_ == "VERB"):
            return i
    return None


def _before_verb(view: View, head: Token, verb: Token) -> int:
    first = min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "advmod", "neg", "nsubj") and head.i < c.i < verb.i)])
    while first - 1 > head.i and view.tokens[first - 1].lower_ in (*RELATIVES, ","):
        first -= 1
    return first


def _teller(subject: Token | None) -> Token | None:
    """ "he said in a statement, which also thanked": the statement is his."""
    if subject is None or subject.lower_ not in ("which", "that") or subject.head.dep_ != "relcl":
        return subject
    paper = subject.head.head
    if paper.dep_ == "pobj" and paper.head.lower_ in ("in", "on") and paper.head.head.lemma_ in load_lexicon().verbs:
        return subject_of(paper.head.head) or subject
    return subject


def _fragment(view: View, verb: Token) -> Roles | None:
    """ "Among the papers from Lima to Quito, stating that": a sentence without a main verb; its paper, or the sender, speaks."""
    sentence = view.sentence(verb.i)
    before = [view.tokens[i] for i in range(sentence.start, verb.i)]
    if verb.tag_ not in ("VBG", "NN") or any(t.pos_ in ("VERB", "AUX") and t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in before):
        return None
    sender = next((p for t in before if t.lower_ == "from" and t.pos_ == "ADP" for p in children(t, "pobj")), None)
    paper = next((t for t in reversed(before) if t.pos_ == "NOUN" and t.dep_ in ("pobj", "conj", "ROOT", "nsubj")), None)
    reader = next((p for t in before if t.lower_ == "to" and t.pos_ == "ADP" for p in children(t, "pobj")), None)
    speaker = sender or paper
    if speaker is None:
        return None
    return Roles(party_tokens(view, speaker), None, (party_tokens(view, reader),) if reader is not None else ())


def _is_bare_participle(verb: Token) -> bool:
    """ "Asked whether ..., he left": a participle in front of the clause whose subject was asked."""
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.head.i < verb.i:
        return False  # "Lima, whose envoy left, called on both": no other verb is left for the sentence, so this is its main verb
    if verb.dep_ == "advcl" and verb.head.i < verb.i and agent_of(verb) is None:
        return False  # "One of them, marked urgent, asked for help": behind its head it is the main verb, parsed as a participle
    return (
        verb.dep_ in ("advcl", "acl")
        and verb.tag_ in ("VBN", "VBD")
        and child(verb, "nsubj", "aux", "mark") is None
        and child(verb, "dobj") is None
    )


def _roles_of_passive(view: View, verb: Token, cue: Cue, found: Found | None) -> Roles:
    agent = agent_of(verb)
    speaker = party_tokens(view, agent) if agent is not None else None
    return Roles(speaker, None if speaker else AGENTLESS, _passive_hearers(view, verb, cue, found))


def _passive_hearers(view: View, verb: Token, cue: Cue, found: Found | None) -> tuple[Range, ...]:
    told = child(verb, "nsubjpass") or subject_of(verb)
    if cue.hearer == "object" and told is not None and told.lower_ not in ("it", "there") and (found is None or found.frame != "object"):
        return (party_tokens(view, told, verb),)
    return _after_preposition(view, verb, cue.hearer) if cue.hearer not in (None, "object") else ()


def _roles_of_receiver(view: View, verb: Token, cue: Cue) -> Roles:
    """ "had learned from Algiers that": the source stands behind the preposition, the subject is the one told."""
    source = next(iter(_after_preposition(view, verb, cue.words[0] if cue.words else "from")), None)
    subject = subject_of(verb)
    return Roles(source, None if source else NO_SUBJECT, (party_tokens(view, subject, verb),) if subject is not None else ())


def _hearers(view: View, verb: Token, cue: Cue, found: Found | None) -> tuple[Range, ...]:
    if found is not None and found.hearer is not None:
        return (party_tokens(view, found.hearer),)
    if cue.hearer == "object":
        return tuple(_before_content(party_tokens(view, noun), found) for noun in _told(verb, found))
    if cue.hearer == "particle":
        return tuple(party_tokens(view, noun) for noun in objects_after(verb, *cue.words))
    return _after_preposition(view, verb, cue.hearer) if cue.hearer else ()


def _before_content(tokens: Range, found: Found | None) -> Range:
    """The hearer without the content that the parser hung on it: "accused the paper [of publishing forgeries]"."""
    starts = [r.start for r in found.ranges if tokens.start < r.start < tokens.end] if found is not None else []
    return Range(tokens.start, min(starts) - 1) if starts and min(starts) - 1 > tokens.start else tokens


def _told(verb: Token, found: Found | None) -> Iterator[Token]:
    for noun in children(verb, "dobj", "dative"):
        if noun.i < verb.i and noun.lower_ not in ("whom", "who"):
            continue
        if found is not None and any(r.holds(noun.i) for r in found.ranges):
            continue
        if noun.dep_ == "dative" and noun.pos_ == "ADP":
            yield from children(noun, "pobj")
        elif noun.pos_ in ("NOUN", "PROPN", "PRON") and noun.ent_type_ not in ("DATE", "TIME"):
            yield noun


def _after_preposition(view: View, verb: Token, word: str | None) -> tuple[Range, ...]:
    """The noun phrases after a preposition of the verb: "said to reporters", "agreed with Lima"."""
    found = []
    noun = child(verb, "dobj")
    if word == "to" and noun is not None and noun.lemma_.lower() in load_lexicon().words["attached.nouns"]:
        return ()
    for prep in children(verb, "prep", "dative", "agent"):
        if prep.lower_ == word or (word == "to" and prep.lower_ == "with" and verb.lemma_ in ("plead", "share", "agree")):
            found += [party_tokens(view, noun) for noun in children(prep, "pobj") if noun.ent_type_ not in ("DATE", "TIME", "CARDINAL")]
    return tuple(found)
