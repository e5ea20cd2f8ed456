"""Plain files and inputs that are not what they seem: each is sent as it is, or told."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon import limits
from memcon.archive.inputs.listing import Input
from memcon.archive.inputs.splits import Form, Split
from memcon.archive.inputs.surveying import survey
from memcon.formats.sandbox import File
from memcon.model.ledger import Failure
from tests.archive.inputs.samples import USUAL, kept, names_of, only_input, rows_of, splits_of


def test_plain_files_are_sent_whole_under_their_paths(tmp_path: Path) -> None:
    paths = [kept(tmp_path, f"{n}.txt", b"The mayor said no %d." % n) for n in range(3)]
    rows = list(rows_of([split for path in paths for split in splits_of(path)]))
    assert [(row.origin, row.untrusted_bytes) for row in rows if isinstance(row, File)] == [
        (path, b"The mayor said no %d." % n) for n, path in enumerate(paths)
    ]


def test_a_file_that_is_gone_or_too_large_is_told_and_the_next_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    large, good = kept(tmp_path, "large.txt", b"x" * 101), kept(tmp_path, "good.txt", b"no")
    split = Split(Form.FILES, str(tmp_path), files=(str(tmp_path / "gone.txt"), large, f"file://{large}", good, f"file://{good}"))
    rows = list(rows_of([split]))
    assert names_of(iter(rows)) == ["unreadable", "over-limit", "over-limit", "", ""]
    assert [row.origin for row in rows] == list(split.files)


@pytest.mark.parametrize("form", [Form.WARC, Form.JSONL, Form.PARQUET])
def test_a_file_that_is_not_what_its_name_says_is_sent_as_it_is(tmp_path: Path, form: Form) -> None:
    path = kept(tmp_path, "a.txt", b"The mayor said no.")
    one = only_input(path)
    (split,) = survey(Input(form, path, one.size, mark_of(path)), split_records=5, columns=USUAL)
    assert isinstance(split, Split)
    assert (split.form, split.files) == (Form.FILES, (path,))


def mark_of(path: str) -> str:
    from memcon.archive.inputs.stores import open_stored

    with open_stored(path) as file:
        return file.state.mark


def test_an_input_that_changed_since_it_was_found_is_left_alone(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.jsonl", b'{"text": "no"}\n')
    one = only_input(path)
    kept(tmp_path, "a.jsonl", b'{"text": "no"}\n' * 2)
    (failure,) = survey(one, split_records=5, columns=USUAL)
    assert isinstance(failure, Failure)
    assert failure.code == "changed"


def test_an_input_that_is_gone_is_told(tmp_path: Path) -> None:
    one = only_input(kept(tmp_path, "a.jsonl", b'{"text": "no"}\n'))
    (tmp_path / "a.jsonl").unlink()
    (failure,) = survey(one, split_records=5, columns=USUAL)
    assert isinstance(failure, Failure)
    assert (failure.origin, failure.code) == (one.path, "unreadable")
