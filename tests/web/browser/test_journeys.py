"""What a reporter does from a folder of papers to an export, without the command line; once without a mouse."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.web.conftest import PAPERS, Workbench, served, watched_page

LATE = 60_000
"""Milliseconds that reading a few papers may take on a busy machine: the language model is loaded for it."""


@pytest.fixture
def empty_bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over a case that holds nothing."""
    with served(tmp_path / "flood.memcon") as bench:
        yield bench


def test_from_a_folder_to_an_export(browser: Browser, empty_bench: Workbench, tmp_path: Path) -> None:
    with watched_page(browser, empty_bench) as page:
        drop_a_folder(page, empty_bench)
        find_and_open(page)
        correct_the_speaker_and_take_it_back(page)
        check_a_quotation(page)
        export_what_is_shown(page, tmp_path)


def drop_a_folder(page: Page, bench: Workbench) -> None:
    """All papers of a folder are read, and one that is none says why."""
    page.goto(bench.url)
    expect(page.get_by_role("heading", name="Begin with some papers")).to_be_visible()
    page.get_by_label("Choose a folder").set_input_files(PAPERS)
    expect(page.get_by_role("link", name="Sluice gate opened at night")).to_be_visible(timeout=LATE)
    broken: FilePayload = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nnothing more"}
    page.get_by_label("Choose files").set_input_files(files=[broken])
    expect(page.locator("#adding")).to_contain_text("scan.pdf", timeout=LATE)
    expect(page.locator("#adding").get_by_role("button", name="Retry").first).to_be_visible(timeout=LATE)


def find_and_open(page: Page) -> None:
    """Words that are typed find the paper, with the words marked."""
    page.get_by_role("searchbox", name="In title and text").fill("reservoir")
    expect(page.locator("mark").first).to_have_text("reservoir")
    page.get_by_role("link", name="Sluice gate opened at night").click()
    expect(page.locator("#text .found").first).to_be_visible()


def correct_the_speaker_and_take_it_back(page: Page) -> None:
    """The speaker of a statement is set to another, and set back."""
    page.locator("#ledger [data-row]", has_text="40 farms were warned in time").get_by_role("link").first.click()
    expect(page.locator("#panel")).to_contain_text("40 farms")
    page.locator("#panel [data-key=e]").click()
    page.get_by_label("Speaker (a name").fill("Petra Lunn")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#panel .holder.speaker")).to_have_text("Petra Lunn")
    page.locator("body").press("u")
    expect(page.locator("#notices")).to_contain_text("Taken back")
    expect(page.locator("#panel .holder.speaker")).to_have_text("Aldo Venn")


def check_a_quotation(page: Page) -> None:
    """A story with a changed word is held against the papers of the case."""
    page.get_by_role("link", name="Quote check").click()
    page.get_by_label("Paste it").fill("“Nobody rang me, and somebody rang the farms,” Petra Lunn said.")
    page.get_by_role("button", name="Check the quotations").click()
    expect(page.locator(".check-row ins.grave")).to_have_text("somebody", timeout=LATE)
    expect(page.locator(".check-row del.grave")).to_have_text("nobody")


def export_what_is_shown(page: Page, folder: Path) -> None:
    """The table has the rows that the page counts."""
    page.get_by_role("link", name="Statements", exact=True).click()
    page.get_by_label("Said by").fill("Venn")  # by its label: it is a combobox as soon as there are names to choose from
    expect(page.get_by_role("status").filter(has_text="statements").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    shown = page.locator("tr[data-row]").count()
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as download:
        page.locator(".forms a", has_text="CSV").first.click()
    download.value.save_as(folder / "venn.csv")
    with (folder / "venn.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == shown > 0


def test_without_a_mouse(browser: Browser, workbench: Workbench) -> None:
    with watched_page(browser, workbench) as page:
        page.goto(workbench.url + "/library")
        press(page, "/")
        page.keyboard.type("reservoir")
        expect(page.locator("mark").first).to_have_text("reservoir")
        press(page, "Escape", "j", "o")
        expect(page.locator("#reader")).to_be_visible()
        press(page, "j")
        expect(page.locator("#panel [data-chosen-statement]")).to_be_visible()
        press(page, "a")
        expect(page.locator("#said")).to_contain_text("ccepted")
        press(page, "r")
        page.keyboard.type("a headline")
        press(page, "Enter")
        expect(page.locator("#said")).to_contain_text("ejected")
        press(page, "u")
        expect(page.locator("#notices")).to_contain_text("Taken back: rejected")
        press(page, "g", "h")
        expect(page.get_by_role("heading", name="History")).to_be_visible()
        expect(page.locator("tr[data-row]")).to_have_count(3)
        press(page, "?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        press(page, "Escape")
        expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
        press(page, "g", "c")
        expect(page.get_by_role("heading", name="Conflicts", exact=True)).to_be_visible()


def press(page: Page, *keys: str) -> None:
    """The keys, one after another, each on a page that has come whole: its scripts hear no key before that."""
    for key in keys:
        page.wait_for_load_state()
        page.keyboard.press(key)


def test_single_keys_can_be_switched_off(browser: Browser, workbench: Workbench) -> None:
    with watched_page(browser, workbench) as page:
        page.goto(workbench.url + "/library")
        press(page, "?")
        page.get_by_label("No single keys").check()
        press(page, "Escape", "g", "s")
        page.wait_for_timeout(300)
        assert page.url.endswith("/library")
