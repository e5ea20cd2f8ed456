"""Vectors of tokens in their context: what `spacy.Tok2Vec` computes with its `MaxoutWindowEncoder`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from spacy.attrs import IDS

from memcon.language.network.products import TILE, Floats, Rows, multiply, parameter
from memcon.language.network.words import Chunk, Words

if TYPE_CHECKING:
    from thinc.api import Model

SMALL: Final = np.float32(1e-8)
"""What spaCy adds to a variance."""


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """One layer: three pieces come out of its product, of which the largest is taken and normalised."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats


class Encoder:
    """Gives each token its vector, in its context."""

    def __init__(self, model: Model[Any, Any]) -> None:
        embed, encode = model.layers
        extract, _, hashes, mixing, _ = embed.layers
        self._columns = [IDS[name] if isinstance(name, str) else name for name in extract.attrs["columns"]]
        self._hashes, self._mixing = hashes.layers[0], _layer(mixing)
        self._pad: int = encode.attrs["pad"]
        self._layers = [_layer(residual) for residual in encode.layers[0].layers]
        self.width: int = model.get_dim("nO")
        self.forget()

    def forget(self) -> None:
        """Forget the vectors of single words."""
        self._known = Rows(self.width, np.float32)

    def encode(self, words: Words, chunk: Chunk) -> Floats:
        """The vector of each token of the chunk."""
        at = np.arange(len(chunk.words)) + np.repeat(np.arange(1, len(chunk.docs) + 1) * self._pad, chunk.lengths) + 1
        count = len(chunk.words) + (len(chunk.docs) + 1) * self._pad
        # Zeros between the blocks, as many as the layers look over, so that no block sees another; one more row at each end for the window.
        state = np.zeros((-(-count // TILE) * TILE + 2, self.width), np.float32)
        state[at] = self._vectors(words)[chunk.words]
        following = np.zeros_like(state)
        for layer in self._layers:
            _apply(layer, state, following)
            state, following = following, state
        return state[at]

    def _vectors(self, words: Words) -> Floats:
        """The vectors of all words without their context."""
        new = np.ascontiguousarray(words.column(*self._columns)[len(self._known) :])
        if len(new):
            out = np.empty((len(new), self.width), np.float32)
            _settle(self._mixing, multiply(self._hashes.predict(new), self._mixing.weights), out, np.empty_like(out))
            self._known.add(out)
        return cast("Floats", self._known.all)


def _layer(block: Model[Any, Any]) -> _Layer:
    named = {layer.name: layer for layer in block.walk()}
    maxout, norm = named["maxout"], named["layernorm"]
    weights = parameter(maxout, "W")  # outputs, pieces, inputs: each piece must be one stretch, so that the largest is found fast
    return _Layer(
        np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1)),
        np.ascontiguousarray(parameter(maxout, "b").T).reshape(-1),
        parameter(norm, "G"),
        parameter(norm, "b"),
    )


def _apply(layer: _Layer, state: Floats, following: Floats) -> None:
    """One layer, tile by tile, so that what is worked on stays in the cache of the processor."""
    width = state.shape[1]
    window = np.empty((TILE, 3 * width), np.float32)
    pieces, largest, squares = np.empty_like(window), np.empty((TILE, width), np.float32), np.empty((TILE, width), np.float32)
    for start in range(0, len(state) - 2, TILE):
        for k in range(3):
            window[:, k * width : (k + 1) * width] = state[start + k : start + k + TILE]
        np.matmul(window, layer.weights, out=pieces)
        _settle(layer, pieces, largest, squares)
        np.add(state[start + 1 : start + 1 + TILE], largest, out=following[start + 1 : start + 1 + TILE])


def _settle(layer: _Layer, pieces: Floats, out: Floats, squares: Floats) -> None:
    """Into `out` the largest of the three pieces, brought to mean 0 and variance 1 and then scaled; `squares` is room to work in."""
    width = out.shape[1]
    share = np.float32(1 / width)
    pieces += layer.bias
    np.maximum(pieces[:, :width], pieces[:, width : 2 * width], out=out)
    np.maximum(out, pieces[:, 2 * width :], out=out)
    out -= np.add.reduce(out, axis=1, keepdims=True) * share
    np.multiply(out, out, out=squares)
    out /= np.sqrt(np.add.reduce(squares, axis=1, keepdims=True) * share + SMALL)
    out *= layer.gain
    out += layer.shift
