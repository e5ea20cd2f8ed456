"""Rows that hang together, and how too many of them are cut."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np

from memcon.archive.linking.components import Pieces, batches_of, piece_together


def together(pairs: list[tuple[int, int, float]], *, alone: tuple[int, ...] = (), most: int = 100) -> Pieces:
    ones, others = (np.array([pair[k] for pair in pairs], np.uint64) for k in (0, 1))
    return piece_together(ones, others, np.array([pair[2] for pair in pairs]), alone=np.array(alone, np.uint64), most=most)


def homes(pieces: Pieces) -> dict[int, int]:
    return dict(zip(pieces.rows.tolist(), pieces.homes.tolist(), strict=True))


def test_rows_are_one_piece_by_way_of_others() -> None:
    pieces = together([(4, 9, 1.0), (9, 7, 1.0), (2, 3, 1.0)], alone=(5,))
    assert homes(pieces) == {2: 2, 3: 2, 4: 4, 5: 5, 7: 4, 9: 4}
    assert pieces.cut == 0


def test_a_long_row_of_pairs_is_one_piece() -> None:
    places = list(range(1, 500))
    random.Random(3).shuffle(places)
    pieces = together([(a, b, 1.0) for a, b in pairwise(places)], most=1_000)
    assert set(homes(pieces).values()) == {1}


def test_what_is_too_large_loses_its_weakest_pairs() -> None:
    pieces = together([(1, 2, 0.9), (2, 3, 0.1), (3, 4, 0.8), (4, 5, 0.2), (5, 6, 0.7)], most=4)
    assert homes(pieces) == {1: 1, 2: 1, 3: 3, 4: 3, 5: 3, 6: 3}
    assert pieces.cut == 1


def test_the_order_of_pairs_changes_nothing() -> None:
    dice = random.Random(5)
    pairs = [(a, b, round(dice.random(), 1)) for a in range(40) if (b := dice.randrange(a, 41)) > a]
    shuffled = sorted(pairs, key=lambda _: dice.random())
    one, other = together(pairs, most=7), together(shuffled, most=7)
    assert homes(one) == homes(other)
    assert one.cut == other.cut > 0
    assert max(np.unique(one.homes, return_counts=True)[1]) <= 7


def test_pieces_stay_whole_in_batches() -> None:
    pieces = together([(1, 2, 1.0), (2, 3, 1.0), (4, 5, 1.0), (6, 7, 1.0)])
    assert batches_of(pieces, 4).tolist() == [0, 0, 0, 1, 1, 1, 1]
    assert batches_of(together([]), 4).tolist() == []
