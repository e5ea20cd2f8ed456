"""Which claims are compared: those of different documents that share rare words, so that it stays near linear in the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memcon.link.conflicts.claims import Claim

RAREST: Final = 4
"""Words of a claim by which it is looked up."""
MOST_IN_BLOCK: Final = 60
"""A word that more claims have is no ground to compare them."""
LEAST_SHARED: Final = 0.4
"""How much of the shorter claim must be in the other for any comparison to come to something."""
_AT_ONCE: Final = 10_000
"""Words that are looked up at once."""
_MARKS: Final = 4
"""Numbers of 64 bits in which the words of a claim are marked."""

_Ints = NDArray[np.int64]


def pairs_of(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs of claims of different documents worth comparing, the one that comes first on the left."""
    if not claims:
        return
    board = _board_of(claims)
    codes = np.concatenate([_near(board, some) for some in _lookups(board)])
    for code in np.unique(codes).tolist():
        left, right = (claims[at] for at in divmod(code, len(claims)))
        if share_enough(left, right):
            yield left, right


def share_enough(one: Claim, other: Claim) -> bool:
    """Whether two claims have so much in common that a comparison may come to something."""
    least = min(len(one.told), len(other.told))
    return len(one.told.keys() & other.told.keys()) >= LEAST_SHARED * least


@dataclass(frozen=True, slots=True, eq=False)
class _Board:
    """All claims as numbers: their documents, how many words each has, and each word of each, the rarest first.

    Word `words[n]` stands in claim `rows[n]`; the lower its number, the rarer it is. `holders` are the claims by word: those of word w
    begin at `begins[w]`. `marks` have a bit for each word of a claim, `hidden` is how many words share one.
    """

    homes: _Ints
    lengths: _Ints
    rows: _Ints
    words: _Ints
    holders: _Ints
    begins: _Ints
    marks: NDArray[np.uint64]
    hidden: _Ints


def _board_of(claims: Sequence[Claim]) -> _Board:
    counts = Counter(chain.from_iterable(claim.told for claim in claims))
    ranks = {form: n for n, form in enumerate(sorted(counts, key=lambda form: (counts[form], form)))}
    lengths = np.array([len(claim.told) for claim in claims], np.int64)
    words = np.array([n for claim in claims for n in sorted(map(ranks.__getitem__, claim.told))], np.int64)
    rows = np.repeat(np.arange(len(claims)), lengths)
    numbers: dict[str, int] = {}
    homes = np.array([numbers.setdefault(claim.document, len(numbers)) for claim in claims], np.int64)
    begins = np.cumsum([0, *(counts[form] for form in ranks)])
    marks = np.zeros((len(claims), _MARKS), np.uint64)
    bits = np.left_shift(np.uint64(1), (words % 64).astype(np.uint64))
    np.bitwise_or.at(marks, (rows, words // 64 % _MARKS), bits)
    hidden = lengths - np.bitwise_count(marks).sum(axis=1, dtype=np.int64)
    return _Board(homes, lengths, rows, words, rows[np.argsort(words, kind="stable")], begins, marks, hidden)


def _lookups(board: _Board) -> list[_Ints]:
    """The places of the words by which claims are looked up, some at a time."""
    nth = np.arange(len(board.rows)) - np.repeat(np.cumsum(board.lengths) - board.lengths, board.lengths)
    rare = np.flatnonzero((nth < RAREST) & (np.diff(board.begins)[board.words] <= MOST_IN_BLOCK))
    return np.array_split(rare, len(rare) // _AT_ONCE + 1)


def _near(board: _Board, places: _Ints) -> _Ints:
    """The pairs of claims of which one is looked up by these words, the other has the word too, and both may share enough."""
    words = board.words[places]
    sizes = board.begins[words + 1] - board.begins[words]
    nth = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    ones = np.repeat(board.rows[places], sizes)
    others = board.holders[np.repeat(board.begins[words], sizes) + nth]
    apart = board.homes[ones] != board.homes[others]
    ones, others = ones[apart], others[apart]
    seen = np.bitwise_count(board.marks[ones] & board.marks[others]).sum(axis=1, dtype=np.int64)
    most = seen + np.minimum(board.hidden[ones], board.hidden[others])
    enough = most >= LEAST_SHARED * np.minimum(board.lengths[ones], board.lengths[others])
    ones, others = ones[enough], others[enough]
    codes: _Ints = np.minimum(ones, others) * len(board.lengths) + np.maximum(ones, others)
    return codes
