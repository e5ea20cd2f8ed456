"""The door as a real browser meets it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from memcon.web.desk import open_desk
from memcon.web.guard import Door
from memcon.web.serving import Place, bind, make_server, open_browser
from memcon.web.users import Users
from tests.web.conftest import Workbench
from tests.web.guard.street import PASSWORD


@contextmanager
def standing(folder: Path, users: Users | None = None) -> Iterator[Workbench]:
    """A workbench over an empty case."""
    desk = open_desk(str(folder / "empty.memcon"), create=True)
    socket, port = bind(Place())
    door, listening = Door(owner="Ines Tolland", hosts=[], port=port, users=users), threading.Event()
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


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has been nowhere."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(15_000)
    try:
        yield page
    finally:
        context.close()


def test_the_link_of_the_terminal_opens_the_workbench_once(browser: Browser, tmp_path: Path) -> None:
    with standing(tmp_path) as bench, fresh_page(browser) as page, fresh_page(browser) as other:
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        address = bench.door.new_address()
        page.goto(address)
        assert "token" not in page.url
        assert page.locator("header.top").count() == 1
        assert complaints == []  # every policy in our headers is one that browsers know
        assert page.evaluate("document.cookie") == ""
        other.goto(address)
        assert "used already" in other.inner_text("main")
        other.goto(bench.url)
        assert "address that its terminal shows" in other.inner_text("main")


def test_a_file_that_leads_to_the_start_address_lets_in(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _address: True)
    with standing(tmp_path) as bench, fresh_page(browser) as page:
        file = open_browser(bench.door.new_address())
        page.goto(file.as_uri())
        page.wait_for_url(f"{bench.url}/library*")
        assert page.locator("header.top").count() == 1
        file.unlink()


def test_a_link_of_another_site_is_followed_with_one_click_more(browser: Browser, tmp_path: Path) -> None:
    with standing(tmp_path) as bench, fresh_page(browser) as page:
        page.goto(bench.door.new_address())
        (tmp_path / "mail.html").write_text(f'<a href="{bench.url}/about">see</a>', encoding="utf-8")
        page.goto((tmp_path / "mail.html").as_uri())
        page.click("a")
        page.click("text=go on")
        page.wait_for_url(f"{bench.url}/about")
        assert page.locator("header.top").count() == 1


def test_users_log_in_and_out_by_the_form_without_scripts(browser: Browser, tmp_path: Path, users: Users) -> None:
    with standing(tmp_path, users) as bench:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{bench.url}/about?x=1")
        assert page.url.startswith(f"{bench.url}/login")
        page.fill("[name=name]", "ben okoro")
        page.fill("[name=password]", "words that are wrong")
        page.click("button")
        assert "not right" in page.inner_text("main")
        page.fill("[name=password]", PASSWORD)
        page.click("button")
        assert page.url == f"{bench.url}/about?x=1"
        context.close()


HOSTILE = """<!doctype html><title>elsewhere</title><iframe id="frame" src="{url}/about"></iframe><img id="img" src="{url}/static/icon.svg">
<script id="script" src="{url}/static/workbench.js"></script><form id="form" method="post" action="{url}/undo" target="_blank"></form>"""


@contextmanager
def elsewhere(page: str) -> Iterator[str]:
    """Another site of this machine: the same host, and so the same *site*, at another port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


FETCH = """async ([url, options]) => { try { const r = await fetch(url, options); return [r.type, r.status, (await r.text()).length]; }
catch (error) { return ["failed"]; } }"""


def test_a_page_at_another_port_reads_nothing_and_changes_nothing(browser: Browser, tmp_path: Path) -> None:
    with standing(tmp_path) as bench, fresh_page(browser) as inside, elsewhere(HOSTILE.format(url=bench.url)) as site:
        inside.goto(bench.door.new_address())
        page = inside.context.new_page()
        statuses: dict[str, set[int]] = {}
        page.on("response", lambda r: statuses.setdefault(r.url.removeprefix(bench.url), set()).add(r.status))
        page.goto(site)
        assert page.evaluate(FETCH, [f"{bench.url}/api/about", {"credentials": "include"}]) == ["failed"]
        assert page.evaluate(FETCH, [f"{bench.url}/undo", {"method": "POST", "credentials": "include"}]) == ["failed"]
        opaque = {"method": "POST", "mode": "no-cors", "credentials": "include", "body": "a=1"}
        assert page.evaluate(FETCH, [f"{bench.url}/undo", opaque]) in (["failed"], ["opaque", 0, 0])
        assert page.evaluate("document.getElementById('img').naturalWidth") == 0
        assert page.frames[1].locator("header.top").count() == 0
        assert {status for path, found in statuses.items() if path.startswith("/") for status in found} == {403}
        with page.context.expect_page() as opened:
            page.evaluate("document.getElementById('form').submit()")
        assert "reload the page" in opened.value.inner_text("main")
        assert bench.desk.case.counts().judgements == 0
