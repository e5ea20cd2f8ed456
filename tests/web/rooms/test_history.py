"""Judgements: recorded by pages and programs, listed, and taken back."""

from __future__ import annotations

from httpx import Client

from memcon.store.search import Query
from tests.web.conftest import Workbench


def first_statement(bench: Workbench) -> str:
    """The id of a statement of the case."""
    return next(bench.desk.case.find(Query(), limit=1)).key


def accept(client: Client, key: str, **more: object) -> str:
    """The id of a judgement that accepts the statement."""
    answer = client.post("/api/judgements", json={"action": "accept", "subject": key, **more})
    assert answer.status_code == 201
    return str(answer.json()["id"])


def test_a_judgement_is_listed_with_who_and_why(workbench: Workbench) -> None:
    key = first_statement(workbench)
    with workbench.client() as client:
        accept(client, key, why="heard it myself")
        page, told = client.get("/history").text, client.get("/api/judgements").json()
    assert "heard it myself" in page
    assert [(j["words"], j["who"], j["in_force"]) for j in told["judgements"]] == [("accepted", "Ines", True)]


def test_one_that_is_taken_back_stays_in_the_list_and_is_not_in_force(workbench: Workbench) -> None:
    with workbench.client() as client:
        made = accept(client, first_statement(workbench))
        rows = client.post(f"/history/{made}/undo").text
        told = client.get("/api/judgements").json()
    assert "took back a judgement" in rows
    assert [j["in_force"] for j in told["judgements"]] == [False, False]


def test_the_last_one_of_the_visitor_is_taken_back_and_then_there_is_nothing(workbench: Workbench) -> None:
    with workbench.client() as client:
        accept(client, first_statement(workbench))
        first, second = client.post("/undo"), client.post("/undo")
    assert "Taken back: accepted" in first.text
    assert first.headers["hx-trigger"] == "memcon-changed"
    assert (second.status_code, "nothing of yours" in second.text) == (400, True)


def test_what_cannot_be_judged_is_said_and_nothing_is_recorded(workbench: Workbench) -> None:
    with workbench.client() as client:
        answer = client.post("/api/judgements", json={"action": "accept", "subject": "0000000000000000"})
        odd = client.post("/api/judgements", json={"action": "burn", "subject": "0000000000000000"})
        left = client.get("/api/judgements").json()["total"]
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "wrong-use"
    assert odd.status_code == 422
    assert left == 0


def test_an_empty_history_says_how_to_begin(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        assert "Nobody has judged anything yet" in client.get("/history").text


def test_the_page_about_the_workbench_lists_the_api_and_the_licences(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        page, described = client.get("/about").text, client.get("/api/openapi.json").json()
    assert "/api/judgements" in described["paths"]
    assert all(path in page for path in described["paths"])
    assert "htmx.org" in page


def test_an_edit_that_makes_no_statement_is_refused(workbench: Workbench) -> None:
    wish = {"action": "edit", "subject": first_statement(workbench), "value": {"act": "sing"}}
    with workbench.client() as client:
        answer = client.post("/api/judgements", json=wish)
        left = client.get("/api/judgements").json()["total"]
    assert (answer.status_code, left) == (400, 0)
    assert "'sing' is not a valid Act" in answer.json()["error"]["message"]
