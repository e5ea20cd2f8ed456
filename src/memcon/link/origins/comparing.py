"""How much of one text stands in another: the same sentences and runs, the same words, the same names in the same order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from memcon.link.origins.sheets import Book, Sheet, weights_of
from memcon.link.origins.vocabulary import Floats, Hashes, Ints

NEAR: Final = 0.35
"""The cosine from which two sentences are held to be one that was reworded."""
WORTH: Final = 0.3
"""The part of its words, wherever they stand, that either text must share to be aligned at all."""
MOST_SENTENCES: Final = 400
"""Sentences of a text that are aligned; a longer one is compared by its beginning and by its runs."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of one text stands in another, seen from the one; parts are from 0 to 1.

    `lines` of `all_lines` sentences are the same. `runs` is the part of its runs of three words, `words` the part of its words by
    weight, sentence by sentence, `order` the part of its names, numbers and quotations in the order of the other; `steps` is in how
    many sentences they stand and `nats` what they weigh. `long_runs` counts shared runs of five words of `all_runs`, `said` those within
    quotation marks.
    """

    lines: int
    all_lines: int
    runs: float
    words: float
    order: float
    steps: int
    nats: float
    said: int
    long_runs: int
    all_runs: int
    size: int

    @property
    def long_part(self) -> float:
        """The part of its runs of five words."""
        return self.long_runs / self.all_runs if self.all_runs else 0.0


class Comparer:
    """Compares texts of one book, each pair once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._weights = lru_cache(maxsize=None)(self._weigh)
        self._pairs: dict[tuple[int, int], tuple[Likeness, Likeness]] = {}

    def of(self, one: int, other: int) -> Likeness:
        """The one text as it stands in the other."""
        low, high = sorted((one, other))
        if (low, high) not in self._pairs:
            self._pairs[low, high] = self._compare(low, high)
        return self._pairs[low, high][one > other]

    def _weigh(self, place: int) -> Floats:
        sheet = self._book.sheets[place]
        return weights_of(self._book, sheet.features, sheet.anchors)

    def _compare(self, low: int, high: int) -> tuple[Likeness, Likeness]:
        one, other = self._book.sheets[low], self._book.sheets[high]
        aligned = _aligned(one, other, (self._weights(low), self._weights(high)))
        shared, long_runs = len(_shared(one.runs, other.runs)), _shared(one.long_runs, other.long_runs)
        return _likeness(one, other, shared, long_runs, aligned[0]), _likeness(other, one, shared, long_runs, aligned[1])


@dataclass(frozen=True, slots=True)
class _Aligned:
    """The part of the words and of the anchors of a text on the best way through another; see Likeness."""

    words: float
    order: float
    steps: int
    nats: float


_NOT_ALIGNED: Final = _Aligned(0.0, 0.0, 0, 0.0)


def _likeness(one: Sheet, other: Sheet, shared: int, long_runs: Hashes, aligned: _Aligned) -> Likeness:
    return Likeness(
        lines=int(np.isin(one.lines, other.lines).sum()) if shared else 0,
        all_lines=len(one.lines),
        runs=shared / len(one.runs) if len(one.runs) else 0.0,
        words=aligned.words,
        order=aligned.order,
        steps=aligned.steps,
        nats=aligned.nats,
        said=len(_shared(one.said, long_runs)) if len(long_runs) else 0,
        long_runs=len(long_runs),
        all_runs=len(one.long_runs),
        size=one.size,
    )


def _shared(one: Hashes, other: Hashes) -> Hashes:
    found: Hashes = np.intersect1d(one, other, assume_unique=True)
    return found


def _aligned(one: Sheet, other: Sheet, nats: tuple[Floats, Floats]) -> tuple[_Aligned, _Aligned]:
    """Both texts as they stand in one another, sentence by sentence; not where too few words of either are in the other at all."""
    common, *places = np.intersect1d(one.bag, other.bag, assume_unique=True, return_indices=True)
    sides = [_columns(sheet, at) for sheet, at in zip((one, other), places, strict=True)]
    parts = [float(n[c >= 0].sum()) / (float(n.sum()) or 1.0) for n, c in zip(nats, sides, strict=True)]
    if max(parts) < WORTH:
        return _NOT_ALIGNED, _NOT_ALIGNED
    tables = [[_table(s, c, n, len(common), anchored=a) for s, c, n in zip((one, other), sides, nats, strict=True)] for a in (False, True)]
    words, anchors = _overlap(*tables[0]), _overlap(*tables[1])
    return (
        _side(words, tables[0][0].totals, anchors, tables[1][0].totals),
        _side(words.T, tables[0][1].totals, anchors.T, tables[1][1].totals),
    )


def _columns(sheet: Sheet, places: Ints) -> Ints:
    """The column of each feature among the common ones, -1 for those that are none."""
    columns = np.full(len(sheet.bag), -1, np.int64)
    columns[places] = np.arange(len(places))
    found: Ints = columns[sheet.bag_places]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The nats of the common features by sentence, and of all features of each."""

    nats: Floats
    totals: Floats


def _table(sheet: Sheet, columns: Ints, nats: Floats, width: int, *, anchored: bool) -> _Table:
    sentences = min(len(sheet.lines), MOST_SENTENCES)
    kept = (sheet.rows < sentences) & ((sheet.anchors > 0) | (not anchored))
    totals = np.bincount(sheet.rows[kept], weights=nats[kept], minlength=sentences).astype(np.float64)
    common = kept & (columns >= 0)
    table = np.zeros((sentences, width))
    table[sheet.rows[common], columns[common]] = nats[common]
    return _Table(table, totals)


def _overlap(one: _Table, other: _Table) -> Floats:
    """The nats that each sentence of the one shares with each of the other, where they are near."""
    overlap = one.nats @ (other.nats > 0).T.astype(np.float64)
    bars = NEAR * np.sqrt(np.outer(one.totals, other.totals))
    near: Floats = np.where(overlap >= np.maximum(bars, 1e-9), overlap, 0.0)
    return near


def _side(words: Floats, all_words: Floats, anchors: Floats, all_anchors: Floats) -> _Aligned:
    if not words.size:
        return _NOT_ALIGNED
    nats = _way(anchors)
    part, order = float(words.max(axis=1).sum() / (all_words.sum() or 1.0)), nats / (float(all_anchors.sum()) or 1.0)
    return _Aligned(part, order, int((anchors.max(axis=1) > 0).sum()), nats)


def _way(overlap: Floats) -> float:
    """The nats of the heaviest way that never goes back; two sentences may have become one."""
    row = np.zeros(overlap.shape[1])
    for gain in overlap:
        row = np.maximum.accumulate(row + gain)
    return float(row[-1])
