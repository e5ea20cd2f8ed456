"""`memcon variants` as it is typed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml import etree

from memcon.store import open_case
from tests.cli.test_cases import rows, run
from tests.run.test_varying import SPUN, TOLD, story
from tests.store.test_case import put_in

TREE = f"""  1. “{TOLD}”
     4 documents, 1 to 2 sources · Ines Tolland · 4 March 2031 to 9 March 2031
     a memo (named as the source)
     └─ Courier, 4 March 2031 “Harbour, Courier”
        ├─ Gazette, 5 March 2031 “Harbour, Gazette” (names it)
        │    nothing changed
        │  └─ Page, 9 March 2031 “Harbour, Page” (names it)
        │       “seeking revenge” -> “attempting to find retaliation”
        └┄ Star, day not known “Harbour, Star” (not known: may as well be from 2 others)
             leaves out “the crews were not seeking revenge and were”; added “all”
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A case in which a memo goes through two papers to a page, and into one without a day."""
    path = tmp_path / "case.memcon"
    with open_case(path, create=True) as case:
        put_in(case, story("Courier", "2031-03-04", TOLD, chain=["a memo"]))
        put_in(case, story("Gazette", "2031-03-05", TOLD, tail="The Courier reported it first."))
        put_in(case, story("Page", "2031-03-09", SPUN, chain=["The Gazette"]))
        put_in(case, story("Star", None, "going from house to house to assure all the sailors of calm"))
    return path


def test_the_tree_is_drawn_with_what_each_copy_changed(ledger: Path) -> None:
    result = run("variants", "-l", ledger)
    assert (result.exit_code, result.stdout) == (0, TREE)
    assert "1 of 1 quotations; 4 versions in 4 documents compared" in result.stderr


def test_a_line_of_json_has_the_whole_tree(ledger: Path) -> None:
    (row,) = rows(run("variants", "retaliation", "--json", "-l", ledger))
    assert (row["documents"], row["sources"], row["most_sources"], row["text"]) == (4, 1, 2, TOLD)
    assert [(copy["outlet"], copy["parent"], copy["sure"]) for copy in row["copies"]] == [
        ("Courier", None, True),
        ("Gazette", 0, True),
        ("Page", 1, True),
        ("Star", 0, False),
    ]
    assert row["copies"][2]["edits"] == [{"how": "changed", "before": "seeking revenge", "after": "attempting to find retaliation"}]


def test_a_table_has_a_row_for_each_copy_guarded_against_formulas(ledger: Path, tmp_path: Path) -> None:
    with open_case(ledger) as case:
        put_in(case, story("=cmd|calc", "2031-03-10", TOLD))
    out = tmp_path / "out.csv"
    result = run("variants", "-l", ledger, "--csv", out)
    assert (result.exit_code, result.stdout) == (0, "")
    found = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["parent"] for row in found][:3] == ["", "1", "2"]
    assert found[2]["changed"] == "seeking revenge -> attempting to find retaliation"
    assert "'=cmd|calc" in {row["outlet"] for row in found}


def test_a_picture_is_sound_and_holds_hostile_names_as_text(ledger: Path, tmp_path: Path) -> None:
    with open_case(ledger) as case:
        put_in(case, story("<script>alert(1)</script>\x07\u202e", "2031-03-10", TOLD))
    out = tmp_path / "out.svg"
    assert run("variants", "-l", ledger, "--svg", out).exit_code == 0
    root = etree.fromstring(out.read_bytes())
    names = {etree.QName(element).localname for element in root.iter()}
    assert names <= {"svg", "title", "desc", "style", "defs", "pattern", "rect", "line", "polyline", "circle", "text", "g"}
    assert sum("stroke-dasharray" in element.attrib for element in root.iter("{*}polyline")) >= 2
    assert "prefers-color-scheme: dark" in out.read_text(encoding="utf-8")


def test_a_terminal_gets_no_control_characters(ledger: Path) -> None:
    with open_case(ledger) as case:
        put_in(case, story("Evil\x1b[2J\u202e", "2031-03-10", f"{TOLD}\x1b[2J"))
    shown = run("variants", "-l", ledger).stdout
    assert "Evil\\u001b[2J\\u202e" in shown
    assert not {"\x1b", "\u202e"} & set(shown)


def test_many_copies_are_cut_in_the_terminal_and_drawn_within_bounds(tmp_path: Path) -> None:
    ledger = tmp_path / "case.memcon"
    with open_case(ledger, create=True) as case:
        put_in(case, *(story(f"Paper{n}", f"2031-03-{n % 28 + 1:02d}", TOLD) for n in range(60)))
    assert "… 60 documents in all; --json has every one" in run("variants", "-l", ledger).stdout
    assert run("variants", "-l", ledger, "--svg", tmp_path / "out.svg").exit_code == 0


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["zebra"], 1, "try fewer words"),
        (["--speaker", "Bay"], 1, "try fewer words"),
        (["--min", "9"], 1, "no quotation stands in 9 documents"),
        (["--since", "soon"], 2, "write it as 2024-05-14"),
        (["--min", "0"], 2, "--min"),
        (["("], 2, ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_nothing_and_wrong_use_are_told_with_what_to_try(ledger: Path, args: list[str], code: int, words: str) -> None:
    result = run("variants", *args, "-l", ledger)
    assert (result.exit_code, words in result.stderr, result.stdout) == (code, True, "")


def test_an_empty_case_and_one_without_marks_say_so(tmp_path: Path) -> None:
    ledger = tmp_path / "case.memcon"
    with open_case(ledger, create=True) as case:
        assert "`memcon add PATH" in run("variants", "-l", ledger).stderr
        put_in(case, story("Courier", "2031-03-04", TOLD, marks=False))
    assert "--all takes in" in run("variants", "-l", ledger).stderr
    assert run("variants", "--all", "--min", "1", "-l", ledger).exit_code == 0


def test_help_has_an_example() -> None:
    assert "Example: memcon variants" in run("variants", "--help").stdout
