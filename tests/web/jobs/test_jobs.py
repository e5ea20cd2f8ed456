"""Work in child processes: in order, not too much at once, ended when it is not wanted, and never a danger to the server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from memcon import limits
from memcon.errors import WrongUse
from memcon.web.jobs import Job, Jobs, JobState
from memcon.web.jobs import jobs as jobs_module
from tests.web.jobs.planted import KINDS
from tests.web.jobs.processes import LONG, is_gone, is_over, until, written

ROOT = Path(__file__).parents[3]


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jobs]:
    """Jobs whose children know the planted kinds."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr(limits, "CHILD_GRACE_SECONDS", 2)
    one = Jobs(kinds=KINDS)
    yield one
    one.close()


def start(jobs: Jobs, kind: str, **request: Any) -> Job:
    return jobs.start(kind, request, title=f"{kind} something", who="ida")


def finished(jobs: Jobs, kind: str, **request: Any) -> Job:
    job = jobs.wait(start(jobs, kind, **request).id, LONG)
    assert job.is_over
    return job


def slow(jobs: Jobs, folder: Path, kind: str = "slow") -> tuple[str, str]:
    """The id and the process of work that goes on until it is ended."""
    folder.mkdir(exist_ok=True)
    job = start(jobs, kind, folder=str(folder))
    return job.id, written(folder / "pid")


def states(jobs: Jobs) -> list[str]:
    return [job.state.value for job in jobs.all()]


# ── what comes of it ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_result_is_what_the_work_gives(jobs: Jobs) -> None:
    job = finished(jobs, "echo", words="“ja” \ud800", numbers=[1, None])
    assert (job.state, job.error) == (JobState.DONE, None)
    assert job.result == {"request": {"words": "“ja” \ud800", "numbers": [1, None]}}


def test_a_job_says_what_it_is_whose_and_when(jobs: Jobs) -> None:
    job = finished(jobs, "echo")
    assert (job.kind, job.title, job.who, job.words) == ("echo", "echo something", "ida", "")
    assert job.ended is not None
    assert datetime.fromisoformat(job.started) <= datetime.fromisoformat(job.ended)


def test_how_far_it_is_is_told_while_it_runs(jobs: Jobs, tmp_path: Path) -> None:
    id_, _ = slow(jobs, tmp_path)
    assert until(lambda: (jobs.get(id_) or start(jobs, "echo")).words == "working")
    job = jobs.get(id_)
    assert job is not None
    assert (job.state, job.done, job.total) == (JobState.RUNNING, 1, 2)


def test_the_last_that_is_told_is_always_heard(jobs: Jobs) -> None:
    job = finished(jobs, "steps")
    assert (job.done, job.total, dict(job.details)) == (4_999, 5_000, {"n": 4_999})


def test_what_is_printed_meanwhile_does_no_harm(jobs: Jobs) -> None:
    assert finished(jobs, "noisy").result == {"said": True}


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("refuses", "wrong-use", "there is nothing to do"),
        ("breaks", "broken", "something in memcon broke while it did this (RuntimeError)"),
        ("silent", "broken", "TypeError"),
        ("nowhere", "broken", "AttributeError"),
        ("hungry", "memory", "more memory than there is"),
        ("dies", "crash", "a library crashed"),
        ("killed", "killed", "the system stopped it"),
        ("leaves", "crash", "it died with status 7"),
    ],
)
def test_work_that_fails_says_why_in_a_sentence(jobs: Jobs, kind: str, code: str, words: str) -> None:
    job = finished(jobs, kind)
    assert job.state is JobState.FAILED
    assert job.error is not None
    assert job.error[0] == code
    assert words in job.error[1]
    assert "minister" not in job.error[1]
    assert job.result is None


def test_how_far_it_came_stays_when_it_dies(jobs: Jobs) -> None:
    job = finished(jobs, "dies")
    assert (job.done, job.total) == (3, 7)


def test_the_server_goes_on_after_a_crash(jobs: Jobs) -> None:
    finished(jobs, "dies")
    assert finished(jobs, "echo").state is JobState.DONE


# ── how much at once ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_of_three_two_run_and_the_third_waits_its_turn(jobs: Jobs, tmp_path: Path) -> None:
    first, _ = slow(jobs, tmp_path / "first")
    second, _ = slow(jobs, tmp_path / "second")
    third = start(jobs, "slow", folder=str(tmp_path))
    fourth = start(jobs, "echo")
    assert [job.id for job in jobs.all()] == [fourth.id, third.id, second, first]
    assert states(jobs) == ["waiting", "waiting", "running", "running"]
    jobs.cancel(first)
    assert states(jobs) == ["waiting", "running", "running", "cancelled"]
    jobs.cancel(second)
    assert jobs.wait(fourth.id, LONG).state is JobState.DONE


def test_what_waits_is_cancelled_without_having_begun(jobs: Jobs, tmp_path: Path) -> None:
    for name in ("a", "b"):
        slow(jobs, tmp_path / name)
    waiting = start(jobs, "slow", folder=str(tmp_path))
    job = jobs.cancel(waiting.id)
    assert job is not None
    assert (job.state, job.ended is not None) == (JobState.CANCELLED, True)
    assert not (tmp_path / "pid").exists()


def test_the_last_of_what_is_over_is_kept(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "KEPT", 2)
    ids = [finished(jobs, "echo").id for _ in range(3)]
    assert [job.id for job in jobs.all()] == [ids[2], ids[1]]
    assert jobs.get(ids[0]) is None


def test_many_may_start_work_at_once(jobs: Jobs) -> None:
    made: list[Job] = []
    threads = [threading.Thread(target=lambda: made.append(finished(jobs, "echo"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [job.state for job in made] == [JobState.DONE] * 6
    assert len({job.id for job in made}) == 6


# ── making an end ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_when_it_is_cancelled_it_ends_in_order_and_its_process_is_gone(jobs: Jobs, tmp_path: Path) -> None:
    id_, pid = slow(jobs, tmp_path)
    job = jobs.cancel(id_)
    assert job is not None
    assert (job.state, job.error) == (JobState.CANCELLED, None)
    assert is_gone(pid)
    assert (tmp_path / "tidied").exists()


def test_what_does_not_want_to_end_is_killed(jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_GRACE_SECONDS", 1)
    id_, pid = slow(jobs, tmp_path, "stubborn")
    job = jobs.cancel(id_)
    assert job is not None
    assert job.state is JobState.CANCELLED
    assert is_gone(pid)


def test_what_the_work_started_ends_with_it(jobs: Jobs, tmp_path: Path) -> None:
    id_, _ = slow(jobs, tmp_path, "family")
    child = written(tmp_path / "child")
    jobs.cancel(id_)
    assert until(lambda: is_over(child))


def test_work_that_is_over_cannot_be_cancelled(jobs: Jobs) -> None:
    job = finished(jobs, "echo")
    assert jobs.cancel(job.id) == job


def test_closing_ends_everything(jobs: Jobs, tmp_path: Path) -> None:
    pids = [slow(jobs, tmp_path / name)[1] for name in ("a", "b")]
    start(jobs, "echo")
    jobs.close()
    assert states(jobs) == ["cancelled"] * 3
    assert [is_gone(pid) for pid in pids] == [True, True]
    with pytest.raises(WrongUse, match="closed"):
        start(jobs, "echo")


PARENT = """
import os, signal, sys
from pathlib import Path
from memcon.web.jobs import Jobs
from tests.web.jobs.planted import KINDS
from tests.web.jobs.processes import written
jobs = Jobs(kinds=KINDS)
jobs.start(sys.argv[2], {"folder": sys.argv[1]}, title="", who="")
print(written(Path(sys.argv[1]) / "pid"), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("kind", ["slow", "stubborn", "family"])
def test_the_work_ends_when_the_server_dies(tmp_path: Path, kind: str) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path), kind]
    done = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    pids = [done.stdout.strip(), *(path.read_text(encoding="ascii") for path in tmp_path.glob("child"))]
    assert pids[0], done.stderr
    assert all(until(lambda pid=pid: is_over(pid)) for pid in pids)  # type: ignore[misc]


# ── wrong use ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_kind_that_is_none_is_wrong_use(jobs: Jobs) -> None:
    with pytest.raises(WrongUse, match="echo"):
        start(jobs, "dance")


def test_a_job_that_is_none(jobs: Jobs) -> None:
    assert jobs.get("x") is None
    assert jobs.cancel("x") is None
    with pytest.raises(WrongUse):
        jobs.wait("x", 1)


def test_where_no_process_can_be_started_the_job_says_so(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(jobs_module, "Worker", full)
    job = finished(jobs, "echo")
    assert job.error is not None
    assert (job.state, job.error[0]) == (JobState.FAILED, "crash")


def test_waiting_does_not_take_longer_than_is_wanted(jobs: Jobs, tmp_path: Path) -> None:
    id_, _ = slow(jobs, tmp_path)
    assert jobs.wait(id_, 0.01).state is JobState.RUNNING
