"""Choosing days with the mouse and by key, putting discs where one wants them, and taking pictures away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from memcon.web.whole import STAGE
from tests.web.browser.test_every_room import settled
from tests.web.conftest import Workbench, watched_page

PNG = b"\x89PNG\r\n\x1a\n"
PLACES = "() => Object.fromEntries(document.getElementById('graph')._cyreg.cy.nodes().map((n) => [n.data('name'), n.position()]))"
ON_SCREEN = "(name) => document.getElementById('graph')._cyreg.cy.nodes().filter((n) => n.data('name') === name)[0].renderedPosition()"


@pytest.fixture
def room(browser: Browser, reading_bench: Workbench) -> Iterator[Page]:
    """A page of a workbench whose case has been read."""
    reading_bench.desk.standing.get(STAGE, wait=60)
    with watched_page(browser, reading_bench) as page:
        yield page


def shown(page: Page, bench: Workbench, address: str) -> Page:
    page.goto(bench.url + address)
    return settled(page)


def saved(page: Page, name: str) -> bytes:
    """What the button with the name gives to keep."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


def test_days_are_chosen_by_dragging_and_by_key_and_the_address_holds_them(room: Page, reading_bench: Workbench) -> None:
    shown(room, reading_bench, "/timeline")
    rows = room.locator("#rows")
    everything = rows.inner_text()
    box = room.locator("[data-overview] > rect").first.bounding_box()
    assert box is not None
    room.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 20)
    room.mouse.down()
    room.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 30, steps=4)
    room.mouse.up()
    expect(rows).not_to_have_text(everything)
    assert "since=20" in room.url
    assert room.input_value("#since")[:2] == "20"
    chosen = rows.inner_text()
    room.keyboard.press("0")
    expect(rows).to_have_text(everything)
    room.go_back()
    expect(rows).to_have_text(chosen)


def test_the_marks_can_be_walked_through_and_opened_by_key(room: Page, reading_bench: Workbench) -> None:
    shown(room, reading_bench, "/timeline?kind=statement&since=2024-01-01")
    room.locator("a.mark").first.focus()
    room.keyboard.press("ArrowRight")
    told = room.locator("a.mark:focus title").text_content()
    room.keyboard.press("Enter")
    room.wait_for_url("**/timeline?**begins=**")
    assert told is not None
    assert room.locator("tr[data-row]").count() > 0


def test_a_type_that_is_ticked_leaves_what_fits_at_once(room: Page, reading_bench: Workbench) -> None:
    shown(room, reading_bench, "/timeline")
    room.get_by_text("Types and acts").click()
    room.get_by_label("deny").check()
    expect(room.locator(".chips")).to_contain_text("deny")
    room.locator("input[name=actor]").fill("Venn")
    expect(room.locator(".chips")).to_contain_text("Venn")
    assert "type=deny" in room.url


@pytest.mark.parametrize("address", ["/timeline", "/network", "/dyads?one=IRQ&other=KWT"])
def test_a_picture_is_kept_as_svg_and_as_png(address: str, room: Page, reading_bench: Workbench) -> None:
    shown(room, reading_bench, address)
    assert saved(room, "SVG").startswith(b"<svg")
    painted = saved(room, "PNG")
    assert painted.startswith(PNG)
    assert int.from_bytes(painted[16:20], "big") >= 1280
    assert b"," in saved(room, "CSV")


def test_somebody_who_is_pressed_is_told_of_with_his_numbers(room: Page, reading_bench: Workbench) -> None:
    shown(room, reading_bench, "/network")
    press(room, "Adaeze Lomax")
    expect(room.locator("#panel h2")).to_have_text("Adaeze Lomax")
    room.locator("#panel dd a").first.click()
    room.wait_for_url("**/timeline?**")
    expect(room.locator(".chips")).to_contain_text("Adaeze Lomax")


def test_a_disc_stays_where_it_was_dragged_until_all_are_put_back(room: Page, reading_bench: Workbench) -> None:
    shown(room, reading_bench, "/network")
    first = room.evaluate(PLACES)
    x, y = place(room, "Adaeze Lomax")
    room.mouse.move(x, y)
    room.mouse.down()
    room.mouse.move(x + 60, y + 40, steps=5)
    room.mouse.up()
    moved = room.evaluate(PLACES)
    assert moved["Adaeze Lomax"] != first["Adaeze Lomax"]
    room.reload()
    again = settled(room).evaluate(PLACES)
    assert again["Adaeze Lomax"] == pytest.approx(moved["Adaeze Lomax"], abs=0.1)
    room.get_by_role("button", name="Put all back").click()
    assert room.evaluate(PLACES) == first


def test_filters_hide_others_and_move_nobody(room: Page, reading_bench: Workbench) -> None:
    shown(room, reading_bench, "/network")
    before = room.evaluate(PLACES)
    room.locator("input[name=speaker]").fill("Lomax")
    expect(room.locator("#graph")).not_to_have_attribute("data-actors", "40")
    after: dict[str, Any] = room.evaluate(PLACES)
    assert 1 < len(after) < len(before)
    assert all(before[name] == where for name, where in after.items() if name in before)


def place(page: Page, name: str) -> tuple[float, float]:
    """Where a disc is on the screen."""
    holder, inside = page.locator("#graph").bounding_box(), page.evaluate(ON_SCREEN, name)
    assert holder is not None
    return holder["x"] + inside["x"] + 1, holder["y"] + inside["y"] + 1


def press(page: Page, name: str) -> None:
    page.mouse.click(*place(page, name))
