"""The words of many sources put into tables, a stretch of text at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from memcon.link.quotes.bounds import CHUNK_POINTS
from memcon.link.quotes.words import WORD, fold
from memcon.model.quotation import SourceText

_CUT: Final = re.compile(rf"({WORD.pattern})")
_SPACE: Final = re.compile(r"(?<![-\u2010\u00ac\u00ad\s])\s(?=\S)")

T = TypeVar("T", bound=np.generic)
Tables = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint16], NDArray[np.int64]]


class Vocabulary:
    """Terms and surfaces with their numbers; term 0 stands after each source."""

    def __init__(self) -> None:
        self.terms: list[str] = [""]
        self.numbers: dict[str, int] = {"": 0}
        self.surfaces: dict[str, int] = {}
        self.first: list[int] = []
        self.second: list[int] = []
        self.cut: list[int] = []

    def term(self, key: str) -> int:
        """The number of a term, given to it now where it is new."""
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.terms)
            self.terms.append(key)
        return number

    def surface(self, surface: str) -> int:
        """The number of a surface, given to it now where it is new."""
        number = self.surfaces.get(surface)
        if number is None:
            number = self.surfaces[surface] = len(self.first)
            parts = fold(surface)
            self.first.append(self.term(parts[0].key))
            self.second.append(self.term(parts[1].key) if len(parts) > 1 else -1)
            self.cut.append(parts[1].start if len(parts) > 1 else 0)
        return number


def fill(sources: Sequence[SourceText], vocabulary: Vocabulary) -> Tables:
    """Keys, starts, sizes of all words, and the place of the first word of each source with the end of all."""
    rows: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint16]]] = []
    edges = [0]
    for source in sources:
        count = 0
        for low, high in _chunks(source.text):
            row = _row(source.text[low:high], low, vocabulary)
            rows.append(row)
            count += len(row[0])
        rows.append((np.zeros(1, np.int32), np.full(1, len(source.text), np.int32), np.zeros(1, np.uint16)))
        edges.append(edges[-1] + count + 1)
    columns = list(zip(*rows, strict=True)) if rows else [(), (), ()]
    return _joined(columns[0], np.int32), _joined(columns[1], np.int32), _joined(columns[2], np.uint16), np.array(edges, np.int64)


def _joined(parts: Sequence[NDArray[T]], kind: type[T]) -> NDArray[T]:
    return np.concatenate(parts) if parts else np.empty(0, kind)


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a text that end at white space; a run without any is cut anywhere."""
    low = 0
    while low < len(text):
        high = low + CHUNK_POINTS
        if high < len(text):
            space = _SPACE.search(text, high, high + 10_000)
            high = space.end() if space else high + 10_000
        yield low, min(high, len(text))
        low = high


def _row(text: str, base: int, vocabulary: Vocabulary) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint16]]:
    parts = _CUT.split(text)
    lengths = np.fromiter(map(len, parts), np.int64, len(parts))
    starts = (np.cumsum(lengths) - lengths)[1::2] + base
    number = vocabulary.surface
    surfaces = np.fromiter((number(part) for part in parts[1::2]), np.int64, len(parts) // 2)
    return _expanded(surfaces, starts, lengths[1::2], vocabulary)


def _expanded(
    surfaces: NDArray[np.int64], starts: NDArray[np.int64], lengths: NDArray[np.int64], vocabulary: Vocabulary
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint16]]:
    """One row a word, where a contraction is two."""
    first, second, cut = (np.array(column, np.int64) for column in (vocabulary.first, vocabulary.second, vocabulary.cut))
    if not len(surfaces):
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.uint16)
    double = second[surfaces] >= 0
    times = 1 + double
    at = np.cumsum(times) - times
    keys = np.repeat(first[surfaces], times)
    begins = np.repeat(starts, times)
    sizes = np.repeat(lengths, times)
    heads, cuts = at[double], cut[surfaces[double]]
    keys[heads + 1] = second[surfaces[double]]
    begins[heads + 1] += cuts
    sizes[heads + 1] -= cuts
    sizes[heads] = cuts
    return keys.astype(np.int32), begins.astype(np.int32), np.minimum(sizes, 65_535).astype(np.uint16)
