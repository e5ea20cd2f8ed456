"""Who is who with a keyboard and a mouse: look for somebody, part and join papers, answer what is not sure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from memcon.model.judgement import Action
from memcon.run.answering import about_actors
from memcon.store import open_case
from memcon.web.whole import PEOPLE
from tests.run.test_linking import told
from tests.store.test_case import put_in
from tests.web.conftest import Workbench, served, watched_page


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over invented people: one in three papers, and two questions."""
    with open_case(tmp_path / "pier.memcon", create=True) as case:
        put_in(case, told(0, "Lucia Ferro", country="ITA", role="envoy"), told(1, "Ambassador Lucia Ferro", role="ambassador"))
        put_in(case, told(2, "Envoy Ferro"), told(3, "Tomas Bay"), told(4, "T. Bay"), told(5, "Clara Weiss"), told(6, "Lucia Ferro"))
    with served(tmp_path / "pier.memcon") as bench:
        bench.desk.standing.get(PEOPLE, wait=60)
        yield bench


def said(bench: Workbench) -> list[Action]:
    """What is in force of what people said of actors."""
    return [judgement.action for judgement in about_actors(bench.desk.case.judgements())]


def test_somebody_is_found_parted_and_joined_with_another(browser: Browser, bench: Workbench) -> None:
    with watched_page(browser, bench) as page:
        find_and_open(page, bench)
        part_a_paper_and_take_it_back(page)
        join_with_another_and_undo(page)
        assert said(bench) == []


def find_and_open(page: Page, bench: Workbench) -> None:
    """The list narrows as a name is typed; the row is opened with Enter."""
    page.goto(f"{bench.url}/actors")
    page.get_by_label("not sure", exact=True).check()
    expect(page.locator("tr[data-row]")).to_have_count(4)
    page.get_by_label("not sure", exact=True).uncheck()
    expect(page.locator("tr[data-row]")).to_have_count(5)
    page.keyboard.press("/")
    page.keyboard.type("ferro, lucia")
    expect(page.locator("tr[data-row]")).to_have_count(1)
    expect(page).to_have_url(f"{bench.url}/actors?name=ferro%2C+lucia")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Lucia Ferro", level=1)).to_be_visible()


def part_a_paper_and_take_it_back(page: Page) -> None:
    """A paper is marked to be of somebody else, and is not on the page any more until that is taken back."""
    papers = page.locator("table.papers tbody tr")
    expect(papers).to_have_count(3)
    page.get_by_label("In this paper it is somebody else: Paper 6").check()
    page.get_by_role("button", name="The marked ones are somebody else").click()
    expect(papers).to_have_count(2)
    expect(page.locator("#notices")).to_contain_text("Split off")
    page.get_by_role("button", name="Take back").click()
    expect(papers).to_have_count(3)


def join_with_another_and_undo(page: Page) -> None:
    """Another is looked for as one types, joined, and the key u takes it back."""
    page.keyboard.press("m")
    page.keyboard.type("weis")
    page.get_by_role("button", name="Is the same").click()
    expect(page.locator("table.papers tbody tr")).to_have_count(4)
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(page.locator("table.papers tbody tr")).to_have_count(3)


def test_what_is_not_sure_is_answered_with_single_keys(browser: Browser, bench: Workbench) -> None:
    with watched_page(browser, bench) as page:
        page.goto(f"{bench.url}/actors")
        page.keyboard.press("i")
        progress = page.locator(".progress b")
        expect(progress).to_have_text("1 of 2")
        expect(page.locator(".asked mark")).to_have_text(["Lucia Ferro", "Envoy Ferro"])
        page.keyboard.press("s")
        expect(page.locator(".asked mark")).to_have_text(["Tomas Bay", "T. Bay"])
        page.keyboard.press("n")
        expect(page.get_by_role("heading", name="One question is left, which you skipped")).to_be_visible()
        assert said(bench) == [Action.SPLIT]
        page.keyboard.press("u")
        expect(progress).to_have_text("2 of 2")
        page.keyboard.press("y")
        page.get_by_role("link", name="Ask it again").click()
        expect(page.locator(".asked mark")).to_have_text(["Lucia Ferro", "Envoy Ferro"])
        page.keyboard.press("y")
        expect(page.get_by_role("heading", name="All is answered")).to_be_visible()
        assert said(bench) == [Action.MERGE, Action.MERGE]
