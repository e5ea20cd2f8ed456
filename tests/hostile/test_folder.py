"""The whole of it, as a user runs it: a folder with one of everything, good and hostile."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.contract.test_samples import TWINS
from tests.hostile import bombs, test_archives
from tests.hostile.test_bombs import CASES, READ
from tests.samples import ledgers

LONG = {bombs.subtitles_of_cues, bombs.markdown_of_brackets, bombs.mbox_of_many}
"""Those that are read, and take the language model a minute: they are run without it, in test_bombs."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder: good files by format, bombs, evil archives, and things that are no files."""
    papers = tmp_path_factory.mktemp("papers")
    for sample in ledgers.samples():
        shutil.copy(sample, papers / f"good-{sample.parent.name}-{sample.name}")
    for build in CASES.keys() - LONG:
        (papers / f"bomb-{build.__name__}").write_bytes(build())
    (papers / "evil.zip").write_bytes(test_archives.in_zip("../outside.txt"))
    (papers / "evil.tar").write_bytes(test_archives.in_tar("a.txt", b"2", "/etc/passwd"))
    (papers / "empty.txt").touch()
    (papers / "program").write_bytes(b"\x7fELF" + bytes(600))
    (papers / "cut.docx").write_bytes((ledgers.HERE / "docx" / "harbour.docx").read_bytes()[:9_000])
    os.mkfifo(papers / "pipe.txt")
    (papers / "loop").symlink_to(papers)
    (papers / "dangling.txt").symlink_to(papers / "nowhere")
    return papers


@pytest.fixture(scope="module")
def done(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], list[dict[str, Any]]]:
    """The run, and the lines of its ledger."""
    out = tmp_path_factory.mktemp("out") / "ledger.jsonl"
    command = [sys.executable, "-m", "memcon", "read", str(folder), "--json", "-o", str(out)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    return run, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


Done = tuple[subprocess.CompletedProcess[str], list[dict[str, Any]]]


def said(row: dict[str, Any]) -> list[tuple[object, ...]]:
    """The statements of a document, without their places."""
    return [
        (s["speaker"]["name"], s["act"], s["polarity"], s["manner"], tuple(piece["text"] for piece in s["content"]))
        for s in row["statements"]
    ]


def test_the_run_finishes_and_says_that_there_is_something_to_look_at(done: Done) -> None:
    run, _ = done
    assert run.returncode == 1
    assert "Traceback" not in run.stderr


def test_every_file_has_an_outcome(done: Done, folder: Path) -> None:
    _, rows = done
    told = {origin.partition("#")[0] for row in rows for origin in _origins(row)}
    assert {str(p) for p in folder.iterdir() if p.name != "loop"} == told


def _origins(row: dict[str, Any]) -> list[str]:
    return [row["document"]["origin"]] if row["document"] else [failure["document"] for failure in row["failures"]]


def test_good_files_are_read_and_their_statements_are_those_of_the_plain_text(done: Done, folder: Path) -> None:
    _, rows = done
    by_origin = {row["document"]["origin"]: row for row in rows if row["document"]}
    wanted = said(by_origin[str(folder / "good-plain-harbour.txt")])
    assert len(wanted) > 20
    missing = {failure["document"] for row in rows for failure in row["failures"] if failure["code"] == "missing"}
    for twin in TWINS:
        name = str(folder / f"good-{twin.parent.name}-{twin.name}")
        found = [row for origin, row in by_origin.items() if origin.startswith(name) and not origin.endswith(".md")]
        assert name in missing or [said(row) for row in found] == [wanted], name


def test_a_bomb_is_a_failure_of_its_kind_or_is_read(done: Done, folder: Path) -> None:
    _, rows = done
    for build, allowed in CASES.items():
        name = str(folder / f"bomb-{build.__name__}")
        mine = [row for row in rows if _origins(row)[0].partition("#")[0] == name]
        assert {row["failures"][0]["code"] if not row["document"] else READ for row in mine} <= allowed
        assert mine or build in LONG


def test_the_summary_counts_what_was_read_and_what_failed_by_kind(done: Done) -> None:
    run, rows = done
    failed = [failure["code"] for row in rows for failure in row["failures"]]
    read = sum(row["document"] is not None for row in rows)
    lines = run.stderr.splitlines()
    assert any(line.startswith(f"memcon: {read} read, ") and f", {len(failed)} failed; wrote " in line for line in lines)
    told = {m[2]: int(m[1]) for line in lines if (m := re.match(r"memcon: failed: (\d+) [^(]+\(([\w-]+)\): \S", line))}
    assert told == {code: failed.count(code) for code in set(failed)}
    assert {"over-limit", "broken", "unsafe", "unreadable", "empty", "not-text", "markup"} <= set(told)
