"""Parquet: cut between row groups, read some hundred rows at a time."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from memcon.archive.inputs.splits import Split
from memcon.archive.plan import Columns
from memcon.model.document import Document
from memcon.model.ledger import Failure
from tests.archive.inputs.samples import WORDS, kept, names_in, names_of, read, rows_of, splits_of


def table(folder: Path, columns: dict[str, Any], *, group: int = 3) -> str:
    """The path of a table with row groups of so many rows."""
    path = folder / "a.parquet"
    parquet.write_table(pa.table(columns), path, row_group_size=group)
    return str(path)


def texts(count: int) -> list[str]:
    return [f"{WORDS} {n}" for n in range(count)]


def test_a_row_is_a_story_with_its_title_day_and_outlet(tmp_path: Path) -> None:
    day = pa.array([datetime(2024, 8, 14, 6, tzinfo=UTC)], pa.timestamp("ns"))
    path = table(tmp_path, {"headline": ["Pier shut"], "article": [WORDS], "date": day, "publication": ["Lorn Courier"], "n": [[1, 2]]})
    document = read(next(rows_of(splits_of(path))))
    assert isinstance(document, Document)
    assert (document.origin, document.title, document.published, document.outlet) == (
        f"{path}#row1",
        "Pier shut",
        "2024-08-14",
        "Lorn Courier",
    )


def test_splits_are_whole_row_groups_and_say_which_row_is_their_first(tmp_path: Path) -> None:
    splits = splits_of(table(tmp_path, {"text": texts(10)}), split_records=5)
    assert [(s.start, s.end, s.first) for s in splits if isinstance(s, Split)] == [(0, 2, 1), (2, 4, 7)]
    assert len(splits_of(table(tmp_path, {"text": texts(10)}, group=10), split_records=2)) == 1


@settings(max_examples=25)
@given(rows=st.integers(1, 60), group=st.integers(1, 30), split_records=st.integers(1, 70))
def test_each_row_comes_once_whatever_the_splits(
    tmp_path_factory: pytest.TempPathFactory, rows: int, group: int, split_records: int
) -> None:
    path = table(tmp_path_factory.mktemp("table"), {"text": texts(rows)}, group=group)
    assert names_in(path, split_records=split_records) == [f"row{n}" for n in range(1, rows + 1)]


def test_more_rows_than_are_held_at_once(tmp_path: Path) -> None:
    assert names_in(table(tmp_path, {"text": texts(700)}, group=700)) == [f"row{n}" for n in range(1, 701)]


def test_rows_without_a_text_are_told_by_their_numbers(tmp_path: Path) -> None:
    assert names_in(table(tmp_path, {"text": [WORDS, None, "", WORDS]})) == ["row1", "empty", "empty", "row4"]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())])
def test_texts_of_any_type(tmp_path: Path, kind: Any) -> None:
    assert names_in(table(tmp_path, {"text": pa.array([WORDS, "no"]).cast(kind)})) == ["row1", "row2"]


def test_bytes_that_are_no_utf8_come_through(tmp_path: Path) -> None:
    bad = pa.array([b"The \xed\xa0\x80mayor said no.", WORDS.encode()], pa.binary()).view(pa.string())
    rows = list(rows_of(splits_of(table(tmp_path, {"text": bad}))))
    assert names_of(iter(rows)) == ["row1", "row2"]
    document = read(rows[0])
    assert isinstance(document, Document)
    assert document.text.endswith("mayor said no.")


def test_days_that_python_does_not_have_are_no_days(tmp_path: Path) -> None:
    days = pa.array([2**62, None], pa.int64()).view(pa.timestamp("us"))
    rows = list(rows_of(splits_of(table(tmp_path, {"text": texts(2), "date": days}))))
    assert [row.published for row in map(read, rows) if isinstance(row, Document)] == [None, None]


def test_a_table_without_a_column_of_text_is_one_failure_that_lists_its_columns(tmp_path: Path) -> None:
    path = table(tmp_path, {"corps": texts(9), "titre": texts(9)})
    (failure,) = splits_of(path)
    assert isinstance(failure, Failure)
    assert failure.code == "no-text-column"
    assert "corps, titre" in failure.message
    assert len(names_in(path, columns=Columns(text="corps"))) == 9


def test_a_table_without_rows_is_empty(tmp_path: Path) -> None:
    assert names_in(table(tmp_path, {"text": pa.array([], pa.string())})) == ["empty"]


def test_a_damaged_row_group_costs_its_own_rows(tmp_path: Path) -> None:
    path = Path(table(tmp_path, {"text": [f"{WORDS} {n * 7919}" * 40 for n in range(9)]}))
    about = parquet.ParquetFile(path).metadata.row_group(1).column(0)
    data = bytearray(path.read_bytes())
    for at in range(about.dictionary_page_offset, about.dictionary_page_offset + about.total_compressed_size):
        data[at] = 0xFF
    path.write_bytes(bytes(data))
    rows = list(rows_of(splits_of(str(path), split_records=100)))
    assert names_of(iter(rows)) == ["row1", "row2", "row3", "broken", "row7", "row8", "row9"]
    assert isinstance(rows[3], Failure)
    assert "rows 4 to 6" in rows[3].message


def test_a_table_that_is_cut_short_is_told(tmp_path: Path) -> None:
    data = Path(table(tmp_path, {"text": texts(9)})).read_bytes()
    for cut in (4, 12, len(data) // 2, len(data) - 1):
        assert names_in(kept(tmp_path, "b.parquet", data[:cut])) == ["broken"]


def test_without_pyarrow_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path, {"text": texts(1)})
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (failure,) = splits_of(path)
    assert isinstance(failure, Failure)
    assert failure.code == "missing"
    assert "pip install 'memcon[archive]'" in failure.message


def test_tables_behind_addresses(tmp_path: Path) -> None:
    path = table(tmp_path, {"text": texts(7)})
    assert names_in(f"file://{path}", split_records=3) == [f"row{n}" for n in range(1, 8)]
