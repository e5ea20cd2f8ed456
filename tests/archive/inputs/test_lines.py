"""JSON Lines: every row once, whatever the splits; rows without a text and lines that are none are told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon import limits
from memcon.archive.inputs.splits import Form, Split
from memcon.archive.plan import Columns
from memcon.formats.sandbox import File
from memcon.model.document import Document
from memcon.model.ledger import Failure
from tests.archive.inputs.samples import WORDS, kept, names_in, names_of, packed, read, rows_of, splits_of

ROW: dict[str, Any] = {"text": WORDS, "title": "Pier shut", "date": "2024-08-14T06:00:00Z", "source": "Lorn Courier"}


def lines(*rows: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_a_row_is_a_story_with_its_title_day_and_outlet(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.jsonl", lines(ROW))
    document = read(next(rows_of(splits_of(path))))
    assert isinstance(document, Document)
    assert (document.origin, document.title, document.published, document.outlet) == (
        f"{path}#row1",
        "Pier shut",
        "2024-08-14",
        "Lorn Courier",
    )
    assert document.text == f"Pier shut\n\n{WORDS}"


@given(
    ending=st.sampled_from([b"", b"\n"]),
    rows=st.lists(st.sampled_from([lines(ROW), lines(ROW | {"text": "The mayor\r said no. " * 9}), b"\n", b"{}\n", b"no\n", b"  \r\n"]), max_size=20),
    packing=st.sampled_from(["plain", "members", "one member", "blocks"]),
    split_records=st.integers(1, 9),
)  # fmt: skip
def test_any_lines_come_once_with_their_numbers_whatever_the_splits(
    tmp_path_factory: pytest.TempPathFactory, rows: list[bytes], ending: bytes, packing: str, split_records: int
) -> None:
    rows = [lines(ROW), *rows]
    stream = b"".join(rows).removesuffix(b"\n") + ending
    parts = {
        "members": [*rows[:-1], rows[-1].removesuffix(b"\n") + ending],
        "one member": [stream],
        "blocks": [stream[n : n + 70] for n in range(0, len(stream), 70)],
    }
    data = stream if packing == "plain" else packed(*parts[packing])
    path = kept(tmp_path_factory.mktemp("lines"), "a.jsonl" if packing == "plain" else "a.jsonl.gz", data)
    kinds = {b"{}\n": "empty", b"no\n": "markup", b"\n": "", b"  \r\n": ""}
    expected = [name for n, row in enumerate(rows, 1) if (name := kinds.get(row, f"row{n}"))]
    splits = splits_of(path, split_records=split_records)
    assert names_of(rows_of(splits)) == expected
    assert [(split.start, split.end) for split in splits if isinstance(split, Split)][-1][1] == len(data)


def test_a_plain_file_is_cut_after_so_many_lines(tmp_path: Path) -> None:
    splits = splits_of(kept(tmp_path, "a.jsonl", lines(*[ROW] * 7)), split_records=3)
    assert [(split.form, split.first) for split in splits if isinstance(split, Split)] == [
        (Form.JSONL, 1),
        (Form.JSONL, 4),
        (Form.JSONL, 7),
    ]


def test_a_packed_file_is_cut_only_between_members_that_end_with_a_line(tmp_path: Path) -> None:
    row = lines(ROW)
    assert len(splits_of(kept(tmp_path, "a.jsonl.gz", packed(row * 7)), split_records=3)) == 1
    assert len(splits_of(kept(tmp_path, "b.jsonl.gz", packed(*[row] * 7)), split_records=3)) == 3
    assert len(splits_of(kept(tmp_path, "c.jsonl.gz", packed(row, row + row[:9], row[9:], row)), split_records=1)) == 3


def test_a_packed_file_that_is_cut_keeps_the_rows_before_the_cut(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(lines(ROW | {"id": n, "text": f"{WORDS} {n * 7919}"}) for n in range(200)), mtime=0)
    counts = []
    for cut in range(100, len(data), 171):
        found = names_in(kept(tmp_path, "a.jsonl.gz", data[:cut]))
        assert found[-1] == "broken"
        assert found[:-1] == [str(n) for n in range(len(found) - 1)]
        counts.append(len(found))
    assert counts == sorted(counts)
    assert counts[-1] > 150


def test_rows_behind_a_damaged_member_are_read(tmp_path: Path) -> None:
    parts = [packed(lines(ROW)) for _ in range(4)]
    bad = parts[1][:-6] + b"\xff\xff\xff\xff\xff\xff"
    for split_records in (1, 10):
        path = kept(tmp_path, "a.jsonl.gz", parts[0] + bad + parts[2] + parts[3])
        assert names_in(path, split_records=split_records) == ["row1", "broken", "row2", "row3"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"[" * 100_000, "markup"),
        (b'{"text": "a", "text": "b"}', "markup"),
        (b'["a", "b"]', "markup"),
        (b'{"text": "caf\xe9"}', "markup"),
        (b'{"text": true}', "empty"),
        (b'{"text": null, "title": "Pier shut"}', "empty"),
        (b'{"text": "  \\n "}', "empty"),
        (b'{"text": "' + b"x" * 2_000 + b'"}', "over-limit"),
    ],
)  # fmt: skip
def test_a_line_that_holds_no_text_is_told_by_its_number_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: bytes, code: str
) -> None:
    monkeypatch.setattr(limits, "TEXT_POINTS", 1_000)
    path = kept(tmp_path, "a.jsonl", lines(ROW) + line + b"\n" + lines(ROW))
    rows = list(rows_of(splits_of(path)))
    assert names_of(iter(rows)) == ["row1", code, "row3"]
    assert isinstance(rows[1], Failure)
    assert rows[1].message.startswith(f"{path}#row2: ")


def test_a_line_over_file_bytes_is_never_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tracemalloc

    monkeypatch.setattr(limits, "FILE_BYTES", 50_000)
    line = b'{"text": "' + b"x" * 40_000_000 + b'"}\n'
    path = kept(tmp_path, "a.jsonl", lines(ROW) + line + lines(ROW))
    splits = splits_of(path)
    tracemalloc.start()
    assert names_of(rows_of(splits)) == ["row1", "over-limit", "row3"]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6_000_000


def test_a_bomb_in_a_line_is_left_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 50_000)
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 1_000_000)
    data = packed(lines(ROW), b'{"text": "' + bytes(20_000_000), lines(ROW))
    found = list(rows_of(splits_of(kept(tmp_path, "a.jsonl.gz", data))))
    assert names_of(iter(found)) == ["row1", "over-limit", "row3"]
    assert isinstance(found[1], Failure)
    assert "UNPACKED_BYTES" in found[1].message


def test_a_table_without_a_column_of_text_is_one_failure_that_lists_its_columns(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.jsonl", lines(*[{"corps": WORDS, "titre": "a"}] * 9))
    (failure,) = splits_of(path)
    assert isinstance(failure, Failure)
    assert failure.code == "no-text-column"
    assert "corps, titre" in failure.message
    assert "--text-column" in failure.message
    assert names_in(path, columns=Columns(text="corps")) == [f"row{n}" for n in range(1, 10)]


def test_a_column_that_is_named_and_not_there_is_told(tmp_path: Path) -> None:
    (failure,) = splits_of(kept(tmp_path, "a.jsonl", lines(ROW)), columns=Columns(text="corps"))
    assert isinstance(failure, Failure)
    assert "'corps'" in failure.message


def test_rows_are_called_by_their_address_where_they_have_one(tmp_path: Path) -> None:
    row = ROW | {"url": "https://www.lorn.example/pier", "source": None}
    path = kept(tmp_path, "a.jsonl", lines(row, row | {"url": "\x1b[0m"}, row | {"url": "x" * 1_000}))
    rows = list(rows_of(splits_of(path)))
    assert [row.origin.partition("#")[2] for row in rows if isinstance(row, File)] == ["https://www.lorn.example/pier", "row2", "row3"]
    document = read(rows[0])
    assert isinstance(document, Document)
    assert document.outlet == "lorn.example"
