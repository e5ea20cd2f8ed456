"""Which texts are worth comparing: those that share runs of words, quotations, or rare names and numbers in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby, pairwise
from typing import Final

import numpy as np

from memcon.link.origins.sheets import Book, Sheet, weights_of
from memcon.link.origins.vocabulary import Floats, Hashes, Ints, mixed

EACH: Final = 4
"""One run in so many is looked up, the same ones in all texts: pairs grow with the square of the texts that hold a run."""
ALL_PAIRS: Final = 24
"""Texts that share a feature and are all paired; where more do, each is paired with the next ones only."""
NEIGHBOURS: Final = 4
LEAST_RUNS: Final = 2
LEAST_QUOTED: Final = 4
LEAST_PART: Final = 0.04
"""The part of the runs of the shorter text that must be shared."""
LEAST_NATS: Final = 14.0
"""Nats of rare names and numbers that must be shared: about two rare ones in one sentence."""
RAREST: Final = 6
"""Names and numbers of one sentence that are paired with one another."""
MOST: Final = 12
"""Candidates of one text for each of the three reasons, the best first."""

Pairs = set[tuple[int, int]]


def find_candidates(book: Book) -> list[tuple[int, int]]:
    """The pairs of places in the book that are worth comparing, in order."""
    if len(book.sheets) < 2:
        return []
    return sorted(_by_runs(book) | _by_quotations(book) | _by_anchors(book))


def _by_runs(book: Book) -> Pairs:
    chosen = [sheet.long_runs[sheet.long_runs % np.uint64(EACH) == 0] for sheet in book.sheets]
    ones, others, votes = _votes(chosen, [np.ones(len(runs)) for runs in chosen])
    sizes = np.array([len(runs) for runs in chosen])
    enough = votes >= np.maximum(LEAST_RUNS, LEAST_PART * np.minimum(sizes[ones], sizes[others]))
    return _best(ones[enough], others[enough], votes[enough])


def _by_quotations(book: Book) -> Pairs:
    chosen = [sheet.said for sheet in book.sheets]
    ones, others, votes = _votes(chosen, [np.ones(len(runs)) for runs in chosen])
    enough = votes >= LEAST_QUOTED
    return _best(ones[enough], others[enough], votes[enough])


def _by_anchors(book: Book) -> Pairs:
    keyed = [_anchor_keys(book, sheet) for sheet in book.sheets]
    ones, others, votes = _votes([keys for keys, _ in keyed], [nats for _, nats in keyed])
    enough = votes >= LEAST_NATS
    return _best(ones[enough], others[enough], votes[enough])


def _anchor_keys(book: Book, sheet: Sheet) -> tuple[Hashes, Floats]:
    """A key and its nats for each rare word, each pair of anchors of one sentence, and the rarest anchors of neighbours."""
    nats = weights_of(book, sheet.features, sheet.anchors)
    pairs = list(anchor_pairs(sheet, nats))
    ones, others = (np.array([pair[k] for pair in pairs], np.int64).astype(np.uint64) for k in (0, 1))
    keys = np.concatenate([mixed(sheet.features.astype(np.uint64)), mixed(mixed(ones) ^ others)])
    weights = np.concatenate([nats, np.array([pair[2] for pair in pairs], np.float64)])
    unique, places = np.unique(keys, return_index=True)
    return unique, weights[places]


def anchor_pairs(sheet: Sheet, nats: Floats) -> Iterator[tuple[int, int, float]]:
    """Each two rare names or numbers of one sentence, and the rarest of neighbours, with the nats of one of the two."""
    rows = zip(sheet.rows.tolist(), sheet.features.tolist(), sheet.anchors.tolist(), nats.tolist(), strict=True)
    firsts: list[tuple[float, int]] = []
    for _, group in groupby(rows, key=lambda row: row[0]):
        rare = sorted(((-weight, feature) for _, feature, anchor, weight in group if anchor))[:RAREST]
        firsts += rare[:1]
        for (one, a), (other, b) in combinations(sorted(rare, key=lambda row: row[1]), 2):
            yield a, b, -(one + other) / 2
    for (one, a), (other, b) in pairwise(firsts):
        yield a, b, -(one + other) / 2


def _votes(keys: list[Hashes], nats: list[Floats]) -> tuple[Ints, Ints, Floats]:
    """The pairs of texts that share keys, with the sum of what these weigh; of common keys only neighbours are paired."""
    texts = np.repeat(np.arange(len(keys)), [len(k) for k in keys])
    every, weights = np.concatenate(keys), np.concatenate(nats)
    order = np.argsort(every, kind="stable")
    every, texts, weights = every[order], texts[order], weights[order]
    _, sizes = np.unique(every, return_counts=True)
    codes, votes = _paired(every, texts, weights, np.repeat(sizes, sizes))
    unique, places = np.unique(codes, return_inverse=True)
    sums = np.bincount(places, weights=votes, minlength=len(unique)).astype(np.float64)
    return unique // len(keys), unique % len(keys), sums


def _paired(every: Hashes, texts: Ints, weights: Floats, sizes: Ints) -> tuple[Ints, Floats]:
    total = int(texts.max(initial=0)) + 1
    codes: list[Ints] = []
    votes: list[Floats] = []
    for step in range(1, ALL_PAIRS):
        near = every[:-step] == every[step:]
        if step > NEIGHBOURS:
            near &= sizes[:-step] <= ALL_PAIRS
        at = np.flatnonzero(near)
        codes.append(texts[at] * total + texts[at + step])
        votes.append(weights[at])
    return np.concatenate(codes), np.concatenate(votes)


def _best(ones: Ints, others: Ints, votes: Floats) -> Pairs:
    """The pairs of which either text has no more than MOST better ones."""
    used: dict[int, int] = {}
    found: Pairs = set()
    for k in np.lexsort((others, ones, -votes)).tolist():
        one, other = int(ones[k]), int(others[k])
        if min(used.get(one, 0), used.get(other, 0)) < MOST:
            found.add((one, other))
            used[one], used[other] = used.get(one, 0) + 1, used.get(other, 0) + 1
    return found
