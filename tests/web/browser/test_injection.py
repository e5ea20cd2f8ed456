"""What a stranger wrote into a document, its name or a search is shown as words, and nothing of it runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.web.browser.hostile import write_hostile_case
from tests.web.browser.payloads import PAYLOADS
from tests.web.browser.rooms import PLAIN
from tests.web.browser.test_every_room import settled
from tests.web.conftest import Workbench, served, watched_page

FOREIGN = "script:not([src^='/static/']), iframe, object, embed, base, meta[http-equiv=refresh], img[src=x], details[ontoggle], [onload], [onerror], [onfocus]"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workbench, list[str]]]:
    """A workbench over the hostile case, and the ids of its documents."""
    ledger = Path(tmp_path_factory.mktemp("hostile") / "hostile.memcon")
    keys = write_hostile_case(ledger)
    with served(ledger) as bench:
        yield bench, keys


def unharmed(page: Page) -> bool:
    """Whether nothing ran and nothing of the document became an element of the page."""
    page.mouse.move(300, 300)
    return page.evaluate("window.__ran === undefined") and page.locator(FOREIGN).count() == 0


@pytest.mark.parametrize("room", sorted(PLAIN))
def test_nothing_runs_in_a_room(room: str, browser: Browser, hostile: tuple[Workbench, list[str]]) -> None:
    bench, _ = hostile
    with watched_page(browser, bench) as page:
        page.goto(bench.url + PLAIN[room])
        assert unharmed(settled(page))


def test_nothing_runs_in_the_reader(browser: Browser, hostile: tuple[Workbench, list[str]]) -> None:
    bench, keys = hostile
    with watched_page(browser, bench) as page:
        for key, payload in zip(keys, PAYLOADS, strict=True):
            page.goto(f"{bench.url}/documents/{key}")
            assert unharmed(settled(page)), payload


def test_nothing_runs_that_is_searched_for(browser: Browser, hostile: tuple[Workbench, list[str]]) -> None:
    bench, keys = hostile
    with watched_page(browser, bench) as page:
        for payload in PAYLOADS:
            page.goto(f"{bench.url}/statements?speaker={quote(payload, safe='')}&outlet={quote(payload, safe='')}")
            assert unharmed(settled(page)), payload
            page.goto(f"{bench.url}/documents/{keys[0]}?find={quote(payload, safe='')}")
            assert unharmed(settled(page)), payload
