"""Rows that share keys, two by two."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from memcon.archive.linking.pairing import MILLI, Keyed, Pairs, Rule, judge_share, pair_share, summed, write_keyed
from memcon.archive.linking.shares import Job, column, read_all, read_shares
from memcon.archive.tasks import Stage, Task

RULES = {1: Rule("words", 3, 0, 3), 2: Rule("runs", 2, 1, 5, under=1)}


def job(out: Path, key: str, **about: object) -> Job:
    return Job(Task(Stage.LINK, key, {"run": "r", **about}), out)


def keyed(*rows: tuple[int, int, int, int]) -> Keyed:
    """Rows as (key, row, kind, weight)."""
    keys, names, kinds, weights = (np.array([row[k] for row in rows], np.int64) for k in range(4))
    return Keyed(keys.astype(np.uint64), names.astype(np.uint64), kinds.astype(np.int8), weights * MILLI, weights * 10 * MILLI)


def paired(out: Path, rows: Keyed, *, shares: int = 1) -> tuple[dict[tuple[int, int, int], int], dict[str, int]]:
    """The pairs with what they weigh, and what was counted."""
    write_keyed(job(out, "k", shares=shares), "keys", rows)
    counts: dict[str, int] = {}
    for share in range(shares):
        receipt = pair_share(job(out, f"p{share}", share=share, pairs=1, **{"from": "keys", "to": "pairs"}), RULES)
        for name, n in receipt.counts.items():
            counts[name] = counts.get(name, 0) + n
    found = summed([Pairs.of(table) for table in read_shares(job(out, "").files("pairs"), 0)])
    columns = (found.ones, found.others, found.kinds, found.votes)
    return {(a, b, kind): votes for a, b, kind, votes in zip(*(column.tolist() for column in columns), strict=True)}, counts


def test_pairs_weigh_what_their_keys_weigh(tmp_path: Path) -> None:
    rows = keyed((7, 1, 1, 2), (7, 2, 1, 2), (8, 2, 1, 3), (8, 1, 1, 3), (9, 3, 1, 5))
    assert paired(tmp_path, rows)[0] == {(1, 2, 1): 5 * MILLI}


def test_a_row_has_a_key_once(tmp_path: Path) -> None:
    assert paired(tmp_path, keyed((7, 1, 1, 2), (7, 1, 1, 2), (7, 2, 1, 2)))[0] == {(1, 2, 1): 2 * MILLI}


def test_a_key_that_too_many_have_is_passed_over_and_counted(tmp_path: Path) -> None:
    found, counts = paired(tmp_path, keyed(*((7, row, 1, 1) for row in range(4)), (8, 1, 1, 1), (8, 2, 1, 1)))
    assert found == {(1, 2, 1): MILLI}
    assert counts == {"common_words": 1}


def test_some_keys_pair_each_with_the_next_where_many_have_them(tmp_path: Path) -> None:
    found, counts = paired(tmp_path, keyed(*((7, row, 2, 1) for row in (5, 3, 9, 4))))
    assert sorted(found) == [(3, 4, 1), (4, 5, 1), (5, 9, 1)]  # counted under the first kind
    assert counts == {}


def test_shares_change_nothing(tmp_path: Path) -> None:
    rows = keyed(*((key, row, 1, key % 5 + 1) for key in range(200) for row in (key % 7, key % 11, key % 13)))
    assert paired(tmp_path / "one", rows) == paired(tmp_path / "many", rows, shares=9)


def test_only_strong_pairs_are_kept_by_their_best_kind(tmp_path: Path) -> None:
    write_keyed(job(tmp_path, "k", shares=1), "keys", keyed((7, 1, 1, 2), (7, 2, 1, 2), (8, 2, 1, 9), (8, 3, 1, 9)))
    pair_share(job(tmp_path, "p", share=0, pairs=1, **{"from": "keys", "to": "pairs"}), RULES)
    judge_share(job(tmp_path, "j", share=0, **{"from": "pairs", "to": "edges"}), lambda pairs: np.where(pairs.votes > 5 * MILLI, 0.5, 0.0))
    (edges,) = read_all(job(tmp_path, "").files("edges"))
    assert [column(edges, name).tolist() for name in ("one", "other", "strength")] == [[2], [3], [0.5]]
