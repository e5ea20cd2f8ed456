"""Named entities: all that a state must know is where the open entity started, so that nearly all states are scored at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from memcon.language.network.products import Flags, Floats, Hashes, Ints
from memcon.language.network.scoring import Features, Scorer

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer

BEGIN, INSIDE, OUTSIDE = 3, 1, 2
"""As spaCy numbers them in ENT_IOB."""
NONE: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """Of each token whether an entity may not go on behind it, and whether it is white space, which begins none."""

    last: Flags
    space: Flags


class EntityFinder:
    """The trained recogniser of names, numbers and dates."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        names = [recogniser.moves.get_class_name(k) for k in range(recogniser.moves.n_moves)]
        labels = sorted({name[2:] for name in names if len(name) > 2})
        self._labels: Hashes = np.array([recogniser.vocab.strings[label] for label in labels], np.uint64)
        self._begins = np.array([name.startswith("B-") for name in names])
        self._whole = np.array([name.startswith("U-") and len(name) > 2 for name in names])
        self._out = np.array([name == "O" for name in names])
        self._label_of = np.array([labels.index(name[2:]) if len(name) > 2 else NONE for name in names])
        self._goes_on, self._ends = (np.array([names.index(f"{move}-{label}") for label in labels]) for move in "IL")
        self._scorer = Scorer(recogniser.model)

    def find(self, vectors: Floats, bounds: Bounds) -> tuple[Hashes, Hashes]:
        """Of each token whether an entity begins or goes on there, and of which kind."""
        features = self._scorer.features(vectors)
        actions = self._actions(features, bounds)
        ends = self._ends_of(features, bounds, actions)
        iob, kinds = np.full(len(vectors), OUTSIDE, np.uint64), np.zeros(len(vectors), np.uint64)
        reached = 0
        for start in np.flatnonzero(ends).tolist():
            if start >= reached:
                reached = int(ends[start])
                iob[start], iob[start + 1 : reached] = BEGIN, INSIDE
                kinds[start:reached] = self._labels[self._label_of[actions[start]]]
        return iob, kinds

    def _actions(self, features: Features, bounds: Bounds) -> Ints:
        """What would be done at each token if no entity were open there."""
        nobody = features.nobody
        tokens = np.full((nobody, features.places), nobody)
        tokens[:, 0] = np.arange(nobody)
        scores = self._scorer.scores(features, tokens)
        barred = ~(self._begins | self._whole | self._out) | (self._begins & (bounds.last | bounds.space)[:, None])
        barred |= self._whole & bounds.space[:, None]
        scores[barred] = -np.inf
        actions: Ints = scores.argmax(axis=1)
        return actions

    def _ends_of(self, features: Features, bounds: Bounds, actions: Ints) -> Ints:
        """Where the entity that begins at each token would end; 0 where none begins."""
        ends = np.where(self._whole[actions], np.arange(len(actions)) + 1, 0)
        starts = np.flatnonzero(self._begins[actions])
        at = starts + 1
        while len(starts):
            scores = self._scorer.scores(features, np.stack([at, starts, at - 1], axis=1))
            labels, states = self._label_of[actions[starts]], np.arange(len(starts))
            goes_on = (scores[states, self._goes_on[labels]] >= scores[states, self._ends[labels]]) & ~bounds.last[at]
            ends[starts[~goes_on]] = at[~goes_on] + 1
            starts, at = starts[goes_on], at[goes_on] + 1
        return ends
