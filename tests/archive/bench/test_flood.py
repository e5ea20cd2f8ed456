"""Growth is the slope of what a process holds; a flood is reckoned up page by page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bench.archive.growth import Log, Sample, fit_slope, lines
from bench.archive.making import Accounts
from bench.archive.reckoning import likeness, promise, reckon
from bench.archive.sameness import differing, table_digests
from bench.archive.texts import Mix, Role, Text, texts

from memcon.archive.tables.rows import failure_row
from memcon.archive.tables.schema import arrow_schema
from memcon.archive.tables.writing import write_file

MIX = Mix(copies=0.1, foreign=0.05, hostile=0.0, least=25, most=45)
PAGES = 60


def test_a_slope_is_found_again() -> None:
    slope, error = fit_slope([0, 1, 2, 3], [100.0, 102.0, 104.0, 106.0])
    assert slope == pytest.approx(2.0)
    assert error == pytest.approx(0.0, abs=1e-9)


def test_what_a_process_loads_at_its_start_is_no_growth() -> None:
    loading = [Sample("read", "worker", 7, n * 100, 50.0 * n) for n in range(5)]
    steady = [Sample("read", "worker", 7, n * 100, 250.0 + n / 100) for n in range(5, 20)]
    late = [Sample("read", "worker", 8, 1_900, 300.0)] * 20
    (line,) = lines([*loading, *steady, *late], workers=2)
    assert line.pid == 7
    assert line.slope == pytest.approx(0.2)  # a hundredth for each hundred documents of both workers
    assert line.most == pytest.approx(250.19)


def test_the_log_is_read_on_from_where_it_was(tmp_path: Path) -> None:
    log = Log(tmp_path / "log.jsonl")
    log.read_on()
    rows: list[dict[str, Any]] = [{"event": "stage", "stage": "read"}, {"event": "task", "stage": "read", "counts": {"documents": 5}}]
    half = json.dumps(rows[1])
    log.path.write_text("".join(json.dumps(row) + "\n" for row in rows) + half[:9], encoding="utf-8")
    log.read_on()
    assert (log.stage, log.documents["read"]) == ("read", 5)
    with log.path.open("a", encoding="utf-8") as file:
        file.write(half[9:] + "\n")
    log.read_on()
    assert log.documents["read"] == 10


def test_short_stories_have_as_many_words_as_asked() -> None:
    stories = [one for one in texts(200, MIX) if one.role is Role.STORY]
    counts = [len(one.text.split()) for one in stories]
    assert min(counts) >= 25
    assert sum(count <= 45 for count in counts) >= 0.95 * len(counts)
    assert [one.text for one in texts(200, MIX)] == [one.text for one in texts(200, MIX)]


def test_texts_that_are_alike_are_promised_and_others_are_not() -> None:
    least, most = promise([1.0] * 100)
    assert (least, most) == (100.0, 100.0)
    assert promise([0.1] * 100)[1] < 1
    some = promise([0.8] * 100)
    assert 0 < some[0] < 50 < some[1] < 100
    one = next(texts(1, MIX))
    assert likeness(one, one) == 1.0


# ── tables as an archive would have them ──


def row(one: Text, made: dict[int, Text]) -> dict[str, Any]:
    standing = {Role.FOREIGN: "language", Role.EXACT: "copy"}.get(one.role, "read")
    read = made[one.of].number if one.role is Role.EXACT and one.of is not None else None
    near = (
        str(one.of)
        if one.role is Role.NEAR
        else str(one.number)
        if any(m.of == one.number and m.role is Role.NEAR for m in made.values())
        else None
    )
    told = {"id": str(one.number), "origin": f"flood.jsonl#{one.address}", "standing": standing, "near": near}
    return told | {"copy_of": None if read is None else str(read), "language": one.detail or "en", "text": one.text, "words": 30}


def written(out: Path, rows: list[dict[str, Any]]) -> Path:
    import pyarrow as pa

    write_file(out, "documents/year=2024/one.parquet", pa.Table.from_pylist(rows, schema=arrow_schema("documents")))
    return out


@pytest.fixture(scope="module")
def made() -> dict[int, Text]:
    return {one.number: one for one in texts(PAGES, MIX)}


def accounts_of(made: dict[int, Text]) -> Accounts:
    accounts = Accounts()
    for one in made.values():
        accounts.count(one)
    return accounts


def test_a_flood_of_which_nothing_is_lost_comes_out_even(tmp_path: Path, made: dict[int, Text]) -> None:
    told = reckon(written(tmp_path, [row(one, made) for one in made.values()]), {}, accounts_of(made), MIX)
    assert [line for line in told.wrong if not line.startswith("near copies")] == []
    assert f"pages that are a document or a failure: {PAGES} of {PAGES}" in told.lines


def test_a_page_that_is_nowhere_or_twice_is_told(tmp_path: Path, made: dict[int, Text]) -> None:
    rows = [row(one, made) for one in made.values() if one.number != 5]
    told = "\n".join(reckon(written(tmp_path, [*rows, rows[0]]), {}, accounts_of(made), MIX).wrong)
    assert f"pages that are nowhere: 1, such as {made[5].address}" in told
    assert f"pages that are two documents: 1, such as {made[0].address}" in told


def test_a_copy_that_was_read_and_a_failure_of_a_plain_page_are_told(tmp_path: Path, made: dict[int, Text]) -> None:
    import pyarrow as pa

    rows = [row(one, made) | ({"standing": "read", "copy_of": None} if one.role is Role.EXACT else {}) for one in made.values()]
    failure = failure_row({"document": f"flood.jsonl#{made[3].address}", "stage": "open", "code": "broken", "message": "it is cut"})
    write_file(tmp_path, "failures/one.parquet", pa.Table.from_pylist([failure], schema=arrow_schema("failures")))
    told = "\n".join(reckon(written(tmp_path, rows), {}, accounts_of(made), MIX).wrong)
    assert "exact copies of which one text is read: 0, but" in told
    assert f"failures of plain pages: 1, such as {made[3].address}" in told


def test_tables_are_the_same_however_they_lie_in_files(tmp_path: Path, made: dict[int, Text]) -> None:
    import pyarrow as pa

    rows = [row(one, made) for one in made.values()]
    one = table_digests(written(tmp_path / "one", rows))
    for n, some in enumerate((rows[30:], rows[:30])):
        write_file(tmp_path / "two", f"documents/year=2024/{n}.parquet", pa.Table.from_pylist(some, schema=arrow_schema("documents")))
    assert differing(one, table_digests(tmp_path / "two")) == []
    assert one["documents"][0] == PAGES
    assert differing(one, table_digests(written(tmp_path / "three", [*rows[:-1], rows[-1] | {"title": "x"}]))) == ["documents"]


def test_half_a_gzip_file_that_is_set_aside_as_some_language_is_no_english_page(tmp_path: Path) -> None:
    mix = replace(MIX, hostile=0.05)
    made = {one.number: one for one in texts(PAGES, mix)}
    rows = [row(one, made) | ({"standing": "language", "language": "cs"} if one.role is Role.HOSTILE else {}) for one in made.values()]
    assert any(one["language"] == "cs" for one in rows)
    told = reckon(written(tmp_path, rows), {}, accounts_of(made), mix)
    assert [line for line in told.wrong if "language" in line or "set aside" in line] == []
