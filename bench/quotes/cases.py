"""A case of the bench: a quotation, where it was taken from, what was done to it and what a checker should say."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bench.quotes.sentences import Sentence
from memcon.model.quotation import TextVerdict

V = TextVerdict

WANTED: Final[Mapping[str, frozenset[TextVerdict]]] = {
    "verbatim": frozenset({V.VERBATIM}),
    "cleaned": frozenset({V.CLEANED}),
    "trimmed": frozenset({V.TRIMMED}),
    "bracketed": frozenset({V.BRACKETED}),
    "shifted": frozenset({V.SHIFTED}),
    "minor": frozenset({V.MINOR}),
    "synonym": frozenset({V.REWORDED}),
    "spun": frozenset({V.REWORDED}),
    "silent-cut": frozenset({V.REWORDED}),
    "insertion": frozenset({V.REWORDED}),
    "number": frozenset({V.MEANING_CHECK}),
    "negation": frozenset({V.MEANING_CHECK}),
    "antonym": frozenset({V.MEANING_CHECK}),
    "name": frozenset({V.MEANING_CHECK}),
    "modal": frozenset({V.MEANING_CHECK}),
    "agency": frozenset({V.MEANING_CHECK}),
}
"""The sixteen ways and the verdicts that are right for each."""

FAIR: Final = ("verbatim", "cleaned", "trimmed", "bracketed")
MEANING: Final = ("number", "negation", "antonym", "name", "modal", "agency")
CONTEXTS: Final = ("cut-after-negation", "stops-before-but", "ellipsis-drops-not")


@dataclass(frozen=True, slots=True)
class Altered:
    """What a way made of a sentence: the quotation, and what was spoken where the source differs from the sentence."""

    quotation: str
    spoken: str | None = None


Way = Callable[[Sentence, random.Random], Altered | None]
"""A way alters a sentence, or says that it cannot."""


@dataclass(frozen=True, slots=True)
class Case:
    """One quotation to be checked: the way it was altered, the sentence of its source, the speakers it is given to."""

    way: str
    quotation: str
    original: str
    source: str = ""
    speakers: tuple[str, ...] = ()
