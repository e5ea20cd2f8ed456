"""Heads and labels: the arc-eager parser, one step for all blocks at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from memcon.language.network.products import Flags, Floats, Hashes, Ints
from memcon.language.network.scoring import Scorer

if TYPE_CHECKING:
    from spacy.pipeline import DependencyParser

MOVES: Final = "SDLRB"
"""Shift, reduce, left arc, right arc, break, as spaCy names them."""
SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
AHEAD: Final = np.arange(2)
BELOW: Final = np.arange(1, 4)
"""How many tokens the model looks at on the buffer and on the stack."""

SOME, OPENS, RETURNED = 1, 2, 4
"""Marks of a token: that it is one, that a sentence opens with it, that it was put back on the buffer and not shifted since."""
SECOND, NEIGHBOURS, STACKED = 3, 64, 128
"""In the code of a state stand the marks of the first of the buffer, three bits on those of the second, whether the two are
neighbours, and whether there is anything on the stack."""


class ArcFinder:
    """The trained parser: which word hangs on which, and how."""

    def __init__(self, parser: DependencyParser) -> None:
        names = [parser.moves.get_class_name(k) for k in range(parser.moves.n_moves)]
        strings = parser.vocab.strings
        self.labels: Hashes = np.array([strings[name[2:]] if "-" in name else 0 for name in names], np.uint64)
        self._moves = np.array([MOVES.index(name[0]) for name in names])
        self._root = strings["ROOT"]
        self._scorer = Scorer(parser.model)
        allowed = np.array([_allowed(code) for code in range(2 * STACKED)])
        self._barred: Floats = np.where(allowed[:, self._moves], 0, -np.inf).astype(np.float32)
        """For each code of a state what is added to the scores."""

    def find(self, vectors: Floats, starts: Ints) -> tuple[Ints, Hashes]:
        """The head of each token, relative to it, and the label of its arc; `starts` are those of the blocks, and the end."""
        features = self._scorer.features(vectors)
        states = _States(starts)
        while states.unfinished:
            tokens = states.tokens()
            scores = self._scorer.scores(features, tokens)
            scores += self._barred.take(states.codes(tokens), axis=0)
            actions = scores.argmax(axis=1)
            states.move(tokens, self._moves[actions], self.labels[actions])
        return self._result(states)

    def _result(self, states: _States) -> tuple[Ints, Hashes]:
        heads, labels = states.heads[:-1], states.labels[:-1]
        places = np.arange(len(heads))
        roots = heads == states.nobody
        return np.where(roots, 0, heads - places), np.where(roots, np.uint64(self._root), labels)


def _allowed(code: int) -> list[bool]:
    """Which moves are valid in a state of this code."""
    first, second = code, code >> SECOND
    stacked, more = bool(code & STACKED), bool(second & SOME)
    arc = stacked and bool(first & SOME) and not first & OPENS
    shift = not stacked or (more and not first & (OPENS | RETURNED))
    return [shift, stacked, arc, arc, more and bool(code & NEIGHBOURS) and not second & OPENS]


class _States:
    """The states of all blocks: what `StateC` of spaCy holds for one.

    Tokens are numbered through all blocks, and the number behind the last stands for nobody. Buffer and stack of a block lie in
    its own stretch of one array each, with nobody behind the buffer and below the stack.
    """

    def __init__(self, starts: Ints) -> None:
        count, blocks = int(starts[-1]), np.arange(len(starts) - 1)
        self.nobody = count
        self.heads, self.labels = np.full(count + 1, count), np.zeros(count + 1, np.uint64)
        self._left, self._right, self._before = (np.full(count + 1, count) for _ in range(3))
        """The last child on each side, and of each child on the right the one before it."""
        self._marks = np.full(count + 1, SOME)
        self._marks[count] = 0
        self._next, self._base = starts[:-1] + blocks * len(AHEAD), starts[:-1] + (blocks + 1) * len(BELOW)
        self._end, self._top = self._next + np.diff(starts), self._base.copy()
        self._buffer, self._stack = (np.full(count + len(starts) * len(room), count) for room in (AHEAD, BELOW))
        self._buffer[np.arange(count) + np.repeat(blocks, np.diff(starts)) * len(AHEAD)] = np.arange(count)

    @property
    def unfinished(self) -> bool:
        """Whether any block has words on its stack or buffer."""
        return len(self._next) > 0

    def tokens(self) -> Ints:
        """Of each unfinished block the tokens in the places that the model looks at."""
        found = np.empty((len(self._next), 8), np.int64)
        found[:, :2] = self._buffer.take(self._next[:, None] + AHEAD)
        found[:, 2:5] = self._stack.take(self._top[:, None] - BELOW)
        found[:, 5] = self._left.take(found[:, 0])
        found[:, 6] = self._left.take(found[:, 2])
        found[:, 7] = self._right.take(found[:, 2])
        return found

    def codes(self, tokens: Ints) -> Ints:
        """What decides which moves are valid, in one number for each state."""
        first, second = tokens[:, 0], tokens[:, 1]
        codes = self._marks.take(second) << SECOND
        codes |= self._marks.take(first)
        codes |= (second == first + 1) * NEIGHBOURS
        codes |= (tokens[:, 2] < self.nobody) * STACKED
        return codes

    def move(self, tokens: Ints, moves: Ints, labels: Hashes) -> None:
        """Do the move of each state, and leave out those that are finished."""
        first, second, top, below = tokens.T[:4]
        left, right = moves == LEFT, moves == RIGHT
        pushed = np.flatnonzero(right | (moves == SHIFT))
        self._reduce(moves == REDUCE, top, below)
        self._hang_left(np.flatnonzero(left), first, top, labels)
        self._hang_right(np.flatnonzero(right), top, first, labels)
        self._marks[second[moves == BREAK]] |= OPENS
        self._stack[self._top.take(pushed)] = first.take(pushed)
        self._top[pushed] += 1
        self._next[pushed] += 1
        self._top -= left
        going = (self._top > self._base) | (self._next < self._end)
        if not going.all():
            self._next, self._end = self._next[going], self._end[going]
            self._base, self._top = self._base[going], self._top[going]

    def _reduce(self, reduced: Flags, top: Ints, below: Ints) -> None:
        """Take the top of the stack away; a word without a head, unless it is the last, goes back to the buffer."""
        self._top -= reduced
        back = np.flatnonzero(reduced & (self.heads.take(top) == self.nobody) & (below < self.nobody))
        if len(back):
            returned = top.take(back)
            self._marks[returned] |= RETURNED
            self._next[back] -= 1
            self._buffer[self._next.take(back)] = returned

    def _hang_left(self, states: Ints, first: Ints, top: Ints, labels: Hashes) -> None:
        """Hang the top of the stack on the first of the buffer; it may have hung on another, as its last child."""
        heads, children = first.take(states), top.take(states)
        self._right[self.heads.take(children)] = self._before.take(children)  # of nobody it is nobody
        self.heads[children], self.labels[children] = heads, labels.take(states)
        self._left[heads] = children
        self._marks[heads] &= ~RETURNED

    def _hang_right(self, states: Ints, top: Ints, first: Ints, labels: Hashes) -> None:
        """Hang the first of the buffer on the top of the stack."""
        heads, children = top.take(states), first.take(states)
        self._before[children], self._right[heads] = self._right.take(heads), children
        self.heads[children], self.labels[children] = heads, labels.take(states)
