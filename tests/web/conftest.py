"""A workbench over a small case, as a server and in a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from memcon.language import Parser
from memcon.run.adding import Options, add_files
from memcon.run.pipeline import Pipeline
from memcon.store import open_case
from memcon.web.desk import Desk, open_desk
from memcon.web.guard import Door
from memcon.web.serving import Place, bind, make_server

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PAPERS = Path(__file__).parent / "papers"
CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage")  # fmt: skip


@dataclass(frozen=True)
class Workbench:
    """A workbench that serves."""

    url: str
    desk: Desk
    door: Door

    @contextmanager
    def client(self) -> Iterator[httpx.Client]:
        """Somebody who came in by the start address."""
        headers = {"Sec-Fetch-Site": "same-origin"}
        with httpx.Client(base_url=self.url, follow_redirects=True, timeout=30, headers=headers) as client:
            assert client.get(self.door.new_address(), follow_redirects=False).status_code == 303
            yield client


@contextmanager
def served(ledger: Path, *, inbox: Path | None = None) -> Iterator[Workbench]:
    """The case in a workbench of its own."""
    desk = open_desk(str(ledger), inbox=inbox, create=True)
    socket, port = bind(Place())
    door = Door(owner="Ines", hosts=["127.0.0.1"], port=port)
    listening = threading.Event()
    server = make_server(desk, door, listening=listening.set)
    thread = threading.Thread(target=lambda: server.run(sockets=[socket]))  # type: ignore[list-item]
    thread.start()
    try:
        assert listening.wait(20)
        yield Workbench(f"http://127.0.0.1:{port}", desk, door)
    finally:
        server.should_exit = True
        thread.join(20)
        desk.close()


@pytest.fixture(scope="session")
def small_case(tmp_path_factory: pytest.TempPathFactory, parser: Parser) -> Path:
    """A case of the examples and of the papers beside this file; never written to."""
    folder = tmp_path_factory.mktemp("case")
    shutil.copytree(EXAMPLES, folder / "examples")
    shutil.copytree(PAPERS, folder / "papers")
    ledger = folder / "weir.memcon"
    with open_case(ledger, create=True) as case:
        for _ in add_files(
            case, [str(folder / "examples"), str(folder / "papers")], Options(originals=True), pipeline=Pipeline(parser=parser)
        ):
            pass
    return ledger


@pytest.fixture
def ledger(small_case: Path, tmp_path: Path) -> Path:
    """A copy of the small case, to be changed."""
    return Path(shutil.copy(small_case, tmp_path / "weir.memcon"))


@pytest.fixture
def workbench(ledger: Path) -> Iterator[Workbench]:
    """A workbench over a copy of the small case."""
    with served(ledger) as bench:
        yield bench


@pytest.fixture(scope="session")
def reading_bench(small_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A workbench that several tests look at and none changes."""
    with served(Path(shutil.copy(small_case, tmp_path_factory.mktemp("read") / "weir.memcon"))) as bench:
        yield bench


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@dataclass
class Watch:
    """What a page must never do: complain, ask another machine, open a dialog of its own."""

    origin: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext, page: Page) -> None:
        """Watch the page and everything that its context asks for."""
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)
        context.on("request", lambda request: self._note(request.url))

    def _dismiss(self, dialog: object) -> None:
        self.dialogs.append(str(getattr(dialog, "message", dialog)))
        dialog.dismiss()  # type: ignore[attr-defined]

    def _note(self, url: str) -> None:
        if not url.startswith((self.origin, "blob:", "data:", "about:")):
            self.strangers.append(url)


@contextmanager
def watched_page(browser: Browser, bench: Workbench, *, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """A page of somebody who came in; at the end nothing was complained of and nobody else was asked."""
    context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
    page, watch = context.new_page(), Watch(bench.url)
    page.set_default_timeout(15_000)
    watch.over(context, page)
    page.goto(bench.door.new_address().replace("/?", "/about?"))
    try:
        yield page
    finally:
        context.close()
    assert (watch.complaints, watch.strangers, watch.dialogs) == ([], [], [])


@pytest.fixture
def page(browser: Browser, workbench: Workbench) -> Iterator[Page]:
    """A watched page of the workbench."""
    with watched_page(browser, workbench) as page:
        yield page
