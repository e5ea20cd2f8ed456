"""Files put into the case by a child, each with what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.errors import LedgerError, WrongUse
from memcon.language import Parser
from memcon.run import adding as run_adding
from memcon.run.pipeline import Pipeline
from memcon.store import open_case
from memcon.web.jobs import Job, Jobs, JobState, adding
from tests.web.jobs.conftest import EXAMPLES, Told
from tests.web.jobs.processes import LONG, until

WORDS = "Odile Farro said that pier {n} was shut. The union denied that pier {n} had been closed.\n\n"


@pytest.fixture
def case(tmp_path: Path) -> str:
    """An empty case."""
    with open_case(tmp_path / "new.memcon", create=True) as one:
        return one.name


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Two stories, an empty file, and a page."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in (1, 2):
        (folder / f"{n}.txt").write_text(WORDS.format(n=n), encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture(autouse=True)
def _one_parser(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no child does the work the language model is not loaded anew."""
    monkeypatch.setattr(run_adding, "Pipeline", lambda **options: Pipeline(parser=parser, kind=options["kind"], sandboxed=False))


def finished(jobs: Jobs, case: str, *paths: Path) -> Job:
    job = jobs.start("add", {"ledger": case, "paths": [str(path) for path in paths]}, title="add", who="ida")
    return jobs.wait(job.id, LONG)


def test_files_are_put_in_by_a_child(workshop: Jobs, case: str, papers: Path) -> None:
    job = finished(workshop, case, papers)
    assert job.state is JobState.DONE, job.error
    assert (job.done, job.total) == (3, 3)
    assert job.result is not None
    assert (job.result["documents"], job.result["failed"]) == (2, {"empty": 1})
    with open_case(case) as one:
        assert (one.counts().documents, one.head()) == (job.result["case"]["documents"], job.result["head"])
        assert one.counts().statements == job.result["statements"] == 4


def test_each_file_has_its_state_and_its_failures(told: Told, case: str, papers: Path) -> None:
    result = adding.add({"ledger": case, "paths": [str(papers)]}, told)
    rows = [(Path(row["origin"]).name, row["state"], row["documents"], row["statements"]) for row in result["files"]]
    assert rows == [("1.txt", "read", 1, 2), ("2.txt", "read", 1, 2), ("empty.txt", "failed", 0, 0)]
    assert [len(row["failures"]) for row in result["files"]] == [0, 0, 1]
    assert "the file is empty" in result["files"][2]["failures"][0]


def test_files_are_waiting_then_read(told: Told, case: str, papers: Path) -> None:
    adding.add({"ledger": case, "paths": [str(papers)]}, told)
    states = [[row["state"] for row in details["files"]] for details in told.details]
    assert states[0] == ["waiting"] * 3
    assert "reading" in states[1]
    assert (told.words[0], told.words[-1]) == ("loading the language model", "reading empty.txt")
    assert told.steps[-1] == (3, 3)


def test_a_file_that_has_not_changed_says_so(told: Told, case: str, papers: Path) -> None:
    for _ in range(2):
        result = adding.add({"ledger": case, "paths": [str(papers / "1.txt")]}, told)
    assert (result["read"], result["unchanged"]) == (0, 1)
    assert [row["state"] for row in result["files"]] == ["unchanged"]


def test_the_case_itself_among_the_files_is_passed_over(told: Told, case: str, papers: Path) -> None:
    result = adding.add({"ledger": case, "paths": [str(Path(case).parent)]}, told)
    states = {Path(row["origin"]).name: row["state"] for row in result["files"]}
    assert states["new.memcon"] == "passed over"
    assert told.steps[-1] == (3, 3)
    assert papers.is_dir()


def test_a_file_that_is_not_there_fails_alone(told: Told, case: str, papers: Path) -> None:
    result = adding.add({"ledger": case, "paths": [str(papers / "none.txt"), str(papers / "1.txt")]}, told)
    assert [row["state"] for row in result["files"]] == ["failed", "read"]


def test_of_very_many_files_the_first_are_listed(told: Told, case: str, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "LISTED", 2)
    result = adding.add({"ledger": case, "paths": [str(papers)]}, told)
    assert (len(result["files"]), result["more"]) == (2, 1)
    assert result["failed"] == {"empty": 1}


def test_what_the_papers_are_can_be_told_and_their_bytes_be_kept(told: Told, case: str, papers: Path) -> None:
    adding.add({"ledger": case, "paths": [str(papers / "1.txt")], "kind": "minutes", "originals": True}, told)
    with open_case(case) as one:
        opened = one.opened(one.find_document(str(papers / "1.txt"))[0])
        assert opened is not None
        assert opened.document["kind"] == "minutes"
        assert one.original(opened.document["sha256"]) == (papers / "1.txt").read_bytes()


def test_what_cannot_be_meant_is_told(told: Told, case: str) -> None:
    with pytest.raises(WrongUse, match="novel"):
        adding.add({"ledger": case, "paths": [], "kind": "novel"}, told)
    with pytest.raises(LedgerError, match="there is no such case"):
        adding.add({"ledger": f"{case}.gone", "paths": []}, told)


def test_work_that_is_cancelled_in_the_middle_leaves_a_sound_case_and_goes_on_where_it_was(
    workshop: Jobs, case: str, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(48):
        (folder / f"{n:03}.txt").write_text("".join(WORDS.format(n=100 * n + k) for k in range(6)), encoding="utf-8")
    job = workshop.start("add", {"ledger": case, "paths": [str(folder)]}, title="add", who="ida")
    assert until(lambda: (workshop.get(job.id) or job).done > 0)
    cancelled = workshop.cancel(job.id)
    assert cancelled is not None
    assert cancelled.state is JobState.CANCELLED
    with open_case(case) as one:
        before = one.counts().documents
        assert 0 < before < 48
        assert one.faults() == []
    again = finished(workshop, case, folder / "000.txt", folder / "047.txt")
    assert again.result is not None
    assert [row["state"] for row in again.result["files"]] == ["unchanged", "read"]
    with open_case(case) as one:
        assert (one.counts().documents, one.faults()) == (before + 1, [])


def test_a_case_that_is_gone_is_a_failure_with_its_message(workshop: Jobs, case: str) -> None:
    job = finished(workshop, f"{case}.gone", EXAMPLES / "story.txt")
    assert job.error is not None
    assert (job.state, job.error[0]) == (JobState.FAILED, "missing")
