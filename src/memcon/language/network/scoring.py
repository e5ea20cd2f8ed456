"""Scores of the actions of a transition-based parser, from features that are computed once for each token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from memcon.language.network.products import STEP_TILE, TILE, Floats, Ints, multiply, parameter

if TYPE_CHECKING:
    from thinc.api import Model


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What each token adds to a state in each of its places; the row behind the last token is that of an empty place."""

    rows: Floats
    places: int

    @property
    def nobody(self) -> int:
        """The number that stands for no token."""
        return len(self.rows) // self.places - 1


class Scorer:
    """The layers above the vectors of one parser: `spacy.TransitionBasedParser.v2`, two pieces to a hidden unit."""

    def __init__(self, model: Model[Any, Any]) -> None:
        reduce = model.get_ref("tok2vec").layers[-1]
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = parameter(lower, "W")  # places, hidden units, pieces, inputs
        self.places, self._hidden, _, inputs = weights.shape
        self._reduce, self._reduce_bias = _transposed(parameter(reduce, "W")), parameter(reduce, "b")
        self._lower = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(inputs, -1))
        self._empty = np.ascontiguousarray(parameter(lower, "pad")[0].transpose(0, 2, 1)).reshape(-1)
        self._lower_bias = np.ascontiguousarray(parameter(lower, "b").T).reshape(-1)
        self._upper, self._upper_bias = _transposed(parameter(upper, "W")), parameter(upper, "b")
        self._room = np.zeros((STEP_TILE, self._hidden), np.float32)

    def features(self, vectors: Floats) -> Features:
        """The features of each token."""
        count = len(vectors)
        padded = np.zeros((-(-(count + 1) // TILE) * TILE, len(self._lower)), np.float32)
        padded[:count] = multiply(vectors, self._reduce)
        padded[:count] += self._reduce_bias
        rows = multiply(padded, self._lower)
        rows[count] = self._empty
        return Features(rows[: count + 1].reshape((count + 1) * self.places, -1), self.places)

    def scores(self, features: Features, tokens: Ints) -> Floats:
        """The score of each action in each state; `tokens` are those in the places of the state."""
        count = len(tokens)
        rows = np.ascontiguousarray((tokens * self.places + np.arange(self.places)).T)
        state = features.rows.take(rows[0], axis=0)
        for place in rows[1:]:
            state += features.rows.take(place, axis=0)
        state += self._lower_bias
        tiles = -(-count // STEP_TILE)
        if len(self._room) < tiles * STEP_TILE:
            self._room = np.zeros((tiles * STEP_TILE, self._hidden), np.float32)
        # What older states left behind the last row is multiplied too, and harms nobody.
        np.maximum(state[:, : self._hidden], state[:, self._hidden :], out=self._room[:count])
        found = multiply(self._room[: tiles * STEP_TILE], self._upper, tile=STEP_TILE)[:count]
        found += self._upper_bias
        return found


def _transposed(weights: Floats) -> Floats:
    return np.ascontiguousarray(weights.T)
