"""`memcon who` as it is typed."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from memcon.cli import app
from memcon.model.ledger import ActorKind
from memcon.store import open_case
from tests.run.test_linking import told
from tests.store.test_case import put_in


def run(*args: str | Path, keys: str = "") -> Result:
    return CliRunner().invoke(app, ["who", *(str(arg) for arg in args)], input=keys)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A case of invented people: one in two papers, a surname with a title, an initial, a state, somebody unnamed."""
    path = tmp_path / "case.memcon"
    with open_case(path, create=True) as case:
        put_in(case, told(0, "Lucia Ferro", country="ITA", role="envoy"), told(1, "Ambassador Lucia Ferro", role="ambassador"))
        put_in(case, told(2, "Envoy Ferro"), told(3, "Tomas Bay"), told(4, "T. Bay"), told(5, "Lorn", kind=ActorKind.STATE))
        put_in(case, told(6, "the spokesman", kind=ActorKind.UNNAMED))
    return path


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_all_are_listed_the_most_heard_first(ledger: Path) -> None:
    result = run("-l", ledger)
    assert result.exit_code == 0
    assert result.stdout.startswith("  1. Lucia Ferro · person · ITA\n     spoke 2×, mentioned 2×; 2 documents")
    assert "ambassador (2031-03-02); envoy (2031-03-01)" in result.stdout
    assert "joined: same full name in 2 documents" in result.stdout
    assert "spokesman" not in result.stdout
    assert "5 fit, 5 shown; 2 questions open: `memcon who --ask` asks them" in result.stderr


def test_the_list_is_filtered(ledger: Path) -> None:
    assert "Lorn · state" in run("-l", ledger, "--kind", "state").stdout
    assert [row["name"] for row in rows(run("-l", ledger, "--country", "ita", "--json"))] == ["Lucia Ferro"]
    assert len(rows(run("-l", ledger, "--json", "--limit", "2"))) == 2
    assert "the spokesman" in run("-l", ledger, "--all").stdout


def test_a_row_of_json_has_the_ids_the_evidence_and_the_questions(ledger: Path) -> None:
    (row,) = rows(run("Lucia Ferro", "-l", ledger, "--json"))
    assert (row["name"], len(row["actors"]), row["evidence"]) == ("Lucia Ferro", 2, ["same full name in 2 documents"])
    assert row["id"] == min(row["actors"])
    assert row["candidates"][0]["why"] == "same family name, and both are envoy"


@pytest.mark.parametrize("name", ["Lucia Ferro", "ferro, lucia", "lucia", "LUCÍA FERRO"])
def test_one_is_shown_with_all_that_is_known(ledger: Path, name: str) -> None:
    shown = run(name, "-l", ledger).stdout
    assert "names: Ambassador Lucia Ferro (1); Lucia Ferro (1)" in shown
    assert "role: envoy (2031-03-01), in 1 document" in shown
    assert "joined: same full name in 2 documents" in shown
    assert "statements: say 2" in shown
    assert "not sure: Lucia Ferro (2 documents)  ~  Envoy Ferro (Paper 2): same family name, and both are envoy" in shown
    assert "latest: 2031-03-02 say: the pier was shut" in shown


def test_a_part_of_two_names_lists_both_and_an_id_shows_one(ledger: Path) -> None:
    assert "3. " not in run("ferro", "-l", ledger).stdout
    id_ = rows(run("ferro", "-l", ledger, "--json"))[0]["id"]
    assert run(id_, "-l", ledger).stdout.startswith("Lucia Ferro")


def test_nobody_found_is_told_with_what_to_try(ledger: Path, tmp_path: Path) -> None:
    result = run("Zebra", "-l", ledger)
    assert (result.exit_code, "try a part of the name" in result.stderr) == (1, True)
    with open_case(tmp_path / "empty.memcon", create=True):
        pass
    empty = run("-l", tmp_path / "empty.memcon")
    assert (empty.exit_code, "`memcon add PATH` puts papers in" in empty.stderr) == (1, True)


def test_what_is_uncertain_is_listed_and_is_something_to_look_at(ledger: Path) -> None:
    result = run("--uncertain", "-l", ledger)
    assert result.exit_code == 1
    assert "T. Bay (Paper 4): the initials fit" in result.stdout
    assert [row["ground"] for row in rows(run("--uncertain", "--json", "-l", ledger))] == ["titled", "initials"]


def test_every_question_is_answered_with_one_key(ledger: Path) -> None:
    asked = run("--ask", "--who", "ana", "-l", ledger, keys="y\nn\n")
    assert asked.exit_code == 0
    assert "same family name, and both are envoy (2 questions left)" in asked.stdout
    assert "  A  Ambassador Lucia Ferro; Lucia Ferro [person, ITA, envoy; person, ambassador]" in asked.stdout
    assert "“Envoy Ferro said that the pier was shut.”" in asked.stdout
    assert "2 answered; 0 questions left" in asked.stderr
    again = run("--ask", "-l", ledger)
    assert (again.exit_code, "nothing is uncertain" in again.stderr) == (0, True)
    assert "\njoined by ana" in run("Lucia Ferro", "-l", ledger).stdout


def test_the_last_answer_is_taken_back_and_others_are_skipped(ledger: Path) -> None:
    result = run("--ask", "--who", "ana", "-l", ledger, keys="u\ny\nu\ns\n\nx\nq\n")
    assert result.exit_code == 1
    assert "nothing to undo in this sitting" in result.stderr
    assert "'x' is no answer" in result.stderr
    assert "0 answered; 2 questions left" in result.stderr
    with open_case(ledger) as case:
        assert [j.action for j in case.judgements()] == ["merge", "undo"]


def test_the_end_of_the_answers_is_the_end_of_the_sitting(ledger: Path) -> None:
    result = run("--ask", "--who", "ana", "-l", ledger, keys="y")
    assert (result.exit_code, "1 answered; 1 question left" in result.stderr) == (1, True)


def test_the_table_is_guarded_against_formulas(tmp_path: Path) -> None:
    with open_case(tmp_path / "case.memcon", create=True) as case:
        put_in(case, told(0, "=HYPERLINK(1) Bay"), told(1, "Ana Lund"))
    out = tmp_path / "who.csv"
    assert run("-l", tmp_path / "case.memcon", "--csv", out).exit_code == 0
    with out.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert {row["name"] for row in table} == {"'=HYPERLINK(1) Bay", "Ana Lund"}
    assert all(row["documents"] == "1" for row in table)


@pytest.mark.parametrize(
    "args", [["--uncertain", "--ask"], ["Bay", "--ask"], ["--uncertain", "--csv", "x.csv"], ["--limit", "0"], ["--kind", "ship"]]
)
def test_what_cannot_be_meant_is_wrong_use(ledger: Path, args: list[str]) -> None:
    assert run(*args, "-l", ledger).exit_code == 2


def test_hostile_names_do_not_reach_the_terminal(tmp_path: Path) -> None:
    ledger = tmp_path / "case.memcon"
    with open_case(ledger, create=True) as case:
        put_in(case, told(0, "Ana \x1b[2J\u202eLund"), told(1, "B" * 10_000), told(2, "Ana \x1b[2J\u202eLund"), told(3, "C" * 10_000))
    for args in ([], ["ana"], ["--uncertain"], ["BBB"], ["--ask", "--who", "x"]):
        shown = run(*args, "-l", ledger).stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert all(len(line) < 700 for line in shown.splitlines())


def test_help_has_an_example() -> None:
    assert "Example: memcon who Khan" in run("--help").stdout


def test_at_a_terminal_one_key_is_enough(ledger: Path) -> None:
    main, other = os.openpty()
    command = [sys.executable, "-m", "memcon", "who", "--ask", "--who", "ana", "-l", str(ledger)]
    process = subprocess.Popen(command, stdin=other, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    shown = ""
    for key in (b"y", b"q"):  # the terminal throws away what is typed before it is asked for
        shown += _until(process, "q quit] ")
        time.sleep(0.3)
        os.write(main, key)
    _, said = process.communicate(timeout=60)
    os.close(main)
    os.close(other)
    assert process.returncode == 1
    assert "same? [y same, n different, s skip, u undo the last, q quit]" in shown
    assert "1 answered; 1 question left" in said


def _until(process: subprocess.Popen[str], words: str) -> str:
    """What a program prints up to the words, or to its end."""
    assert process.stdout is not None
    shown = ""
    while not shown.endswith(words) and (c := process.stdout.read(1)):
        shown += c
    return shown
