"""The statements in a browser: found while one types, judged by keys, hidden columns, citations, exports, saved searches."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from memcon.model.listings import Order
from memcon.store.search import Query
from tests.web.browser.test_every_room import runs_off, settled, violations
from tests.web.conftest import Workbench, watched_page


def opened(page: Page, bench: Workbench, address: str = "/statements") -> Page:
    """The page when its counts are there."""
    page.goto(bench.url + address)
    return settled(page)


def test_one_types_and_the_rows_the_counts_and_the_address_follow(browser: Browser, reading_bench: Workbench) -> None:
    with watched_page(browser, reading_bench) as page:
        opened(page, reading_bench)
        page.keyboard.press("/")
        page.keyboard.type("gate")
        expect(page.locator(".total")).to_contain_text(f"{reading_bench.desk.case.count(Query(words='gate'))} of")
        expect(page.locator("tbody mark").first).to_have_text("gate")
        expect(page.get_by_label("What was said")).to_be_focused()
        expect(page).to_have_url(f"{reading_bench.url}/statements?words=gate")
        page.locator("#facets").get_by_role("link", name="cable").click()
        expect(page.locator(".total")).to_contain_text("kind cable")
        page.locator(".total").get_by_role("link", name="words gate").click()
        expect(page).to_have_url(f"{reading_bench.url}/statements?kind=cable")
        expect(page.get_by_label("What was said")).to_have_value("")


def test_a_mark_that_is_not_closed_yet_is_told_and_the_rows_stay(browser: Browser, reading_bench: Workbench) -> None:
    with watched_page(browser, reading_bench) as page:
        opened(page, reading_bench, "/statements?words=gate")
        before = page.locator("[data-row]").count()
        page.get_by_label("What was said").fill('"sluice gate')
        expect(page.locator("#fault")).to_have_text("a quotation mark is not closed: close it, or take it away")
        assert page.locator("[data-row]").count() == before
        page.get_by_label("What was said").press_sequentially('"')
        expect(page.locator("#fault")).to_be_empty()
        expect(page.locator("[data-row]")).to_have_count(reading_bench.desk.case.count(Query(words='"sluice gate"')))


def test_rows_are_judged_by_keys_and_taken_back(page: Page, workbench: Workbench) -> None:
    opened(page, workbench, "/statements?words=gate")
    row = page.locator("[data-row]").first
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(row.locator(".chip.good")).to_have_text("accepted")
    expect(row).to_be_focused()
    page.keyboard.press("r")
    expect(row.locator(".chip.alarm").first).to_have_text("rejected")
    page.keyboard.press("u")
    expect(row.locator(".chip.good")).to_have_text("accepted")
    row.get_by_role("button", name="Reject").click()
    row.get_by_role("button", name="Take back").click()
    expect(row.locator(".chip.good")).to_have_text("accepted")
    assert len(workbench.desk.case.judgements()) == 5


def test_columns_that_are_hidden_stay_hidden(browser: Browser, reading_bench: Workbench) -> None:
    with watched_page(browser, reading_bench) as page:
        opened(page, reading_bench, "/statements?words=gate")
        page.get_by_text("Columns", exact=True).click()
        page.get_by_role("checkbox", name="Manner").uncheck()
        expect(page.locator("td.col-manner").first).to_be_hidden()
        page.reload()
        expect(page.locator("td.col-manner").first).to_be_hidden()
        expect(page.locator("td.col-paper").first).to_be_visible()


def test_a_citation_is_copied(browser: Browser, reading_bench: Workbench) -> None:
    with watched_page(browser, reading_bench) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened(page, reading_bench, "/statements?words=gate&act=deny")
        page.locator("[data-row]").focus()
        page.keyboard.press("c")
        expect(page.locator("#notices")).to_contain_text("The citation is copied")
        assert page.locator("[data-copy]").get_attribute("data-copy", timeout=1000).startswith("water board denied [denied]: “the gate")  # type: ignore[union-attr]


def test_what_is_shown_is_exported_as_it_is_shown(browser: Browser, reading_bench: Workbench) -> None:
    with watched_page(browser, reading_bench) as page:
        opened(page, reading_bench, "/statements?words=gate+OR+ministry&since=2031-01-01")
        on_page = page.locator("[data-row]").evaluate_all("rows => rows.map((row) => row.id.slice('statement-'.length))")
        page.keyboard.press("x")
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV", exact=True).click()
        with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
            assert [row["statement"] for row in csv.DictReader(file)] == on_page
        page.keyboard.press("Escape")
        page.keyboard.press("x")
        with page.expect_download() as download:
            page.get_by_role("link", name=".jsonl").click()
        lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["key"] for line in lines] == on_page


def test_a_search_is_saved_and_deleted(page: Page, workbench: Workbench) -> None:
    opened(page, workbench, "/statements?words=gate")
    page.get_by_text("Save search", exact=True).click()
    page.get_by_role("textbox", name="Name").fill("the gate")
    page.get_by_role("button", name="Save", exact=True).click()
    saved = page.locator("#searches")
    expect(saved.get_by_role("link", name="the gate")).to_have_attribute("href", "/statements?words=gate")
    page.get_by_role("button", name="Delete the search the gate").click()
    expect(saved.get_by_role("link", name="the gate")).to_have_count(0)
    expect(page.locator("#notices")).to_contain_text("no statement was touched")


def test_on_a_phone_rows_are_cards_and_everything_is_in_reach(browser: Browser, reading_bench: Workbench) -> None:
    with watched_page(browser, reading_bench, width=320, height=640) as page:
        opened(page, reading_bench, "/statements?words=gate&since=2031-01-01")
        assert not runs_off(page)
        for menu in ("Columns", "Export", "Save search"):
            page.get_by_text(menu, exact=True).click()
            assert not runs_off(page), menu
        page.get_by_role("heading", name="Narrow down").click()
        assert not runs_off(page)
        assert violations(page) == []


def test_the_next_page_is_one_key_away(browser: Browser, reading_bench: Workbench) -> None:
    with watched_page(browser, reading_bench) as page:
        opened(page, reading_bench)
        page.keyboard.press("n")
        expect(page.locator(".pages")).to_contain_text("page 2 of")
        expected = [hit.key for hit in reading_bench.desk.case.find(Query(), limit=50, offset=50, order=Order.NEWEST)]
        assert page.locator("[data-row]").evaluate_all("rows => rows.map((row) => row.id)") == [f"statement-{key}" for key in expected]
