"""Whether a verb or noun of a parse fits a frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from memcon.detect.events.frames import Frame, lemma_of, load_frames
from memcon.detect.grammar.people import kind_of_noun
from memcon.detect.grammar.syntax import RELATIVES, agent_of, child, children, is_passive, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

CLOSE: Final = 9
"""Tokens behind a verb in which a word still belongs to it: "declared a 30-day state of siege"."""
_ACTING: Final = frozenset({"PERSON", "NORP", "GPE", "ORG"})
_PERSONS: Final = frozenset("he she they we i it who which that him her them those one others someone nobody us you me".split())


def frame_of(token: Token) -> Frame | None:
    """The first frame that the word fits, with all its conditions."""
    frames = load_frames()
    if token.pos_ in ("VERB", "AUX") or (token.tag_ in ("VBG", "VBN", "VBD") and token.pos_ != "ADJ"):
        return next((f for f in frames.verbs.get(lemma_of(token), ()) if fits(token, f)), None)
    if token.pos_ in ("NOUN", "PROPN"):
        return next((f for f in frames.nouns.get(lemma_of(token), ()) if _noun_fits(token, f)), None)
    return None


def fits(verb: Token, frame: Frame) -> bool:
    """Whether a verb meets every condition of a frame."""
    objects = object_words(verb)
    if any(word.endswith(("self", "selves")) for word in objects):
        return False  # what one does to oneself is not between actors
    return (
        (not frame.object or bool(frame.object & objects))
        and not frame.barred & objects
        and (not frame.object_word or bool(frame.object_word & objects))
        and (not frame.object_phrase or any(phrase in _close_text(verb) for phrase in frame.object_phrase))
        and (not frame.near or any(t.lower_ in frame.near for t in _close(verb)))
        and (not frame.after or any(p.lower_ in frame.after for p in prepositions(verb)))
        and (not frame.particle or any(t.lower_ in frame.particle for t in verb.rights))
        and _complement_fits(verb, frame)
        and _sides_fit(verb, frame)
    )


def _sides_fit(verb: Token, frame: Frame) -> bool:
    if frame.people and not any(is_actor(o) for o in objects_of(verb)):
        return False
    if frame.persons and any(o.ent_type_ in ("GPE", "ORG") for o in objects_of(verb)):
        return False
    if (frame.hit and not _is_hit(verb)) or (frame.territory and not _is_territory(verb)):
        return False
    doer = doer_of(verb)
    if frame.person and not _is_between_persons(verb, doer):
        return False
    if frame.crowd and (doer is None or not _is_crowd(doer)):
        return False
    return not frame.actor or frame.crowd or doer is None or is_actor(doer)


def _is_between_persons(verb: Token, doer: Token | None) -> bool:
    """ "The candidate attacked Ana Lund": of people who are named, what one does to another with such a verb is done in words."""
    named = [o for o in objects_of(verb) if o.ent_type_ == "PERSON"]
    return bool(named) and doer is not None and (doer.ent_type_ in ("PERSON", "ORG") or doer.pos_ == "PRON")


def _is_territory(verb: Token) -> bool:
    """Whether the object is a state or a place: "occupied the town", "recognised Kosovo", and not "recognised the danger"."""
    words = load_frames().words
    known = words["gates.generic"] | words["gates.territory"]
    return any(o.ent_type_ in ("GPE", "LOC", "FAC", "NORP") or o.lemma_.lower() in known for o in objects_of(verb))


def _is_hit(verb: Token) -> bool:
    """Whether what is attacked can be: people, a place, a camp; "attacked the problem" is no deed."""
    objects, targets = list(objects_of(verb)), load_frames().words["gates.targets"]
    return not objects or any(is_actor(o) or o.ent_type_ in ("FAC", "LOC") or o.lemma_.lower() in targets for o in objects)


def _complement_fits(verb: Token, frame: Frame) -> bool:
    found = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "advcl") and c.pos_ in ("VERB", "AUX")), None)
    infinitive = found is not None and is_infinitive(found)
    if frame.barred_complement and found is not None and infinitive and found.lemma_ in frame.barred_complement:
        return False
    wanted = {
        None: True,
        "none": (found is None or found.dep_ == "advcl") and child(verb, "oprd") is None,
        "any": found is not None or child(verb, "dobj") is not None or bool(frame.after),
        "infinitive": infinitive,
        "that": found is not None and found.dep_ == "ccomp",
    }
    return wanted[frame.complement]


def is_infinitive(verb: Token) -> bool:
    """ "to leave": the bare form behind "to"."""
    return verb.tag_ == "VB" and any(a.tag_ == "TO" for a in verb.children)


def prepositions(verb: Token) -> Iterator[Token]:
    """The prepositions that hang on a verb, on its particles, or on its objects."""
    for c in verb.rights:
        if c.dep_ in ("prep", "dative", "agent") and c.pos_ in ("ADP", "SCONJ", "ADV", "PART"):
            yield c
            yield from children(c, "prep")
        elif c.dep_ in ("prt", "advmod", "dobj", "npadvmod", "attr"):
            yield from children(c, "prep")


def objects_of(verb: Token) -> Iterator[Token]:
    """What it is done to: direct objects, the subject of a passive, the noun that a participle or relative clause describes."""
    found = list(children(verb, "dobj", "nsubjpass", "dative"))
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBN" and child(verb, "nsubj") is None:
        found = [verb.head]
    if not found and verb.dep_ == "conj" and is_passive(verb) and child(verb, "nsubjpass") is None:
        found = list(objects_of(verb.head)) if verb.head.pos_ == "VERB" else []
    for noun in found:
        if noun.pos_ != "ADP":
            yield from _with_conjuncts(noun.head.head if noun.lower_ in RELATIVES and noun.head.dep_ == "relcl" else noun)


def _with_conjuncts(noun: Token) -> Iterator[Token]:
    yield noun
    for other in children(noun, "conj"):
        yield from _with_conjuncts(other)


def object_words(verb: Token) -> frozenset[str]:
    """The lemmas of the objects, of what stands before them in their phrase, and of "of ..." behind them."""
    words: set[str] = set()
    for noun in objects_of(verb):
        words |= {noun.lemma_.lower(), noun.lower_}
        words |= {c.lemma_.lower() for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod", "nummod", "quantmod", "poss")}
        for of in children(noun, "prep"):
            if of.lower_ in ("of", "in", "on", "for"):
                words |= {p.lemma_.lower() for p in children(of, "pobj")}
    return frozenset(words)


def doer_of(verb: Token) -> Token | None:
    """Who does it: the subject, or the agent of a passive; of "accused X of shelling" it is X who shelled."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for", "from"):
        blamed = next(iter(objects_of(verb.head.head)), None) if verb.head.head.pos_ == "VERB" else None
        if blamed is not None:
            return blamed
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.head.pos_ == "PROPN":
        return verb.head  # "Lima, whose envoy left, called on both": no other verb is left for the sentence
    if is_passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN" and child(verb, "nsubj") is None):
        return agent_of(verb)
    subject = subject_of(verb) or _subject_of_adjective(verb)
    if subject is not None and subject.lower_ in RELATIVES and subject.head.dep_ == "relcl":
        return subject.head.head
    if subject is not None and subject.i == verb.head.i and subject.dep_ == "dobj" and not is_actor(subject):
        return subject_of(subject.head)  # "issued a declaration demanding"
    return subject


def _subject_of_adjective(verb: Token) -> Token | None:
    """ "it is willing to withdraw": the subject of the adjective."""
    above = verb.head
    return subject_of(above.head) if verb.dep_ == "xcomp" and above.dep_ in ("acomp", "attr", "oprd") else None


def is_actor(token: Token) -> bool:
    """Whether a word can stand for people, a state or a body, and not for a thing."""
    if (
        (token.lower_ in _PERSONS and token.pos_ != "PROPN")
        or token.ent_type_ in _ACTING
        or token.pos_ == "PROPN"
        or token.like_num
        or token.pos_ == "NUM"
    ):
        return True
    return is_public(token) or kind_of_noun(token.lemma_.lower(), plural=token.tag_ == "NNS") not in (None, "document")


def is_public(token: Token) -> bool:
    """Whether a noun is for those whom states deal with: "rebels", "the government", and not "her husband"."""
    words, lemma = load_frames().words, token.lemma_.lower()
    lemma = lemma.lower().removesuffix("s") if token.tag_ == "NNPS" else lemma  # a plural that the tagger takes for a name keeps its ending
    return lemma in words["gates.actors"] or lemma in words["crowds.nouns"]


def _is_crowd(token: Token) -> bool:
    words = {token.lemma_.lower(), *(c.lemma_.lower() for c in token.children if c.dep_ in ("compound", "prep"))}
    inside = {p.lemma_.lower() for of in children(token, "prep") for p in children(of, "pobj")}
    return bool((words | inside) & load_frames().words["crowds.nouns"]) or token.ent_type_ == "NORP"


def _close(verb: Token) -> Iterator[Token]:
    return (t for t in verb.subtree if verb.i < t.i <= verb.i + CLOSE)


def _close_text(verb: Token) -> str:
    return " ".join(t.lower_ for t in _close(verb) if t.text != "-")


def _noun_fits(noun: Token, frame: Frame) -> bool:
    """A deed named by a noun: under a verb of harm or happening, as its subject or in a phrase."""
    if frame.phrase and not any(t.lower_ in frame.phrase for t in noun.lefts):
        return False
    return frame.alone and under_happening(noun) is not None


def under_happening(noun: Token) -> Token | None:
    """The verb under which a deed happened: "[killed] in a bombing", "the bombing [killed]"."""
    words = load_frames().words
    top = noun
    while top.dep_ in ("conj", "compound", "nmod") and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    if top.dep_ == "pobj" and top.head.lower_ in words["happening.prepositions"]:
        verb = top.head.head
    elif top.dep_ in ("nsubj", "nsubjpass"):
        verb = top.head
    else:
        return None
    return verb if verb.lemma_.lower() in words["happening.verbs"] and verb.pos_ == "VERB" else None
