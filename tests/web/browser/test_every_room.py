"""What holds of every room: nothing inaccessible, nothing that runs off a small screen, a picture of it at two widths."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser.rooms import PLAIN, addresses
from tests.web.conftest import Workbench, watched_page

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
SCREENS = Path(os.environ.get("MEMCON_SCREENS", "build/screens"))
"""Where the pictures of a run are kept."""
ROOMS = sorted([*PLAIN, "reader", "person"])


def settled(page: Page) -> Page:
    """The page when nothing on it is still being worked out."""
    page.wait_for_load_state("networkidle")
    expect(page.locator(".working")).to_have_count(0, timeout=30_000)
    page.wait_for_load_state("networkidle")
    return page


def violations(page: Page) -> list[str]:
    """What axe-core finds fault with: the rule and where."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})).violations"
    )
    return [f"{row['id']}: {', '.join(str(node['target']) for node in row['nodes'][:5])}" for row in found]


def runs_off(page: Page) -> bool:
    """Whether the page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_accessible_and_is_kept_as_a_picture(room: str, browser: Browser, reading_bench: Workbench) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    with watched_page(browser, reading_bench) as page:
        page.goto(reading_bench.url + addresses(reading_bench)[room])
        settled(page).screenshot(path=SCREENS / f"{room}-1280.png")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_can_be_used_on_a_phone_and_at_four_times_the_size(room: str, browser: Browser, reading_bench: Workbench) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    with watched_page(browser, reading_bench, width=390, height=844) as page:
        page.goto(reading_bench.url + addresses(reading_bench)[room])
        settled(page).screenshot(path=SCREENS / f"{room}-390.png")
        assert violations(page) == []
        assert not runs_off(page)
        page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
        assert not runs_off(page)
