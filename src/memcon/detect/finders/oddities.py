"""Sentences that cannot mean what they say: a name on both sides of "both ... and ..."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from memcon.detect.grammar.reading import Range, Reading, View
from memcon.detect.grammar.syntax import children
from memcon.model.document import Warning

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_oddities(reading: Reading) -> Iterator[Warning]:
    """A warning for each "both A and B" in which one of the two is also what is compared with them, or is named twice."""
    for view in reading.views:
        for both, word in zip(view.tokens, view.words, strict=True):
            if word == "both" and (pair := _pair(both)) is not None:
                yield from _doubled(view, both, pair)


def _pair(both: Token) -> tuple[Token, Token] | None:
    """The two nouns of "both A and B"."""
    first = both.head
    second = next((c for c in children(first, "conj") if c.pos_ in ("NOUN", "PROPN")), None)
    return (first, second) if first.pos_ in ("NOUN", "PROPN") and second is not None and first.i > both.i else None


def _doubled(view: View, both: Token, pair: tuple[Token, Token]) -> Iterator[Warning]:
    sentence = view.sentence(both.i)
    before = {view.tokens[i].lower_ for i in range(sentence.start, both.i) if view.tokens[i].dep_ in ("nsubj", "nsubjpass")}
    names = [noun.lower_ for noun in pair]
    name = next((n for n in pair if n.lower_ in before or names.count(n.lower_) > 1), None)
    if name is not None:
        end = max(noun.i for noun in pair) + 1
        yield Warning("both-sides", f"“{name.text}” stands on both sides of “both ... and ...”", view.span(Range(both.i, end)))
