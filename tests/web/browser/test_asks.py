"""What is waited for, in a browser: filters as one types, the counts, the place where it was answered, a narrow window, paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from memcon.store import open_case
from memcon.web.whole import ASKS
from tests.cli.test_asks import papers
from tests.store.test_case import put_in
from tests.web.conftest import Workbench, served, watched_page


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over three invented papers."""
    with open_case(tmp_path / "pier.memcon", create=True) as case:
        put_in(case, *papers())
    with served(tmp_path / "pier.memcon") as bench:
        bench.desk.standing.get(ASKS, wait=60)
        yield bench


def test_asks_are_narrowed_counted_followed_and_saved(browser: Browser, bench: Workbench) -> None:
    with watched_page(browser, bench) as page:
        page.goto(f"{bench.url}/asks?today=2031-05-10")
        rows = page.locator("tr[data-row]")
        expect(rows).to_have_count(2)
        page.get_by_label("Which").select_option("answered")
        expect(page.locator(".chip.good")).to_have_text("accepted")
        page.get_by_role("link", name="4 in all").click()
        expect(rows).to_have_count(4)
        page.get_by_label("Who is asked").press_sequentially("bay")
        expect(rows).to_have_count(2)
        expect(page.get_by_role("link", name="2 in all")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        assert len(Path(download.value.path()).read_text(encoding="utf-8").splitlines()) == 3
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("w")
        page.wait_for_url("**/documents/**")


def test_a_narrow_window_has_cards_and_paper_has_no_buttons(browser: Browser, bench: Workbench) -> None:
    with watched_page(browser, bench, width=380) as page:
        page.goto(f"{bench.url}/asks?show=all&today=2031-05-10")
        first = page.locator("tr[data-row]").first
        assert first.evaluate("row => getComputedStyle(row).display") == "block"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.emulate_media(media="print")
        expect(page.locator(".print-head")).to_have_text("pier: what is waited for, as of 10 May 2031")
        expect(page.locator(".files")).to_be_hidden()
        expect(page.get_by_role("search")).to_have_count(0)
