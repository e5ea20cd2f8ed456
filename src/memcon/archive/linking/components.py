"""Rows that hang together by pairs, in pieces that are small enough to be compared, and these in batches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from memcon.archive.linking.numbers import Floats, Hashes, Ints, starts_of


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """For each row, in order, the smallest row of its piece; `cut` pairs were left out because the piece was too large."""

    rows: Hashes
    homes: Hashes
    cut: int


def piece_together(ones: Hashes, others: Hashes, strengths: Floats, *, alone: Hashes, most: int) -> Pieces:
    """Rows joined by pairs, the strongest first, in pieces of no more than `most`; `alone` are rows that need no pair."""
    rows = np.unique(np.concatenate([ones, others, alone]))
    left, right = np.searchsorted(rows, ones), np.searchsorted(rows, others)
    homes = _connected(left, right, len(rows))
    large = np.flatnonzero(np.bincount(homes, minlength=len(rows)) > most)
    cut = 0
    if len(large):
        inside = np.flatnonzero(np.isin(homes[left], large))
        order = inside[np.lexsort((right[inside], left[inside], -strengths[inside]))]
        homes[np.isin(homes, large)] = np.flatnonzero(np.isin(homes, large))
        cut = _join_strongest(left[order].tolist(), right[order].tolist(), homes, most)
    return Pieces(rows, rows[homes], cut)


def _connected(left: Ints, right: Ints, size: int) -> Ints:
    """The smallest of those with which each is connected: by the smaller name of neighbours, again and again."""
    homes = np.arange(size)
    while True:
        least = np.minimum(homes[left], homes[right])
        before = homes.copy()
        np.minimum.at(homes, homes[left], least)
        np.minimum.at(homes, homes[right], least)
        while True:
            further = homes[homes]
            if np.array_equal(further, homes):
                break
            homes = further
        if np.array_equal(before, homes):
            return homes


def _join_strongest(left: list[int], right: list[int], homes: Ints, most: int) -> int:
    """Join pair by pair as long as no piece becomes too large; how many pairs were left out."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}

    def top(n: int) -> int:
        while (above := parents.get(n, n)) != n:
            parents[n] = parents.get(above, above)
            n = above
        return n

    cut = 0
    for one, other in zip(left, right, strict=True):
        a, b = sorted((top(one), top(other)))
        if a == b:
            continue
        together = sizes.get(a, 1) + sizes.get(b, 1)
        if together > most:
            cut += 1
            continue
        parents[b], sizes[a] = a, together
    for n in {*left, *right}:
        homes[n] = top(n)
    return cut


def batches_of(pieces: Pieces, size: int) -> Ints:
    """The batch of each row, whole pieces together, in the order of the pieces."""
    order = np.argsort(pieces.homes, kind="stable")
    begins = starts_of(pieces.homes[order])
    batch = np.zeros(len(order), np.int64)
    number = held = 0
    for start, end in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True):
        if held and held + end - start > size:
            number, held = number + 1, 0
        batch[order[start:end]] = number
        held += end - start
    return batch
