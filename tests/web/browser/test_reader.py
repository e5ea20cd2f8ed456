"""The reader in a browser: read and judged by keys, words marked with the mouse, links that hold, a long text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from memcon.model.contract import to_dict
from memcon.model.ledger import Findings
from memcon.store import open_case
from memcon.web.rooms.reader.sheet import sum_of
from tests.fakes import make_document, make_statement, span_of
from tests.web.browser.test_every_room import runs_off, violations
from tests.web.conftest import Workbench, served, watched_page
from tests.web.rooms.readers import BOATS, RIVER, at, key_of, read_anew, reading, row_of, sheet

LATE = 20_000
"""Milliseconds that a long text may take on a busy machine."""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over the boats and the harbour talks."""
    with reading(tmp_path) as bench:
        yield bench


@pytest.fixture
def page(browser: Browser, bench: Workbench) -> Iterator[Page]:
    """A watched page on the boats."""
    with watched_page(browser, bench) as page:
        yield opened(page, f"{bench.url}/documents/{BOATS}")


def opened(page: Page, address: str) -> Page:
    """The page when it has been painted: Chromium drops keys that come before."""
    page.goto(address)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


def test_a_document_is_judged_without_a_mouse(page: Page, bench: Workbench) -> None:
    keys = [key_of(bench, "the gate was open"), key_of(bench, "the farms had been warned")]
    press(page, "j")
    expect(page.locator(".statement")).to_contain_text("Statement 1 of 2")
    expect(page.locator("#text .lit.content")).to_have_text("the gate was open")
    press(page, "a")
    expect(page.locator(".statement")).to_contain_text("Statement 2 of 2")
    expect(page.locator(f"#s-{keys[0]}")).to_contain_text("accepted")
    press(page, "r")
    expect(page.locator("[name=why]")).to_be_focused()
    page.keyboard.type("hearsay")
    press(page, "Enter")
    expect(page.locator(f"#s-{keys[1]} .chip")).to_have_text("rejected")
    expect(page.locator("#text .faint")).to_have_text("the farms had been warned")
    assert sheet(bench).judged[keys[1]][0].why == "hearsay"
    press(page, "u")
    expect(page.locator("#notices")).to_contain_text("Taken back: rejected")
    expect(page.locator("#text .unclaimed")).to_have_text("the farms had been warned")
    press(page, "e")
    expect(page.get_by_label("Speaker (a name")).to_be_focused()
    page.keyboard.type("Pell Arran")
    press(page, "Enter")
    expect(page.locator("#panel .holder.speaker")).to_have_text("Pell Arran")
    assert row_of(bench, keys[1])["speaker"]["actor"] == "arran"


def press(page: Page, *keys: str) -> None:
    """The keys, one after another."""
    for key in keys:
        page.keyboard.press(key)


def test_keys_that_are_pressed_faster_than_answers_come_judge_what_they_are_meant_for(page: Page, bench: Workbench) -> None:
    press(page, "j", "a", "a")
    expect(page.locator("#ledger .chip.accepted")).to_have_count(2)
    assert [hit.status for hit in sheet(bench).opened.hits] == ["accepted", "accepted"]


def test_words_marked_behind_an_emoji_become_a_statement(page: Page, bench: Workbench) -> None:
    mark(page, "Nobody", "about")
    expect(page.locator("#chosen")).to_contain_text("5 words marked")
    press(page, "c")
    expect(page.locator(".slot q")).to_have_text("Nobody asked Pell Arran about")
    page.locator(".slot").focus()
    press(page, "Shift+ArrowRight", "Shift+ArrowRight")
    expect(page.locator(".slot q")).to_have_text("Nobody asked Pell Arran about the boats")
    page.get_by_label("Speaker (a name").fill("Pell Arran")
    press(page, "Enter")
    expect(page.locator("#notices")).to_contain_text("Statement added")
    expect(page.locator(".statement")).to_contain_text("Statement 3 of 3")
    row = row_of(bench, key_of(bench, "Nobody asked Pell Arran about the boats"))
    assert row["content"][0] == {"start": RIVER.index("Nobody"), "end": RIVER.rindex("boats") + 5, "text": "Nobody asked Pell Arran about the boats"}  # fmt: skip


def mark(page: Page, first: str, last: str) -> None:
    """Drag over the text from the middle of a word to the middle of another."""
    start, end = (page.locator("#text [data-start]", has_text=word).first.bounding_box() for word in (first, last))
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=4)
    page.mouse.up()


def test_what_was_said_is_corrected_by_marking_other_words(page: Page, bench: Workbench) -> None:
    key = key_of(bench, "the farms had been warned")
    opened(page, f"{bench.url}/documents/{BOATS}?statement={key}")
    press(page, "e")
    expect(page.get_by_label("Speaker (a name")).to_be_focused()
    mark(page, "farms", "been")
    page.locator("[data-take=content]").first.click()
    expect(page.locator("[data-slot=content] q")).to_have_text("farms had been")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#text .unclaimed")).to_have_text("farms had been")
    assert row_of(bench, key)["content"][0]["text"] == "farms had been"


def test_a_link_holds_when_the_file_is_read_anew(page: Page, bench: Workbench) -> None:
    press(page, "j")
    expect(page.locator(".statement")).to_be_visible()
    link = str(page.locator(".statement").get_attribute("data-address"))
    assert link.endswith(f"at={at(RIVER, 'the gate was open')}&of={sum_of(RIVER)}")
    read_anew(bench.desk.case, f"Late edition\n\n{RIVER}".replace("in red", "in blue"))
    page.goto(bench.url + link.replace("statement=", "statement=gone"))
    expect(page.locator("#text .place")).to_have_text("the gate was open")
    page.goto(f"{bench.url}/documents/{BOATS}?at={at(RIVER, 'in red')}&of={sum_of(RIVER)}")
    expect(page.locator(".place-note mark")).to_have_text("in red")


def test_words_are_found_and_gone_through(page: Page) -> None:
    press(page, "/")
    page.keyboard.type("boats")
    expect(page.locator("#hits")).to_contain_text("1 of 2")
    expect(page.locator("#text .current-hit")).to_have_text("Boats")
    press(page, "Enter", "n")
    expect(page.locator("#hits")).to_contain_text("2 of 2")
    expect(page.locator("#text .current-hit")).to_have_text("boats")
    page.locator("[data-clear-find]").click()
    expect(page.locator("#text .found")).to_have_count(0)


def test_somebody_is_looked_up_beside_the_text(page: Page) -> None:
    press(page, "j")
    expect(page.locator(".statement")).to_be_visible()
    press(page, "m")
    expect(page.locator(".somebody h2")).to_have_text("Rene\u0301 Oake")
    page.locator(".places a").first.click()
    expect(page.locator("#text .place").first).to_have_text("Rene\u0301")
    page.locator(".tabs a", has_text="Statements").click()
    expect(page.locator("#ledger")).to_be_visible()


def test_a_statement_can_be_read_on_a_phone(browser: Browser, bench: Workbench) -> None:
    with watched_page(browser, bench, width=390, height=844) as page:
        opened(page, f"{bench.url}/documents/{BOATS}")
        page.locator(".number").nth(1).click()
        expect(page.locator(".statement")).to_contain_text("Statement 2 of 2")
        expect(page.locator("#text .unclaimed")).to_be_in_viewport()
        assert violations(page) == []
        assert not runs_off(page)


@pytest.fixture
def long_bench(tmp_path: Path) -> Iterator[tuple[Workbench, str]]:
    """A workbench over a text of some two hundred thousand characters, and the id of its document."""
    paragraphs = [f"Witness {n} said that gate {n} was shut. 🚣🏽 {'The water rose in the fields. ' * 12}" for n in range(500)]
    text = "\n\n".join(paragraphs)
    statements = tuple(make_statement(text, f"gate {n} was shut", f"Witness {n}") for n in range(500))
    document = make_document(text, title="The inquiry")
    with open_case(tmp_path / "long.memcon", create=True) as case:
        case.add(to_dict(Findings(document, (), statements)), signature="by hand")
    with served(tmp_path / "long.memcon") as bench:
        yield bench, document.id


def test_of_a_long_text_only_what_is_read_is_in_the_page(browser: Browser, long_bench: tuple[Workbench, str]) -> None:
    bench, key = long_bench
    with watched_page(browser, bench) as page:
        opened(page, f"{bench.url}/documents/{key}")
        waiting = page.locator(".window.waiting").count()
        assert waiting > 15
        page.evaluate("() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
        expect(page.locator("#text .number[data-n='500']")).to_be_visible(timeout=LATE)
        assert page.locator(".window.waiting").count() > 10
        press(page, "/")
        page.keyboard.type("gate 321 was")
        expect(page.locator("#text .current-hit")).to_have_text("gate 321 was", timeout=LATE)
        expect(page.locator("#text .current-hit")).to_be_in_viewport()
        press(page, "Escape")
        page.locator("#text .current-hit [data-start]").first.click()
        expect(page.locator(".statement")).to_contain_text("Statement 322 of 500", timeout=LATE)
        press(page, "j")
        expect(page.locator(".statement")).to_contain_text("Statement 323 of 500", timeout=LATE)
        expect(page.locator("#ledger [aria-current]")).to_be_in_viewport()
    assert span_of(sheet(bench, key).text, "gate 321 was shut")
