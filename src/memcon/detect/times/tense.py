"""On which side of the paper a time lies, as the grammar around it tells."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.reading import Range, View
from memcon.detect.grammar.tables import load_table
from memcon.model.document import Part

if TYPE_CHECKING:
    from spacy.tokens import Token

_HINTS: Final[dict[str, frozenset[str]]] = {name: frozenset(words) for name, words in load_table("times")["hints"].items()}
_VERBS: Final = frozenset({"VERB", "AUX"})
_AUXILIARIES: Final = frozenset({"aux", "auxpass"})
_STEPS: Final = 12
"""Heads above a time that are asked; a longer way up is a parse gone wrong."""


class Side(StrEnum):
    """Where a time lies: before the paper or on its day, after it, or the grammar does not say."""

    BEHIND = "behind"
    AHEAD = "ahead"
    OPEN = "open"
    EITHER = "either"
    """The clause lies ahead, but the time may only name a thing in it: "will publish the Aug. 28 letter"."""

    @property
    def ahead(self) -> bool:
        """Whether the clause lies ahead, whatever the time in it names."""
        return self in {Side.AHEAD, Side.EITHER}


def side_of(view: View, tokens: Range) -> Side:
    """The side on which the clause around some tokens lies: "will meet", "plans to meet", "met"."""
    token, below, titled = view.tokens[tokens.start], None, view.block.section.part is Part.TITLE
    for _ in range(_STEPS):
        side = _side_of_verb(token, titled=titled) if token.pos_ in _VERBS else None
        if side is not None:
            return _weakened(side, token, below, names=names_a_thing(view, tokens))
        if token.lemma_.lower() in _HINTS["nouns"] or (token.pos_ == "ADJ" and token.lower_ in _HINTS["coming"]):
            return Side.AHEAD
        if token.head.i == token.i:
            break
        token, below = token.head, token
    return Side.OPEN


def names_a_thing(view: View, tokens: Range) -> bool:
    """Whether a time stands in front of a noun that it is part of: "the Aug. 28 letter"."""
    first = view.tokens[tokens.start]
    return (
        first.dep_ in ("compound", "nmod", "poss", "nummod", "amod") and first.head.i >= tokens.end and first.head.pos_ in ("NOUN", "PROPN")
    )


def _weakened(side: Side, verb: Token, below: Token | None, *, names: bool) -> Side:
    """A present verb and "might" say where their own time lies, not when a thing was: "includes an Aug. 28 letter"."""
    about = below is not None and below.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "oprd")
    words = {child.lower_ for child in _auxiliaries(verb)}
    if verb.tag_ in ("VBZ", "VBP") and (about or names):
        return Side.OPEN
    if not names or side is not Side.AHEAD or words & _HINTS["will"]:
        return side
    return Side.OPEN if words & _PRESENT else Side.EITHER if words & _HINTS["modals"] else side


_PRESENT: Final = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re"})


def is_done_by_then(view: View, tokens: Range) -> bool:
    """Whether what stands by or until a time is over: "By Monday, the water had gone", "not until Monday"."""
    verb = next((t for t in (view.tokens[tokens.start], *view.tokens[tokens.start].ancestors) if t.pos_ in _VERBS), None)
    if verb is None or _side_of_verb(verb, titled=False) is not Side.BEHIND:
        return False
    lead = next((i for i in range(tokens.start, max(-1, tokens.start - 3), -1) if view.tokens[i].lower_ in _HINTS["before"]), tokens.start)
    begins = lead == view.sentence(lead).start or view.tokens[lead - 1].is_punct
    return begins or any(child.lower_ in _HAVE or child.dep_ == "neg" for child in verb.children)


_HAVE: Final = frozenset({"had", "has", "have", "not"})


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in _AUXILIARIES]


def _side_of_verb(verb: Token, *, titled: bool) -> Side | None:
    """What a verb says; None where its head must be asked."""
    words = {child.lower_ for child in _auxiliaries(verb)} | ({verb.lower_} if verb.tag_ == "MD" else set())
    if words & _HINTS["will"]:
        return Side.AHEAD
    if words & _HINTS["modals"]:
        return Side.BEHIND if words & {"have", "'ve", "’ve"} else Side.AHEAD
    if verb.tag_ == "VB" or "to" in words:
        return _side_of_infinitive(verb, words)
    if verb.tag_ in ("VBN", "JJ") and verb.lower_ in _HINTS["coming"]:
        return Side.AHEAD
    if verb.tag_ == "VBG":
        return _side_of_participle(verb)
    if verb.tag_ in ("VBZ", "VBP"):
        return _side_of_present(verb, words, titled=titled)
    if verb.tag_ == "VBN" and words & {"is", "are"}:
        return Side.OPEN
    return Side.BEHIND if verb.tag_ in ("VBD", "VBN") else None


def _side_of_infinitive(verb: Token, words: set[str]) -> Side | None:
    """ "Plans to meet" is ahead, "failed to meet" is not; a purpose lies where its verb does: "came to see him"."""
    head = verb.head
    if "have" in words or words & {"did", "does", "do"}:
        return Side.BEHIND
    if "to" not in words:
        return Side.AHEAD if head.lemma_.lower() in _HINTS["demands"] or head.i == verb.i else None
    if verb.dep_ == "advcl" or head.lemma_.lower() in _HINTS["done"]:
        return None
    then = verb.dep_ in ("acl", "relcl") or any(child.lower_ == "had" for child in _auxiliaries(head))  # "had agreed to meet"
    return Side.EITHER if then else Side.AHEAD


def _side_of_participle(verb: Token) -> Side | None:
    """ "Is meeting on Friday" is ahead, "was meeting" is not, and "after meeting" is where its verb is."""
    words = {child.lower_ for child in _auxiliaries(verb)}
    if words & _PRESENT and not words & {"been"}:
        return Side.AHEAD
    return Side.BEHIND if words & {"was", "were", "been"} else None


def _side_of_present(verb: Token, words: set[str], *, titled: bool) -> Side | None:
    """ "The council meets on Friday" is ahead; what a paper says, has and is tells nothing, and headlines tell the past so."""
    if titled or verb.pos_ == "AUX" or verb.lemma_.lower() in _HINTS["saying"]:
        return Side.AHEAD if verb.lemma_ == "be" and not titled and _is_to_come(verb) else Side.OPEN
    demanded = verb.dep_ in ("ccomp", "advcl") and verb.head.lemma_.lower() in _HINTS["demands"]
    return Side.AHEAD if demanded or not words else Side.OPEN


def _is_to_come(be: Token) -> bool:
    """ "Is to meet", "is due"."""
    return any((child.dep_ == "xcomp" and child.tag_ == "VB") or child.lower_ in _HINTS["coming"] for child in be.children)
