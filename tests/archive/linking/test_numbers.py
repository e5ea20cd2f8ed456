"""Ids and words as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from memcon.archive.linking.numbers import hash_of, hashes_of, id_of, ids_of, numbers_of, shares_of, starts_of
from memcon.errors import ArchiveError

IDS = ["00000000000000ff", "ffffffffffffffff", "0123456789abcdef"]


def test_ids_come_back_as_they_were() -> None:
    numbers = numbers_of(IDS)
    assert numbers.tolist() == [255, 2**64 - 1, 0x0123456789ABCDEF]
    assert ids_of(numbers).to_pylist() == [id_of(n) for n in numbers.tolist()] == IDS


@pytest.mark.parametrize("ids", [["e1"], ["00000000000000ff", "0"], ["xx00000000000000"], ["000000000000000", "00000000000000000"]])
def test_what_is_no_id_is_told(ids: list[str]) -> None:
    with pytest.raises(ArchiveError, match="no id of a row"):
        numbers_of(ids)


def test_a_word_has_one_hash_everywhere() -> None:
    assert hash_of("Tarn") == 7823509301161244531 != hash_of("tarn")
    assert hashes_of(["Tarn", "\ud800"]).tolist() == [hash_of("Tarn"), hash_of("\ud800")]


def test_every_number_has_a_share_and_shares_are_alike() -> None:
    sizes = np.bincount(shares_of(np.arange(9_000, dtype=np.uint64), 9), minlength=9)
    assert sizes.sum() == 9_000
    assert sizes.min() > 850


def test_runs_of_equal_rows_are_found() -> None:
    assert starts_of(np.array([1, 1, 2, 2, 2]), np.array([7, 8, 8, 8, 9])).tolist() == [0, 1, 2, 4, 5]
    assert starts_of(np.zeros(0)).tolist() == [0]
