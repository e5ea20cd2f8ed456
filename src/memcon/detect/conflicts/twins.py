"""Sentences that contradict themselves: one name on both sides of "between ... and ...", "either ... or ..."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.reading import Range, Reading, View
from memcon.detect.grammar.syntax import child, children
from memcon.detect.grammar.tables import load_table
from memcon.model.document import Warning

if TYPE_CHECKING:
    from spacy.tokens import Token

_TWINS: Final = frozenset(load_table("conflicts")["words"]["twins"])


def find_twins(reading: Reading) -> Iterator[Warning]:
    """A warning for each pair of a "between", "either" or "neither" whose two sides are one name."""
    for view in reading.views:
        for opening, word in zip(view.tokens, view.words, strict=True):
            if word in _TWINS and (pair := _pair(opening)) is not None and _is_one(*pair):
                yield _warning(view, opening, pair)


def _pair(opening: Token) -> tuple[Token, Token] | None:
    """The two nouns that the opening word goes with."""
    first = child(opening, "pobj") if opening.lower_ == "between" else opening.head
    second = next((c for c in children(first, "conj")), None) if first is not None else None
    return (first, second) if first is not None and second is not None and first.i > opening.i else None


def _is_one(first: Token, second: Token) -> bool:
    """Whether both are the same name, and nothing beside it tells them apart."""
    mine, theirs = ([c.lower_ for c in noun.lefts if c.dep_ != "det" and c.lower_ not in _TWINS] for noun in (first, second))
    behind = [c for noun in (first, second) for c in noun.rights if c.dep_ in ("prep", "nummod", "appos", "relcl")]
    return first.pos_ == second.pos_ == "PROPN" and first.lower_ == second.lower_ and mine == theirs and not behind


def _warning(view: View, opening: Token, pair: tuple[Token, Token]) -> Warning:
    joint = "and" if opening.lower_ == "between" else "or" if opening.lower_ == "either" else "nor"
    words = f"“{pair[0].text}” stands on both sides of “{opening.lower_} ... {joint} ...”"
    return Warning("both-sides", words, view.span(Range(opening.i, pair[1].i + 1)))
