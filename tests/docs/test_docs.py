"""The documentation is true: options, fields and limits are there, links lead somewhere, code runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

import memcon
from memcon import cli, limits
from memcon.model.contract import to_dict
from tests.fakes import make_happenings

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
EXAMPLES = sorted(p for p in (ROOT / "examples").iterdir() if p.is_file())


def _options(name: str) -> set[str]:
    command: Any = typer.main.get_command(cli.app)
    return {o for p in command.commands[name].params for o in p.opts if o.startswith("-")}


@pytest.mark.parametrize(
    "name",
    [
        "read",
        "check",
        "add",
        "archive",
        "find",
        "who",
        "asks",
        "timeline",
        "dyads",
        "compare",
        "origins",
        "conflicts",
        "variants",
        "watch",
        "judge",
        "verify",
        "export",
        "import",
        "formats",
        "doctor",
        "serve",
        "users",
    ],
)
def test_every_option_is_documented(name: str) -> None:
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    section = page.partition(f"## `memcon {name}")[2].partition("\n## ")[0]
    assert {o for o in _options(name) if o not in section} == set()


def test_every_field_of_the_ledger_is_documented() -> None:
    page = (ROOT / "docs/reference/ledger.md").read_text(encoding="utf-8")
    row = to_dict(memcon.read(ROOT / "examples" / "story.txt").findings[0])
    fields = {*row, *row["document"], *row["actors"][0], *row["statements"][0], *row["statements"][0]["speaker"]}
    happened = to_dict(make_happenings())
    fields |= {*happened["events"][0], *happened["events"][0]["where"], *happened["events"][0]["counts"][0], *happened["asks"][0]}
    assert {f for f in fields if f"`{f}`" not in page and f'"{f}"' not in page} == set()


def test_every_limit_is_documented_with_its_value() -> None:
    page = (ROOT / "docs/reference/limits.md").read_text(encoding="utf-8")
    names = {n for n in vars(limits) if n.isupper()} - {"PREFIX", "MEBIBYTE", "WRONG"}
    assert {n for n in names if f"`{n}`" not in page} == set()
    assert "64 MiB" in page
    assert limits.FILE_BYTES == 64 * 1024 * 1024
    assert all(
        f"{getattr(limits, n):,}" in page for n in ("TEXT_POINTS", "SENTENCE_POINTS", "WORD_POINTS", "CHAIN_LINKS", "FILES", "XML_DEPTH")
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def _blocks() -> list[tuple[str, str]]:
    return [
        (str(p.relative_to(ROOT)), code)
        for p in PAGES
        for code in re.findall(r"```python\n(.*?)```", p.read_text(encoding="utf-8"), re.DOTALL)
    ]


@pytest.mark.parametrize(("page", "code"), _blocks(), ids=lambda v: v if len(v) < 60 else "code")
def test_python_in_the_pages_runs(page: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # an example may make a case
    names: dict[str, Any] = {"memcon_examples": ROOT / "examples"}
    exec(compile(code, page, "exec"), names)  # our own pages
    assert "memcon" in names


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: p.name)
def test_examples_are_read_and_hold_statements(example: Path) -> None:
    ledger = memcon.read(example)
    assert ledger.failures == ()
    assert len(ledger.statements) >= 4


def test_make_targets_that_the_pages_name_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {
        m
        for p in PAGES
        for m in re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", p.read_text(encoding="utf-8"), re.MULTILINE)
        for m in m
        if m
    }
    assert {n for n in named if f"\n{n}:" not in makefile} == set()


def test_the_repository_has_a_page_for_each_decision_and_they_are_numbered() -> None:
    numbers = [int(p.name[:4]) for p in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
