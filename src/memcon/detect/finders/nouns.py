"""Nouns that report speech: "her claim that", "a warning of", "voiced support", "issued a denial"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from memcon.detect.finders.reports import POLARITY
from memcon.detect.grammar.contents import clause_end, whole_phrase
from memcon.detect.grammar.lexicon import Cue, Lexicon
from memcon.detect.grammar.reading import Draft, Range, Reading, View
from memcon.detect.grammar.roles import Roles, party_tokens
from memcon.detect.grammar.settle import settle
from memcon.detect.grammar.syntax import WH_WORDS, Stance, agent_of, child, children, is_passive, noun_phrase, stance_of, subject_of
from memcon.model.ledger import Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token

NOBODY_NAMED: Final = "the noun names no speaker"
_LIGHT_FRAMES: Final = ("dobj", "pobj", "conj", "nsubjpass", "attr")


def find_nouns(reading: Reading, lexicon: Lexicon, *, claimed: Collection[tuple[int, int]]) -> Iterator[Draft]:
    """A draft for each noun of speech that says what was said and, by its owner, its verb or its "by", who said it."""
    for view in reading.views:
        for noun in view.tokens_of("NOUN", lemmas=lexicon.nouns):
            if (view.index, noun.i) in claimed:
                continue
            for cue in lexicon.nouns.get(noun.lemma_.lower(), ()):
                draft = _draft(reading, view, noun, cue, lexicon)
                if draft is not None:
                    yield draft
                    break


def _draft(reading: Reading, view: View, noun: Token, cue: Cue, lexicon: Lexicon) -> Draft | None:
    light = _light_verb(noun, lexicon)
    if cue.voiced and light is None:
        return None
    tokens = _content(view, noun, cue, light)
    if tokens is None or (light is not None and stance_of(light) is not Stance.SAID):
        return None
    roles = _roles(view, noun, cue, light)
    if roles is None:
        return None
    content = settle(reading, view, [tokens], cue=noun.i)
    if not content:
        return None
    return Draft(
        view.index,
        noun.i,
        cue.act,
        content,
        reading.party(view, roles.speaker, why=roles.why or NOBODY_NAMED),
        view.span(Range(noun.i, noun.i + 1)),
        POLARITY.get(cue.act, Polarity.AFFIRMS),
        addressees=tuple(reading.party(view, a) for a in roles.addressees),
        finder="nouns",
    )


def _light_verb(noun: Token, lexicon: Lexicon) -> Token | None:
    """The verb that only voices the noun: "expressed", "issued", "made"."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ == "NOUN":
        top = top.head
    if top.dep_ in ("dobj", "nsubjpass") and top.head.lemma_ in lexicon.words["light.verbs"]:
        return top.head
    return None


def _content(view: View, noun: Token, cue: Cue, light: Token | None) -> Range | None:
    for frame in cue.frames:
        tokens = _framed(view, noun, frame, light)
        if tokens is not None and len(tokens):
            return tokens
    return None


def _framed(view: View, noun: Token, frame: str, light: Token | None) -> Range | None:
    if frame in ("that", "wh", "whether"):
        return _clause(view, noun, light, wh=frame != "that")
    if frame == "infinitive":
        return _infinitive(view, noun)
    if frame == "bare":
        return _bare(view, noun, light)
    if frame == "quote":
        return None
    return _after_preposition(view, noun, frame, light)


def _clause(view: View, noun: Token, light: Token | None, *, wh: bool) -> Range | None:
    """ "that ..." behind the noun, or behind the verb that voices it, or behind "was": "the complaint is that ..."."""
    holders = [noun, *([light] if light is not None else []), *(p for prep in children(noun, "prep") for p in children(prep, "pobj"))]
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        holders.append(noun.head)
    for holder in holders:
        for clause in children(holder, "acl", "ccomp", "relcl", "advcl"):
            mark = next((c for c in clause.children if c.dep_ == "mark" or c.lower_ in WH_WORDS), None)
            if (
                clause.i < noun.i
                or mark is None
                or mark.i < noun.i
                or (mark.lower_ == "that") is wh
                or (mark.lower_ != "that" and mark.lower_ not in WH_WORDS)
            ):
                continue
            if clause.dep_ == "relcl" and mark.dep_ != "mark":
                continue
            start = mark.i + 1 if mark.lower_ == "that" else mark.i
            return Range(start, clause_end(view, holder, clause))
    return _question(view, noun) if wh else None


def _question(view: View, noun: Token) -> Range | None:
    """ "a request for advice on how to proceed": the question behind "on", wherever the parse hangs it."""
    holders = [noun, *(p for prep in children(noun, "prep") for p in children(prep, "pobj"))]
    for prep in (p for holder in holders for p in children(holder, "prep")):
        clause = child(prep, "pcomp")
        asking = next((c for c in clause.children if c.lower_ in WH_WORDS), None) if clause is not None else None
        if clause is not None and asking is not None and prep.i > noun.i:
            return Range(asking.i, min(clause.right_edge.i + 1, view.sentence(noun.i).end))
    return None


def _infinitive(view: View, noun: Token) -> Range | None:
    for clause in children(noun, "acl", "xcomp", "relcl"):
        to = next((c for c in children(clause, "aux") if c.tag_ == "TO"), None)
        if to is not None and to.i > noun.i:
            return Range(to.i + 1, min(clause.right_edge.i + 1, view.sentence(noun.i).end))
    return None


def _bare(view: View, noun: Token, light: Token | None) -> Range | None:
    if light is None or noun.dep_ not in ("dobj", "conj"):
        return None
    return whole_phrase(view, noun, light)


def _after_preposition(view: View, noun: Token, word: str, light: Token | None) -> Range | None:
    holders = [noun, *([light] if light is not None and word != "of" else [])]
    for holder in holders:
        for prep in children(holder, "prep"):
            head = child(prep, "pobj", "pcomp")
            if prep.lower_ == word and prep.i > noun.i and head is not None and head.ent_type_ not in ("DATE", "TIME", "PERSON"):
                end = whole_phrase(view, head, noun).end if head.dep_ == "pobj" else min(head.right_edge.i + 1, view.sentence(noun.i).end)
                return Range(prep.i + 1, end)
    return None


def _roles(view: View, noun: Token, cue: Cue, light: Token | None) -> Roles | None:
    """Who owns the noun; None when nobody does and it is no paper that speaks for itself."""
    hearers = _addressees(view, noun, light)
    if light is not None and light.lemma_ not in ("reject", "accept", "repeat", "echo") and not is_passive(light):
        subject = subject_of(light)
        if subject is not None:
            return Roles(party_tokens(view, subject, light), None, hearers)
    owner = _owner(noun, light)
    if owner is not None:
        return Roles(party_tokens(view, owner), None, hearers)
    if cue.document:
        return Roles(Range(noun_phrase(view, noun).start, noun.i + 1), None, hearers)
    return None


def _owner(noun: Token, light: Token | None) -> Token | None:
    """ "Roth's claim", "a claim by Roth", "a claim from Roth", "its claim"."""
    poss = child(noun, "poss")
    if poss is not None:
        return poss
    outlet = next((c for c in children(noun, "compound", "nmod") if c.ent_type_ in ("ORG", "PERSON", "GPE") and c.pos_ == "PROPN"), None)
    if outlet is not None:
        return outlet
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in ("by", "from"):
            return child(prep, "pobj")
    if light is not None and is_passive(light):
        return agent_of(light)
    return _described(noun)


def _described(noun: Token) -> Token | None:
    """ "The letter, described as a plea for help": the paper that is described so speaks."""
    clause = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else None
    if clause is None or clause.dep_ != "acl" or clause.tag_ != "VBN":
        return None
    paper = clause.head
    return subject_of(paper.head) if paper.dep_ == "dobj" and paper.head.lemma_ in ("include", "contain", "carry") else paper


def _addressees(view: View, noun: Token, light: Token | None) -> tuple[Range, ...]:
    holders = [h for h in (light, noun) if h is not None]
    found = [
        party_tokens(view, head)
        for h in holders
        for prep in children(h, "prep", "dative")
        if prep.lower_ == "to" and prep.i > (light or noun).i
        for head in children(prep, "pobj")
        if head.pos_ != "VERB"
    ]
    return tuple(found[:1])
