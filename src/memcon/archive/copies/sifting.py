"""Which texts are copies of one another: those that share a mark and, looked at, are equal or nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from memcon.archive.copies.marks import NEAR, likeness
from memcon.archive.copies.sheets import Hashes, Ints, Sheet, keys_of, least_of

TEXTS_AT_ONCE: Final = 1_000_000
"""Texts whose marks are held at once: 17 marks of 8 bytes with the number of their text, some 300 MB, and as much to sort them."""
AT_ONCE: Final = 100_000
"""Pairs that are looked at at once: two MinHashes of 512 bytes each."""


def shares_of(texts: int) -> int:
    """In how many shares the marks of so many texts are looked through."""
    return max(1, -(-texts // TEXTS_AT_ONCE))


def sift(sheets: Sequence[Sheet], share: int, shares: int) -> tuple[Ints, Ints, Ints]:
    """The pairs of texts that share a mark of this share and are copies: their numbers, and 1 where they are equal.

    The texts that share a mark are each paired with the first of them and with the one before, not all with all: what is nearly
    the same as the same text is found with it.
    """
    ones, others = _pairs(*_collected(sheets, share, shares))
    kinds = np.zeros(len(ones), np.int64)
    for block in np.array_split(np.arange(len(ones)), len(ones) // AT_ONCE + 1):
        kinds[block] = _looked_at(sheets, ones[block], others[block])
    kept = kinds > 0
    return ones[kept], others[kept], kinds[kept] - 1


def _collected(sheets: Sequence[Sheet], share: int, shares: int) -> tuple[Hashes, Ints]:
    found = list(keys_of(sheets, share, shares))
    keys = np.concatenate([np.zeros(0, np.uint64), *(keys for keys, _ in found)])
    rows = np.concatenate([np.zeros(0, np.int64), *(rows for _, rows in found)])
    order = np.lexsort((rows, keys))
    return keys[order], rows[order]


def _pairs(keys: Hashes, rows: Ints) -> tuple[Ints, Ints]:
    """The pairs, each once, the smaller number first."""
    new = np.ones(len(keys), np.bool_)
    new[1:] = keys[1:] != keys[:-1]
    first = rows[np.flatnonzero(new)][np.cumsum(new) - 1] if len(keys) else rows
    follows = np.flatnonzero(~new)
    ones = np.concatenate([first[follows], rows[follows - 1]])
    others = np.concatenate([rows[follows], rows[follows]])
    pairs = np.unique(np.stack([ones, others], axis=1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return pairs[:, 0], pairs[:, 1]


def _looked_at(sheets: Sequence[Sheet], ones: Ints, others: Ints) -> Ints:
    """For each pair 2 where the texts are equal, 1 where they are nearly so, else 0."""
    wanted = np.unique(np.concatenate([ones, others]))
    least, whole = least_of(sheets, wanted)
    left, right = np.searchsorted(wanted, ones), np.searchsorted(wanted, others)
    equal = (whole[left] == whole[right]).all(axis=1)
    long = np.asarray(least.any(axis=1), np.bool_)
    near = long[left] & long[right] & (likeness(least[left], least[right]) >= NEAR)
    return np.where(equal, 2, np.where(near, 1, 0)).astype(np.int64)
