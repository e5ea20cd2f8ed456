"""The commands about a case, as they are typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from memcon.cli import app
from memcon.store import open_case
from tests.store.papers import actor, key, paper
from tests.store.test_case import put_in

TEXT = "The gate is shut\n\nThe mayor, Ines Tolland, told the crews that the gate was shut. She denied that the pier had been closed.\n"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A case with four papers."""
    path = tmp_path / "case.memcon"
    with open_case(path, create=True) as case:
        put_in(case, *(paper(n) for n in range(4)))
    return path


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_files_are_added_found_and_added_again_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "story.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "papers" / "empty.txt").touch()
    ledger = tmp_path / "case.memcon"
    added = run("add", tmp_path / "papers", "--ledger", ledger)
    assert added.exit_code == 1
    assert "1 documents read from 2 files, 0 unchanged" in added.stderr
    assert "failed: 1 no text in it (empty)" in added.stderr
    again = run("add", tmp_path / "papers", "--ledger", ledger)
    assert (again.exit_code, "2 unchanged" in again.stderr) == (0, True)
    found = run("find", "gate", "--speaker", "tolland", "-l", ledger)
    assert found.exit_code == 0
    assert "Ines Tolland -> crews · said" in found.stdout
    assert "the «gate» was shut" in found.stdout


def test_the_case_may_come_from_the_environment(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEMCON_LEDGER", str(ledger))
    assert run("find", "pier").exit_code == 0


def test_what_is_found_is_printed_as_json_with_the_statement(ledger: Path) -> None:
    (row,) = rows(run("find", "pier", "--json", "--ledger", ledger))
    assert (row["key"], row["speaker"], row["statement"]["id"]) == (key(paper(0)), "Ana Lund", key(paper(0)))


def test_nothing_found_is_told_with_what_to_try(ledger: Path) -> None:
    result = run("find", "zebra", "--ledger", ledger)
    assert result.exit_code == 1
    assert "try fewer words" in result.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["find", "(pier"], "is no search"),
        (["find", "--since", "yesterday"], "2024-05-14"),
        (["judge", "reject"], "give the id"),
        (["judge", "praise", "x"], "choose from accept"),
        (["judge", "edit", "x"], "say what to set"),
        (["judge", "edit", "x", "--set", "{"], "no JSON"),
        (["judge", "merge", "x"], "two actors"),
        (["judge", "reject", "x", "y"], "takes one id"),
        (["judge", "reject", "nothing"], "there is no statement nothing"),
        (["export", "--to", "word"], "choose from bundle"),
        (["import", "nowhere"], "no bundle"),
        (["watch", "nothing"], "no saved search"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_told(ledger: Path, args: list[str], words: str) -> None:
    result = run(*args, "--ledger", ledger)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_case_that_is_not_there_is_told(tmp_path: Path) -> None:
    for args in (["find", "x"], ["verify"], ["judge", "list"], ["export", "--to", "csv"], ["watch"]):
        result = run(*args, "--ledger", tmp_path / "none.memcon")
        assert result.exit_code == 2
        assert "memcon add PATH... --ledger" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_saved_search_tells_what_is_new(ledger: Path) -> None:
    run("find", "pier", "--save", "piers", "--ledger", ledger)
    assert run("watch", "piers", "--ledger", ledger).exit_code == 0
    with open_case(ledger) as case:
        put_in(case, paper(4))
    news = run("watch", "piers", "--json", "--ledger", ledger)
    assert news.exit_code == 1
    assert [row["key"] for row in rows(news)] == [key(paper(4))]
    assert "piers" in run("watch", "--ledger", ledger).stdout


def test_a_judgement_is_made_listed_and_undone(ledger: Path) -> None:
    made = run("judge", "reject", key(paper(0)), "--who", "ada", "--why", "a headline", "--ledger", ledger)
    assert made.exit_code == 0
    assert "ada  reject" in made.stdout
    assert run("find", "pier", "--ledger", ledger).exit_code == 1
    undone = run("judge", "undo", made.stdout.split()[0], "--ledger", ledger)
    assert undone.exit_code == 0
    assert run("find", "pier", "--ledger", ledger).exit_code == 0
    assert [row["action"] for row in rows(run("judge", "list", "--json", "--ledger", ledger))] == ["reject", "undo"]


def test_a_speaker_is_set_people_are_joined_and_a_statement_is_added(ledger: Path) -> None:
    run("judge", "edit", key(paper(1)), "--speaker", "Hanne Oduya", "--ledger", ledger)
    assert run("find", "--speaker", "oduya", "--ledger", ledger).exit_code == 0
    assert run("judge", "merge", actor(paper(0)), actor(paper(2)), "--ledger", ledger).exit_code == 0
    assert len(rows(run("find", "--speaker", "lund", "--json", "--ledger", ledger))) == 2
    span = paper(3)["statements"][0]["content"]
    document = paper(3)["document"]["id"]
    added = run("judge", "add", document, "--speaker", "Bo Lind", "--set", json.dumps({"content": span, "act": "warn"}), "--ledger", ledger)
    assert added.exit_code == 0
    assert [row["status"] for row in rows(run("find", "--speaker", "lind", "--json", "--ledger", ledger))] == ["added"]
    assert run("verify", "--ledger", ledger).exit_code == 0


def test_a_sound_case_is_proved_and_a_changed_one_is_not(ledger: Path) -> None:
    sound = run("verify", "--ledger", ledger)
    assert sound.exit_code == 0
    assert sound.stdout.startswith("sound: 4 documents, 4 statements")
    head = sound.stdout.split()[-1]
    assert run("verify", "--head", head, "--ledger", ledger).exit_code == 0
    with open_case(ledger) as case, case._home.writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET text = 'x' WHERE id = 1")
    wrong = run("verify", "--json", "--ledger", ledger)
    assert wrong.exit_code == 1
    assert "was changed" in json.loads(wrong.stdout)["faults"][0]


def test_an_export_is_written_and_taken_in_again(ledger: Path, tmp_path: Path) -> None:
    assert run("export", "--to", "bundle", "-o", tmp_path / "bundle", "--ledger", ledger).exit_code == 0
    copy = tmp_path / "copy.memcon"
    assert "4 documents and judgements taken in" in run("import", tmp_path / "bundle", "--ledger", copy).stderr
    assert run("export", "--to", "csv", "--speaker", "Lund", "-o", tmp_path / "x.csv", "--ledger", copy).exit_code == 0
    assert len((tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()) == 2


def test_the_language_model_is_not_loaded_to_find(ledger: Path) -> None:
    code = (
        "import sys; from memcon.cli import app\n"
        f"try: app(['find', 'pier', '--ledger', {str(ledger)!r}])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'alembic', 'lxml', 'trafilatura', 'pandas') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert done.stderr.splitlines()[-1] == "[]"
