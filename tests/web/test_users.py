"""The file of users."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path
from typing import Any, Literal

import pytest
from argon2 import PasswordHasher

from memcon.errors import WrongUse
from memcon.web.users import Role, Users, add_user, list_users, remove_user, set_password, set_role, usual_hasher

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "four words of mine"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two users."""
    path = tmp_path / "team.jsonl"
    add_user(path, "Ada Quill", Role.ADMIN, PASSWORD, hasher=QUICK)
    add_user(path, "Ben Okoro", Role.READ, PASSWORD, hasher=QUICK)
    return path


def test_a_user_is_a_line_of_json_with_no_password_in_it(path: Path) -> None:
    first, second = path.read_text(encoding="utf-8").splitlines()
    assert set(json.loads(first)) == {"name", "role", "hash", "since"}
    assert json.loads(first)["hash"].startswith("$argon2id$")
    assert json.loads(first)["hash"] != json.loads(second)["hash"]
    assert PASSWORD not in first + second


def test_the_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        add_user(tmp_path / "team.jsonl", "Ada Quill", Role.ADMIN, PASSWORD, hasher=QUICK)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "team.jsonl").stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["team.jsonl"]


def test_users_are_listed_changed_and_taken_out(path: Path) -> None:
    set_role(path, "ben okoro", Role.JUDGE)
    assert [(u.name, u.role) for u in list_users(path)] == [("Ada Quill", Role.ADMIN), ("Ben Okoro", Role.JUDGE)]
    remove_user(path, "ADA QUILL")
    assert [u.name for u in list_users(path)] == ["Ben Okoro"]
    assert "argon2" not in repr(list_users(path))


def test_a_password_is_checked_and_set_anew(path: Path) -> None:
    users = Users.load(path, hasher=QUICK)
    assert users.check("Ada Quill", PASSWORD) == users.find("ada quill")
    assert users.check("Ada Quill", "other words of mine") is None
    before = list_users(path)[0].since
    set_password(path, "Ada Quill", "other words of mine", hasher=QUICK)
    assert users.check("Ada Quill", PASSWORD) is None
    assert users.check("Ada Quill", "other words of mine") is not None
    assert list_users(path)[0].since > before


def test_an_accent_is_the_same_however_it_is_typed(path: Path) -> None:
    add_user(path, "Zo\u0065\u0308 Lund", Role.READ, "caf\u00e9 caf\u00e9 caf\u00e9", hasher=QUICK)
    assert Users.load(path, hasher=QUICK).check("ZO\u00cb LUND", "cafe\u0301 cafe\u0301 cafe\u0301") is not None


class Counting(PasswordHasher):
    """Counts how often it is asked."""

    asked: list[str | bytes]

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002  its own word
        self.asked.append(hash)
        return super().verify(hash, password)


def test_a_name_that_nobody_has_takes_the_same_work(path: Path) -> None:
    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    hasher.asked = []
    users = Users.load(path, hasher=hasher)
    for name in ("Ada Quill", "Nobody", "", "x" * 5_000):
        assert users.check(name, "wrong words of mine") is None
    assert len(hasher.asked) == 4
    assert {str(kept)[: len("$argon2id$v=19$m=8,t=1,p=1$")] for kept in hasher.asked} == {"$argon2id$v=19$m=8,t=1,p=1$"}


@pytest.mark.parametrize("password", ["", "x" * 1_000_000, "\x00" * 20, "\ud800" * 20])
def test_strange_passwords_are_wrong_ones(path: Path, password: str) -> None:
    assert Users.load(path, hasher=QUICK).check("Ada Quill", password) is None


def test_what_the_usual_parameters_are() -> None:
    hasher = usual_hasher()
    assert (hasher.memory_cost, hasher.time_cost) == (65_536, 3)


def test_a_password_is_kept_anew_when_the_parameters_change_and_sessions_stay(path: Path) -> None:
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    before = list_users(path)
    assert Users.load(path, hasher=stronger).check("Ada Quill", PASSWORD) is not None
    after = list_users(path)
    assert "m=16,t=2" in after[0].hash
    assert (after[0].since, after[1]) == (before[0].since, before[1])
    assert Users.load(path, hasher=stronger).check("Ada Quill", PASSWORD) is not None


def test_a_wrong_password_is_never_kept(path: Path) -> None:
    before = path.read_bytes()
    Users.load(path, hasher=PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)).check("Ada Quill", "wrong words of mine")
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_keeps_nobody_out(path: Path, monkeypatch: Any) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("memcon.web.users.tempfile.mkstemp", full)
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    assert Users.load(path, hasher=stronger).check("Ada Quill", PASSWORD) is not None
    with pytest.raises(WrongUse, match="No space left"):
        remove_user(path, "Ada Quill")


def test_a_write_that_breaks_leaves_the_file_as_it_was(path: Path, monkeypatch: Any) -> None:
    def broken(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    before = path.read_bytes()
    monkeypatch.setattr("memcon.web.users.os.fsync", broken)
    with pytest.raises(WrongUse, match="Input/output error"):
        set_role(path, "Ada Quill", Role.READ)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["team.jsonl"]


def test_two_who_add_at_once_are_both_heard(path: Path) -> None:
    adding = [threading.Thread(target=add_user, args=(path, f"User {n}", Role.READ, PASSWORD), kwargs={"hasher": QUICK}) for n in range(12)]
    for one in adding:
        one.start()
    for one in adding:
        one.join()
    assert len(list_users(path)) == 14


def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    set_role(link, "Ada Quill", Role.READ)
    assert link.is_symlink()
    assert list_users(path)[0].role is Role.READ


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o644, 0o666, 0o610])
def test_a_file_that_others_can_read_or_write_is_refused(path: Path, mode: int) -> None:
    path.chmod(mode)
    for use in (lambda: Users.load(path, hasher=QUICK), lambda: list_users(path), lambda: remove_user(path, "Ada Quill")):
        with pytest.raises(WrongUse, match="chmod 600"):
            use()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_else_is_refused(path: Path) -> None:
    os.chown(path, 12345, 12345)
    with pytest.raises(WrongUse, match="belongs to somebody else"):
        list_users(path)


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        "3",
        "null",
        "{}",
        '{"name": "Eve", "role": "king", "hash": "$argon2id$x", "since": "2024"}',
        '{"name": "Eve", "role": "read", "hash": "plain text", "since": "2024"}',
        '{"name": "Eve", "role": "read", "hash": "$argon2id$x", "since": 5}',
        '{"name": "", "role": "read", "hash": "$argon2id$x", "since": "2024"}',
        '{"name": "E\\u0000ve", "role": "read", "hash": "$argon2id$x", "since": "2024"}',
        '{"name": ["Eve"], "role": "read", "hash": "$argon2id$x", "since": "2024"}',
        '{"name": "Ada Quill", "role": "read", "hash": "$argon2id$x", "since": "2024"}',
        "[" * 100_000,
    ],
    ids=lambda line: line[:40],
)
def test_a_line_that_is_no_user_is_named_by_its_number_and_not_shown(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as out:
        out.write(f"\n{line}\n")
    with pytest.raises(WrongUse, match="line 4") as told:
        list_users(path)
    assert "argon2" not in str(told.value)


def test_a_hash_that_is_none_lets_nobody_in(path: Path) -> None:
    with path.open("a", encoding="utf-8") as out:
        out.write('{"name": "Eve", "role": "admin", "hash": "$argon2id$broken", "since": "2024"}\n')
    assert Users.load(path, hasher=QUICK).check("Eve", PASSWORD) is None


@pytest.mark.parametrize("make", ["folder", "huge", "fifo", "binary", "none", "empty"])
def test_what_is_no_file_of_users_is_told(tmp_path: Path, make: str) -> None:
    path = tmp_path / "team.jsonl"
    if make == "folder":
        path.mkdir(0o700)
    elif make == "fifo":
        os.mkfifo(path, 0o600)
    elif make != "none":
        path.write_bytes({"huge": b"\n" * 2_000_000, "binary": b"\xff\xfe", "empty": b""}[make])
        path.chmod(0o600)
    with pytest.raises(WrongUse):
        Users.load(path, hasher=QUICK)


@pytest.mark.parametrize(
    "name", ["", " ", " Ada", "Ada ", "Ada  Quill", "-ada", "a\nb", "a\x1b[0m", "a\u202eb", "a\u200bb", "\ud800", "x" * 81]
)
def test_what_cannot_be_a_name_is_refused(path: Path, name: str) -> None:
    with pytest.raises(WrongUse, match="cannot be a name"):
        add_user(path, name, Role.READ, PASSWORD, hasher=QUICK)


@pytest.mark.parametrize("name", ["ada quill", "ＡＤＡ Quill", "Ada\u00a0Quill"])
def test_a_name_that_looks_like_another_is_no_new_one(path: Path, name: str) -> None:
    with pytest.raises(WrongUse):
        add_user(path, name, Role.READ, PASSWORD, hasher=QUICK)


@pytest.mark.parametrize("password", ["", "short", "x" * 11, "x" * 1_001, "Cleo Brandt Esq", "\ud800" * 12])
def test_a_password_that_is_too_short_too_long_or_the_name_is_refused(path: Path, password: str) -> None:
    with pytest.raises(WrongUse, match="password"):
        add_user(path, "cleo brandt esq", Role.READ, password, hasher=QUICK)
    with pytest.raises(WrongUse):
        set_password(path, "Nobody", PASSWORD, hasher=QUICK)
    assert len(list_users(path)) == 2


def test_what_changes_in_the_file_holds_from_the_next_question_on(path: Path) -> None:
    users = Users.load(path, hasher=QUICK)
    add_user(path, "Cleo Brandt", Role.READ, PASSWORD, hasher=QUICK)
    assert users.find("Cleo Brandt") is not None
    remove_user(path, "Cleo Brandt")
    assert users.find("Cleo Brandt") is None
    path.chmod(0o666)
    with pytest.raises(WrongUse, match="chmod 600"):
        users.find("Ada Quill")
