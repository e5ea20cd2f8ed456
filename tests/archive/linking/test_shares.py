"""Files whose rows lie share by share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from memcon.archive.linking.shares import batched, count_rows, read_all, read_share, read_shares, write_shares
from memcon.errors import ArchiveError


def test_a_share_is_read_alone_and_in_order(tmp_path: Path) -> None:
    write_shares(tmp_path, "a/x.parquet", pa.table({"n": [1, 2, 3, 4], "w": ["a", "b", "c", "d"]}), np.array([5, 2, 5, 0]))
    file = tmp_path / "a" / "x.parquet"
    assert read_share(file, 5).to_pylist() == [{"n": 1, "w": "a"}, {"n": 3, "w": "c"}]
    assert read_share(file, 2, ["w"]).to_pylist() == [{"w": "b"}]
    assert read_share(file, 1).to_pylist() == []
    assert sorted(row["n"] for rows in read_all([file]) for row in rows.to_pylist()) == [1, 2, 3, 4]


def test_files_without_rows_have_none(tmp_path: Path) -> None:
    written = write_shares(tmp_path, "x.parquet", pa.table({"n": np.zeros(0)}), np.zeros(0, np.int64))
    assert written.rows == count_rows([tmp_path / "x.parquet"]) == 0
    assert list(read_shares([tmp_path / "x.parquet"], 0)) == []


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    write_shares(tmp_path, "x.parquet", pa.table({"n": [1]}), np.array([0]))
    (tmp_path / "x.parquet").write_bytes((tmp_path / "x.parquet").read_bytes()[:50])
    with pytest.raises(ArchiveError, match="gone or damaged"):
        count_rows([tmp_path / "x.parquet"])
    with pytest.raises(ArchiveError, match="gone or damaged"):
        read_share(tmp_path / "y.parquet", 0)


def test_rows_come_so_many_at_a_time() -> None:
    assert [len(some) for some in batched(({"n": n} for n in range(5)), 2)] == [2, 2, 1]
