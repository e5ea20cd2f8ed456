"""Who does a deed and to whom: the words of the two sides, and the states and organisations in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from memcon.detect.events.frames import Frame, load_frames
from memcon.detect.events.matching import doer_of, is_actor, is_public, objects_of, prepositions
from memcon.detect.grammar.nations import Named, Nation, holder_in
from memcon.detect.grammar.reading import Range, View, walk
from memcon.detect.grammar.syntax import child, children, noun_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

_POINTING: Final = frozenset({"it", "they", "he", "she"})
_SPEAKING: Final = frozenset({"i", "we", "me", "us"})
_NOBODY: Final = frozenset({"you", "one"})


@dataclass(frozen=True, slots=True)
class Side:
    """One actor of an event: its tokens, its head, and the nation that its words name."""

    tokens: Range
    head: int
    nation: Nation | None = None
    inferred: bool = False
    """Whether the nation is only that of the sentence."""
    speaking: bool = False
    """ "I", "we": whoever speaks there, or wrote the paper."""
    near: bool = False
    """Whether it is only the nation named next, or the one whose the thing is."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A block with its nations by the token at which each ends and begins."""

    view: View
    nations: Sequence[Named]
    year: int | None = None
    """Of the paper, where it has a day."""

    def within(self, tokens: Range) -> list[Named]:
        """The nations named inside the tokens."""
        return [n for n in self.nations if tokens.start <= n.tokens.start and n.tokens.end <= tokens.end]


def sources_of(clause: Clause, verb: Token) -> tuple[Side, ...]:
    """Who does it; empty where the sentence does not say."""
    doer = doer_of(verb)
    doer = _teller_of(doer) if doer is not None and doer.lower_ in _POINTING else doer
    return tuple(phrases_of(clause, doer, verb)) if doer is not None else ()


def _teller_of(pronoun: Token) -> Token:
    """ "Switzerland said that it had expelled two": the one who tells it, where the pronoun agrees with him."""
    for verb in walk(pronoun):
        if verb.dep_ in ("ccomp", "advcl") and verb.head.pos_ == "VERB":
            teller = child(verb.head, "nsubj")
            if teller is not None and teller.i < pronoun.i and teller.pos_ in ("NOUN", "PROPN"):
                return teller if (pronoun.lower_ == "they") <= (_is_plural(teller)) else pronoun
    return pronoun


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS") or child(noun, "conj") is not None or noun.ent_type_ in ("GPE", "ORG", "NORP")


def targets_of(clause: Clause, verb: Token, frame: Frame, sources: Sequence[Side]) -> tuple[Side, ...]:
    """To whom it is done: the first of the places that the frame names where an actor stands, else the nation named next."""
    taken = {side.head for side in sources}
    for place in frame.sides:
        nouns = [n for n in _nouns_at(verb, place) if place != "object" or n.lemma_.lower() not in frame.object | frame.object_word]
        each = ([s for s in phrases_of(clause, noun, verb) if s.head not in taken] for noun in nouns)
        found = [sides for sides in each if sides]
        if found:
            return tuple(found[0] if place == "clause" else chain.from_iterable(found))
    if not frame.sides or (frame.reciprocal and len(sources) > 1):
        return ()  # "A and B met": they met one another
    return tuple(_named_next(clause, verb, sources, own=frame.type in load_frames().words["gates.domestic"]))


def _nouns_at(verb: Token, place: str) -> Iterator[Token]:
    """The nouns in one place: object, of, dative, clause, or behind a preposition."""
    if place == "object":
        yield from objects_of(verb)
    elif place == "dative":
        yield from (noun for noun in children(verb, "dative") if noun.pos_ != "ADP")
    elif place == "clause":
        yield from _nouns_in_clause(verb)
    elif place == "of":
        for noun in objects_of(verb):
            yield from children(noun, "poss")
            yield from _behind(noun, ("of", "from", "by"))
    else:
        for prep in prepositions(verb):
            if prep.lower_ == place:
                yield from children(prep, "pobj")


def _behind(noun: Token, words: Sequence[str]) -> Iterator[Token]:
    return (p for prep in children(noun, "prep") if prep.lower_ in words for p in children(prep, "pobj"))


def _nouns_in_clause(verb: Token) -> Iterator[Token]:
    """In what is agreed, refused, demanded: its subject, else its objects and what stands behind its prepositions."""
    hanging = [c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "advcl")] + [
        c for o in objects_of(verb) for c in children(o, "acl", "ccomp")
    ]
    for clause in (c for c in hanging if c.pos_ in ("VERB", "AUX")):
        own = child(clause, "nsubj", "nsubjpass")
        if own is not None and own.pos_ != "PRON":
            yield own
        yield from objects_of(clause)
        for noun in objects_of(clause):
            yield from _behind(noun, ("of", "from", "by", "to", "in", "on", "against", "with"))
        for prep in prepositions(clause):
            yield from children(prep, "pobj")


def phrases_of(clause: Clause, head: Token, verb: Token) -> Iterator[Side]:
    """The actors in a noun phrase and those joined to it by "and"; of a thing the nation that its words name."""
    for noun in (head, *_conjuncts(head)):
        tokens = _phrase(clause.view, noun, verb)
        nations = _in_order(clause, tokens, noun)
        pair = _joined(clause, nations)
        if pair:
            yield from (Side(n.tokens, n.tokens.end - 1, n.nation) for n in pair)
        elif noun.pos_ == "PRON" and noun.lower_ in _SPEAKING | _NOBODY:
            yield from [Side(tokens, noun.i, speaking=True)] if noun.lower_ in _SPEAKING else []
        elif is_actor(noun):
            nation = nations[0].nation if nations else holder_in(clause.view, tokens, year=clause.year)
            described = _described_by(clause, noun) if nation is None else None
            yield Side(tokens, noun.i, nation or described, inferred=described is not None)
        elif held := [n for n in nations if _is_held(clause.view, n, noun)]:
            first = held[0]
            yield Side(first.tokens, first.tokens.end - 1, first.nation, near=True)


def _described_by(clause: Clause, noun: Token) -> Nation | None:
    """The nation in the clauses that describe somebody: "refugees who fled the war in Liberia"."""
    ends = [c.right_edge.i + 1 for c in noun.rights if c.dep_ in ("acl", "relcl", "prep")]
    inside = clause.within(Range(noun.i + 1, max(ends))) if ends and noun.pos_ == "NOUN" else []
    return inside[0].nation if len({n.nation.code for n in inside}) == 1 else None


def _is_held(view: View, named: Named, thing: Token) -> bool:
    """Whether a thing is a nation's: "Haiti's efforts", "the offices of Haiti", and not "efforts in getting people out of Haiti"."""
    word = view.tokens[named.tokens.end - 1]
    leads = ("of", "from", "by") if is_actor(thing) else ("of", "from", "by", "in", "on", "with", "to", "against")
    return (
        word.i < thing.i
        or (word.dep_ == "pobj" and word.head.lower_ in leads and word.head.head.i == thing.i)
        or (word.head.dep_ == "pobj" and word.i < word.head.i)
    )


def _conjuncts(noun: Token) -> Iterator[Token]:
    for other in children(noun, "conj"):
        yield other
        yield from _conjuncts(other)


def _phrase(view: View, noun: Token, verb: Token) -> Range:
    """The noun phrase without what is joined to it and without the verb itself."""
    tokens = noun_phrase(view, noun)
    stops = [c.left_edge.i for c in noun.rights if c.dep_ in ("cc", "conj", "relcl", "acl", "appos", "punct") and c.i > noun.i]
    end = min([tokens.end, *stops, *([verb.i] if noun.i < verb.i < tokens.end else [])])
    return Range(tokens.start if noun.dep_ != "conj" else max(tokens.start, noun.left_edge.i), max(end, noun.i + 1))


def _in_order(clause: Clause, tokens: Range, noun: Token) -> list[Named]:
    """The nations in a phrase: the head itself, then what stands before it, the nearest first, then what stands behind."""
    inside = clause.within(tokens)
    left = [n for n in inside if n.tokens.end <= noun.i + 1]
    right = [n for n in inside if n.tokens.start > noun.i and (is_public(noun) or _is_held(clause.view, n, noun))]
    own = [n for n in inside if n.tokens.holds(noun.i)]
    owner = [n for n in left if any(t.dep_ == "poss" for t in clause.view.tokens[n.tokens.start : n.tokens.end])]
    rest = [n for n in left if n not in own and n not in owner]
    return sorted([*own, *owner, *rest, *right], key=lambda n: n.nation.kind == "people" and n.nation.country is None)


def _joined(clause: Clause, nations: Sequence[Named]) -> list[Named]:
    """ "U.S. and Russian negotiators": two states in one phrase."""
    if len(nations) < 2:
        return []
    words = [clause.view.tokens[n.tokens.end - 1] for n in nations]
    ends = {word.i for word in words}
    linked = [
        n
        for n, word in zip(nations, words, strict=True)
        if any(c.dep_ == "conj" and c.i in ends for c in word.children) or (word.dep_ == "conj" and word.head.i in ends)
    ]
    return linked if len({n.nation.code for n in linked}) > 1 else []


def _named_next(clause: Clause, verb: Token, sources: Sequence[Side], *, own: bool) -> Iterator[Side]:
    """Where no frame says who: the first nation behind the verb that is not a source; one of its own people where that may be."""
    end = max(t.i for t in verb.subtree) + 1
    known = {s.nation.code for s in sources if s.nation is not None}
    barred = [side.tokens for side in sources]
    words = [(n, clause.view.tokens[n.tokens.end - 1]) for n in clause.within(Range(verb.i + 1, end))]
    near = [(n, word) for n, word in words if not any(t.holds(word.i) for t in barred) and not _is_told_apart(word, verb)]
    far = [(n, word) for n, word in words if own and not any(t.holds(word.i) for t in barred) and not _is_source(word, verb)]
    chosen = next((pair for pair in (*near, *far) if pair[0].nation.code not in known), next(iter(near), None) if own else None)
    if chosen is not None:
        yield Side(chosen[0].tokens, chosen[1].i, chosen[0].nation, near=True)


def _is_source(word: Token, verb: Token) -> bool:
    """ "according to Iraqi police", "and Britain urged": another one's words, another one's deed."""
    for token in walk(word):
        if token.i == verb.i:
            return False
        if token.lower_ == "according" or (token.dep_ in ("conj", "parataxis") and token.pos_ == "VERB"):
            return True
    return True


def _is_told_apart(word: Token, verb: Token) -> bool:
    """Whether a word stands in another clause that only hangs on the verb: "because ...", "after ...", "and then ..."."""
    for token in walk(word):
        if token.i == verb.i:
            return False
        if (
            token.dep_ in ("advcl", "relcl")
            or (token.dep_ == "conj" and token.pos_ == "VERB")
            or token.lower_ in ("according", "after", "following", "since", "despite")
        ):
            return True
    return True
