"""Accounts that cannot both stand, as `memcon conflicts` lists them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from memcon.cli import app
from memcon.model.contract import to_dict
from tests.run.disputed import boats, filled, ice, papers, pier

LEFT, RIGHT = (statement.id for statement in ice().statements)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A case of three papers, each of which disputes itself."""
    return filled(tmp_path / "case.memcon", *papers())


def rule(ledger: Path, verdict: str, left: str = LEFT, right: str = RIGHT) -> Result:
    return run("judge", "rule", left, right, "--verdict", verdict, "--who", "ada", "--why", "read both", "--ledger", ledger)


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def titles(result: Result) -> list[str]:
    return [row["left"]["document"]["title"] for row in rows(result)]


def test_both_accounts_are_shown_in_full(ledger: Path) -> None:
    result = run("conflicts", "boats", "--ledger", ledger)
    assert result.exit_code == 1
    raid = boats().events[0].id
    assert (
        "  1. number · OPEN · the numbers differ\n"
        "   * Hanne Oduya · said\n"
        "       nine boats sank\n"
        "       Boats, Lantern Wire, 2031-05-03; papers/boats.txt, paragraph 1\n"
    ) in result.stdout
    assert (
        "   * the paper itself · tells of ASSAULT · 2 May 2031\n"
        "       A dispatch told of the raid in which three boats sank on 2 May 2031.\n"
        "       sunk: 3 boats\n"
        "       where: Vardø (NOR)\n"
        "       Boats, Lantern Wire, 2031-05-03; papers/boats.txt, paragraph 1\n"
        f"       {raid}\n"
        "     shown by: nine / three\n"
    ) in result.stdout
    assert "memcon: 1 conflict, 1 open" in result.stderr


def test_open_ones_come_first_then_the_newest(ledger: Path) -> None:
    assert titles(run("conflicts", "--json", "--ledger", ledger)) == ["Ice", "Boats", "Pier"]


@pytest.mark.parametrize(
    ("options", "wanted", "code"),
    [
        (["ice"], ["Ice"], 1),
        (["--kind", "denial"], ["Pier"], 0),
        (["--state", "open"], ["Ice", "Boats"], 1),
        (["--actor", "bay"], ["Pier"], 0),
        (["--since", "2031-05-08"], ["Ice"], 1),
        (["--until", "2031-05-03"], ["Boats"], 1),
        (["--document", "boats.txt"], ["Boats"], 1),
        (["--limit", "1"], ["Ice"], 1),
        ([LEFT], ["Ice"], 1),
    ],
    ids=str,
)
def test_options_leave_some_of_them(ledger: Path, options: list[str], wanted: list[str], code: int) -> None:
    result = run("conflicts", *options, "--json", "--ledger", ledger)
    assert (titles(result), result.exit_code) == (wanted, code)


def test_a_terminal_is_told_that_there_are_more(ledger: Path) -> None:
    result = run("conflicts", "--limit", "1", "--ledger", ledger)
    assert "3 conflicts, 2 open; 1 shown, --limit 3 shows all" in result.stderr
    assert "  2. " not in result.stdout


def test_json_has_both_rows_whole(ledger: Path) -> None:
    (row,) = rows(run("conflicts", "ice", "--json", "--ledger", ledger))
    assert (row["left"]["row"]["id"], row["right"]["row"]["content"][0]["text"]) == (LEFT, "he saw ice")
    assert row["left"]["on_whose_word"] == "Kaja Moe"


def test_a_table_is_written(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "conflicts.csv"
    result = run("conflicts", "--csv", out, "--ledger", ledger)
    assert (result.exit_code, result.stdout) == (1, "")
    with out.open(encoding="utf-8", newline="") as file:
        assert [row["left_title"] for row in csv.DictReader(file)] == ["Ice", "Boats", "Pier"]
    nowhere = run("conflicts", "--csv", tmp_path / "none" / "x.csv", "--ledger", ledger)
    assert (nowhere.exit_code, "cannot write" in nowhere.stderr) == (2, True)


# ── ruling ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_ruled_different_is_not_listed_until_it_is_undone(ledger: Path) -> None:
    made = rule(ledger, "different")
    assert (made.exit_code, f"ada  rule {LEFT} with {RIGHT} as different: read both" in made.stdout) == (0, True)
    assert titles(run("conflicts", "--json", "--ledger", ledger)) == ["Boats", "Pier"]
    every = run("conflicts", "--all", "--ledger", ledger)
    assert "wording · NO CONFLICT · different: a person says that they are about different things" in every.stdout
    assert "ruled different things by ada" in every.stdout
    assert "2 conflicts, 1 open; 1 more that only look so" in every.stderr
    assert run("judge", "undo", made.stdout.split()[0], "--who", "ada", "--ledger", ledger).exit_code == 0
    assert titles(run("conflicts", "--json", "--ledger", ledger)) == ["Ice", "Boats", "Pier"]
    assert run("verify", "--ledger", ledger).exit_code == 0


def test_what_is_ruled_an_update_is_shown_as_one(ledger: Path) -> None:
    rule(ledger, "update")
    assert titles(run("conflicts", "--json", "--ledger", ledger)) == ["Boats", "Pier"]
    assert "NO CONFLICT · update: the later paper" in run("conflicts", LEFT, "--ledger", ledger).stdout


def test_a_ruling_needs_a_verdict_and_two_rows(ledger: Path) -> None:
    for args in (["rule", LEFT, RIGHT], ["rule", LEFT, "--verdict", "real"], ["rule", LEFT, "x", "--verdict", "real"]):
        result = run("judge", *args, "--who", "ada", "--ledger", ledger)
        assert (result.exit_code, "Traceback" in result.stderr) == (2, False)
    assert run("judge", "rule", LEFT, RIGHT, "--verdict", "wrong", "--ledger", ledger).exit_code == 2


def test_the_list_of_judgements_shows_rulings(ledger: Path) -> None:
    rule(ledger, "real")
    result = run("judge", "list", "--ledger", ledger)
    assert (result.exit_code, f"rule {LEFT} with {RIGHT} as real" in result.stdout) == (0, True)


# ── finding ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_statement_that_is_disputed_says_so_where_it_is_found(ledger: Path) -> None:
    key = ice().conflicts[0].id
    assert f"     disputed: see memcon conflicts {key}\n" in run("find", "ice", "--ledger", ledger).stdout
    assert [row["conflicts"] for row in rows(run("find", "ice", "--json", "--ledger", ledger))] == [[key], [key]]
    rule(ledger, "same")
    assert "disputed" not in run("find", "ice", "--ledger", ledger).stdout
    assert [row["conflicts"] for row in rows(run("find", "ice", "--json", "--ledger", ledger))] == [[], []]


# ── nothing, wrong use, harm ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["walrus"], "try fewer words or options, or --all"),
        (["--kind", "attribution"], "try fewer words or options, or --all"),
        (["0123456789abcdef"], "nothing is disputed under 0123456789abcdef"),
    ],
    ids=str,
)
def test_nothing_is_told_with_what_to_try(ledger: Path, options: list[str], words: str) -> None:
    result = run("conflicts", *options, "--ledger", ledger)
    assert (result.exit_code, words in result.stderr) == (0, True)


def test_an_empty_case_says_how_to_put_papers_in(tmp_path: Path) -> None:
    result = run("conflicts", "--ledger", filled(tmp_path / "case.memcon"))
    assert (result.exit_code, "memcon add PATH" in result.stderr) == (0, True)


def test_a_case_in_which_nobody_disagrees_says_so(tmp_path: Path) -> None:
    quiet = filled(tmp_path / "case.memcon", to_dict(replace(ice(), conflicts=())))
    result = run("conflicts", "--ledger", quiet)
    assert (result.exit_code, "no two accounts in this case are seen to exclude each other; --all shows" in result.stderr) == (0, True)
    assert "--all" not in run("conflicts", "--all", "--ledger", quiet).stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--since", "soon"], "write it as 2024-05-14"),
        (["(boats"], "is no search"),
        (["--kind", "quarrel"], "quarrel"),
        (["--state", "lost"], "lost"),
        (["--limit", "0"], "--limit"),
    ],
    ids=str,
)
def test_wrong_use_is_told(ledger: Path, options: list[str], words: str) -> None:
    result = run("conflicts", *options, "--ledger", ledger)
    assert (result.exit_code, words in result.stderr, "Traceback" in result.stderr) == (2, True, False)


def test_words_that_a_terminal_would_obey_are_shown_harmless(tmp_path: Path) -> None:
    row = to_dict(pier())
    evil = "\x1b[31mred\u202e"
    row["document"]["title"] = evil
    row["conflicts"][0]["why"] = evil * 1_000
    shown = run("conflicts", "--ledger", filled(tmp_path / "case.memcon", row)).stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert max(map(len, shown.splitlines())) < 700


def test_help_has_an_example() -> None:
    result = run("conflicts", "--help")
    assert (result.exit_code, "Example: memcon conflicts" in result.stdout) == (0, True)


def test_the_language_model_is_not_loaded_to_list(ledger: Path) -> None:
    code = (
        "import sys; from memcon.cli import app\n"
        f"try: app(['conflicts', '--ledger', {str(ledger)!r}])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'alembic', 'lxml', 'trafilatura', 'pandas') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert done.stderr.splitlines()[-1] == "[]"
