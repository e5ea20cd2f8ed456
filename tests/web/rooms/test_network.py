"""The room of the network: who speaks to whom, on whose word, and every number with its statements."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

from httpx import Client
from lxml import etree, html

from memcon.web.whole import STAGE
from tests.web.conftest import Workbench
from tests.web.rooms.looking import pick


def told(bench: Workbench, client: Client, asked: str = "") -> dict[str, Any]:
    """What programs are told, once the case is read."""
    bench.desk.standing.get(STAGE, wait=60)
    answer = client.get(f"/api/network{asked}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def part(answer: str) -> Any:
    return html.fromstring(answer)


def page(bench: Workbench, client: Client, address: str) -> Any:
    bench.desk.standing.get(STAGE, wait=60)
    return html.fromstring(client.get(address).text)


Asked = list[tuple[str, str | int | float | bool | None]]


def drawn(client: Client, asked: Asked) -> Any:
    """The picture."""
    return etree.fromstring(client.get("/network.svg", params=asked).content)


def named(found: dict[str, Any]) -> list[tuple[str, str, str, int]]:
    """The edges by name."""
    names = {actor["id"]: actor["name"] for actor in found["actors"]}
    return [(names[edge["one"]], edge["tie"], names[edge["other"]], edge["count"]) for edge in found["edges"]]


def test_edges_go_to_whom_something_is_told_and_from_whose_word_it_is(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        edges = named(told(reading_bench, client))
    assert ("Adaeze Lomax", "told", "Henrik Sorel", 6) in edges
    assert any(tie == "word" for _, tie, _, _ in edges)


def test_every_number_of_the_table_leads_to_as_many_statements(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        links = pick(page(reading_bench, client, "/network?since=1980-01-01&most=200"), "td.count a")
        assert len(links) > 10
        for link in links:
            assert client.get(f"/api{link.get('href')}").json()["total"] == int(link.text.replace(",", "")), link.get("href")


def test_filters_show_and_hide_and_nobody_moves(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        everybody, some = told(reading_bench, client, "?most=200"), told(reading_bench, client, "?speaker=Lomax")
    places = {actor["id"]: (actor["x"], actor["y"]) for actor in everybody["actors"]}
    assert 0 < len(some["actors"]) < len(places)
    assert all(places[actor["id"]] == (actor["x"], actor["y"]) for actor in some["actors"])
    assert {one for one, tie, _, _ in named(some) if tie == "told"} == {"Adaeze Lomax"}


def test_edges_of_few_statements_and_people_of_few_edges_can_be_left_out(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        assert {edge["count"] >= 3 for edge in told(reading_bench, client, "?least=3")["edges"]} == {True}
        few = told(reading_bench, client, "?most=4")
        assert (len(few["actors"]), few["more"] > 0) == (4, True)
        assert "show more" in page(reading_bench, client, "/network?most=4").text_content()


def test_the_table_is_sorted_as_asked(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        rows = pick(page(reading_bench, client, "/network?sort=one"), "tr[data-row]")
        assert pick(page(reading_bench, client, "/network?sort=one"), "th[aria-sort=ascending]")[0].text_content().startswith("Who")
    names = [pick(row, "bdi")[0].text_content().casefold() for row in rows]
    assert names == sorted(names)


def test_the_page_gives_its_script_the_same_edges_as_the_table(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        drawn = page(reading_bench, client, "/network")
    graph = json.loads(pick(drawn, "#graph-data")[0].get("data-graph"))
    assert len(graph["edges"]) == len(pick(drawn, "tr[data-row]")) > 0
    assert {edge["one"] for edge in graph["edges"]} <= {node["id"] for node in graph["nodes"]}


def test_the_panel_tells_of_somebody_and_of_an_edge(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        found = told(reading_bench, client)
        edge = next(edge for edge in found["edges"] if edge["count"] == 6)
        actor = part(client.get("/network/actor", params={"key": edge["one"]}).text)
        said = part(client.get("/network/edge", params={name: edge[name] for name in ("one", "other", "tie")}).text)
        missing = [client.get("/network/actor?key=nobody").status_code, client.get("/network/edge?one=a&other=b&tie=told").status_code]
    spoke, heard, relied = (link.text for link in pick(actor, "dl.facts a"))
    counts = next((a["spoke"], a["told"], a["via"]) for a in found["actors"] if a["id"] == edge["one"])
    assert (int(spoke), int(heard), int(relied)) == counts
    assert (len(pick(said, "li")), pick(said, "p a")[0].text_content()) == (6, "6 statements")
    assert missing == [404, 404]


def test_the_numbers_of_the_panel_lead_to_their_statements(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        edge = told(reading_bench, client)["edges"][0]
        panel = part(client.get("/network/actor", params={"key": edge["one"]}).text)
        for link in pick(panel, "dl.facts a, ul.chips a, ul.joined a"):
            number = link.text_content().split()[-1]
            assert client.get(f"/api{link.get('href')}").json()["total"] == int(number)


def test_somebody_who_is_told_by_an_id_is_a_chip_and_stays_when_a_field_changes(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        lomax = next(a for a in told(reading_bench, client)["actors"] if a["name"] == "Adaeze Lomax")
        drawn = page(reading_bench, client, f"/network?speaker={lomax['id']}")
    assert [(f.get("name"), f.get("value")) for f in pick(drawn, "input[type=hidden][form=asked]")] == [("speaker", lomax["id"])]
    assert "Adaeze Lomax" in pick(drawn, ".chips")[0].text_content()
    assert pick(drawn, "input[type=search][name=speaker]")[0].get("value") == ""


def test_the_picture_shows_discs_where_they_were_put(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        some = told(reading_bench, client, "?most=2")["actors"]
        moved: Asked = [("moved", f"{some[0]['id']},-1500,40"), ("moved", "nonsense"), ("moved", "a,nan,1"), ("most", "2")]
        usual, other = (drawn(client, asked) for asked in (moved[-1:], moved))
    assert usual.xpath("//@style") == usual.findall(".//{*}style") == []
    assert abs(float(other.get("width")) - float(usual.get("width"))) > 100
    assert any("Source: weir" in (text.text or "") for text in other.iter("{*}text"))


def test_the_table_is_kept_as_a_file(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        rows = list(csv.DictReader(StringIO(client.get("/network.csv").text)))
        assert len(rows) == len(told(reading_bench, client)["edges"])
    assert {"from": "Adaeze Lomax", "to": "Henrik Sorel", "how": "says something to", "statements": "6"}.items() <= rows[0].items()


def test_what_fits_nothing_and_an_empty_case_say_what_to_do(reading_bench: Workbench, empty_bench: Workbench) -> None:
    with reading_bench.client() as client:
        assert "Nothing fits" in page(reading_bench, client, "/network?speaker=nobody+of+this+name").text_content()
    with empty_bench.client() as client:
        assert "Nobody is seen to speak to anybody yet" in page(empty_bench, client, "/network").text_content()
        assert client.get("/network.svg").status_code == 200
