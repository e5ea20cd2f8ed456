"""A story checked by a child, against a case, files, or both."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import WrongUse
from memcon.export.checks.sheet import write_stories
from memcon.language import Parser
from memcon.web.jobs import Jobs, JobState, checking
from tests.web.jobs.conftest import EXAMPLES, Told
from tests.web.jobs.processes import LONG

STORY = """The pier stays open

“The valley will be dry by August,” Tomas Brandeis said on Monday.
“Some 107 ferries have been moored at the old quay since Friday,” Ines Tolland said.
"""
NOTES = "Ines Tolland said: “Some 170 ferries have been moored at the old quay since Friday.” She said the winter had been long.\n"


@pytest.fixture(autouse=True)
def _one_parser(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no child does the work the language model is not loaded anew."""
    monkeypatch.setattr(checking, "make_parser", lambda: parser)


@pytest.fixture
def notes(tmp_path: Path) -> str:
    path = tmp_path / "notes.txt"
    path.write_text(NOTES, encoding="utf-8")
    return str(path)


def check(told: Told, **request: Any) -> Mapping[str, Any]:
    """The result as it comes out of a pipe."""
    result: Mapping[str, Any] = json.loads(json.dumps(checking.check({"story": {"text": STORY}, **request}, told)))
    return result


def verdicts(result: Mapping[str, Any]) -> dict[str, str]:
    """What is said of each quotation, by its first words."""
    return {" ".join(row["text"].split()[:2]): row["verdict"] for row in result["records"] if row["direct"]}


def test_a_story_is_checked_by_a_child(workshop: Jobs, ledger: str) -> None:
    job = workshop.start("check", {"ledger": ledger, "story": {"text": STORY, "name": "draft.txt"}}, title="check", who="ida")
    job = workshop.wait(job.id, LONG)
    assert job.state is JobState.DONE, job.error
    assert job.result is not None
    assert (job.result["checked"], job.result["sources"]) == (2, 8)
    assert job.result["stories"][0]["rows"]
    assert [row["story"]["origin"] for row in job.result["records"]] == ["draft.txt"] * 2


def test_against_the_whole_case(told: Told, ledger: str) -> None:
    result = check(told, ledger=ledger)
    assert verdicts(result) == {"The valley": "verbatim", "Some 107": "not-found"}
    assert result["flagged"] == 1
    assert Path(ledger).with_name("examples.quotes").is_dir()


def test_against_some_documents_of_the_case(told: Told, ledger: str, ids: dict[str, str]) -> None:
    result = check(told, ledger=ledger, documents=[ids["cable.txt"], ids["gulf.txt"]])
    assert result["sources"] == 2
    assert verdicts(result)["The valley"] == "not-found"
    assert not Path(ledger).with_name("examples.quotes").exists()


def test_against_files(told: Told, notes: str) -> None:
    result = check(told, sources=[notes])
    assert result["sources"] == 1
    assert verdicts(result)["Some 107"] == "meaning-check"


def test_against_the_case_and_files(told: Told, ledger: str, notes: str) -> None:
    result = check(told, ledger=ledger, sources=[notes])
    assert verdicts(result) == {"The valley": "verbatim", "Some 107": "meaning-check"}
    assert result["sources"] == 9


def test_a_story_of_the_case_is_not_its_own_source(told: Told, ledger: str, ids: dict[str, str]) -> None:
    result = check(told, ledger=ledger, story={"document": ids["story.txt"]})
    assert result["sources"] == 7


def test_a_story_from_a_file_has_the_name_that_people_gave_it(told: Told, notes: str, tmp_path: Path) -> None:
    path = tmp_path / "a1b2c3"
    path.write_text(STORY, encoding="utf-8")
    result = check(told, story={"path": str(path), "name": "draft.txt"}, sources=[notes])
    assert {row["story"]["origin"] for row in result["records"]} == {"draft.txt"}


def test_it_tells_what_it_is_doing(told: Told, ledger: str, notes: str) -> None:
    check(told, ledger=ledger, sources=[notes, str(EXAMPLES / "gulf.txt")])
    seen = list(dict.fromkeys(told.words))
    assert seen[:2] == ["loading the language model", "reading the story"]
    assert {"reading sources 2 of 2", "reading document 8 of 8", "checking quotation 2 of 2"} <= set(seen)
    assert all(0 <= done <= total or total == 0 for done, total in told.steps)


def test_the_page_can_be_printed_from_the_result(told: Told, notes: str) -> None:
    result, out = check(told, sources=[notes]), io.StringIO()
    write_stories(result["stories"], out)
    assert "170" in out.getvalue()
    assert result["sum"] in out.getvalue()


def test_the_house_and_what_is_left_out_are_as_asked(told: Told, notes: str) -> None:
    short = STORY + "She called it “odd”. She said that the ferries would sail.\n"
    few = check(told, story={"text": short}, sources=[notes], indirect=False)
    every = check(told, story={"text": short}, sources=[notes], every=True, house="strict")
    assert {row["direct"] for row in few["records"]} == {True}
    assert "odd" in [row["text"] for row in every["records"]]
    assert {row["house"] for row in every["records"]} == {"strict"}


def test_what_cannot_be_read_among_the_sources_is_told(told: Told, notes: str) -> None:
    result = check(told, sources=[notes, "/nowhere/none.txt"])
    assert [words for words in result["failures"] if "none.txt" in words]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"story": {"text": " \n"}}, "there is no story"),
        ({"story": {"path": "/nowhere/none.txt"}}, "the story could not be read.*no such file"),
        ({"story": {"document": "x"}}, "needs the case"),
        ({}, "there is no source"),
        ({"sources": ["/nowhere/none.txt"]}, "there is no source .*no such file"),
        ({"house": "tabloid"}, "tabloid"),
        ({"kind": "novel", "sources": ["x"]}, "novel"),
    ],
)
def test_what_cannot_be_checked_is_told(told: Told, request_: dict[str, Any], words: str) -> None:
    with pytest.raises(WrongUse, match=words):
        check(told, **request_)


def test_a_story_that_is_its_only_source_is_told(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    with pytest.raises(WrongUse, match="the only source is the story itself"):
        check(told, story={"path": str(path)}, sources=[str(path)])


def test_a_document_that_the_case_has_not_is_told(told: Told, ledger: str) -> None:
    with pytest.raises(WrongUse, match="has no document 0123"):
        check(told, ledger=ledger, documents=["0123"])
