"""`memcon origins`, as it is typed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from memcon.store import open_case
from tests.cli.test_cases import rows, run
from tests.link.origins.texts import OTHER, SPUN, STORY
from tests.run.test_tracing import page
from tests.store.test_case import put_in


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A case with an agency story, two pages that have it from there, and another story."""
    path = tmp_path / "case.memcon"
    with open_case(path, create=True) as case:
        put_in(case, page("wire", STORY, outlet="Reuters"), page("other", OTHER, outlet="=Courier", day=None))
        put_in(case, page("courier", f"{STORY}\n(Reuters)\n", outlet="Courier", day="2031-03-05"))
        put_in(case, page("spin", SPUN, outlet="Daily Spin", day="2031-03-06"))
    return path


def test_a_group_is_shown_as_a_tree_with_what_shows_it(ledger: Path) -> None:
    result = run("origins", "--ledger", ledger)
    lines = [line.partition(" [")[0] for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert lines[:3] == [
        "  1. 3 pages, 1 origin (1 copy, 1 translated-or-spun)",
        "     wire, the story, Reuters, 2031-03-04; papers/wire.txt",
        "     └─ copy: courier, the story, Courier, 2031-03-05; papers/courier.txt",
    ]
    assert "credits Reuters; published a day later" in lines[3]
    assert "4 pages, 2 origins" in result.stderr


def test_json_has_one_line_for_each_group(ledger: Path) -> None:
    first, second = rows(run("origins", "--min", "1", "--json", "--ledger", ledger))
    assert (first["pages"], [member["kind"] for member in first["members"]]) == (3, ["original", "copy", "translated-or-spun"])
    assert first["members"][1]["of"] == first["origin"]
    assert second["pages"] == 1


def test_a_table_is_guarded_against_formulas(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "origins.csv"
    assert run("origins", "--min", "1", "--csv", out, "--ledger", ledger).exit_code == 0
    with out.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["outlet"] for row in table] == ["Reuters", "Courier", "Daily Spin", "'=Courier"]


def test_a_limit_is_told(ledger: Path) -> None:
    result = run("origins", "--min", "1", "--limit", "1", "--ledger", ledger)
    assert "1 of 2 groups shown, --limit 2 shows all" in result.stderr


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["--min", "4"], 1, "--min 1 lists each page"),
        (["--document", "nowhere"], 1, "try again without --document"),
        (["--since", "yesterday"], 2, "2024-05-14"),
        (["--min", "0"], 2, "--min"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_nothing_and_wrong_use_are_told(ledger: Path, args: list[str], code: int, words: str) -> None:
    result = run("origins", *args, "--ledger", ledger)
    assert (result.exit_code, words in result.stderr) == (code, True)


def test_an_empty_case_says_how_to_fill_it(tmp_path: Path) -> None:
    with open_case(tmp_path / "empty.memcon", create=True):
        pass
    result = run("origins", "--ledger", tmp_path / "empty.memcon")
    assert (result.exit_code, "the case is empty" in result.stderr) == (1, True)


def test_help_has_an_example() -> None:
    assert "Example: memcon origins" in run("origins", "--help").stdout
