"""The library in a browser: files are chosen and dropped, read while one watches, found while one types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.browser.test_every_room import runs_off, settled, violations
from tests.web.conftest import EXAMPLES, Workbench, served, watched_page

READ_MS = 90_000
"""How long a job may take on a busy machine: it loads the language model."""
DROP = """([target, files]) => {
  const transfer = new DataTransfer();
  for (const [name, content] of files) transfer.items.add(new File([content], name));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.querySelector(target).dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
}"""


@pytest.fixture
def empty_page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The library of a case in which there is nothing yet."""
    with served(tmp_path / "new.memcon") as bench, watched_page(browser, bench) as page:
        page.goto(f"{bench.url}/library")
        yield page


def file_line(page: Page, name: str) -> Locator:
    """What is told of a file on its way."""
    return page.locator("#adding .files li").filter(has_text=name)


def all_read(page: Page) -> None:
    """Waits until nothing is under way, and the page shows it."""
    for sign in ("#adding progress", "#jobs-sign a", ".htmx-request"):
        expect(page.locator(sign)).to_have_count(0, timeout=READ_MS)


def test_files_are_chosen_read_found_and_opened(empty_page: Page, tmp_path: Path) -> None:
    page, torn = empty_page, tmp_path / "torn.docx"
    torn.write_bytes(b"PK\x03\x04")
    page.get_by_label("Choose files").set_input_files([EXAMPLES / "page.html", torn])
    expect(file_line(page, "torn.docx")).to_contain_text("the archive is damaged or cut short", timeout=READ_MS)
    expect(file_line(page, "page.html")).to_contain_text("13 statements", timeout=READ_MS)
    expect(page.locator("#tabs")).to_contain_text("Could not be read 1")
    expect(page.locator(".document h2")).to_have_text("Clinic closes ward after second power cut")
    all_read(page)

    page.reload()
    (tmp_path / "new.inbox" / "torn.docx").write_bytes((EXAMPLES / "readout-a.txt").read_bytes())
    file_line(page, "torn.docx").get_by_role("button", name="Retry").click()
    expect(file_line(page, "torn.docx")).to_contain_text(["7 statements", "failed"], timeout=READ_MS)
    expect(page.locator("#tabs")).to_contain_text("Could not be read 0")
    expect(page.locator(".document")).to_have_count(2)
    all_read(page)

    page.keyboard.press("/")
    page.keyboard.type("lift")
    expect(page.locator(".snippet mark")).to_have_text("lift")
    expect(page.get_by_label("In title and text")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*?find=lift")
    settled(page)


def test_files_are_dropped_anywhere_and_a_name_that_cannot_be_kept_says_why(browser: Browser, tmp_path: Path) -> None:
    story = (EXAMPLES / "page.html").read_text(encoding="utf-8")
    with served(tmp_path / "new.memcon") as bench, browser.new_page() as page:  # a browser complains of every refusal
        page.goto(bench.door.new_address())
        page.goto(f"{bench.url}/library")
        page.evaluate(DROP, ["h1", [["\u202efdp.exe", "words"], [".hidden", "words"], ["<img src=x onerror=alert(1)>.html", story]]])
        refused = page.locator("#sending .files li").filter(has_text="fdp.exe")
        expect(refused).to_contain_text("its name holds characters that cannot be seen, or that turn the line")
        expect(page.locator("#sending [data-sum]")).to_have_text("1 file sent, 1 not")
        expect(page.locator("#notices")).to_contain_text("1 hidden file or folder was left out")
        expect(file_line(page, "<img src=x onerror=alert(1)>.html")).to_contain_text("13 statements", timeout=READ_MS)
        refused.get_by_role("button", name="Send again").click()
        expect(refused).to_contain_text("rename it and drop it again")
        page.get_by_role("button", name="Clear").click()
        expect(page.locator("#sending")).to_be_hidden()


def test_a_folder_is_dropped_with_all_that_lies_in_it(empty_page: Page, tmp_path: Path) -> None:
    page, folder = empty_page, tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    names = ["top.txt", ".hidden", *(f"deep/{n:03}.txt" for n in range(101))]  # a browser lists a hundred at once
    for name in names:
        (folder / name).write_text(f"The mayor said that {name} was lost.\n", encoding="utf-8")
    devtools = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        dragged = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
        devtools.send("Input.dispatchDragEvent", {"type": kind, "x": 600, "y": 600, "data": dragged})
    page.get_by_role("button", name="Cancel").click(timeout=READ_MS)
    kept = {str(path.relative_to(tmp_path / "new.inbox")) for path in (tmp_path / "new.inbox").rglob("*.txt")}
    assert kept == {f"papers/{name}" for name in names if name != ".hidden"}
    expect(page.locator("#adding .job")).to_contain_text("Cancelled; what was read stays.")
    all_read(page)


def test_a_job_is_cancelled_and_the_rest_read_later(empty_page: Page) -> None:
    page = empty_page
    with page.expect_file_chooser() as chooser:
        page.wait_for_timeout(500)  # until the browser asks the test, and no window, for files
        page.keyboard.press("+")
    chooser.value.set_files(sorted(EXAMPLES.iterdir()))
    expect(page.locator("#adding")).to_contain_text("waiting", timeout=READ_MS)
    assert violations(page) == []
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#adding .job")).to_contain_text("Cancelled; what was read stays.")
    page.get_by_role("button", name="Read the rest").click()
    expect(page.locator("#adding .job").first).to_contain_text("Done.", timeout=READ_MS)
    expect(page.locator(".document")).to_have_count(len(list(EXAMPLES.iterdir())))


def test_a_shade_shows_while_something_is_dragged_over_the_page(browser: Browser, reading_bench: Workbench) -> None:
    with watched_page(browser, reading_bench) as page:
        page.goto(f"{reading_bench.url}/library")
        drag = "kind => { const t = new DataTransfer(); t.items.add(new File(['a'], 'a.txt')); document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: t })); }"
        page.evaluate(drag, "dragenter")
        expect(page.locator("#drop")).to_have_text("Drop to add to weir")
        page.evaluate(drag, "dragleave")
        expect(page.locator("#drop")).to_be_hidden()


def test_half_a_search_is_told_and_the_list_stays(browser: Browser, reading_bench: Workbench) -> None:
    with watched_page(browser, reading_bench) as page:
        settled(page).goto(f"{reading_bench.url}/library?words=gate")
        before = page.locator("[data-row]").count()
        page.get_by_label("In title and text").fill("(gate")
        expect(page.locator("#fault")).to_contain_text("brackets that close")
        assert page.locator("[data-row]").count() == before > 0
        page.get_by_label("In title and text").fill("(gate)")
        expect(page.locator("#fault")).to_be_empty()
        expect(page).to_have_url(f"{reading_bench.url}/library?words=%28gate%29")


@pytest.mark.parametrize("address", ["/library?words=gate", "/library/failures", "/jobs"])
def test_with_something_on_it_a_page_is_accessible_and_fits_a_phone(page: Page, workbench: Workbench, address: str) -> None:
    name = "a-very-long-name-" * 12 + ".pdf"
    workbench.desk.case.add_failure({"document": name, "stage": "read", "code": "broken", "message": f"{name}: damaged"}, source=name)
    workbench.desk.jobs.start("add", {"ledger": workbench.desk.ledger, "paths": ["/nowhere"]}, title=name, who="Ines")
    page.goto(workbench.url + address)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 256})
    assert not runs_off(page)
