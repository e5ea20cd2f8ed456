"""The command stopped in its middle: its workers end with it, and the same command goes on to the same tables."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.conftest import Crawl, digest
from tests.archive.engines.driving import finish, receipts, start
from tests.archive.engines.watching import temporary


def test_a_command_that_is_stopped_leaves_no_process_and_goes_on(finished: Path, crawl: Crawl, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = (crawl.path, "--out", out, "--split-records", "6", "--workers", "2")
    for number, stage, tasks in ((signal.SIGINT, "intake", 1), (signal.SIGTERM, "read", 1), (signal.SIGKILL, "read", 3)):
        one = start(*words)
        assert one.reaches(lambda stage=stage, tasks=tasks: receipts(out, stage) >= tasks), one.process.communicate()  # type: ignore[misc]
        code, said, left = one.end(number, group=number is signal.SIGINT)
        assert left == []
        assert code == (130 if number is signal.SIGINT else -number)
        assert ("give the same command again, and it goes on" in said) == (number is signal.SIGINT)
        assert "Traceback" not in said
    assert 3 <= receipts(out, "read") < receipts(finished, "read")
    last = finish(*words, "--json", "--quiet")
    assert (last.returncode, last.stderr) == (1, "")  # one record of the crawl is over a limit
    assert json.loads(last.stdout)["complete"] is True
    assert [path for table in out.iterdir() if table.name != "_memcon" for path in temporary(table)] == []
    assert digest(out) == digest(finished)


# ── a full disk ──


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that is hardly larger than a receipt, in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", folder], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no disk of its own can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_ends_the_command_and_with_room_it_goes_on(finished: Path, crawl: Crawl, small_disk: Path) -> None:
    words = (crawl.path, "--out", small_disk / "out", "--split-records", "6", "--workers", "2")
    for size, stage in (("200k", "intake"), ("800k", "read")):
        subprocess.run(["mount", "-o", f"remount,size={size}", small_disk], check=True)
        full = finish(*words)
        assert full.returncode == 2, (stage, full)
        assert "the disk is full; make room, and give the same command again: it goes on where it was" in full.stderr
        assert "Traceback" not in full.stderr
        assert temporary(small_disk) == []
    subprocess.run(["mount", "-o", "remount,size=50m", small_disk], check=True)
    last = finish(*words)
    assert last.returncode == 1, last
    assert digest(small_disk / "out") == digest(finished)
