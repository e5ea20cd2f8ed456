"""`memcon check`, as it is typed."""

from __future__ import annotations

import csv
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from memcon.cli import app
from memcon.store import open_case

STORY = """The pier stays open

Odile Farro, the harbour minister, told reporters that “the northern pier will stay open until the ice has reached the lighthouse.”
“Some 107 ferries have been moored at the old quay since Friday,” Ines Tolland said.
The union said that nobody had been asked about the new crane.
"""
NOTES = """Notes of the harbour board

Odile Farro, the harbour minister, said that the northern pier will stay open until the ice has reached the lighthouse.

Ines Tolland said: “Some 170 ferries have been moored at the old quay since Friday.” She said the winter had been long.
"""


def run(*args: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["check", *(str(arg) for arg in args)], input=stdin)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    return file


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    file = folder / "notes.txt"
    file.write_text(NOTES, encoding="utf-8")
    return file


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def direct(result: Result) -> dict[str, str]:
    """The level of each quotation by its first words."""
    return {" ".join(row["text"].split()[:3]): row["level"] for row in rows(result) if row["direct"]}


# ── what comes out ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_quotation_is_shown_with_the_word_diff_and_the_sum(story: Path, notes: Path) -> None:
    result = run(story, "--against", notes)
    assert result.exit_code == 1
    assert "The pier stays open\n" in result.stdout
    assert "   1 ok     word for word · Odile Farro" in result.stdout
    assert "[-170-]{+107+}" in result.stdout
    assert "2 quotations: 1 ok, 1 check" in result.stdout
    assert "\x1b" not in result.stdout


def test_json_has_everything_on_one_line_each(story: Path, notes: Path) -> None:
    result = run(story, "--against", notes.parent, "--json", "--no-indirect")
    assert direct(result) == {"the northern pier": "ok", "Some 107 ferries": "check"}
    number = next(change for change in rows(result)[1]["changes"] if change["kind"] == "number")
    assert (number["quotation"]["text"].strip(), number["source"]["text"].strip()) == ("107", "170")
    for row in rows(result):
        assert [span["text"] for span in row["spans"]] == [STORY[span["start"] : span["end"]] for span in row["spans"]]
        span = row["source"]["span"]
        assert span["text"] == NOTES[span["start"] : span["end"]]


def test_a_draft_comes_on_standard_input(notes: Path) -> None:
    expected = {"the northern pier": "ok", "Some 107 ferries": "check"}
    assert direct(run("--draft", "--against", notes, "--json", stdin=STORY.encode())) == expected
    assert direct(run("-", "--against", notes, "--json", stdin=STORY.encode())) == expected


def test_only_what_is_to_be_checked_is_shown(story: Path, notes: Path) -> None:
    result = run(story, "--against", notes, "--only-check", "--json")
    assert {row["level"] for row in rows(result)} == {"check"}
    assert result.exit_code == 1


def test_a_page_and_a_table_are_written(story: Path, notes: Path, tmp_path: Path) -> None:
    result = run(story, "--against", notes, "--html", tmp_path / "check.html", "--csv", tmp_path / "check.csv")
    assert "Checked by" in (tmp_path / "check.html").read_text(encoding="utf-8")
    with (tmp_path / "check.csv").open(encoding="utf-8", newline="") as table:
        assert [row["level"] for row in csv.DictReader(table)][:2] == ["ok", "check"]
    assert result.stdout == ""
    assert "2 quotations: 1 ok, 1 check" in result.stderr


def test_nothing_of_a_story_is_obeyed_by_the_terminal(tmp_path: Path, notes: Path) -> None:
    odd = STORY.replace("northern pier", "northern \x1b[2J\u202e pier")
    result = run("--draft", "--against", notes, stdin=odd.encode())
    assert not set(result.stdout) & {"\x1b", "\u202e"}


def test_an_archive_is_a_source(story: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as archive:
        archive.writestr("notes.txt", NOTES)
    result = run(story, "--against", tmp_path / "papers.zip", "--json")
    assert rows(result)[0]["source"]["origin"].endswith("papers.zip#notes.txt")


def test_a_story_that_is_all_right_ends_with_0(tmp_path: Path, notes: Path) -> None:
    (tmp_path / "fine.txt").write_text(STORY.replace("107", "170"), encoding="utf-8")
    assert run(tmp_path / "fine.txt", "--against", notes, "--no-indirect").exit_code == 0


FOUND = {"wording": {"reworded", "meaning-check"}, "verbatim": {"verbatim"}, "not_found": {"not-found"}}


def test_the_story_that_memcon_began_with_against_what_it_was_made_from(shared: Path, tmp_path: Path) -> None:
    chain = json.loads((shared / "gold/quotecheck/seedchain.json").read_text(encoding="utf-8"))
    said = [f"{who} said: “{words}.”" if who in {"Khan", "Massinga"} else words for _, who, words in chain["source"]]
    (tmp_path / "chain.txt").write_text("\n\n".join(["What the papers have", *said]), encoding="utf-8")
    result = run(shared / "gold/dev/000_d250b9374eb85cc8.txt", "--against", tmp_path / "chain.txt", "--json")
    verdicts = {" ".join(row["text"].rstrip(".").split()[:5]): row["verdict"] for row in rows(result) if row["direct"]}
    odd = "It is also a nuclear"  # its marks have no partner
    assert verdicts.pop(odd) == "not-checkable"
    told = {" ".join(words.split()[:5]): label for paper, _, words, label in chain["items"] if paper == "lrip(seed)"}
    del told[odd]
    assert {words: verdicts[words] for words in told if verdicts[words] not in FOUND[told[words]]} == {}


# ── houses ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_houses_judge_differently(tmp_path: Path, notes: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY.replace("107", "170").replace("will stay open", "will remain open"), encoding="utf-8")
    levels = {
        h: direct(run(tmp_path / "story.txt", "--against", notes, "--json", "--house", h))["the northern pier"] for h in ("default", "ap")
    }
    assert levels == {"default": "note", "ap": "check"}


def test_a_house_of_ones_own_is_read_from_a_file(story: Path, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text('name = "Lantern"\n[text]\nmeaning-check = "note"\n', encoding="utf-8")
    result = run(story, "--against", notes, "--house", tmp_path / "my.toml", "--no-indirect")
    assert "house: Lantern" in result.stdout
    assert result.exit_code == 0


# ── a case and a kept index ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_papers_of_a_case_are_sources(story: Path, notes: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "harbour.memcon"
    CliRunner().invoke(app, ["add", str(notes), "--ledger", str(ledger), "-q"])
    for _ in range(2):
        assert direct(run(story, "--ledger", ledger, "--json")) == {"the northern pier": "ok", "Some 107 ferries": "check"}
    assert (tmp_path / "harbour.quotes").is_dir()


def test_papers_and_a_case_are_taken_together(story: Path, notes: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "harbour.memcon"
    open_case(ledger, create=True).close()
    assert len(direct(run(story, "--ledger", ledger, "--against", notes, "--json"))) == 2
    assert not (tmp_path / "harbour.quotes").exists()


def test_an_index_is_kept_and_used_again(story: Path, notes: Path, tmp_path: Path) -> None:
    first = run(story, "--against", notes, "--index", tmp_path / "kept", "--json")
    kept = tmp_path / "kept" / "sources.jsonl"
    os.utime(kept, (1, 1))
    assert run(story, "--against", notes, "--index", tmp_path / "kept", "--json").stdout == first.stdout
    assert kept.stat().st_mtime == 1


# ── what cannot be ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["story.txt"], "name the sources: --against FILE"),
        (["--against", "notes.txt"], "name the story, or give it on standard input with --draft"),
        (["story.txt", "--draft", "--against", "notes.txt"], "--draft reads the story from standard input"),
        (["story.txt", "--against", "-"], "standard input is for the story"),
        (["story.txt", "--against", "notes.txt", "--house", "bbc"], "there is no house 'bbc'"),
        (["story.txt", "--ledger", "gone.memcon"], "there is no such case"),
    ],
)
def test_wrong_use_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], told: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    result = run(*args)
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_story_alone_is_no_source(story: Path) -> None:
    result = run(story, "--against", story)
    assert result.exit_code == 2
    assert "the only source is the story itself" in result.stderr


def test_a_story_that_cannot_be_read_is_told(tmp_path: Path, notes: Path) -> None:
    result = run(tmp_path / "gone.txt", "--against", notes)
    assert result.exit_code == 1
    assert "there is no such file" in result.stderr
    assert "nothing was checked" in result.stderr


def test_nothing_readable_among_the_sources_is_told_with_each_reason(story: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = run(story, "--against", tmp_path / "empty.txt", "--against", tmp_path / "gone.txt", "--quiet")
    assert result.exit_code == 1
    assert "empty.txt: the file is empty" in result.stderr
    assert "gone.txt: there is no such file" in result.stderr
    assert "nothing among the sources could be read" in result.stderr


def test_a_source_that_cannot_be_read_is_told_and_the_others_are_used(tmp_path: Path, notes: Path) -> None:
    (tmp_path / "fine.txt").write_text(STORY.replace("107", "170"), encoding="utf-8")
    result = run(tmp_path / "fine.txt", "--against", notes, "--against", tmp_path / "gone.txt", "--no-indirect")
    assert "gone.txt: there is no such file" in result.stderr
    assert "2 quotations: 2 ok" in result.stdout
    assert result.exit_code == 1


def test_a_story_without_quotations_says_so(tmp_path: Path, notes: Path) -> None:
    (tmp_path / "dull.txt").write_text("The harbour is old.\n", encoding="utf-8")
    result = run(tmp_path / "dull.txt", "--against", notes)
    assert "No quotation in this story." in result.stdout
    assert result.exit_code == 0


def test_an_index_is_not_kept_among_other_files(story: Path, notes: Path, tmp_path: Path) -> None:
    result = run(story, "--against", notes, "--index", tmp_path)
    assert result.exit_code == 2
    assert "holds other files" in result.stderr


def test_help_has_an_example() -> None:
    result = run("--help")
    assert "Examples: memcon check story.txt --against" in result.stdout
    assert result.exit_code == 0
