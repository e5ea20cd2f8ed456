"""Sources as tables of words: built once, searched by word 3-grams and by rare words."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from memcon.link.quotes.bounds import EXACT_TRIED, POSTED
from memcon.link.quotes.filling import Vocabulary, fill
from memcon.link.quotes.saving import TABLES, load_tables, save_tables
from memcon.link.quotes.words import is_function
from memcon.model.quotation import SourceText

Ints = NDArray[np.int64]

_PRIOR_FUNCTION = 0.004
_PRIOR_CONTENT = 0.00002
_FEWEST = 20_000
_WEIGHTS = 200_000
_PROBED = 200


@dataclass(frozen=True, eq=False)
class SourceIndex:
    """All sources cut into words, immutable: keys and offsets of every word, word 3-grams sorted, places of rare words.

    Words of one source stand together, with a word of key 0 after its last. Building takes about 20 s and 0.9 GB for 100 MB of text.
    """

    sources: tuple[SourceText, ...]
    terms: tuple[str, ...]
    keys: NDArray[np.int32]
    starts: NDArray[np.int32]
    sizes: NDArray[np.uint16]
    edges: NDArray[np.int64]
    grams: NDArray[np.uint64]
    posted: NDArray[np.int32]

    @classmethod
    def build(cls, sources: Iterable[SourceText]) -> SourceIndex:
        """The index of the sources, in their order."""
        kept = tuple(sources)
        vocabulary = Vocabulary()
        keys, starts, sizes, edges = fill(kept, vocabulary)
        return cls(kept, tuple(vocabulary.terms), keys, starts, sizes, edges, _grams(keys), _posted(keys, len(vocabulary.terms)))

    def save(self, folder: Path) -> None:
        """Write the tables as .npy files and the sources as one JSON file into a folder, which is made where it is missing."""
        save_tables(self.sources, self.terms, {name: getattr(self, name) for name in TABLES}, folder)

    @classmethod
    def load(cls, folder: Path) -> SourceIndex:
        """The index that `save` wrote; raises BadRow where the folder is damaged or holds something else."""
        sources, terms, tables = load_tables(folder)
        return cls(sources, terms, **tables)

    @cached_property
    def ids(self) -> dict[str, int]:
        """The number of each term."""
        return {term: i for i, term in enumerate(self.terms)}

    @cached_property
    def counts(self) -> Ints:
        """How often each term stands in all sources."""
        return np.bincount(self.keys, minlength=len(self.terms)).astype(np.int64)

    @cached_property
    def _firsts(self) -> Ints:
        rare = np.where(self.counts <= POSTED, self.counts, 0)
        rare[0] = 0
        return np.concatenate([[0], np.cumsum(rare)]).astype(np.int64)

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {}

    def weight(self, term: str) -> float:
        """How much a word tells: log(1 + N/df), where common words of English never count as rare."""
        known = self._weights.get(term)
        if known is None:
            known = self._weight(term)
            if len(self._weights) < _WEIGHTS:
                self._weights[term] = known
        return known

    def _weight(self, term: str) -> float:
        total = max(len(self.keys), _FEWEST)
        prior = _PRIOR_FUNCTION if is_function(term) else _PRIOR_CONTENT
        number = self.ids.get(term)
        count = max(float(self.counts[number]) if number is not None else 0.0, total * prior, 1.0)
        return math.log1p(total / count) * (0.5 if is_function(term) else 1.0)

    def source_at(self, place: int) -> int:
        """The number of the source in which a word stands."""
        return bisect_right(self._edge_list, place) - 1

    @cached_property
    def _edge_list(self) -> list[int]:
        edges: list[int] = self.edges.tolist()
        return edges

    def bounds(self, source: int) -> tuple[int, int]:
        """The first word of a source and the place after its last."""
        return self._edge_list[source], self._edge_list[source + 1] - 1

    def places(self, term: str) -> Ints:
        """Where a rare term stands; empty for a common one."""
        number = self.ids.get(term)
        if number is None:
            return np.empty(0, np.int64)
        return self.posted[self._firsts[number] : self._firsts[number + 1]].astype(np.int64)

    def gram_ranges(self, numbers: Sequence[int]) -> list[tuple[int, int]]:
        """For each three terms in a row, the range of `grams` in which their places are."""
        row = np.array(numbers, np.int64)
        values = _hashes(row[:-2], row[1:-1], row[2:])
        lows = np.searchsorted(self.grams, values << np.uint64(32))
        highs = np.searchsorted(self.grams, (values << np.uint64(32)) | np.uint64(0xFFFFFFFF), side="right")
        return list(zip(lows.tolist(), highs.tolist(), strict=True))

    def places_in(self, low: int, high: int) -> Ints:
        """The places of a range of `grams`: some are of other terms with the same hash."""
        return (self.grams[low:high] & np.uint64(0xFFFFFFFF)).astype(np.int64)

    def exact(self, terms: Sequence[str]) -> Ints:
        """The places where the terms stand word for word, in order; at most `EXACT_TRIED` are tried."""
        numbers = [self.ids.get(term, -1) for term in terms]
        if not numbers or min(numbers) < 0 or len(numbers) > len(self.keys):
            return np.empty(0, np.int64)
        first = self._candidates(numbers)
        first = first[(first >= 0) & (first + len(numbers) <= len(self.keys))]
        for offset, number in enumerate(numbers):
            if not len(first):
                break
            first = first[self.keys[first + offset] == number]
        return np.sort(first)

    def _candidates(self, numbers: Sequence[int]) -> Ints:
        """Places at which the words may begin, by the rarest 3-gram or word."""
        if len(numbers) >= 3:
            ranges = self.gram_ranges(numbers[: _PROBED + 2])
            offset = min(range(len(ranges)), key=lambda i: (ranges[i][1] - ranges[i][0], i))
            return self.places_in(*ranges[offset])[:EXACT_TRIED] - offset
        offset = min(range(len(numbers)), key=lambda i: int(self.counts[numbers[i]]))
        if self.counts[numbers[offset]] <= POSTED:
            return self.places(self.terms[numbers[offset]]) - offset
        return np.flatnonzero(self.keys == numbers[offset])[:EXACT_TRIED] - offset


def _hashes(first: NDArray[np.int64], second: NDArray[np.int64], third: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A hash of 32 bits for each row of three terms."""
    mixed = first.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= second.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed ^= mixed >> np.uint64(29)
    mixed += third.astype(np.uint64) * np.uint64(0x165667B19E3779F9)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return mixed >> np.uint64(32)


def _grams(keys: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Each word 3-gram as its hash and its place in one number, sorted."""
    count = max(len(keys) - 2, 0)
    found = np.empty(count, np.uint64)
    block = 1 << 20
    for low in range(0, count, block):
        high = min(low + block, count)
        hashes = _hashes(*(keys[low + k : high + k].astype(np.int64) for k in range(3)))
        found[low:high] = (hashes << np.uint64(32)) | np.arange(low, high, dtype=np.uint64)
    found.sort()
    return found


def _posted(keys: NDArray[np.int32], terms: int) -> NDArray[np.int32]:
    """The places of rare terms, by term and place."""
    counts = np.bincount(keys, minlength=terms)
    rare = counts <= POSTED
    rare[:1] = False
    places = np.flatnonzero(rare[keys])
    mixed = (keys[places].astype(np.uint64) << np.uint64(32)) | places.astype(np.uint64)
    mixed.sort()
    return (mixed & np.uint64(0xFFFFFFFF)).astype(np.int32)
