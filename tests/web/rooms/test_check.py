"""Quotations held against sources from the page."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from httpx import Client, Response

from tests.web.conftest import Workbench

STORY = "The engineer was blunt. “Nobody rang me, and somebody rang the farms,” Petra Lunn said."
SOURCE = "Minutes of the inquiry\n\nPetra Lunn said: “The lock was never locked.”\n".encode()


def check(client: Client, data: dict[str, Any], files: Any = None) -> Response:
    """The page of the check when it is over."""
    answer = client.post("/check", data=data, files=files)
    assert answer.status_code == 200, answer.text
    job = str(answer.url).rpartition("/")[2]
    for _ in range(300):
        page = client.get(f"/check/{job}")
        if 'class="working"' not in page.text:
            return page
        time.sleep(0.1)
    raise AssertionError("the check did not end")


def test_a_changed_quotation_is_shown_beside_the_words_of_the_paper_it_comes_from(workbench: Workbench) -> None:
    with workbench.client() as client:
        page = check(client, {"text": STORY, "against": "all"})
        job = str(page.url).rpartition("/")[2]
        told = client.get(f"/api/check/{job}").json()
    assert '<ins class="grave">somebody</ins>' in page.text
    assert '<del class="grave">nobody</del>' in page.text
    source = told["records"][0]["source"]
    assert f"/documents/{source['id']}?at={source['span']['start']}-{source['span']['end']}" in page.text
    assert told["sum"] == "1 quotation: 1 check"


def test_dropped_sources_are_not_kept_in_the_case(workbench: Workbench) -> None:
    before = workbench.desk.case.counts()
    with workbench.client() as client:
        files = [("story", ("story.txt", "“The lock was never locked,” Petra Lunn said.".encode())), ("files", ("minutes.txt", SOURCE))]
        page = check(client, {"against": "dropped"}, files)
        check(client, {"text": STORY, "against": "all"})
    assert "1 quotation: 1 ok" in page.text
    assert workbench.desk.case.counts() == before
    assert not list(Path(workbench.desk.scratch).rglob("minutes.txt"))


def test_chosen_papers_alone_are_asked(workbench: Workbench) -> None:
    with workbench.client() as client:
        other = next(d["key"] for d in client.get("/api/library").json()["documents"] if "letter" in d["origin"])
        page = check(client, {"text": STORY, "against": "chosen", "paper": [other]})
    assert "No place in the sources" in page.text


def test_what_is_missing_is_said(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        empty = client.post("/check", data={"text": " ", "against": "all"})
        nothing = client.post("/check", data={"text": STORY, "against": "dropped"})
    assert (empty.status_code, "there is no story yet" in empty.text) == (400, True)
    assert (nothing.status_code, "drop at least one file" in nothing.text) == (400, True)


def test_the_sheet_to_sign_and_the_table_say_the_same(workbench: Workbench) -> None:
    with workbench.client() as client:
        page = check(client, {"text": STORY, "against": "all"})
        sheet, table = client.get(f"{page.url}/sheet.html"), client.get(f"{page.url}/records.csv")
    assert "attachment" in sheet.headers["content-disposition"]
    assert "somebody" in sheet.text
    assert "Nobody rang me, and somebody rang the farms" in table.text


def test_papers_are_offered_as_words_are_typed_and_chosen_ones_stay(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        found = client.get("/check/papers", params={"words": "sluice"}).text
        first = found.partition('name="paper" value="')[2].partition('"')[0]
        kept = client.get("/check/papers", params={"words": "palm", "paper": first}).text
    assert "Sluice gate opened at night" in found
    assert f'value="{first}" checked' in kept
