"""The marks of a text: equal for equal texts, and mostly shared by texts that are nearly equal.

MinHash (Broder 1997, On the resemblance and containment of documents) over runs of five words; the bands of Leskovec, Rajaraman and
Ullman (Mining of Massive Datasets, chapter 3): two texts of which 0.8 of the runs are common share one of 16 bands of 8 with a
chance of 0.95, of 0.5 with one of 0.06.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.uint64]

RUN: Final = 5
BANDS: Final = 16
IN_BAND: Final = 8
LEAST_WORDS: Final = 30
"""A shorter text has too few runs to tell a copy from a phrase that everybody prints."""
NEAR: Final = 0.8
"""The part of the runs of both that two texts share which are nearly the same."""
_WORD: Final = re.compile(r"\w+")
_SEED: Final = 1997


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """The marks of a text: `whole` for equality, 16 bytes; `least` the MinHash, empty for a short text."""

    whole: bytes
    least: NDArray[np.uint32]

    @property
    def bands(self) -> Marks:
        """One number for each band; texts that share one are compared."""
        if not len(self.least):
            return np.zeros(0, np.uint64)
        rows = self.least.reshape(BANDS, IN_BAND).astype("<u4")
        return np.array(
            [int.from_bytes(hashlib.blake2b(bytes([n]) + row.tobytes(), digest_size=8).digest(), "little") for n, row in enumerate(rows)],
            np.uint64,
        )


def mark(text: str, *, kind: str) -> Marked:
    """The marks of a text that is read as a paper of this kind: the same words are another reading in a cable than in a story."""
    whole = hashlib.blake2b(f"{kind}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return Marked(whole, _least(_WORD.findall(text.casefold())))


def likeness(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.float64]:
    """The part of their runs that pairs of texts share, as their rows of MinHash tell it."""
    return np.asarray((one == other).mean(axis=1), np.float64)


def _least(words: list[str]) -> NDArray[np.uint32]:
    """The smallest hash of any run, under each of the permutations."""
    if len(words) < LEAST_WORDS:
        return np.zeros(0, np.uint32)
    each = np.array([_word(word) for word in words], np.uint64)
    runs = np.zeros(len(each) - RUN + 1, np.uint64)
    for n in range(RUN):  # a polynomial of the words, modulo 2**64
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + each[n : n + len(runs)]
    runs = np.unique(runs) >> np.uint64(3)
    factors, terms = _permutations()
    hashed = (runs[:, None] * factors + terms) >> np.uint64(32)
    return np.asarray(hashed.min(axis=0), np.uint32)


@lru_cache(maxsize=65_536)
def _word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@cache
def _permutations() -> tuple[Marks, Marks]:
    """Odd factors and terms of as many hashes as there are rows, multiply-shift (Dietzfelbinger 1996), the same on every machine."""
    numbers = [hashlib.blake2b(f"{_SEED}:{n}".encode(), digest_size=8).digest() for n in range(2 * BANDS * IN_BAND)]
    drawn = np.array([int.from_bytes(number, "little") for number in numbers], np.uint64)
    return drawn[::2] | np.uint64(1), drawn[1::2]
