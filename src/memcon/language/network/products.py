"""Products of matrices in which no row depends on its company, and arrays that grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from thinc.api import Model

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

TILE: Final = 512
"""Rows that are multiplied at once. A BLAS chooses its order of summing by the shape of the matrices (of 200 shapes tried on
OpenBLAS, 134 gave other last digits than the whole did): all rows go through one shape, so that a paragraph comes out the same,
bit for bit, whatever stands beside it, in whatever batch and process."""

STEP_TILE: Final = 64
"""The same where few rows are left."""


def parameter(layer: Model[Any, Any], name: str) -> Floats:
    """A copy of a trained parameter."""
    return np.array(layer.get_param(name), np.float32)


def multiply(rows: Floats, weights: Floats, *, tile: int = TILE) -> Floats:
    """`rows @ weights`, tile by tile; the last tile is filled with zeros."""
    count, width = rows.shape
    whole = count // tile * tile
    out = np.empty((-(-count // tile) * tile, weights.shape[1]), np.float32)
    if whole:
        np.matmul(rows[:whole].reshape(-1, tile, width), weights, out=out[:whole].reshape(-1, tile, weights.shape[1]))
    if whole < count:
        last = np.zeros((tile, width), np.float32)
        last[: count - whole] = rows[whole:]
        np.matmul(last, weights, out=out[whole:])
    return out[:count]


class Rows:
    """A table that rows are added to; what is added is copied once in a while, not each time."""

    def __init__(self, width: int, dtype: npt.DTypeLike) -> None:
        self._kept = np.empty((1024, width), dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def all(self) -> npt.NDArray[np.generic]:
        """The rows so far."""
        return self._kept[: self._count]

    def add(self, rows: npt.NDArray[np.generic]) -> None:
        """Put rows behind the others."""
        wanted = self._count + len(rows)
        if wanted > len(self._kept):
            grown = np.empty((max(wanted, 2 * len(self._kept)), self._kept.shape[1]), self._kept.dtype)
            grown[: self._count] = self.all
            self._kept = grown
        self._kept[self._count : wanted] = rows
        self._count = wanted
