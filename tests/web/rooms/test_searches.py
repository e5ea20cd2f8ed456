"""Saved searches: kept, opened, and looked at when something in them is new."""

from __future__ import annotations

from pathlib import Path

import pytest
from httpx import Client

from memcon.language import Parser
from memcon.run.adding import Options, add_files
from memcon.run.pipeline import Pipeline
from memcon.store.search import Query
from tests.web.conftest import Workbench
from tests.web.rooms.test_statements import HTMX, rows, words

STORY = "Gate opened again, mayor says\n\nBy Maren Oake\n\nMayor Sefa Ilo said on Friday that the gate had been opened again.\n"


def save(client: Client, name: str, asked: str = "words=gate&since=2031-01-01") -> str:
    """The list after the search was saved."""
    answer = client.post(f"/statements/searches?{asked}", data={"name": name}, headers=HTMX)
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def more(workbench: Workbench, tmp_path: Path, parser: Parser) -> Workbench:
    """A workbench with a search that is saved, and with a paper that came after."""
    with workbench.client() as client:
        save(client, "the gate", "words=gate")
    paper = tmp_path / "again.txt"
    paper.write_text(STORY, encoding="utf-8", newline="\n")
    for _ in add_files(workbench.desk.whole, [str(paper)], Options(), pipeline=Pipeline(parser=parser)):
        pass
    return workbench


def test_a_search_is_kept_with_its_filters_and_opens_at_its_address(workbench: Workbench) -> None:
    with workbench.client() as client:
        saved = save(client, "the gate")
        told = client.get("/api/searches").json()
        opened = rows(client.get(told[0]["link"]).text)
    assert "Saved as “the gate”" in words(saved)
    assert told == [
        {
            "name": "the gate",
            "asked": {"words": "gate", "since": "2031-01-01"},
            "link": "/statements?words=gate&since=2031-01-01",
            "unseen": 0,
        }
    ]
    assert opened


def test_what_came_since_is_counted_and_shown_and_stays_new(more: Workbench) -> None:
    with more.client() as client:
        page = words(client.get("/statements/searches/new", params={"name": "the gate"}).text)
        told = client.get("/api/searches").json()
    new = told[0]["unseen"]
    assert new > 0
    assert f"{new} statement" in page
    assert "the gate had been opened again" in page


def test_what_is_marked_as_seen_is_new_no_longer(more: Workbench) -> None:
    with more.client() as client:
        answer = client.post("/statements/searches/seen", data={"name": "the gate"}, headers=HTMX).text
        page = words(client.get("/statements/searches/new", params={"name": "the gate"}).text)
    assert "marked as seen" in answer
    assert "Nothing is new" in page
    assert more.desk.case.unseen("the gate") == 0


def test_a_search_that_is_deleted_takes_no_statement_with_it(workbench: Workbench) -> None:
    before = workbench.desk.case.count(Query())
    with workbench.client() as client:
        save(client, "the gate")
        page = client.post("/statements/searches/delete", data={"name": "the gate"}).text
    assert "No search is saved" in page
    assert workbench.desk.case.count(Query()) == before


def test_a_name_is_given_once_and_can_be_read(workbench: Workbench) -> None:
    with workbench.client() as client:
        save(client, "the gate")
        answers = [
            client.post("/statements/searches?words=weir", data={"name": name}, headers=HTMX) for name in ("the gate", "  ", "a\u202eb")
        ]
        gone = client.get("/statements/searches/new", params={"name": "the weir"})
    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert "there is a search" in answers[0].text
    assert gone.status_code == 400
    assert list(workbench.desk.case.saved_searches()) == ["the gate"]
