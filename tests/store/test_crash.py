"""kill -9 at random points: nothing corrupt, nothing half, nothing that was said to be done is lost, and going on ends the same."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from memcon.store import open_case
from memcon.store.search import Query
from tests.store.conftest import Fresh
from tests.store.test_case import bundle
from tests.store.worker import PAPERS, work

ROUNDS = int(os.environ.get("MEMCON_CRASHES", "20"))
ROOT = Path(__file__).parents[2]


def killed(url: str, folder: Path, seconds: float) -> list[str]:
    """What the worker said before it was killed, so many seconds after it had opened the case; all of it where it was quicker."""
    command = [sys.executable, "-m", "tests.store.worker", url, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        opened = process.stdout.readline() if seconds > 0 else ""
        time.sleep(abs(seconds))
        process.kill()
        said = (opened + process.stdout.read()).splitlines()
        trouble = process.stderr.read()
    assert "Error" not in trouble, trouble
    return said


def test_a_worker_that_is_killed_loses_nothing_and_goes_on(fresh: Fresh, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    with open_case(fresh(), create=True) as case:
        work(case, tmp_path / "whole")
        whole = bundle(case, tmp_path / "whole" / "bundle")
    dice = random.Random(7)
    url, last = fresh(), ""
    for n in range(ROUNDS):
        folder = tmp_path / f"round{n}"
        folder.mkdir()
        # Some are killed while they make or open the case, most while they work.
        said = killed(url, folder, dice.uniform(0.0, 0.6) if dice.random() < 0.8 else -dice.uniform(0.2, 0.8))
        with open_case(url, create=True) as case:
            assert case.faults(head=last or None) == []
            done = {hit.origin for status in (None, "rejected") for hit in case.find(Query(status=status))}
            assert {f"papers/{line.split()[1]}.txt" for line in said if line.startswith("paper ")} <= done
            assert {line.split()[1] for line in said if line.startswith("judgement ")} <= {j.id for j in case.judgements()}
            last = case.head()
        assert not [p for p in folder.iterdir() if p.name.startswith("export") and not (p / "manifest.json").is_file()]
        if f"paper {PAPERS - 1}" in said or len(done) == PAPERS:
            assert_same_bundle(url, tmp_path, n, whole)
            url, last = fresh(), ""
    (tmp_path / "end").mkdir()
    with open_case(url, create=True) as case:
        work(case, tmp_path / "end")
    assert_same_bundle(url, tmp_path, ROUNDS, whole)


def assert_same_bundle(url: str, tmp_path: Path, n: int, whole: dict[str, bytes]) -> None:
    """A case that was killed on its way ends as one that was not."""
    (tmp_path / f"rest{n}").mkdir()
    with open_case(url) as case:
        work(case, tmp_path / f"rest{n}")
        assert bundle(case, tmp_path / f"bundle{n}") == whole
