"""The statements on a page: found, filtered, counted, judged."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from httpx import Client, Response

from memcon.model.judgement import Action
from memcon.model.listings import Order
from memcon.run.correcting import judge_now
from memcon.store.search import Query
from memcon.web.rooms.statements.asked import Filters
from memcon.web.users import Role
from tests.web.conftest import Workbench
from tests.web.rooms.test_library import logged_in

HTMX = {"HX-Request": "true"}


def rows(page: str) -> list[str]:
    """The ids of the statements in the table, in their order."""
    return re.findall(r'<tr id="statement-([0-9a-f]+)"', page)


def words(page: str) -> str:
    """What is read on the page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def asked(client: Client, **filters: object) -> Response:
    """The answer as scripts get it."""
    return client.get("/api/statements", params={name: str(value) for name, value in filters.items()})


def keys(bench: Workbench, query: Query, order: Order = Order.BEST) -> list[str]:
    """The ids of the statements that fit."""
    return [hit.key for hit in bench.desk.case.find(query, order=order)]


def denial(bench: Workbench) -> str:
    """The id of the statement in which the water board denies something."""
    return next(hit.key for hit in bench.desk.case.find(Query(words="gate", act="deny")))


# ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_row_says_who_what_in_which_paper_and_that_it_is_denied(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        page = client.get("/statements", params={"words": "gate", "act": "deny"}).text
    assert rows(page) == [denial(reading_bench)]
    assert "water board denied [denied] the gate had been opened" in words(page)
    assert "Sluice gate opened at night, engineer tells inquiry 3 March 2031 , paragraph 2" in words(page)
    assert "<mark>gate</mark>" in page


def test_the_paper_opens_the_reader_at_the_statement(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        row = asked(client, words="gate", act="deny").json()["statements"][0]
        page = client.get("/statements", params={"words": "gate", "act": "deny"}).text
        led = client.get(f"/statements/{row['id']}", follow_redirects=False)
    assert row["link"] == f"/documents/{row['paper']['id']}?statement={row['id']}"
    assert row["link"] in page
    assert led.headers["location"] == row["link"]


def test_hearsay_shows_on_whose_word_it_stands(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        row = asked(client, words="eye", speaker="Minister").json()["statements"][0]
        page = client.get("/statements", params={"words": "eye", "speaker": "Minister"}).text
    assert [source["name"] for source in row["chain"]] == ["Pascoe"]
    assert '<ol class="chain"><li><span class="holder">' in page


def test_fifty_are_on_a_page_and_the_next_one_goes_on_from_there(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        first, second = client.get("/statements").text, client.get("/statements?page=2").text
    assert [*rows(first), *rows(second)] == keys(reading_bench, Query(), Order.NEWEST)[:100]
    assert "page 1 of 3" in words(first)
    assert 'href="/statements?page=3"' in second


def test_a_page_behind_the_last_leads_back(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        assert "There is no such page" in client.get("/statements?page=99").text


@pytest.mark.parametrize("order", [Order.BEST, Order.NEWEST, Order.OLDEST, Order.SPEAKER])
def test_they_come_in_the_order_that_is_asked_for(order: Order, reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        page = client.get("/statements", params={"order": order, "kind": "story"}).text
    assert rows(page) == keys(reading_bench, Query(kind="story"), order)[:50]


def test_an_empty_case_says_what_will_stand_here(workbench: Workbench) -> None:
    for key in keys(workbench, Query()):
        workbench.desk.case.judge(judge_now(Action.REJECT, key, {}, who="Ines", why=""))
    with workbench.client() as client:
        page = words(client.get("/statements").text)
    assert "No statement fits" in page
    assert "Rejected statements are only shown when the status asks for them" in page


# ── filters ──────────────────────────────────────────────────────────────────────────────────────────────────────────

COMBINED = {"words": "gate OR ministry", "speaker": "lunn", "since": "2031-03-01", "until": "2031-12-31", "kind": "story"}


def test_filters_combine_and_each_is_a_chip_that_can_be_taken_off(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        page = client.get("/statements", params=COMBINED).text
        without = client.get("/statements", params=COMBINED | {"speaker": ""}).text
    assert rows(page) == keys(reading_bench, Query(**COMBINED))  # type: ignore[arg-type]
    assert 0 < len(rows(page)) < len(rows(without))
    assert "/statements?words=gate+OR+ministry&amp;kind=story&amp;since=2031-03-01&amp;until=2031-12-31" in page
    assert "said by lunn" in words(page)


@pytest.mark.parametrize(
    ("name", "value"),
    [("addressee", "inquiry"), ("via", "Pascoe"), ("act", "deny"), ("manner", "direct"), ("outlet", "herald"), ("kind", "cable"),
     ("document", "gate.txt"), ("stance", "denied"), ("polarity", "denies"), ("status", "machine")],
)  # fmt: skip
def test_each_filter_leaves_what_the_case_finds_by_it(name: str, value: str, reading_bench: Workbench) -> None:
    query = Query(**{name: value})  # type: ignore[arg-type]
    with reading_bench.client() as client:
        found = asked(client, limit=1000, order="best", **{name: value}).json()
    assert [row["id"] for row in found["statements"]] == keys(reading_bench, query)
    assert found["total"] == reading_bench.desk.case.count(query) > 0


def test_a_document_that_is_chosen_by_its_id_is_called_by_its_title(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        row = asked(client, words="gate", act="deny").json()["statements"][0]
        page = client.get("/statements", params={"document": row["paper"]["id"]}).text
    assert "document Sluice gate opened at night, engineer t… ×" in words(page)


def test_a_name_spelt_nearly_so_is_found_when_it_is_asked_for(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        right, fuzzy = (
            asked(client, speaker="Petra Lunn").json()["total"],
            asked(client, speaker="Petra Lunne", fuzzy="true").json()["total"],
        )
        hint = client.get("/statements", params={"speaker": "Petra Lunne"}).text
    assert right == fuzzy > 0
    assert "/statements?speaker=Petra+Lunne&amp;fuzzy=true" in hint


def test_half_a_word_finds_the_words_that_begin_so_and_says_it(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        page = client.get("/statements", params={"words": "reserv"}).text
    assert rows(page) == keys(reading_bench, Query(words="reserv*"))
    assert "Nothing holds the word “ reserv ” itself" in words(page)
    assert "/statements/export?form=csv&amp;words=reserv%2A" in page


def test_curly_marks_make_a_phrase_too(reading_bench: Workbench) -> None:
    assert Filters(words="“sluice gate”").query == Filters(words='"sluice gate"').query


# ── what is wrong with a search ──────────────────────────────────────────────────────────────────────────────────────

WRONG = [
    ({"words": '"sluice gate'}, "a quotation mark is not closed"),
    ({"words": "gate AND ("}, "is no search"),
    ({"since": "2031-02-30"}, "'2031-02-30' is no day; write it as 2024-05-14"),
    ({"act": "sing"}, "there is no act 'sing'; choose from say, deny"),
    ({"status": "lost"}, "there is no status 'lost'"),
]


@pytest.mark.parametrize(("filters", "fault"), WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(filters: dict[str, str], fault: str, reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        page = client.get("/statements", params=filters)
    assert page.status_code == 400
    assert fault in words(page.text)
    assert all(f'value="{value}"' in page.text.replace("&#34;", '"') for name, value in filters.items() if name in ("words", "since"))


@pytest.mark.parametrize(("filters", "fault"), WRONG)
def test_while_one_types_only_the_hint_is_put_in_and_the_rows_stay(filters: dict[str, str], fault: str, reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        hint = client.get("/statements", params=filters, headers=HTMX)
    assert (hint.status_code, hint.headers["hx-retarget"], rows(hint.text)) == (200, "#fault", [])
    assert fault in words(hint.text)


@pytest.mark.parametrize(("filters", "fault"), WRONG)
def test_scripts_are_told_too(filters: dict[str, str], fault: str, reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        answers = [client.get(room, params=filters) for room in ("/api/statements", "/api/statements/facets")]
    assert [(a.status_code, a.json()["error"]["code"], fault in a.json()["error"]["message"]) for a in answers] == [
        (400, "wrong-use", True)
    ] * 2


# ── while one types ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_typing_gets_the_rows_alone_and_an_address_that_can_be_kept(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        part = client.get("/statements", params={"words": "gate", "speaker": ""}, headers=HTMX)
    assert "<html" not in part.text
    assert rows(part.text) == keys(reading_bench, Query(words="gate"))
    assert part.headers["hx-replace-url"] == "/statements?words=gate"
    assert part.headers["hx-trigger"] == "memcon-asked"


# ── counts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_counts_follow_the_other_filters_and_each_value_is_a_link(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        counts = client.get("/statements/facets", params={"words": "gate"}).text
        told = client.get("/api/statements/facets", params={"words": "gate"}).json()
    assert {"value": "story", "count": len(keys(reading_bench, Query(words="gate", kind="story")))} in told["kind"]
    assert '<a href="/statements?words=gate&amp;kind=cable">' in counts
    assert '<a href="/statements?words=gate&amp;since=2031-01-01&amp;until=2031-12-31">' in counts


def test_the_value_that_is_chosen_is_marked_and_its_link_takes_it_off(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        counts = client.get("/statements/facets", params={"words": "gate", "kind": "cable"}).text
    assert '<a href="/statements?words=gate" aria-current="true"' in counts
    assert '<a href="/statements?words=gate&amp;kind=story">' in counts


def test_names_are_suggested_in_the_fields(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        page, counts = client.get("/statements").text, client.get("/statements/facets").text
    assert (
        'name="speaker" value="" placeholder="part of a name" dir="auto" autocomplete="off" spellcheck="false" list="names-speaker"' in page
    )
    assert '<datalist id="names-speaker">' in counts
    assert '<option value="Petra Lunn">' in counts


# ── citations ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_citation_has_everything_that_leads_to_the_words(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        row = client.get(f"/api/statements/{denial(reading_bench)}").json()
        page = client.get("/statements", params={"words": "gate", "act": "deny"}).text
    paper = "Sluice gate opened at night, engineer tells inquiry, 3 March 2031, paragraph 2"
    assert row["citation"] == (
        f"water board denied [denied]: “the gate had been opened”; {paper}; sha256 {row['paper']['sha256']}; {reading_bench.url}{row['link']}"
    )
    assert f'data-copy="{row["citation"]}"' in unescape(page)


# ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def judged(client: Client, key: str, verdict: str) -> str:
    """The row after a judgement."""
    return client.post(f"/statements/{key}/{verdict}", data={"words": "gate"}, headers=HTMX).text


def test_a_row_is_accepted_in_place_with_its_words_still_marked(workbench: Workbench) -> None:
    key = denial(workbench)
    with workbench.client() as client:
        row = judged(client, key, "accept")
    assert rows(row) == [key]
    assert '<span class="chip good">accepted</span>' in row
    assert "<mark>gate</mark>" in row
    assert 'hx-swap-oob="beforeend:#notices"' in row
    assert [hit.status for hit in workbench.desk.case.find(Query(words="gate", act="deny"))] == ["accepted"]


def test_a_rejected_row_leaves_the_list_and_can_be_taken_back_from_its_row(workbench: Workbench) -> None:
    key = denial(workbench)
    with workbench.client() as client:
        row = judged(client, key, "reject")
        gone, there = rows(client.get("/statements?words=gate").text), rows(client.get("/statements?words=gate&status=rejected").text)
        back = re.search(rf'hx-post="(/statements/{key}/restore/[0-9a-f]+)"', row)
        assert back is not None
        restored = client.post(back[1], headers=HTMX).text
    assert (key in gone, there) == (False, [key])
    assert "not judged" in words(restored)
    assert key in keys(workbench, Query(words="gate"))


def test_there_is_nothing_to_judge_where_there_is_no_statement(workbench: Workbench) -> None:
    with workbench.client() as client:
        assert client.post("/statements/0000/accept", headers=HTMX).status_code == 400
        assert client.post(f"/statements/{denial(workbench)}/edit", headers=HTMX).status_code == 422
        assert client.get("/api/statements/0000").status_code == 404
    assert workbench.desk.case.judgements() == []


def test_who_may_only_read_is_shown_no_button_and_judges_nothing(workbench: Workbench, tmp_path: Path) -> None:
    key = denial(workbench)
    with logged_in(workbench, tmp_path, Role.READ) as client:
        page = client.get("/statements?words=gate").text
        refused = [
            judged_status(client, address)
            for address in (f"/statements/{key}/accept", f"/statements/{key}/restore/0", "/statements/searches?words=a")
        ]
        exported = client.get("/statements/export?form=csv&words=gate")
    assert "Accept" not in page
    assert "Save search" not in page
    assert refused == [403, 403, 403]
    assert exported.status_code == 200
    assert workbench.desk.case.judgements() == []


def judged_status(client: Client, address: str) -> int:
    return client.post(address, data={"name": "mine"}, headers=HTMX).status_code


def test_to_look_changes_nothing(workbench: Workbench) -> None:
    head = workbench.desk.case.head()
    with workbench.client() as client:
        for address in (
            "/statements",
            f"/statements/{denial(workbench)}",
            "/statements/searches",
            "/statements.csv",
            "/statements/export?form=csv&words=gate",
        ):
            client.get(address)
        assert client.get(f"/statements/{denial(workbench)}/reject").status_code == 405
    assert workbench.desk.case.head() == head
