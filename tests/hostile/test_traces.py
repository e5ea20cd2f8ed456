"""A run leaves nothing on the disk but what was asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import ledgers

CANARY = "osprey-7731"
STORY = f"The mayor, Ines Tolland, said that the {CANARY} was shut.\n"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment in which everything that programs write to lies in one folder."""
    folders = {name: str(tmp_path / name.lower()) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    for folder in folders.values():
        Path(folder).mkdir()
    return {**os.environ, **folders}


def files(folder: Path) -> dict[Path, bytes]:
    """What lies in the folder."""
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("broken", [False, True], ids=["sound", "broken"])
def test_a_run_writes_nothing_that_was_not_asked_for(tmp_path: Path, home: dict[str, str], *, broken: bool) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "story.txt").write_text(STORY, encoding="utf-8")
    for sample in ledgers.samples():
        shutil.copy(sample, papers)
        if broken:
            (papers / f"cut-{sample.name}").write_bytes(sample.read_bytes()[: sample.stat().st_size // 2] + CANARY.encode())
    before = files(tmp_path)
    command = [sys.executable, "-m", "memcon", "read", str(papers), "--json"]
    done = subprocess.run(command, capture_output=True, env=home, cwd=tmp_path, check=False, timeout=300)
    assert done.returncode in (0, 1), done.stderr
    assert CANARY.encode() in done.stdout
    assert CANARY.encode() not in done.stderr
    assert files(tmp_path) == before
