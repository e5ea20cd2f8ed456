"""`memcon archive` as its user sees it: what it says, how it ends, and what it shows while it works."""

from __future__ import annotations

import importlib.util
import json
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import rich.console
from typer.testing import CliRunner, Result

from memcon.archive.tally import Tally
from memcon.archive.tasks import Receipt, Stage
from memcon.cli import app, bars
from memcon.cli.archive import cost_words


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["archive", *map(str, words)])


@pytest.fixture
def gates(tmp_path: Path) -> Path:
    """An archive of one page."""
    path = tmp_path / "gates.jsonl"
    path.write_text(json.dumps({"text": "Mara Venn denied that the gate was open.", "date": "2024-08-09"}) + "\n", encoding="utf-8")
    return path


def test_help_has_an_example_and_the_exit_codes() -> None:
    said = " ".join(run("--help").stdout.split())
    assert "Example: memcon archive CC-NEWS-20240801.warc.gz --out august/" in said
    assert "Exit codes: 0 all was read; 1 something to look at" in said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "say where it goes: --out DIR for tables, or --ledger CASE for a case"),
        (("--out", "a", "--ledger", "b.memcon"), "say where it goes: --out DIR for tables, or --ledger CASE for a case"),
        (("--out", "a", "--engine", "spark"), "there is no engine 'spark'; choose local or ray"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_begun(
    words: tuple[str, ...], message: str, gates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(gates, *words)
    assert (result.exit_code, result.stderr) == (2, f"memcon: {message}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gates.jsonl"]


@pytest.mark.parametrize(("engine", "package"), [("local", "pyarrow"), ("ray", "ray")])
def test_a_missing_package_is_told_with_what_installs_it(
    engine: str, package: str, gates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == package else find(name, *rest))
    result = run(gates, "--out", tmp_path / "out", "--engine", engine)
    assert result.exit_code == 2
    assert result.stderr == f"memcon: archives need {package}; run: pip install 'memcon[archive]'\n"


def test_a_folder_that_holds_something_else_is_left_alone(gates: Path, tmp_path: Path) -> None:
    result = run(gates, "--out", tmp_path, "--quiet")
    assert result.exit_code == 2
    assert "this folder holds something else (gates.jsonl); choose an empty or a new one. Nothing was changed" in result.stderr


def test_an_archive_is_made_told_and_not_mixed_with_another(gates: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(gates, "--out", out, "--workers", "1", "--price", "0.5")
    assert first.exit_code == 0, first.stderr
    assert first.stdout == ""
    assert "memcon: 1 documents taken in, 8 words; 1 read, 0 copies of others, 0 in other languages; 1 statements\n" in first.stderr
    assert f"{out}: " in first.stderr
    assert "core hours" not in first.stderr  # one page says nothing of a million
    assert "memcon: read " in first.stderr  # a line for each stage, for this is no terminal
    again = run(gates, "--out", out, "--workers", "1", "--quiet", "--json")
    assert (again.exit_code, again.stderr) == (0, "")
    summary = json.loads(again.stdout)
    assert (summary["complete"], summary["lost"], summary["read"]["statements"]) == (True, 0, 1)
    other = run(gates, "--out", out, "--language", "fr", "--quiet")
    assert other.exit_code == 2
    assert "this archive was begun with another languages; give the same options, or choose another folder" in other.stderr


def test_what_cannot_be_read_is_exit_code_1_and_counted_by_kind(tmp_path: Path) -> None:
    result = run(tmp_path / "gone.warc.gz", "--out", tmp_path / "out", "--workers", "1")
    assert result.exit_code == 1
    assert "(unreadable)" in result.stderr
    assert "memcon: failed: 1 " in result.stderr


# ── while it works ──


def busy() -> Tally:
    """The tally of a stage that is half done."""
    tally = Tally(workers=2, started=time.monotonic() - 10)
    tally.begin(Stage.INTAKE, 2)
    tally._stage_started = time.monotonic() - 10
    counts = {"documents": 5_000, "words": 2_000_000}
    tally.add(Receipt(Stage.INTAKE, "a", counts=counts, failures={"over-limit": 3}, seconds=1_800.0), fresh=True)
    return tally


WANTED = [" documents/s", "words/s", "3 over-limit", "min left", "100 core hours a million (50.00)"]


def test_a_price_is_told_with_the_hours_that_it_is_for() -> None:
    assert cost_words(100.0, 0.5) == "; a million documents take 100 core hours, 50.00 at that price"
    assert cost_words(100.0, None) == "; a million documents take 100 core hours"
    assert cost_words(None, 0.5) == ""


def test_a_line_says_how_far_it_is_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with bars.show_archive(quiet=False, price=0.5) as show:
        show(busy())
        show(busy())
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("memcon: intake 1/2 ")
    assert [word for word in WANTED if word not in line] == []


def test_a_terminal_shows_the_same_live(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, console = StringIO(), rich.console.Console

    def terminal(**_: Any) -> rich.console.Console:
        return console(force_terminal=True, file=shown, width=200)

    monkeypatch.setattr(rich.console, "Console", terminal)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with bars.show_archive(quiet=False, price=0.5) as show:
        show(busy())
    told = shown.getvalue()
    assert [word for word in ("intake", "1/2", *WANTED) if word not in told] == []


def test_quiet_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with bars.show_archive(quiet=True, price=None) as show:
        show(busy())
    assert capsys.readouterr().err == ""
