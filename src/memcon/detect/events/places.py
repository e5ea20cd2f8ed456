"""Where a deed was done: the place behind "in", "at", "near", and what the gazetteer knows of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.reading import Range, Reading, View
from memcon.detect.grammar.states import find_state
from memcon.detect.grammar.syntax import children
from memcon.gazetteer import find_place
from memcon.model.ledger import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEADS: Final = ("in", "at", "near", "outside", "inside", "around", "across", "over", "off", "into", "to", "from", "on", "along")
_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_STILL: Final = frozenset({"in", "at", "near", "outside", "inside", "around", "off"})
"""Words that say where something is; the others only say where it goes, and count where nothing else is told."""


def place_of(reading: Reading, view: View, words: Sequence[Token], near: Collection[str]) -> Place | None:
    """The place that hangs on one of the words, the first that says where; a name that no gazetteer has stays a name."""
    found = [pair for word in words for pair in _named(word)]
    still = [name for lead, name in found if lead in _STILL]
    name = next(iter(still), None)
    return None if name is None else locate(reading, view, _whole(view, name), near)


def locate(reading: Reading, view: View, tokens: Range, near: Collection[str]) -> Place:
    """The place of these words."""
    span = view.span(tokens)
    name = " ".join(span.of(reading.text).split())
    found = find_place(name.removeprefix("the ").removeprefix("The "), near=near)
    state = find_state(name)
    if found is None:
        return Place(name, span, state.code if state is not None else None)
    return Place(found.name, span, found.country, found.latitude, found.longitude, found.id)


def _named(word: Token) -> Iterator[tuple[str, Token]]:
    """Each preposition of place behind a word with the place behind it: also "in the [town] of Lorn"."""
    for prep in children(word, "prep"):
        if prep.lower_ not in _LEADS:
            continue
        for noun in children(prep, "pobj"):
            if noun.ent_type_ in _PLACES or noun.pos_ == "PROPN":
                yield prep.lower_, noun
            elif (inner := _inside(noun)) is not None:
                yield prep.lower_, inner
            yield from _named(noun)


def _inside(noun: Token) -> Token | None:
    """ "the town of Lorn", "the capital Lorn"."""
    named = [p for of in children(noun, "prep") if of.lower_ in ("of", "in") for p in children(of, "pobj")]
    return next((t for t in (*named, *children(noun, "appos")) if t.ent_type_ in _PLACES), None)


def _whole(view: View, noun: Token) -> Range:
    """The words of the name: all of one entity, or the compound before its head."""
    start = end = noun.i
    while start > 0 and view.tokens[start - 1].ent_type_ == noun.ent_type_ != "" and view.tokens[start].ent_iob_ == "I":
        start -= 1
    while end + 1 < len(view.tokens) and view.tokens[end + 1].ent_iob_ == "I" and view.tokens[end + 1].ent_type_ == noun.ent_type_ != "":
        end += 1
    if start == noun.i:
        start = min([noun.i, *(c.i for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "PROPN")])
    while start < noun.i and view.tokens[start].pos_ == "DET":
        start += 1
    return Range(start, end + 1)
