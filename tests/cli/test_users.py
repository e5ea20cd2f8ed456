"""`memcon users`, as it is typed."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from memcon.cli import app
from memcon.web.users import Users

PASSWORD = "four words of mine"


def run(*args: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["users", *map(str, args)], input=typed)


@pytest.fixture
def team(tmp_path: Path) -> Path:
    path = tmp_path / "team.jsonl"
    assert run(path, "add", "Ada Quill", "--role", "admin", "--password-stdin", typed=f"{PASSWORD}\n").exit_code == 0
    return path


def test_somebody_is_added_and_can_come_in(team: Path) -> None:
    assert stat.S_IMODE(team.stat().st_mode) == 0o600
    assert Users.load(team).check("Ada Quill", PASSWORD) is not None


def test_the_password_is_asked_for_twice(team: Path) -> None:
    result = run(team, "add", "Ben Okoro", "--role", "read", typed="words for the desk\nwords for the desk\n")
    assert result.exit_code == 0
    assert "Ben Okoro is in" in result.stderr
    assert "words for the desk" not in result.output
    assert Users.load(team).check("Ben Okoro", "words for the desk") is not None


def test_two_that_differ_are_asked_for_again(team: Path) -> None:
    typed = "words for the desk\nwords for the disk\nwords for the desk\nwords for the desk\n"
    assert run(team, "add", "Ben Okoro", "--role", "read", typed=typed).exit_code == 0


def test_users_are_listed_without_what_argon2_made(team: Path) -> None:
    assert run(team).stdout.startswith("Ada Quill\tadmin\tsince 2")
    row = json.loads(run(team, "list", "--json").stdout)
    assert (row["name"], row["role"]) == ("Ada Quill", "admin")
    assert "argon2" not in run(team).output + run(team, "--json").output


def test_a_password_and_a_role_are_set_anew_and_a_user_taken_out(team: Path) -> None:
    assert run(team, "password", "ada quill", "--password-stdin", typed="other words of mine").exit_code == 0
    assert run(team, "role", "Ada Quill", "--role", "judge").exit_code == 0
    user = Users.load(team).check("Ada Quill", "other words of mine")
    assert user is not None
    assert user.role == "judge"
    assert run(team, "remove", "Ada Quill").exit_code == 0
    assert run(team).stdout == ""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["praise"], "choose from list, add, remove, password and role"),
        (["add"], "say whom"),
        (["add", "Ben Okoro"], "--role read"),
        (["role", "Ada Quill"], "--role read"),
        (["add", "Ada Quill", "--role", "read", "--password-stdin"], "already"),
        (["add", "Ben Okoro", "--role", "king"], "king"),
        (["remove", "Nobody"], "has no user"),
        (["password", "Nobody", "--password-stdin"], "has no user"),
        (["add", "\x1b]0;x", "--role", "read", "--password-stdin"], "cannot be a name"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_told(team: Path, args: list[str], words: str) -> None:
    before = team.read_bytes()
    result = run(team, *args, typed=f"{PASSWORD}\n")
    assert result.exit_code == 2
    assert words in result.stderr
    assert "\x1b" not in result.stderr
    assert team.read_bytes() == before


@pytest.mark.parametrize("password", ["short", "", "Ben Okoro Esq"])
def test_a_weak_password_is_refused(team: Path, password: str) -> None:
    result = run(team, "add", "Ben Okoro Esq", "--role", "read", "--password-stdin", typed=password)
    assert result.exit_code == 2
    assert "password" in result.stderr


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run(tmp_path / "none.jsonl")
    assert result.exit_code == 2
    assert "add NAME --role admin" in result.stderr
