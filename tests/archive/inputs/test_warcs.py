"""Web archives: every page once, whatever the splits; what is damaged is told, and what stands around it is read."""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon import limits
from memcon.archive.inputs.listing import Input
from memcon.archive.inputs.records import records
from memcon.archive.inputs.splits import Form, Split
from memcon.archive.inputs.surveying import survey
from memcon.archive.plan import Columns
from memcon.formats.containers.warc import WARC
from memcon.formats.sandbox import File, Sandbox
from memcon.formats.walk import walk
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure
from tests.archive.inputs.samples import PAGE, USUAL, WORDS, kept, names_in, names_of, packed, read, record, rows_of, splits_of

PAGES = 7
OTHERS = (record(0, b"GET", kind="request"), record(0, b"fetchTimeMs: 9", kind="metadata"), record(0, b"PNG", media="image/png"))


def whole(packing: str) -> bytes:
    """An archive of seven pages with other records between them."""
    parts = [part for n in range(PAGES) for part in (OTHERS[n % 3], record(n, PAGE + b"x" * (n * 37)))]
    return {"plain": b"".join(parts), "members": packed(*parts), "one member": packed(b"".join(parts))}[packing]


PACKINGS = ("plain", "members", "one member")


def name(packing: str) -> str:
    return "a.warc" if packing == "plain" else "a.warc.gz"


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_page_has_its_address_its_outlet_and_its_day(tmp_path: Path, packing: str) -> None:
    path = kept(tmp_path, name(packing), whole(packing))
    (first, *_) = rows_of(splits_of(path))
    document = read(first)
    assert isinstance(document, Document)
    assert (document.origin, document.outlet, document.published) == (f"{path}#https://www.lorn.example/0", "lorn.example", "2024-08-14")
    assert document.text == WORDS


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("split_records", [1, 2, 3, 7, 500])
def test_each_page_comes_once_whatever_the_splits(tmp_path: Path, packing: str, split_records: int) -> None:
    assert names_in(kept(tmp_path, name(packing), whole(packing)), split_records=split_records) == [str(n) for n in range(PAGES)]


@given(
    pages=st.lists(st.binary(max_size=300), max_size=12),
    packing=st.sampled_from(["plain", "members", "pairs", "blocks"]),
    split_records=st.integers(1, 8),
    block=st.integers(1, 400),
)
def test_any_pages_in_any_packing_come_out_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, pages: list[bytes], packing: str, split_records: int, block: int
) -> None:
    parts = [record(n, body, media="text/plain") for n, body in enumerate(pages)] or [OTHERS[0]]
    stream = b"".join(parts)
    data = {
        "plain": stream,
        "members": packed(*parts),
        "pairs": packed(*(b"".join(parts[n : n + 2]) for n in range(0, len(parts), 2))),
        "blocks": packed(*(stream[n : n + block] for n in range(0, len(stream), block))),
    }[packing]
    path = kept(tmp_path_factory.mktemp("warc"), "crawl.warc", data)
    form = Form.WARC
    one = Input(form, path, len(data), splits_mark(path))
    splits = list(survey(one, split_records=split_records, columns=USUAL))
    if all(isinstance(split, Split) and split.form is form for split in splits):
        assert_tiled(splits, len(data))
        found = list(rows_of(splits))
        assert [row.part.rpartition("/")[2] for row in found if isinstance(row, File) and row.part] == [str(n) for n in range(len(pages))]
        assert [
            row.untrusted_bytes.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[2][:-4] for row in found if isinstance(row, File)
        ] == pages
    else:
        assert packing == "blocks"  # the first block is too short to tell what it is: whoever reads the file finds out


def splits_mark(path: str) -> str:
    """The mark of a file as it lies there."""
    from memcon.archive.inputs.stores import open_stored

    with open_stored(path) as file:
        return file.state.mark


def assert_tiled(splits: list[Split | Failure], size: int) -> None:
    """Assert that the splits are all of the file, each byte once."""
    stretches = [(split.start, split.end) for split in splits if isinstance(split, Split)]
    assert stretches[0][0] == 0
    assert stretches[-1][1] == size
    assert all(before[1] == after[0] < after[1] for before, after in pairwise(stretches))


@pytest.mark.parametrize("packing", PACKINGS)
def test_records_without_a_page_are_counted_by_what_they_are(tmp_path: Path, packing: str) -> None:
    parts = [*OTHERS, record(1, status="404 Not Found"), record(2, b"the same", kind="revisit"), record(3)]
    data = packed(*parts) if packing == "members" else packed(b"".join(parts)) if packing == "one member" else b"".join(parts)
    passed: Counter[str] = Counter()
    (split,) = splits_of(kept(tmp_path, name(packing), data))
    assert isinstance(split, Split)
    assert len(list(records(split, columns=USUAL, kind=None, passed=passed))) == 1
    assert passed == {"request": 1, "metadata": 1, "media-type": 1, "status": 1, "revisit": 1}


@pytest.mark.parametrize("packing", PACKINGS)
def test_an_archive_cut_anywhere_loses_only_what_was_cut_and_says_so(tmp_path: Path, packing: str) -> None:
    data = whole(packing)
    ends = [n for n in range(1, len(data)) if packing == "plain" and data[:n].endswith(b"\r\n\r\nWARC/1.")]
    for cut in range(20, len(data), 53 if packing == "plain" else 11):
        path = kept(tmp_path, name(packing), data[:cut])
        found = names_in(path, split_records=2)
        pages = [one for one in found if one.isdigit()]
        assert pages == [str(n) for n in range(len(pages))]
        assert found[len(pages) :] in (["broken"], [], [""])  # so short that it is no web archive any more: sent whole
        if found[-1:] != ["broken"] and ends:  # cut between two records, or in the line ends that close one: nothing is lost
            assert any(end - 12 <= cut <= end - 7 for end in ends) or cut >= len(data) - 4


@pytest.mark.parametrize("packing", ["plain", "members"])
def test_a_cut_archive_gives_every_page_that_is_whole(tmp_path: Path, packing: str) -> None:
    parts = [record(n) for n in range(5)]
    parts = [packed(part) for part in parts] if packing == "members" else parts
    path = kept(tmp_path, name(packing), b"".join(parts[:4]) + parts[4][:-20])
    assert names_in(path, split_records=2) == ["0", "1", "2", "3", "broken"]


@pytest.mark.parametrize("at", [3, 12, 40, 100, -5])
def test_a_damaged_member_costs_one_page_and_names_it_where_it_can(tmp_path: Path, at: int) -> None:
    parts = [packed(record(n, WORDS.encode() * 50)) for n in range(5)]
    bad = bytearray(parts[2])
    bad[at] ^= 0xFF
    path = kept(tmp_path, "a.warc.gz", b"".join([*parts[:2], bytes(bad), *parts[3:]]))
    rows = list(rows_of(splits_of(path, split_records=1)))
    assert names_of(iter(rows)) == ["0", "1", "broken", "3", "4"]
    assert isinstance(rows[2], Failure)
    start, size = len(parts[0] + parts[1]), len(parts[2])
    assert f"between byte {start:,} and byte {start + size:,}" in rows[2].message


def test_a_page_of_a_damaged_member_is_named_when_its_head_could_be_read(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.warc.gz", packed(record(1)) + packed(record(2))[:-6])
    rows = list(rows_of(splits_of(path)))
    assert isinstance(rows[1], Failure)
    assert rows[1].origin == f"{path}#https://www.lorn.example/2"
    assert rows[1].message.startswith(rows[1].origin)


@given(flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6), packing=st.sampled_from(PACKINGS))
def test_no_damage_breaks_the_reading_and_splits_stay_whole(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[int, int]], packing: str
) -> None:
    data = bytearray(whole(packing))
    for at, value in flips:
        data[at % len(data)] = value
    path = kept(tmp_path_factory.mktemp("warc"), name(packing), bytes(data))
    splits = splits_of(path, split_records=2)
    if all(isinstance(split, Split) and split.form is Form.WARC for split in splits):
        assert_tiled(splits, len(data))
    assert all(isinstance(row, File | Failure) for row in rows_of(splits))
    assert names_of(rows_of(splits)) == names_in(path, split_records=500)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("lie", [-40, 60, 1_000_000, 10**17])
def test_a_record_that_lies_about_its_length_is_told_and_the_others_are_read(tmp_path: Path, packing: str, lie: int) -> None:
    parts = [record(0), record(1, lie=lie), record(2), record(3)]
    data = packed(*parts) if packing == "members" else packed(b"".join(parts)) if packing == "one member" else b"".join(parts)
    assert names_in(kept(tmp_path, name(packing), data)) == ["0", "1", "broken", "2", "3"]


def test_a_record_without_a_length_is_read_to_the_next_and_told(tmp_path: Path) -> None:
    bad = record(1).replace(b"Content-Length", b"Content-Lentgh")
    rows = list(rows_of(splits_of(kept(tmp_path, "a.warc", record(0) + bad + record(2)))))
    assert names_of(iter(rows)) == ["0", "1", "broken", "2"]
    assert isinstance(rows[1], File)
    assert [row.text for row in walk(rows[1].untrusted_bytes, origin="a.warc") if isinstance(row, Document)] == [WORDS]


def test_bytes_between_records_are_told(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.warc", record(0) + b"\r\nnoise\r\n" * 9 + record(1))
    rows = list(rows_of(splits_of(path)))
    assert names_of(iter(rows)) == ["0", "broken", "1"]


def test_zeros_behind_the_last_member_are_no_damage(tmp_path: Path) -> None:
    assert names_in(kept(tmp_path, "a.warc.gz", packed(record(0), record(1)) + bytes(100_000))) == ["0", "1"]


def test_a_page_over_file_bytes_is_told_by_name_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 3_000)
    parts = [record(0), record(1, b"x" * 1_000_000), record(2)]
    for packing, data in (("plain", b"".join(parts)), ("members", packed(*parts)), ("one member", packed(b"".join(parts)))):
        path = kept(tmp_path, f"{packing}-{name(packing)}", data)
        rows = list(rows_of(splits_of(path, split_records=1)))
        assert names_of(iter(rows)) == ["0", "over-limit", "2"]
        assert isinstance(rows[1], Failure)
        assert rows[1].origin == f"{path}#https://www.lorn.example/1"


def test_a_long_film_is_passed_over_as_a_short_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 100_000)
    film = record(1, b"x" * 1_000_000, media="video/mp4")
    assert names_in(kept(tmp_path, "a.warc.gz", packed(record(0), film, record(2)))) == ["0", "2"]


def test_a_bomb_is_left_at_the_limit_and_the_next_page_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 1_000_000)
    monkeypatch.setattr(limits, "FILE_BYTES", 100_000)
    packer = zlib.compressobj(9, wbits=31)
    bomb = packer.compress(record(1, lie=40_000_000)) + b"".join(packer.compress(bytes(1 << 20)) for _ in range(40)) + packer.flush()
    path = kept(tmp_path, "a.warc.gz", packed(record(0)) + bomb + packed(record(2)))
    rows = list(rows_of(splits_of(path, split_records=1)))
    assert names_of(iter(rows)) == ["0", "over-limit", "2"]
    assert isinstance(rows[1], Failure)
    assert "UNPACKED_BYTES" in rows[1].message
    assert rows[1].origin == f"{path}#https://www.lorn.example/1"


def test_what_looks_like_members_behind_a_damaged_one_is_tried_no_more_than_so_often(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.warc.gz", packed(record(0)) + b"\x1f\x8b\x08\x00" * 120_000)
    assert names_in(path) == ["0", "broken"]


def test_no_more_than_a_record_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tracemalloc

    monkeypatch.setattr(limits, "FILE_BYTES", 200_000)
    path = kept(tmp_path, "a.warc.gz", packed(b"".join(record(n, b"%07d " % n * 6_000, media="text/plain") for n in range(400))))
    splits = splits_of(path)
    tracemalloc.start()
    assert sum(isinstance(row, File) for row in rows_of(splits)) == 400
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000  # all pages together are 19 MB


def test_a_file_that_changed_since_it_was_surveyed_is_left_alone(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.warc", record(0))
    splits = splits_of(path)
    kept(tmp_path, "a.warc", record(0) + record(1))
    assert names_of(rows_of(splits)) == ["changed"]


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    splits = splits_of(kept(tmp_path, "a.warc", record(0)))
    (tmp_path / "a.warc").unlink()
    assert names_of(rows_of(splits)) == ["unreadable"]


def test_the_kind_that_was_asked_for_goes_with_each_page(tmp_path: Path) -> None:
    (split,) = splits_of(kept(tmp_path, "a.warc", record(0)))
    assert isinstance(split, Split)
    assert [row.kind for row in records(split, columns=Columns(), kind=Kind.READOUT) if isinstance(row, File)] == [Kind.READOUT]


def test_web_archives_behind_addresses_are_read_in_stretches() -> None:
    from fsspec.implementations.memory import MemoryFileSystem

    system = MemoryFileSystem()
    system.pipe("/crawl/a.warc.gz", whole("members"))
    try:
        splits = splits_of("memory://crawl/a.warc.gz", split_records=3)
        assert len(splits) == 3
        assert names_of(rows_of(splits)) == [str(n) for n in range(PAGES)]
    finally:
        system.rm("/crawl", recursive=True)


@pytest.mark.parametrize(
    "part",
    [
        record(1),
        record(1, status="404 Not Found"),
        record(1, status="200"),
        record(1, media="TEXT/HTML; charset=utf-8"),
        record(1, media="image/png"),
        record(1, media="text/html\r\nContent-Type: image/png"),
        record(1, media="image/png\r\nContent-Type: text/html"),
        record(1, head="Transfer-Encoding: chunked\r\n", body=b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
        record(1, head="Content-Encoding: gzip\r\n", body=gzip.compress(PAGE)),
        record(1, WORDS.encode(), kind="resource", media="text/plain; charset=utf-8"),
        record(1, b"\x89PNG", kind="resource", media="image/png"),
        record(1, PAGE, kind="conversion", media="text/html"),
        record(1, media="\r\n text/html"),
        record(1, PAGE).replace(b"application/http; msgtype=response", b"text/html"),
    ],
)
def test_the_pages_that_are_sent_are_those_that_the_child_reads(tmp_path: Path, part: bytes) -> None:
    read_whole = list(WARC.members(part, origin="a", allowance=_NoLimit()))
    sent = list(rows_of(splits_of(kept(tmp_path, "a.warc", part))))
    assert len(sent) == len(read_whole)


class _NoLimit:
    """An allowance for honest records."""

    def unpack(self, stream: object, *, packed: int) -> bytes:
        return bytes(stream.read())  # type: ignore[attr-defined]

    def count_member(self) -> None:
        """Any number is allowed."""


def test_what_a_page_does_to_the_child_is_told_under_its_address(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(8 << 20))
    parts = [record(0), record(1, bomb, head="Content-Encoding: gzip\r\n"), record(2)]
    path = kept(tmp_path, "a.warc.gz", packed(*parts))
    with Sandbox() as sandbox:
        found = list(sandbox.read_all(rows_of(splits_of(path))))
    assert [type(row) for row in found] == [Document, Failure, Document]
    assert isinstance(found[1], Failure)
    assert found[1].origin == f"{path}#https://www.lorn.example/1"
    assert found[1].message.startswith(f"{found[1].origin}: UNPACK_RATIO")
