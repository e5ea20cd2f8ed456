"""Questions about a parse: who is the subject, what is the noun phrase, is it negated, is it only supposed."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.people import kind_of_noun
from memcon.detect.grammar.reading import Range, View, walk
from memcon.model.ledger import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
WH_WORDS: Final = frozenset("whether if what who whom whose when where why how which whatever whoever".split())
RELATIVES: Final = frozenset({"who", "which", "that", "whom", "whose"})
NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"})
NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never", "nor", "neither"})
MODALS: Final = frozenset(
    {"will", "shall", "may", "might", "could", "would", "should", "can", "must", "'ll", "’ll", "wo", "ca", "'d", "’d"}
)
FIRST: Final = frozenset({"i", "we"})
MEANS: Final = frozenset(
    "telephone phone telegram telex cable mail email e-mail letter post fax radio text wire hand word mouth "
    "name video sms courier pouch".split()
)
"""What stands behind "by" and is no agent: "was ordered by telephone"."""
NOBODY: Final = frozenset({"nobody", "no-one", "none", "neither", "nothing", "noone"})
CARRYING: Final = frozenset(
    "go continue begin start proceed keep hasten rush use phone call write cable telephone wire email reply speak come return emerge "
    "appear seem claim take stand rise interrupt intervene step move have".split()
)
"""Verbs whose infinitive or gerund is really said: "went on to say", "phoned to say", "began by saying", "keeps telling"."""


HONOURS: Final = frozenset({"honour", "honor", "pleasure", "privilege", "regret"})
"""Nouns of a formal note: "has the honour to inform the Ministry that"."""


class Stance(Enum):
    """Whether the text says that the words were said."""

    SAID = auto()
    NEGATED = auto()
    REFUSED = auto()
    UNSAID = auto()


def children(token: Token, *labels: str) -> Iterator[Token]:
    """The children of a token that have one of the dependency labels, in order."""
    return (child for child in token.children if child.dep_ in labels)


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the labels."""
    return next(children(token, *labels), None)


def objects_after(token: Token, *prepositions: str) -> Iterator[Token]:
    """The heads of the noun phrases behind the token's prepositions of these words: "a letter [from X]"."""
    return (noun for prep in children(token, "prep") if prep.lower_ in prepositions for noun in children(prep, "pobj"))


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: "was told", "asked by", a bare participle with an agent."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children):
        return True
    return (
        verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "nsubj") for c in verb.children) and is_passive(verb.head)
    )


def noun_phrase(view: View, head: Token) -> Range:
    """The noun phrase around a noun: determiners, adjectives and the phrases that say which one, up to a comma."""
    start = min(
        [head.i, *(c.left_edge.i for c in head.lefts if c.dep_ not in ("punct", "cc", "preconj", "mark", "advmod") or c.tag_ == "CD")]
    )
    start = _after_marks(view, start, head.i)
    end = head.i + 1
    for c in head.rights:
        if c.dep_ in ("punct", "cc") and c.text not in ("-", "/", "–", "'s"):
            if c.text == "(":
                break
            if c.dep_ == "cc" and _joins_names(head):
                continue
            break
        if c.dep_ == "conj" and not _joins_names(head):
            break
        if c.dep_ in (
            "prep",
            "relcl",
            "acl",
            "conj",
            "cc",
            "nummod",
            "npadvmod",
            "case",
            "compound",
            "amod",
            "poss",
            "flat",
            "appos",
            "punct",
        ):
            if c.dep_ == "prep" and c.lower_ in ("on", "after", "before", "during", "since", "until") and _is_time(c):
                break
            if c.dep_ == "appos" and c.left_edge.i > end:
                break
            end = max(end, c.right_edge.i + 1)
    return Range(start, _before_comma(view, head.i, end))


def _after_marks(view: View, start: int, head: int) -> int:
    while start < head and (view.tokens[start].is_punct or view.tokens[start].is_space):
        start += 1
    return start


def _joins_names(head: Token) -> bool:
    """Whether "A and B" is one party here: two nouns that share the verb."""
    return any(c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON") for c in head.rights) and any(
        c.dep_ == "cc" and c.lower_ == "and" for c in head.rights
    )


def _is_time(prep: Token) -> bool:
    return any(c.ent_type_ in ("DATE", "TIME") for c in prep.children)


def _before_comma(view: View, head: int, end: int) -> int:
    for i in range(head + 1, end):
        token = view.tokens[i]
        if token.text in (",", ";", ":", "(", "—", "–", '"', "”", "“") and not _between_numbers(view, i):
            return i
    return end


def _between_numbers(view: View, i: int) -> bool:
    return 0 < i < len(view.tokens) - 1 and view.tokens[i - 1].like_num and view.tokens[i + 1].like_num


def grafted_on(verb: Token) -> Token | None:
    """The cue that a verb really goes with: "said the strike was near and suggested a date", where "suggested" hangs on "was".

    A thing cannot suggest: when the subject that the parse gives a cue is a common noun for no person, office, paper or
    group, and the clause it is coordinated with is itself what somebody said, the verb goes with the one who said it.
    """
    clause = verb.head
    told = clause.dep_ == "ccomp" and clause.head.tag_ == "VBD"
    if not told or verb.dep_ != "conj" or verb.tag_ != "VBD" or child(verb, *SUBJECTS) is not None:
        return None
    subject = child(clause, "nsubj", "nsubjpass")
    if subject is None or subject.pos_ != "NOUN" or subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return None
    kind = kind_of_noun(subject.lemma_.lower(), plural=subject.tag_ == "NNS")
    return clause.head if kind is None or (kind is ActorKind.DOCUMENT and clause.lemma_ == "be") else None


def subject_of(verb: Token) -> Token | None:
    """The head of the noun phrase that says or does the verb; for a passive this is the one told.

    A verb without a subject of its own takes the one of the verb it hangs on: "denied the charge and demanded",
    "left, saying", "went on to say", "began by saying". A participle after a noun takes the noun: "a letter warning".
    """
    verb = grafted_on(verb) or verb
    seen = 0
    while seen < 8:
        own = child(verb, "nsubj", "nsubjpass")
        if own is not None:
            return own
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in NOUNS and verb.head.lemma_ not in HONOURS:
            return verb.head
        if verb.head.lemma_ in HONOURS:
            verb = verb.head
        up = verb.head
        if verb.dep_ == "pcomp" and up.dep_ in ("prep", "agent"):
            up = up.head
        if up.i == verb.i or verb.dep_ not in ("dobj", "conj", "xcomp", "advcl", "pcomp", "ccomp", "aux", "parataxis", "dep"):
            return None
        if up.pos_ in ("NOUN", "PROPN", "PRON") and verb.dep_ in ("advcl", "dep", "conj"):
            return up
        verb, seen = up, seen + 1
    return None


def agent_of(verb: Token) -> Token | None:
    """The head of the noun phrase after "by" of a passive."""
    for agent in children(verb, "agent", "prep"):
        if agent.lower_ == "by":
            found = child(agent, "pobj")
            if found is not None and found.ent_type_ not in ("DATE", "TIME") and found.lemma_.lower() not in MEANS:
                return found
    return None


def auxiliaries(verb: Token) -> Iterator[Token]:
    """The auxiliaries of a verb, and those of the verb it is coordinated with when it has none of its own."""
    own = list(children(verb, "aux", "auxpass"))
    if own or verb.dep_ != "conj" or verb.tag_ not in ("VB", "VBN"):
        return iter(own)
    return auxiliaries(verb.head)


def is_negated(verb: Token) -> bool:
    """Whether "not", "never", "no one" deny that the words were said."""
    if any(c.dep_ == "neg" or c.lower_ in NEGATIONS for c in verb.children):
        return True
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is not None and (subject.lower_ in NOBODY or any(c.lower_ in ("no", "neither") for c in subject.lefts)):
        return True
    return (
        verb.dep_ in ("xcomp", "conj")
        and verb.tag_ == "VB"
        and verb.head.pos_ == "VERB"
        and verb.head.lemma_ not in CARRYING
        and is_negated(verb.head)
    )


def stance_of(verb: Token, *, quoted: bool = False, in_quotation: bool = False) -> Stance:
    """Whether the verb reports words that were said, that were withheld, or that are only supposed or to come.

    `quoted`: what it reports stands in marks; `in_quotation`: the verb itself does, so that it may be an imperative.
    """
    if _is_supposed(verb) or _is_imperative(verb, quoted_around=in_quotation):
        return Stance.UNSAID
    modal = {a.lower_ for a in auxiliaries(verb)} & MODALS
    negated = is_negated(verb)
    if negated:
        return Stance.REFUSED if modal & {"would", "will", "wo", "'d", "’d", "could", "can", "ca"} else Stance.NEGATED
    if modal and not quoted and not _speaks_now(verb, modal):
        return Stance.UNSAID
    return _stance_of_infinitive(verb) if _is_infinitive(verb) or verb.tag_ == "VBG" else Stance.SAID


def _is_imperative(verb: Token, *, quoted_around: bool) -> bool:
    """ "Say nothing": only inside a quotation; a telegram leaves out its subject too ("Understand from ...")."""
    bare = verb.tag_ == "VB" and not any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in verb.children)
    return quoted_around and bare and verb.dep_ in ("ROOT", "ccomp", "parataxis", "conj", "dep")


def _speaks_now(verb: Token, modal: set[str]) -> bool:
    """ "I must ask", "we would urge": the modal is only polite. "would only say" was said."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is not None and subject.lower_ in FIRST and not modal & {"could", "might", "may", "can"}:
        return True
    return "would" in modal and any(c.lower_ == "only" for c in verb.children)


def _is_supposed(verb: Token) -> bool:
    """ "If Roth says ...", "unless he denies", "should he say"."""
    for token in (verb, *walk(verb)):
        if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "lest") for c in token.children):
            return True
        if token.dep_ in ("relcl", "ccomp", "acl", "pcomp"):
            return False
    return False


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(a.tag_ == "TO" for a in children(verb, "aux"))


def _stance_of_infinitive(verb: Token) -> Stance:
    """ "went on to say" was said; "wants to say", "is likely to say", "the right to say" was not."""
    up = verb.head
    if verb.dep_ == "pcomp" and up.dep_ == "prep":
        return Stance.SAID if up.lower_ in ("by", "in", "after", "with", "before", "as", "for") else Stance.UNSAID
    if verb.tag_ == "VBG":
        return _stance_of_gerund(verb, up)
    if verb.dep_ == "conj":
        return stance_of(up) if up.pos_ in ("VERB", "AUX") else Stance.UNSAID
    if up.lemma_ in HONOURS:
        return Stance.SAID
    if up.lemma_ in ("refuse", "decline"):
        return Stance.REFUSED
    if verb.dep_ in ("xcomp", "advcl", "ccomp") and up.lemma_ in CARRYING and not is_negated(up):
        return stance_of(up)
    return Stance.UNSAID


def _stance_of_gerund(verb: Token, up: Token) -> Stance:
    if any(c.dep_ in ("aux", "nsubj") for c in verb.children) or verb.dep_ in ("advcl", "acl", "ROOT", "conj", "parataxis", "dep", "ccomp"):
        return Stance.SAID
    if verb.dep_ == "xcomp":
        return Stance.SAID if up.lemma_ in CARRYING else Stance.UNSAID
    return Stance.UNSAID


def opens_with(view: View, tokens: Range, words: frozenset[str]) -> bool:
    """Whether the first word of the range is one of the words."""
    return len(tokens) > 0 and view.tokens[tokens.start].lower_ in words
