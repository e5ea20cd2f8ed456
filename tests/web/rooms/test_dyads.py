"""The room of two sides: what they did and said to each other, and every number with its rows."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from httpx import Client
from lxml import etree, html

from memcon.web.whole import CHRONICLE
from tests.web.conftest import Workbench
from tests.web.rooms.looking import pick, words

SORELS = "one=Lomax&other=Sorel"


def page(bench: Workbench, client: Client, address: str) -> Any:
    bench.desk.standing.get(CHRONICLE, wait=60)
    return html.fromstring(client.get(address).text)


def rows_of(client: Client, address: str) -> int:
    """How many rows the timeline has at an address."""
    found: int = client.get(f"/api{address}").json()["total"]
    return found


@pytest.mark.parametrize(
    "asked", [SORELS, "one=IRQ&other=KWT", f"{SORELS}&by=year&since=2024-01-01&until=2030-01-01", "one=un&other=Iraq&by=quarter"]
)
def test_every_number_leads_to_as_many_rows(asked: str, reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        drawn = page(reading_bench, client, f"/dyads?{asked}")
        links = pick(drawn, "table.periods td a")
        assert links
        for link in links:
            assert rows_of(client, link.get("href")) == int(link.text.rstrip("ap").replace(",", "")), link.get("href")
        for link in pick(drawn, "h2 a"):
            assert rows_of(client, link.get("href")) == int(link.text.split()[0])


def test_bars_lead_to_what_began_in_their_days(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        for mark in pick(page(reading_bench, client, f"/dyads?{SORELS}"), "a.mark"):
            told = mark.findtext("title").rpartition(": ")[2]
            assert rows_of(client, mark.get("href")) == sum(int(part.split()[0]) for part in told.split(", "))


def test_programs_get_what_the_command_line_gives(reading_bench: Workbench) -> None:
    reading_bench.desk.standing.get(CHRONICLE, wait=60)
    with reading_bench.client() as client:
        told = client.get(f"/api/dyads?{SORELS}&by=year").json()
        table = list(csv.DictReader(StringIO(client.get(f"/dyads.csv?{SORELS}&by=year").text)))
    assert (told["one"], told["other"]) == ("Lomax", "Sorel")
    numbers = [said["number"] for period in told["periods"] for said in period["statements"].values()]
    assert sum(numbers) == sum(int(row["number"]) for row in table if row["kind"] == "statement") > 0


def test_pairs_are_offered_with_the_number_of_rows_that_they_lead_to(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        offers = pick(page(reading_bench, client, "/dyads"), ".facet a")
        assert len(offers) > 5
        for offer in offers:
            told = pick(page(reading_bench, client, offer.get("href")), "p[role=status]")[0].text_content()
            assert f": {pick(offer, '.count')[0].text} row" in told


def test_a_side_that_is_told_by_a_key_is_called_by_its_name_and_stays_while_the_name_does(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        drawn = page(reading_bench, client, "/dyads?one=code:IRQ&other=code:KWT")
        assert [pick(drawn, f"input[name={name}]")[0].get("value") for name in ("one", "one_key")] == ["Iraq", "code:IRQ"]
        kept = client.get("/api/dyads?one=Iraq&one_key=code:IRQ&other=Kuwait&other_key=code:KWT").json()
        changed = client.get("/api/dyads?one=Turkey&one_key=code:IRQ&other=Kuwait").json()
    assert (kept["one"], len(kept["periods"]), changed["one"]) == ("Iraq", 2, "Turkey")


def test_the_picture_is_kept_as_a_file(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        root = etree.fromstring(client.get("/dyads.svg?one=IRQ&other=KWT").content)
    assert any("What Iraq and Kuwait did to each other" in (text.text or "") for text in root.iter("{*}text"))
    assert (root.findall(".//{*}a"), root.findall(".//{*}style"), root.xpath("//@style")) == ([], [], [])


def test_what_is_wrong_and_what_is_empty_is_said(reading_bench: Workbench, empty_bench: Workbench) -> None:
    with reading_bench.client() as client:
        assert "are the same side" in words(pick(page(reading_bench, client, "/dyads?one=Iraq&other=IRQ"), "[role=alert]")[0])
        nothing = page(reading_bench, client, "/dyads?one=Lomax&other=nobody+of+this+name")
        assert "Nothing goes between these two" in pick(nothing, ".empty")[0].text_content()
        assert client.get("/api/dyads?one=Iraq&other=IRQ").status_code == 400
    with empty_bench.client() as client:
        assert "Nothing goes from one to another yet" in pick(page(empty_bench, client, "/dyads"), ".empty")[0].text_content()
