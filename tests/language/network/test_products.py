"""Rows come out of a product the same wherever they stand and whatever stands beside them."""

from __future__ import annotations

import numpy as np
import pytest

from memcon.language.network.products import STEP_TILE, TILE, Rows, multiply

RNG = np.random.default_rng(7)


@pytest.mark.parametrize("tile", [TILE, STEP_TILE])
@pytest.mark.parametrize("count", [1, 63, 64, 700, 1024])
def test_a_row_is_the_same_bit_for_bit_in_any_company(tile: int, count: int) -> None:
    rows = RNG.standard_normal((count, 96)).astype(np.float32)
    weights = RNG.standard_normal((96, 50)).astype(np.float32)
    order = RNG.permutation(count)
    whole = multiply(rows, weights, tile=tile)
    assert np.array_equal(multiply(rows[order][: count // 2 + 1], weights, tile=tile), whole[order][: count // 2 + 1])
    assert np.allclose(whole, rows @ weights, atol=1e-4)


def test_rows_that_are_added_stay_in_their_order() -> None:
    kept = Rows(2, np.int64)
    parts = [RNG.integers(0, 9, (count, 2)) for count in (3, 0, 2000, 1)]
    for part in parts:
        kept.add(part)
    assert len(kept) == 2004
    assert np.array_equal(kept.all, np.concatenate(parts))
