"""The inbox: dropped files are kept whole or not at all, and nothing in it is ever overwritten."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from memcon import limits
from memcon.errors import NotKept, OverLimit
from memcon.web.inbox import DRAFT, Inbox


class Usage(NamedTuple):
    """What the system tells of a disk."""

    total: int
    used: int
    free: int


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "reprisals.inbox")


def names(inbox: Inbox) -> list[str]:
    """Every file in it, hidden ones too."""
    return sorted(str(path.relative_to(inbox.folder)) for path in inbox.folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_name(inbox: Inbox) -> None:
    path = inbox.keep("notes.txt", [b"The pier ", b"", b"is shut."])
    assert path == inbox.folder / "notes.txt"
    assert path.read_bytes() == b"The pier is shut."
    assert names(inbox) == ["notes.txt"]


def test_it_is_nobody_elses_business(inbox: Inbox) -> None:
    path = inbox.keep("papers/notes.txt", [b"x"])
    assert [oct(p.stat().st_mode & 0o777) for p in (inbox.folder, path.parent, path)] == ["0o700", "0o700", "0o600"]


def test_the_folders_of_a_dropped_folder_are_kept(inbox: Inbox) -> None:
    assert inbox.keep("papers/may/notes.txt", [b"x"]) == inbox.folder / "papers" / "may" / "notes.txt"


def test_an_empty_file_is_kept_so_that_reading_says_that_it_is_empty(inbox: Inbox) -> None:
    assert inbox.keep("notes.txt", []).read_bytes() == b""


def test_the_same_file_is_kept_once(inbox: Inbox) -> None:
    first = inbox.keep("notes.txt", [b"one"])
    assert inbox.keep("notes.txt", [b"o", b"ne"]) == first
    assert names(inbox) == ["notes.txt"]


def test_another_file_of_the_same_name_gets_a_number(inbox: Inbox) -> None:
    kept = [inbox.keep("notes.txt", [text]).name for text in (b"one", b"two", b"three", b"two", b"one")]
    assert kept == ["notes.txt", "notes (2).txt", "notes (3).txt", "notes (2).txt", "notes.txt"]
    assert (inbox.folder / "notes.txt").read_bytes() == b"one"


def test_a_folder_of_the_name_is_left_alone(inbox: Inbox) -> None:
    inbox.keep("notes/may.txt", [b"x"])
    assert inbox.keep("notes", [b"y"]).name == "notes (2)"


def test_a_file_where_a_folder_would_be_is_told(inbox: Inbox) -> None:
    inbox.keep("notes", [b"x"])
    with pytest.raises(NotKept, match="where its folder would be"):
        inbox.keep("notes/may.txt", [b"y"])
    assert names(inbox) == ["notes"]


def test_a_name_that_leads_outside_keeps_nothing(inbox: Inbox, tmp_path: Path) -> None:
    with pytest.raises(NotKept, match="outside"):
        inbox.keep("../case.memcon", [b"x"])
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_the_inbox_leads_nowhere(inbox: Inbox, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_bytes(b"secret")
    inbox.keep("a.txt", [b"x"])
    (inbox.folder / "papers").symlink_to(outside)
    (inbox.folder / "notes.txt").symlink_to(outside / "secret.txt")
    with pytest.raises(NotKept):
        inbox.keep("papers/may.txt", [b"y"])
    assert inbox.keep("notes.txt", [b"secret"]).name == "notes (2).txt"
    assert [p.name for p in outside.iterdir()] == ["secret.txt"]
    assert not inbox.holds(inbox.folder / "notes.txt")


def test_a_file_over_the_limit_keeps_nothing(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    assert inbox.keep("ten.txt", [b"12345", b"67890"]).stat().st_size == 10
    with pytest.raises(OverLimit, match=r"^eleven\.txt: FILE_BYTES: 11 found"):
        inbox.keep("eleven.txt", [b"12345", b"67890", b"1"])
    assert names(inbox) == ["ten.txt"]


def test_a_disk_that_would_be_full_keeps_nothing(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DISK_FLOOR_BYTES", 100 * limits.MEBIBYTE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, 100 * limits.MEBIBYTE + 3))
    inbox.keep("three.txt", [b"123"])
    with pytest.raises(NotKept, match=r"^four\.txt: the disk is too full: 100 MiB must stay free") as told:
        inbox.keep("four.txt", [b"1234"])
    assert told.value.code == "full"
    assert names(inbox) == ["three.txt"]


def test_an_upload_that_breaks_off_keeps_nothing(inbox: Inbox) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError("gone")

    with pytest.raises(ConnectionResetError):
        inbox.keep("notes.txt", broken())
    assert names(inbox) == []


def test_bytes_may_come_one_by_one(inbox: Inbox) -> None:
    with inbox.receiving("notes.txt") as draft:
        draft.write(b"The pier ")
        assert (draft.path, draft.size) == (None, 9)
        draft.write(b"is shut.")
    assert draft.path is not None
    assert draft.path.read_bytes() == b"The pier is shut."


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_disk_without_second_names_keeps_files_too(inbox: Inbox, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def no_links(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(os, "link", no_links)
    kept = [inbox.keep("notes.txt", [text]) for text in (b"one", b"two", b"one")]
    assert [(path.name, path.read_bytes()) for path in kept] == [
        ("notes.txt", b"one"),
        ("notes (2).txt", b"two"),
        ("notes.txt", b"one"),
    ]
    assert names(inbox) == ["notes (2).txt", "notes.txt"]


def test_what_the_disk_says_is_told(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotKept, match="the disk is too full"):
        inbox.keep("notes.txt", [b"x"])
    assert names(inbox) == []


def test_an_inbox_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotKept, match=r"^notes\.txt: it cannot be written into the inbox"):
        Inbox(tmp_path / "file" / "inbox").keep("notes.txt", [b"x"])


def test_many_at_once_get_a_name_each(inbox: Inbox) -> None:
    threads = [threading.Thread(target=inbox.keep, args=("notes.txt", [str(n % 4).encode()])) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = [(inbox.folder / name).read_bytes() for name in names(inbox)]
    assert sorted(held) == [b"0", b"1", b"2", b"3"]


def test_what_a_crash_left_is_cleared_and_what_is_coming_is_not(inbox: Inbox) -> None:
    inbox.folder.mkdir()
    old, new = inbox.folder / f"{DRAFT}old", inbox.folder / f"{DRAFT}new"
    for draft in (old, new):
        draft.touch()
    long_ago = time.time() - 100_000
    os.utime(old, (long_ago, long_ago))
    inbox.keep("notes.txt", [b"x"])
    assert names(inbox) == [f"{DRAFT}new", "notes.txt"]


@pytest.mark.parametrize(
    ("ledger", "folder"),
    [("cases/reprisals.memcon", "cases/reprisals.inbox"), ("reprisals", "reprisals.inbox"), ("a.b.memcon", "a.b.inbox")],
)
def test_the_inbox_lies_beside_the_case(ledger: str, folder: str) -> None:
    inbox = Inbox.beside(ledger)
    assert inbox is not None
    assert inbox.folder == Path(folder)


def test_a_case_that_is_no_file_has_an_inbox_only_where_one_is_named(tmp_path: Path) -> None:
    assert Inbox.beside("postgresql://localhost/reprisals") is None
    named = Inbox.beside("postgresql://localhost/reprisals", folder=tmp_path)
    assert named is not None
    assert named.folder == tmp_path


def test_it_knows_its_own(inbox: Inbox, tmp_path: Path) -> None:
    path = inbox.keep("papers/notes.txt", [b"x"])
    (tmp_path / "other.txt").touch()
    assert inbox.holds(path)
    assert not inbox.holds(inbox.folder / "none.txt")
    assert not inbox.holds(inbox.folder / ".." / "other.txt")
