from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from memcon import limits
from memcon.errors import OverLimit, Unreadable
from memcon.run.sources import Source, expand


def origins(*paths: str | os.PathLike[str]) -> list[str]:
    return [source.origin for source in expand(paths)]


def plant(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("The mayor said the gate was shut.", encoding="utf-8")


def test_a_folder_gives_its_files_sorted_and_no_hidden_ones(tmp_path: Path) -> None:
    plant(tmp_path, "b.txt", "a.txt", ".secret", "c/d.txt", ".git/config")
    assert origins(tmp_path) == [str(tmp_path / name) for name in ("a.txt", "b.txt", "c/d.txt")]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    plant(tmp_path, ".secret")
    assert expand([tmp_path / ".secret"])[0].fetch().startswith(b"The mayor")


def test_the_origin_is_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    assert origins("./a.txt", ".") == ["./a.txt", "./a.txt"]


def test_a_link_to_the_folder_above_does_not_loop(tmp_path: Path) -> None:
    plant(tmp_path, "a.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    assert origins(tmp_path) == [str(tmp_path / "a.txt")]


def test_a_missing_file_is_a_source_that_fails_when_fetched() -> None:
    with pytest.raises(Unreadable, match="no such file"):
        expand(["nowhere.txt"])[0].fetch()


def test_an_empty_folder_fails_instead_of_giving_nothing(tmp_path: Path) -> None:
    plant(tmp_path, ".hidden")
    with pytest.raises(Unreadable, match="no files to read"):
        expand([tmp_path])[0].fetch()


def test_a_folder_that_may_not_be_listed_is_a_source_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, *, onerror: object) -> object:
        onerror(PermissionError(13, "Permission denied", path))  # type: ignore[operator]
        return iter(())

    monkeypatch.setattr(os, "walk", refuse)
    assert origins(tmp_path) == [str(tmp_path)]


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="pipe or a device"):
        expand([tmp_path / "pipe"])[0].fetch()


def test_a_device_is_refused() -> None:
    with pytest.raises(Unreadable, match="pipe or a device"):
        expand(["/dev/zero"])[0].fetch()


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000, "\udcff.txt"])
def test_a_name_that_cannot_be_one_is_unreadable(name: str) -> None:
    with pytest.raises(Unreadable):
        expand([name])[0].fetch()


def test_a_file_one_may_not_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a.txt")

    def refuse(*_: object) -> int:  # root may read everything, so the refusal is played
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Unreadable, match="may not read"):
        expand([tmp_path / "a.txt"])[0].fetch()


def test_a_file_that_vanishes_after_the_listing_fails(tmp_path: Path) -> None:
    plant(tmp_path, "a.txt")
    (source,) = expand([tmp_path])
    (tmp_path / "a.txt").unlink()
    with pytest.raises(Unreadable, match="no such file"):
        source.fetch()


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    with pytest.raises(OverLimit):
        expand([tmp_path / "big"])[0].fetch()


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a", "b", "c")
    monkeypatch.setattr(limits, "FILES", 2)
    with pytest.raises(OverLimit):
        expand([tmp_path])


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"said")))
    assert expand(["-"])[0].fetch() == b"said"


def test_bytes_are_their_own_source() -> None:
    assert Source("bytes", untrusted_bytes=b"x").fetch() == b"x"
