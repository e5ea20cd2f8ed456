"""The room of the timeline: everything over time, and every number with its rows."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from httpx import Client
from lxml import etree, html

from memcon.export.chronicle.days import Days
from memcon.export.chronicle.panorama import LaneBy, Panorama
from memcon.web.rooms.timeline.answers import steps
from memcon.web.rooms.timeline.asked import PAGE, Wanted
from memcon.web.whole import CHRONICLE
from tests.web.conftest import Workbench
from tests.web.rooms.looking import pick


def told(bench: Workbench, client: Client, address: str = "/timeline") -> dict[str, Any]:
    """What programs are told of an address of the room, once the case is read."""
    bench.desk.standing.get(CHRONICLE, wait=60)
    answer = client.get(f"/api{address}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def page(bench: Workbench, client: Client, address: str) -> Any:
    bench.desk.standing.get(CHRONICLE, wait=60)
    return html.fromstring(client.get(address).text)


def marks(drawn: Any) -> list[tuple[str, str]]:
    """Every mark of the picture: what it tells, and where it leads."""
    return [(mark.findtext("title"), mark.get("href")) for mark in pick(drawn, "a.mark")]


def number_in(words: str) -> int:
    """All numbers that a mark tells, together."""
    return sum(int(found.replace(",", "")) for found in re.findall(r"([\d,]+) (?:verbal|material|statement|document)", words))


def test_everything_that_has_a_day_is_drawn_and_the_rest_is_counted_and_reachable(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        everything, undated = told(reading_bench, client), told(reading_bench, client, "/timeline?undated=true")
        drawn = page(reading_bench, client, "/timeline")
    panorama = everything["panorama"]
    assert sum(sum(bar["counts"]) for bar in panorama["overview"]) == panorama["total"] == everything["total"] - everything["undated"] > 50
    assert undated["total"] == everything["undated"] == len(undated["rows"]) > 0
    assert pick(drawn, "a[href=/timeline?undated=true]")


@pytest.mark.parametrize("by", list(LaneBy))
def test_every_bar_and_every_lane_leads_to_as_many_rows_as_it_tells(by: LaneBy, reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        found = marks(page(reading_bench, client, f"/timeline?by={by}&lanes=4&kind=event&kind=statement&kind=document"))
        leads = [(words, address) for words, address in found if address.startswith("/timeline")]
        assert len(leads) > 8
        for words, address in leads:
            wanted = number_in(words) or int(words.rpartition(": ")[2].replace(",", ""))
            assert told(reading_bench, client, address)["total"] == wanted, (words, address)


def test_a_mark_of_one_row_leads_to_its_place_in_the_paper(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        found = marks(page(reading_bench, client, "/timeline?since=2024-01-01&kind=statement"))
        asked = "/timeline?since=2024-01-01&kind=statement"
        pages = 1 + told(reading_bench, client, asked)["total"] // PAGE
        rows = [row for n in range(1, pages + 1) for row in told(reading_bench, client, f"{asked}&page={n}")["rows"]]
    places = {address for _, address in found if address.startswith("/documents/")}
    assert places
    assert places <= {row["address"] for row in rows}
    assert all(parse_qs(urlparse(row["address"]).query)["statement"] == [row["id"]] for row in rows)


def test_an_event_leads_to_its_words(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        rows = told(reading_bench, client, "/timeline?kind=event")["rows"]
    assert all(re.fullmatch(r"/documents/[0-9a-f]{16}\?at=\d+-\d+", row["address"]) for row in rows)


def test_the_table_says_what_the_picture_shows(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        drawn = page(reading_bench, client, "/timeline?actor=Lomax&kind=statement")
        rows = told(reading_bench, client, "/timeline?actor=Lomax&kind=statement")["rows"]
    listed = [pick(row, "[data-open]")[0] for row in pick(drawn, "tr[data-row]")]
    assert [(link.get("href"), link.text_content()) for link in listed] == [
        (row["address"], " ".join(row["words"].split())) for row in rows
    ]
    assert all("Lomax" in str(row["source"] + row["target"]) for row in rows)
    assert "with Lomax" in " ".join(pick(drawn, "ul.chips")[0].text_content().split())


def test_types_kinds_and_days_leave_what_fits_and_stay_in_the_address(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        denials = told(reading_bench, client, "/timeline?type=deny&since=2000-01-01")
        drawn = page(reading_bench, client, "/timeline?type=deny&since=2000-01-01&source=-&begins=2024-01-01/2024-12-31")
    assert {row["what"] for row in denials["rows"]} == {"deny"}
    assert {row["from"][:4] for row in denials["rows"]} <= {"2007", "2023", "2024", "2031"}
    assert [field.get("value") for field in pick(drawn, "input[type=hidden][form=asked]")] == ["-"]
    assert [box.get("value") for box in pick(drawn, "input[name=type][checked]")] == ["deny"]


def test_what_cannot_be_understood_is_said(reading_bench: Workbench) -> None:
    reading_bench.desk.standing.get(CHRONICLE, wait=60)
    with reading_bench.client() as client:
        for asked, words in (("since=soon", "is no day"), ("type=dream", "there is no type"), ("begins=2024", "no day"), ("by=moon", "by")):
            answer = client.get(f"/timeline?{asked}")
            assert answer.status_code in (400, 422)
            assert words in answer.text


def test_htmx_gets_the_line_without_the_frame(reading_bench: Workbench) -> None:
    reading_bench.desk.standing.get(CHRONICLE, wait=60)
    with reading_bench.client() as client:
        part = client.get("/timeline", headers={"HX-Request": "true"}).text
    assert "<svg" in part
    assert "<header" not in part


def test_the_picture_is_kept_as_a_file_without_links_and_styles(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        answer = client.get("/timeline.svg?actor=Lomax&by=outlet")
    root = etree.fromstring(answer.content)
    words = " ".join(text.text or "" for text in root.iter("{*}text"))
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Timeline of weir" in words
    assert "with Lomax" in words
    assert "Source: weir (log " in words
    assert (root.findall(".//{*}a"), root.findall(".//{*}style"), root.xpath("//@style")) == ([], [], [])


def test_the_table_is_kept_as_a_file_with_all_rows(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        rows = list(csv.DictReader(StringIO(client.get("/timeline.csv?kind=event").text)))
        assert len(rows) == told(reading_bench, client, "/timeline?kind=event")["total"]
    assert {row["kind"] for row in rows} == {"event"}


def test_a_workbench_without_papers_says_what_the_room_is_for(empty_bench: Workbench) -> None:
    with empty_bench.client() as client:
        drawn = page(empty_bench, client, "/timeline")
        assert client.get("/api/timeline").json()["total"] == 0
        assert client.get("/timeline.svg").status_code == 200
    assert "nothing to put in order of time yet" in pick(drawn, ".empty")[0].text_content()


def panorama(since: str, until: str) -> Panorama:
    return Panorama(LaneBy.ACTOR, Days("2031-01-01", "2031-12-31"), Days(since, until), (), (), 0, 0, 0, 0)


def test_the_steps_lead_to_other_days() -> None:
    at = {step.name: step.address for step in steps(panorama("2031-03-01", "2031-03-20"), Wanted(since="2031-03-01", until="2031-03-20"))}
    assert at == {
        "Earlier": "/timeline?since=2031-02-19&until=2031-03-10",
        "Later": "/timeline?since=2031-03-11&until=2031-03-30",
        "Zoom in": "/timeline?since=2031-03-06&until=2031-03-15",
        "Zoom out": "/timeline?since=2031-02-19&until=2031-03-30",
        "All days": "/timeline",
    }


def test_there_is_no_step_beyond_the_rows() -> None:
    at = {step.name: step.address for step in steps(panorama("2031-01-01", "2031-12-31"), Wanted())}
    assert [name for name, address in at.items() if address is None] == ["Earlier", "Later", "Zoom out", "All days"]
    one_day = {step.name: step.address for step in steps(panorama("2031-12-31", "2031-12-31"), Wanted(since="2031-12-31"))}
    assert (one_day["Zoom in"], one_day["Later"], one_day["Earlier"]) == (None, None, "/timeline?since=2031-12-30&until=2031-12-30")
