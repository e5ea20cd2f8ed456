"""Which quotations may be one: those that share rare words and runs of two and three, found without comparing all with all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memcon.link.variants.weights import Weights

RARE: Final = 4.0
"""Nats from which one word alone makes two quotations worth a look."""
VOTES: Final = 14.0
"""Nats that two must share, in words and runs, to be compared: two rare words."""
ALL_PAIRS: Final = {1: 24, 2: 40, 3: 60}
"""Quotations that share a run of so many words and are all held against each other; where more do, only neighbours are."""
NEIGHBOURS: Final = 6
MOST: Final = 40
"""Candidates of one quotation that are compared, the best first."""

Words = Sequence[str]
Ints = NDArray[np.int64]


def find_candidates(texts: Sequence[Words], weights: Weights) -> list[tuple[int, int]]:
    """The pairs of positions in `texts` that are worth comparing, in order; `texts` are sorted and different."""
    ones, others, votes = _votes(texts, weights)
    if not len(ones):
        return []
    keys, places = np.unique(ones * len(texts) + others, return_inverse=True)
    sums = np.bincount(places, weights=votes).astype(np.float64)
    kept = sums >= VOTES
    return sorted(_best(keys[kept] // len(texts), keys[kept] % len(texts), sums[kept]))


def _votes(texts: Sequence[Words], weights: Weights) -> tuple[Ints, Ints, NDArray[np.float64]]:
    ones: list[int] = []
    others: list[int] = []
    votes: list[float] = []
    for gram, holders in _holders(texts, weights).items():
        vote = weights.sum(gram)
        for one, other in _pairs(holders, ALL_PAIRS[len(gram)]):
            ones.append(one)
            others.append(other)
            votes.append(vote)
    return np.array(ones, np.int64), np.array(others, np.int64), np.array(votes, np.float64)


def _holders(texts: Sequence[Words], weights: Weights) -> dict[tuple[str, ...], list[int]]:
    """Which texts hold each rare word and each run of two or three, in order."""
    held: dict[tuple[str, ...], list[int]] = {}
    for n, words in enumerate(texts):
        for gram in _grams(words, weights):
            held.setdefault(gram, []).append(n)
    return {gram: holders for gram, holders in held.items() if len(holders) > 1}


def _grams(words: Words, weights: Weights) -> set[tuple[str, ...]]:
    runs = {(*gram,) for size in (2, 3) for gram in zip(*(words[k:] for k in range(size)), strict=False)}
    return {gram for gram in runs if weights.sum(gram) >= RARE} | {(word,) for word in words if weights.of(word) >= RARE}


def _pairs(holders: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """All pairs of a few; of many each with the next ones, which are the most like it as texts are sorted."""
    if len(holders) <= most:
        yield from combinations(holders, 2)
        return
    for step in range(1, NEIGHBOURS + 1):
        yield from zip(holders, holders[step:], strict=False)


def _best(ones: Ints, others: Ints, sums: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """The pairs, of each text no more than MOST, the best first."""
    used: dict[int, int] = {}
    for k in np.lexsort((others, ones, -sums)):
        pair = int(ones[k]), int(others[k])
        if min(used.get(n, 0) for n in pair) < MOST:
            yield pair
            for n in pair:
                used[n] = used.get(n, 0) + 1
