"""`memcon compare`, as it is typed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from memcon.model.contract import to_dict
from memcon.store import open_case
from tests.cli.test_cases import run
from tests.link.readouts.pairs import COMMITMENT, FIGURES, SIX_WORDINGS
from tests.link.readouts.reading import read
from tests.store.test_case import put_in


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two readouts of one meeting, and one of another."""
    paths = [tmp_path / name for name in ("ours.txt", "theirs.txt", "other.txt")]
    for path, text in zip(paths, (*FIGURES.texts, "The orchestra played for the children of Kell.\n"), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_what_differs_is_shown(files: list[Path]) -> None:
    result = run("compare", *files[:2], "--width", "100", "--quiet")
    assert result.exit_code == 1
    assert "look at   number: “30” in A, “20” in B" in result.stdout
    assert "words     Governor Lind said that [-30-] {+20+} boats would return by May." in result.stdout
    assert "look at   negation only in B: “not”" in result.stdout


def test_the_same_file_twice_is_all_alike(files: list[Path]) -> None:
    result = run("compare", files[0], files[0])
    assert result.exit_code == 0
    assert "4 topics in both (4 worded alike, 0 differently)" in result.stdout


def test_json_is_one_object(files: list[Path]) -> None:
    result = run("compare", *files[:2], "--json")
    found = json.loads(result.stdout)
    assert [account["letter"] for account in found["accounts"]] == ["A", "B"]
    assert (found["alike"], [topic["standing"] for topic in found["topics"]]) == (False, ["different"] * 3 + ["alike"])


def test_files_for_a_page_and_a_table(files: list[Path], tmp_path: Path) -> None:
    page, table = tmp_path / "call.html", tmp_path / "call.csv"
    result = run("compare", *files[:2], "--html", page, "--csv", table)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "4 topics in both" in result.stderr
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    with table.open(encoding="utf-8", newline="") as rows:
        assert [row["number"] for row in csv.DictReader(rows)] == ["1", "2", "3", "4"]


def test_one_account_is_wrong_use(files: list[Path]) -> None:
    result = run("compare", files[0])
    assert (result.exit_code, "one account is not enough" in result.stderr) == (2, True)


def test_accounts_that_share_nothing_are_said_to(files: list[Path]) -> None:
    result = run("compare", files[0], files[2])
    assert result.exit_code == 1
    assert "the accounts share no subject" in result.stdout


def test_a_file_that_is_not_there(files: list[Path]) -> None:
    result = run("compare", files[0], "nowhere.txt")
    assert result.exit_code == 1
    assert "there is no such file" in result.stderr
    assert "nothing was compared" in result.stderr


def test_two_that_are_read_are_compared_without_the_third(files: list[Path]) -> None:
    result = run("compare", files[0], files[0], "nowhere.txt")
    assert (result.exit_code, "IN BOTH" in result.stdout) == (1, True)


def test_six_accounts_give_a_matrix(tmp_path: Path) -> None:
    paths = [tmp_path / f"{k}.txt" for k in range(6)]
    for path, text in zip(paths, SIX_WORDINGS.texts, strict=True):
        path.write_text(text, encoding="utf-8")
    result = run("compare", *paths)
    assert result.exit_code == 1
    assert "2  those who play with fire" in result.stdout
    assert "in all, worded differently" in result.stdout


def test_papers_of_a_case(tmp_path: Path) -> None:
    case = tmp_path / "case.memcon"
    with open_case(case, create=True) as opened:
        put_in(opened, *(to_dict(one) for one in read(*COMMITMENT.texts)))
    result = run("compare", "readout-0", "readout-1", "--ledger", case)
    assert result.exit_code == 1
    assert "commitment claimed only in B: “promised”" in result.stdout
    assert run("compare", "readout-0", "readout", "--ledger", case).exit_code == 2


def test_the_kind_of_papers_of_a_case_is_theirs(tmp_path: Path) -> None:
    result = run("compare", "a", "b", "--ledger", tmp_path / "case.memcon", "--kind", "memcon")
    assert (result.exit_code, "leave --kind" in result.stderr) == (2, True)


def test_help_has_an_example() -> None:
    result = run("compare", "--help")
    assert (result.exit_code, "Examples: memcon compare ours.txt theirs.html" in " ".join(result.stdout.split())) == (0, True)


def test_an_account_is_only_ever_said_to_be_silent(files: list[Path]) -> None:
    told = run("compare", *files).stdout.casefold()
    assert not [word for word in ("missing", "hidden", "false", "omit", "contradict", "lie") if f" {word} " in f" {told} "]
