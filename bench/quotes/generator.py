"""True quotations altered in sixteen ways, each held against what it claims to be; the same seed makes the same quotations."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from bench.quotes import fair, meaning, wording
from bench.quotes.cases import Altered, Way
from bench.quotes.checks import holds
from bench.quotes.sentences import Sentence

WAYS: Final[Mapping[str, Way]] = {
    "verbatim": fair.verbatim,
    "cleaned": fair.cleaned,
    "trimmed": fair.trimmed,
    "bracketed": fair.bracketed,
    "shifted": fair.shifted,
    "minor": fair.minor,
    "synonym": wording.synonym,
    "spun": wording.spun,
    "silent-cut": wording.silent_cut,
    "insertion": wording.insertion,
    "number": meaning.number,
    "negation": meaning.negation,
    "antonym": meaning.antonym,
    "name": meaning.name,
    "modal": meaning.modal,
    "agency": meaning.agency,
}


def alter(way: str, sentence: Sentence, *, seed: int) -> Altered | None:
    """The sentence altered so, or None where it cannot be or where the result is not what it claims."""
    dice = random.Random(f"{seed}/{way}/{sentence.text}")
    altered = WAYS[way](sentence, dice)
    return altered if altered is not None and holds(way, sentence, altered) else None


def generate(
    way: str, sentences: Iterable[Sentence], *, seed: int, most: int, fits: Callable[[Altered], bool] = lambda _: True
) -> Iterator[tuple[Sentence, Altered]]:
    """Up to so many quotations altered in one way, each from another sentence; only those that fit."""
    made = 0
    for sentence in shuffled(sentences, f"{seed}/{way}"):
        if made == most:
            return
        altered = alter(way, sentence, seed=seed)
        if altered is not None and fits(altered):
            made += 1
            yield sentence, altered


def shuffled(sentences: Iterable[Sentence], seed: str) -> Sequence[Sentence]:
    """The sentences in an order that depends on the seed and each sentence alone: a new sentence moves no other."""
    return sorted(sentences, key=lambda s: (hashlib.sha256(f"{seed}/{s.text}".encode()).digest(), s.source))
