"""What is read on this machine."""

from __future__ import annotations

import pytest

from memcon.plugins import load_plugins
from memcon.run import formats
from memcon.run.formats import format_lines, list_formats


def test_every_format_is_listed_with_what_reads_it() -> None:
    found = {one.name: one for one in list_formats()}
    assert list(found) == [one.name for one in load_plugins("memcon.formats")]
    assert found["pdf"].library == "pypdfium2"
    assert found["pdf"].version is not None
    assert found["plain"].version is None
    assert [one.name for one in found.values() if one.holds_files] == ["zip", "tar", "packed", "warc", "msg", "mbox", "eml"]


def test_a_program_that_is_not_there_is_missing_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    missing = {one.name: one.missing for one in list_formats() if one.missing}
    assert set(missing) == {"pdf", "picture"}
    assert any("apt install tesseract-ocr" in line for line in format_lines(list_formats()))


def test_a_library_that_is_not_there_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "version_of", lambda _: None)
    assert ("install fastwarc",) in {one.missing for one in list_formats()}
