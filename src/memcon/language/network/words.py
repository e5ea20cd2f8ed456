"""The words that were met: what the networks look at in a word is looked up once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from spacy.attrs import IS_SPACE, LOWER, NORM, ORTH, PREFIX, SHAPE, SPACY, SUFFIX

from memcon.language.network.products import Flags, Hashes, Ints, Rows

if TYPE_CHECKING:
    from spacy.tokens import Doc

COLUMNS: Final[list[int | str]] = [ORTH, NORM, SPACY, PREFIX, SUFFIX, SHAPE, LOWER, IS_SPACE]
MOST_WORDS: Final = 65_536
"""How many words are remembered; then all are forgotten and met anew. 740,000 words of news hold some 60,000 different ones."""

MIX: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)
"""Large odd numbers: several hashes become one by multiplying all but the first with them."""


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """The tokens of several blocks, one behind the other: of each the number of its word."""

    docs: tuple[Doc, ...]
    starts: Ints
    """Where each block starts, and where the last one ends."""
    words: Ints

    @property
    def lengths(self) -> Ints:
        """How many tokens each block has."""
        return np.diff(self.starts)

    def without(self, left_out: Flags) -> Chunk:
        """The same without some of the blocks."""
        docs = tuple(doc for doc, out in zip(self.docs, left_out.tolist(), strict=True) if not out)
        return Chunk(docs, np.cumsum([0, *map(len, docs)]), self.words[np.repeat(~left_out, self.lengths)])


class Words:
    """Every word so far: its form, its norm, and whether a space follows; a number for each."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._seen = Rows(len(COLUMNS), np.uint64)

    def __len__(self) -> int:
        return len(self._seen)

    def column(self, *names: int) -> Hashes:
        """These attributes of each word, one row for a word."""
        return cast("Hashes", self._seen.all)[:, [COLUMNS.index(name) for name in names]]

    def chunk(self, docs: Sequence[Doc]) -> Chunk:
        """The tokens of the blocks; new words are added."""
        rows: Hashes = np.concatenate([doc.to_array(COLUMNS) for doc in docs])
        keys = rows[:, 0] ^ (rows[:, 1] * MIX[0]) ^ (rows[:, 2] * MIX[1])
        found, first, back = np.unique(keys, return_index=True, return_inverse=True)
        numbers = self._numbers
        known = len(numbers)
        words = np.array([numbers.setdefault(key, len(numbers)) for key in found.tolist()], np.int64)
        self._seen.add(rows[first[words >= known]])
        return Chunk(tuple(docs), np.cumsum([0, *map(len, docs)]), words[back])
