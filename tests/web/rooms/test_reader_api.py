"""A document as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from memcon.web.rooms.reader.sheet import sum_of
from tests.web.conftest import Workbench
from tests.web.rooms.readers import BOATS, RIVER, at, key_of, read_anew, reading


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over the boats and the harbour talks."""
    with reading(tmp_path) as bench:
        yield bench


@pytest.fixture
def client(bench: Workbench) -> Iterator[httpx.Client]:
    """Somebody who came in."""
    with bench.client() as client:
        yield client


def test_a_document_has_its_text_and_its_statements_as_they_stand(bench: Workbench, client: httpx.Client) -> None:
    client.post(f"/documents/{BOATS}/statements/{key_of(bench, 'the gate was open')}/reject")
    told = client.get(f"/api/documents/{BOATS}").json()
    assert (told["document"]["text"], told["of"]) == (RIVER, sum_of(RIVER))
    assert [(s["number"], s["status"], s["stance"]) for s in told["statements"]] == [(1, "rejected", ""), (2, "machine", "[denied]")]
    assert {actor["id"] for actor in told["actors"]} == {"oake", "ferro", "arran"}
    assert [judgement["action"] for judgement in told["judgements"]] == ["reject"]


def test_a_statement_has_its_chain_in_words_and_its_row(bench: Workbench, client: httpx.Client) -> None:
    told = client.get(f"/api/documents/{BOATS}/statements/{key_of(bench, 'the gate was open')}").json()
    assert [stop["name"] for stop in told["line"]] == ["this story", "Lantern Wire", "Rene\u0301 Oake", "Lucia Ferro"]
    assert told["row"]["content"][0]["text"] == RIVER[told["start"] : told["end"]] == "the gate was open"


def test_what_is_not_there_is_an_error_with_a_code(client: httpx.Client) -> None:
    for address in ("documents/none", f"documents/{BOATS}/statements/none", "documents/none/place?at=1-2"):
        answer = client.get(f"/api/{address}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "missing")


def test_a_place_is_found_again_when_the_file_is_read_anew(bench: Workbench, client: httpx.Client) -> None:
    read_anew(bench.desk.case, f"Late edition\n\n{RIVER}".replace("in red", "in blue"))
    gate = client.get(f"/api/documents/{BOATS}/place", params={"at": at(RIVER, "the gate"), "of": sum_of(RIVER)}).json()
    assert (gate["kept"], gate["words"]) == ("moved", "the gate")
    assert gate["start"] == RIVER.index("the gate") + len("Late edition\n\n")
    red = client.get(f"/api/documents/{BOATS}/place", params={"at": at(RIVER, "in red"), "of": sum_of(RIVER)}).json()
    assert (red["kept"], red["start"], red["words"]) == ("gone", None, "in red")


def test_the_answers_are_described(client: httpx.Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/documents/{key}", "/api/documents/{key}/place", "/api/documents/{key}/statements/{statement}"} <= set(paths)
    assert not any(path.startswith("/documents") for path in paths)
