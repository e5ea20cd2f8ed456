"""What is named becomes inputs: archives one by one, other files together, and a failure for what is not there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon import limits
from memcon.archive.inputs.listing import MOST_FILES, Input, list_inputs
from memcon.archive.inputs.splits import Form
from memcon.archive.inputs.stores import Stored, open_stored
from memcon.model.ledger import Failure
from tests.archive.inputs.samples import kept, only_input, packed, record


def forms(*paths: str) -> list[tuple[str, Form]]:
    """Name and form of each input."""
    return [(one.path.rpartition("/")[2], one.form) for one in list_inputs(paths) if isinstance(one, Input)]


def files(*paths: str) -> list[str]:
    """The plain files of all inputs."""
    return [path for one in list_inputs(paths) if isinstance(one, Input) for path in one.files]


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.warc", record(), Form.WARC),
        ("a.warc.gz", packed(record()), Form.WARC),
        ("crawl", packed(record()), Form.WARC),
        ("a.jsonl", b'{"text": "no"}', Form.JSONL),
        ("a.ndjson", b'\xef\xbb\xbf\n {"text": "no"}\n', Form.JSONL),
        ("a.jsonl.gz", packed(b'{"text": "no"}\n'), Form.JSONL),
        ("a.json", b'{"text": "no"}\n{"text": "yes"}\n', Form.JSONL),
        ("a.json", b'{"text": "no"}\n', Form.FILES),
        ("a.parquet", b"PAR1rest", Form.PARQUET),
        ("a.warc", b"The mayor said no.", Form.FILES),
        ("a.parquet", b"The mayor said no.", Form.FILES),
        ("a.jsonl", b"The mayor said no.", Form.FILES),
        ("a.warc.gz", b"\x1f\x8b\x08 damaged", Form.FILES),
        ("a.txt", b"The mayor said no.", Form.FILES),
    ],
)
def test_the_first_bytes_tell_the_form(tmp_path: Path, name: str, data: bytes, form: Form) -> None:
    path = kept(tmp_path, name, data)
    assert forms(path) == [(name, form)]
    assert forms(str(tmp_path)) == [(name, Form.FILES if name == "crawl" else form)]


def test_a_file_too_large_for_a_plain_one_is_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    kept(tmp_path, "crawl", record())
    assert forms(str(tmp_path)) == [("crawl", Form.WARC)]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    shown = kept(tmp_path, "days/a.txt", b"no")
    kept(tmp_path, ".git/a.txt", b"no")
    kept(tmp_path, "days/.a.txt", b"no")
    assert files(str(tmp_path)) == [shown]


def test_a_file_that_is_named_twice_comes_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept(tmp_path, "days/a.txt", b"no")
    kept(tmp_path, "days/b.warc", record())
    assert len(files("days", "./days/a.txt", str(tmp_path / "days"))) == 1
    assert forms("days", "days/b.warc") == forms("days")


def test_the_order_in_which_inputs_are_named_does_not_matter(tmp_path: Path) -> None:
    paths = [kept(tmp_path, f"{n}.txt", b"no") for n in range(3)] + [kept(tmp_path, "a.warc", record()), str(tmp_path / "missing")]
    assert list_inputs(paths) == list_inputs(paths[::-1])


def test_what_is_not_there_or_empty_is_told_and_the_others_are_still_found(tmp_path: Path) -> None:
    good, empty = kept(tmp_path, "a.txt", b"no"), kept(tmp_path, "empty.txt", b"")
    (tmp_path / "bare" / ".hidden").mkdir(parents=True)
    os.mkfifo(tmp_path / "pipe")
    paths = [good, empty, str(tmp_path / "bare"), str(tmp_path / "missing"), str(tmp_path / "pipe"), "a\x00b"]
    found = list_inputs(paths)
    told = {row.origin.rpartition("/")[2]: row.code for row in found if isinstance(row, Failure)}
    assert told == {"empty.txt": "empty", "bare": "empty", "missing": "unreadable", "pipe": "unreadable", "a\x00b": "unreadable"}
    assert [row.files for row in found if isinstance(row, Input)] == [(good,)]


def test_pipes_and_broken_links_in_a_folder_are_told_and_links_to_folders_not_followed(tmp_path: Path) -> None:
    good = kept(tmp_path, "a.txt", b"no")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken").symlink_to(tmp_path / "missing")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = list_inputs([str(tmp_path)])
    assert sorted(row.origin.rpartition("/")[2] for row in found if isinstance(row, Failure)) == ["broken", "pipe"]
    assert [row.files for row in found if isinstance(row, Input)] == [(good,)]


def test_the_mark_changes_with_the_file(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.warc", record())
    before = only_input(path)
    os.utime(path, ns=(1, 1))
    assert (only_input(path).mark, only_input(path).size) != (before.mark, before.size)
    group = only_input(kept(tmp_path, "a.txt", b"no")).mark
    assert only_input(kept(tmp_path, "a.txt", b"nothing")).mark != group


def test_files_come_in_groups_and_a_file_more_changes_few_of_them(tmp_path: Path) -> None:
    for n in range(1_500):
        kept(tmp_path, f"{n % 7}/{n:04}.txt", b"no")
    before = list_inputs([str(tmp_path)])
    assert all(isinstance(one, Input) and len(one.files) <= MOST_FILES for one in before)
    assert 6 <= len(before) <= 40
    kept(tmp_path, "3/0500x.txt", b"no")
    assert len(set(list_inputs([str(tmp_path)])) - set(before)) <= 2


def test_a_group_is_named_by_the_folder_that_holds_its_files(tmp_path: Path) -> None:
    for name in ("b/x.txt", "b/y.txt", "bc/z.txt"):
        kept(tmp_path, name, b"no")
    assert {one.path for one in list_inputs([str(tmp_path)]) if isinstance(one, Input) and len(one.files) == 3} <= {str(tmp_path)}
    assert only_input(str(tmp_path / "bc")).path == str(tmp_path / "bc" / "z.txt")


@pytest.fixture
def memory() -> Iterator[str]:
    """An address in the memory of fsspec, with a folder of inputs."""
    from fsspec.implementations.memory import MemoryFileSystem

    system = MemoryFileSystem()
    for name, data in {
        "a.warc.gz": packed(record()),
        "days/b.txt": b"no",
        ".hidden/c.txt": b"no",
        "days/d.jsonl": b'{"text": "no"}',
    }.items():
        system.pipe(f"/archive/{name}", data)
    system.pipe("/empty.txt", b"")
    yield "memory://archive"
    system.rm("/archive", recursive=True)
    system.rm("/empty.txt")


def test_folders_behind_addresses_are_listed_under_the_name_that_was_given(memory: str) -> None:
    found = list_inputs([memory, f"{memory}/days/b.txt"])
    assert [(one.form, one.path) for one in found if isinstance(one, Input)] == [
        (Form.WARC, "memory://archive/a.warc.gz"),
        (Form.FILES, "memory://archive/days/b.txt"),
        (Form.JSONL, "memory://archive/days/d.jsonl"),
    ]


def test_a_pattern_in_an_address_finds_what_it_fits(memory: str) -> None:
    assert [one.path for one in list_inputs([f"{memory}/*.warc.gz"]) if isinstance(one, Input)] == ["memory:///archive/a.warc.gz"]
    (failure,) = list_inputs([f"{memory}/*.parquet"])
    assert isinstance(failure, Failure)
    assert "no file fits" in failure.message


def test_addresses_of_files_of_this_machine(tmp_path: Path) -> None:
    kept(tmp_path, "a.warc", record())
    assert forms(f"file://{tmp_path}") == [("a.warc", Form.WARC)]


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("memory://nowhere/a.warc", "unreadable", "no such file"),
        ("memory://empty.txt", "empty", "empty"),
        ("nonsense://a", "unreadable", "nonsense"),
    ],
)
def test_addresses_that_lead_nowhere_are_told(memory: str, url: str, code: str, words: str) -> None:
    (failure,) = list_inputs([url])
    assert isinstance(failure, Failure)
    assert (failure.origin, failure.stage, failure.code) == (url, "open", code)
    assert words in failure.message


def test_a_store_whose_package_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    (failure,) = list_inputs(["s3://bucket/a.warc"])
    assert isinstance(failure, Failure)
    assert failure.code == "missing"
    assert "s3fs" in failure.message


def test_without_fsspec_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    (failure,) = list_inputs(["s3://bucket/a.warc"])
    assert isinstance(failure, Failure)
    assert failure.code == "missing"
    assert "pip install 'memcon[archive]'" in failure.message


def test_plain_files_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def opened(path: str) -> Stored:
        looked.append(path)
        return open_stored(path)

    monkeypatch.setattr("memcon.archive.inputs.listing.open_stored", opened)
    for n in range(30):
        kept(tmp_path, f"{n}.txt", b"no")
    kept(tmp_path, "a.warc", record())
    list_inputs([str(tmp_path)])
    assert looked == [str(tmp_path / "a.warc")]
