"""The room of accounts that cannot both stand, and of papers side by side."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from httpx import Client

from memcon.web.rooms.conflicts.marking import marked_sides
from memcon.web.whole import DISPUTES
from tests.web.conftest import Workbench


def listed(bench: Workbench, client: Client, **asked: str) -> dict[str, Any]:
    """The list when everything is worked out."""
    bench.desk.standing.get(DISPUTES, wait=60)
    found: dict[str, Any] = client.get("/api/conflicts", params=asked).json()
    return found


def farms(bench: Workbench, client: Client) -> dict[str, Any]:
    """The dispute about the number of farms."""
    return next(d for d in listed(bench, client, kind="number")["disputes"] if "farm" in d["why"])


def test_both_accounts_stand_side_by_side_with_what_differs_marked(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        one = farms(reading_bench, client)
        page = client.get("/conflicts").text
    assert (one["left"]["teller"], one["right"]["teller"]) == ("Aldo Venn", "Aldo Venn")
    assert [r["words"] for r in one["left"]["runs"] if r["mark"]] == ["40"]
    assert [r["words"] for r in one["right"]["runs"] if r["mark"]] == ["12"]
    assert '<ins class="differs">40</ins>' in page
    assert f'href="/documents/{one["left"]["document"]}?statement={one["left"]["id"]}&amp;at=' in page


def test_of_sentences_that_are_not_alike_numbers_negations_and_what_both_speak_of_are_marked() -> None:
    left, _ = marked_sides("Not one of the boats was hired in May", "The harbour office had hired boats")
    assert [(r.words.strip(), r.mark) for r in left if r.mark] == [("Not", "differs"), ("boats", "both"), ("hired", "both")]


def test_filters_leave_what_fits_and_a_day_that_is_none_is_said(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        assert listed(reading_bench, client, kind="number", actor="Venn")["total"] == 1
        assert listed(reading_bench, client, words="farms")["total"] == 1
        assert listed(reading_bench, client, actor="nobody of this name")["total"] == 0
        wrong = client.get("/conflicts", params={"since": "yesterday"})
    assert wrong.status_code == 400
    assert "is no day" in wrong.text


def test_a_ruling_takes_it_off_the_list_and_taking_it_back_brings_it_again(workbench: Workbench) -> None:
    with workbench.client() as client:
        one = farms(workbench, client)
        card = client.post(f"/conflicts/{one['id']}/rule", data={"verdict": "different", "why": "other farms"})
        assert "ruled different things by Ines" in card.text
        assert farms_left(workbench, client) == 0
        assert client.post(f"/conflicts/{one['id']}/rule", data={"verdict": "undo"}).status_code == 200
        assert farms_left(workbench, client) == 1


def farms_left(bench: Workbench, client: Client) -> int:
    """How many disputes about farms are listed as conflicts."""
    return sum("farm" in d["why"] for d in listed(bench, client, kind="number")["disputes"])


def test_the_table_has_exactly_what_is_listed(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        found = listed(reading_bench, client, kind="denial")
        rows = list(csv.DictReader(StringIO(client.get("/conflicts.csv?kind=denial").text)))
    assert [row["conflict"] for row in rows] == [d["id"] for d in found["disputes"]]


def test_one_conflict_is_found_by_the_id_of_either_row(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        one = farms(reading_bench, client)
        assert client.get(f"/api/conflicts/{one['left']['id']}").json()["id"] == one["id"]
        assert client.get(f"/conflicts/{one['id']}").status_code == 200
        assert client.get("/conflicts/0123456789abcdef").status_code == 404


def test_two_readouts_are_compared_topic_by_topic(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        papers = client.get("/api/library", params={"kind": "readout"}).json()["documents"]
        keys = [paper["key"] for paper in papers]
        page = client.get("/compare", params={"document": keys})
        told = client.get("/api/compare", params={"document": keys}).json()
        alone = client.get("/compare", params={"document": keys[:1]})
    assert len(keys) == 2
    assert f"Only in {told['accounts'][0]['letter']}" in page.text
    assert {topic["standing"] for topic in told["topics"]} >= {"only", "different"}
    assert "Choose at least two papers" in alone.text
