"""The library: the documents of a case listed, found, added to, and what could not be read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from argon2 import PasswordHasher

from memcon.model.listings import DocumentQuery, Order
from memcon.store import Case, open_case
from memcon.web.app import make_app
from memcon.web.guard import Door, Role
from memcon.web.jobs import Job, JobState
from memcon.web.rooms.library.batches import FileLine, Reason, mark_of, reason_of, tell_batch
from memcon.web.rooms.library.wanted import Wanted
from memcon.web.users import Users, add_user
from tests.store.papers import paper
from tests.web.conftest import EXAMPLES, Workbench, served

HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}
HOSTILE = '"><img src=x onerror=alert(1)>.pdf'


def words(page: str) -> str:
    """What is read on the page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def titles(page: str) -> list[str]:
    """The titles in the list, in their order."""
    return [words(found) for found in re.findall(r"<h2><a [^>]*>(.*?)</a></h2>", page, re.DOTALL)]


def hand_in(client: httpx.Client, name: str, content: bytes) -> httpx.Response:
    """One file, as the page sends it."""
    return client.post("/library/files", params={"name": name}, content=content, headers=JSON)


def add(client: httpx.Client, *origins: str, **options: object) -> str:
    """The job that reads files that were handed in."""
    answer = client.post("/library/add", json={"origins": origins, **options}, headers=JSON)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["job"])


def fail(case: Case, source: str, *, part: str = "", message: str = "damaged; get it again") -> None:
    """A file of which a part, or all, could not be read."""
    origin = f"{source}#{part}" if part else source
    case.add_failure({"document": origin, "stage": "read", "code": "broken", "message": f"{origin}: {message}"}, source=source)
    case.end_source(source, sha256="0" * 64, signature="memcon/test kind=cable", state="failed")


@pytest.fixture
def empty_bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over a case in which there is nothing yet."""
    with served(tmp_path / "new.memcon") as bench:
        yield bench


@pytest.fixture
def full_bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over a case of a hundred and twenty papers."""
    with open_case(tmp_path / "full.memcon", create=True) as case:
        for n in range(120):
            case.add(paper(n), signature="memcon/test")
    with served(tmp_path / "full.memcon") as bench:
        yield bench


@contextmanager
def logged_in(bench: Workbench, folder: Path, role: Role) -> Iterator[httpx.Client]:
    """Somebody with a role, where people log in."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    add_user(folder / "users", "Tomas", role, "a long enough password", hasher=quick)
    bench.door.users = Users.load(folder / "users", hasher=quick)
    with httpx.Client(base_url=bench.url, follow_redirects=True, timeout=30, headers={"Sec-Fetch-Site": "same-origin"}) as client:
        client.post("/login", data={"name": "Tomas", "password": "a long enough password"})
        yield client


# ── the list ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_is_listed_with_its_kind_day_speakers_and_where_it_came_from(reading_bench: Workbench) -> None:
    (gate,) = reading_bench.desk.case.documents(DocumentQuery(words="Sluice gate opened at night"), limit=9)
    with reading_bench.client() as client:
        page = client.get("/library?words=%22Sluice+gate+opened+at+night%22").text
    assert titles(page) == ["Sluice gate opened at night, engineer tells inquiry"]
    assert f"story 3 March 2031 {gate.statements} statements" in words(page)
    assert f"{gate.speakers[0][0]} {gate.speakers[0][1]}" in words(page)
    assert "papers/gate.txt" in words(page)
    assert f'href="/statements?document={gate.key}"' in page


def test_found_words_are_marked_and_lead_to_the_reader_that_marks_them(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        page = client.get("/library", params={"words": "gate OR weir"}).text
    assert "<mark>gate</mark>" in page
    assert re.search(r'href="/documents/[0-9a-f]+\?find=gate(%20|\+)OR(%20|\+)weir"', page)


def test_counts_beside_the_list_lead_to_what_they_count(full_bench: Workbench) -> None:
    with full_bench.client() as client:
        answer = client.get("/api/library", params={"words": "pier"}).json()
        page = client.get("/library", params={"words": "pier"}).text
    assert {facet["value"]: facet["count"] for facet in answer["facets"]["kind"]} == {"story": 24, "cable": 6}
    assert 'href="/library?words=pier&amp;kind=cable"' in page
    assert 'href="/library?words=pier&amp;since=2024-01-01&amp;until=2024-12-31"' in page
    assert answer["total"] == 30


def test_each_filter_can_be_taken_away(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        page = client.get("/library", params={"words": "gate", "kind": "story"}).text
    assert re.search(r'<a class="chip" href="/library\?kind=story"[^>]*>words: <bdi>gate</bdi> ×</a>', page)
    assert re.search(r'<a class="chip" href="/library\?words=gate"[^>]*>kind: <bdi>story</bdi> ×</a>', page)


@pytest.mark.parametrize(("order", "first"), [("oldest", "Report 0"), ("newest", "Report 111"), ("title", "Report 0")])
def test_the_list_is_sorted_as_asked(full_bench: Workbench, order: str, first: str) -> None:
    with full_bench.client() as client:
        assert titles(client.get("/library", params={"order": order}).text)[0] == first


def test_fifty_documents_stand_on_a_page(full_bench: Workbench) -> None:
    with full_bench.client() as client:
        pages = [client.get("/library", params={"order": "oldest", "page": n}).text for n in (1, 2, 3, 4)]
    assert [len(titles(page)) for page in pages] == [50, 50, 20, 0]
    assert '<a href="/library?order=oldest&amp;page=3" rel="next"' in pages[1]
    assert 'rel="next"' not in pages[2]
    assert "There is no such page" in pages[3]


@pytest.mark.parametrize("half", ["(gate", "NOT gate", "gate OR"])
def test_half_a_search_is_a_hint_for_who_types_and_an_error_for_programs(reading_bench: Workbench, half: str) -> None:
    with reading_bench.client() as client:
        hint = client.get("/library", params={"words": half}, headers=HTMX)
        page = client.get("/library", params={"words": half})
        answer = client.get("/api/library", params={"words": half})
    assert (hint.status_code, hint.headers["HX-Retarget"], page.status_code, answer.status_code) == (200, "#fault", 400, 400)
    assert words(hint.text) == answer.json()["error"]["message"]
    assert words(hint.text) in words(page.text)


def test_what_nothing_fits_says_how_to_ask(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        page = client.get("/library", params={"words": "zzyzx"}).text
    assert "No document fits" in page
    assert '<a href="/library">for none</a>' in page


def test_an_address_holds_only_what_is_asked() -> None:
    asked = Wanted(words="dam & weir", kind="cable", failed=True, order=Order.OLDEST, page=3)
    assert asked.address(page=3) == "/library?words=dam+%26+weir&kind=cable&failed=true&order=oldest&page=3"
    assert asked.address(words="", failed=False) == "/library?kind=cable&order=oldest"
    assert Wanted().address() == "/library"


def test_a_year_is_its_days() -> None:
    in_2031 = Wanted(since="2031-01-01", until="2031-12-31")
    assert Wanted().in_year("2031") == in_2031.address()
    assert in_2031.in_year("2031") == "/library"


def test_an_empty_case_says_how_to_begin_and_what_is_read(empty_bench: Workbench) -> None:
    with empty_bench.client() as client:
        page = client.get("/library").text
    assert "Begin with some papers" in page
    assert "Choose a folder" in page
    assert "application/pdf" in page


# ── adding ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_kept_once_and_another_of_its_name_beside_it(empty_bench: Workbench) -> None:
    with empty_bench.client() as client:
        origins = [hand_in(client, "folder/note.txt", content).json()["origin"] for content in (b"one", b"one", b"two")]
    folder = empty_bench.desk.inbox.folder if empty_bench.desk.inbox else Path()
    assert origins == [str(folder / "folder/note.txt")] * 2 + [str(folder / "folder/note (2).txt")]
    assert [Path(origin).read_bytes() for origin in origins] == [b"one", b"one", b"two"]


@pytest.mark.parametrize("name", ["../up.txt", "/etc/passwd", "a\\b.txt", "\u202etxt.exe", "x" * 300, ".hidden", "con.txt", "a\x00b", ""])
def test_a_name_that_cannot_be_kept_is_refused_in_words(empty_bench: Workbench, name: str) -> None:
    with empty_bench.client() as client:
        answer = hand_in(client, name, b"words")
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]["message"]
    assert empty_bench.desk.inbox is not None
    assert not any(path.is_file() for path in empty_bench.desk.inbox.folder.rglob("*"))


def test_files_are_read_and_those_that_fail_say_why_and_can_be_read_again(empty_bench: Workbench) -> None:
    story = (EXAMPLES / "page.html").read_bytes()
    with empty_bench.client() as client:
        good, torn = (hand_in(client, name, content).json()["origin"] for name, content in (("page.html", story), ("torn.docx", b"PK\3\4")))
        job = add(client, good, torn)
        assert empty_bench.desk.jobs.wait(job, 60).state is JobState.DONE
        panel = client.get("/library/adding").text
        assert re.search(r"page\.html read , \d+ statements", words(panel))
        assert "torn.docx failed Retry the archive is damaged or cut short" in words(panel)
        assert client.get("/library/open", params={"source": good}, follow_redirects=False).headers["Location"].startswith("/documents/")

        Path(torn).write_bytes(story.replace(b"clinic", b"surgery"))
        again = client.post("/library/retry", data={"origin": torn}, headers=HTMX)
        assert (again.status_code, again.headers["HX-Trigger-After-Settle"]) == (200, "memcon-jobs")
        assert empty_bench.desk.jobs.wait(empty_bench.desk.jobs.all()[0].id, 60).state is JobState.DONE
        assert empty_bench.desk.case.count_sources(failed_only=True) == 0

        assert empty_bench.desk.jobs.wait(add(client, good), 60).state is JobState.DONE
        assert "page.html unchanged" in words(client.get("/library/adding").text)
    assert empty_bench.desk.case.counts().documents == 2


def test_the_files_on_their_way_are_sent_again_only_when_something_has_changed(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        mark = mark_of(())
        assert client.get("/library/adding", params={"seen": mark}).status_code == 204
        ended = client.get("/library/adding", params={"running": 1, "seen": "another"})
    assert ended.headers["HX-Trigger"] == "memcon-added"


@pytest.mark.parametrize("origin", ["-", ""])
def test_standard_input_is_never_read(empty_bench: Workbench, origin: str) -> None:
    with empty_bench.client() as client:
        answer = client.post("/library/add", json={"origins": [origin] if origin else []}, headers=JSON)
    assert answer.status_code == 400
    assert empty_bench.desk.jobs.all() == ()


def test_a_path_of_this_machine_can_be_added_where_nobody_logs_in(empty_bench: Workbench, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "page.html", tmp_path / "page.html")
    with empty_bench.client() as client:
        missing = client.post("/library/path", data={"path": str(tmp_path / "nowhere")}, headers=HTMX)
        assert "there is no such file or folder on this machine" in unescape(missing.text)
        page = client.post("/library/path", data={"path": f" {tmp_path / 'page.html'} ", "kind": "cable"}).text
        (job,) = empty_bench.desk.jobs.all()
        assert empty_bench.desk.jobs.wait(job.id, 60).state is JobState.DONE
    assert "Add page.html" in words(page)
    assert [d.kind for d in empty_bench.desk.case.documents(DocumentQuery(), limit=9)] == ["cable"]


def test_where_people_log_in_only_files_that_were_handed_in_are_read(empty_bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_text("nobody's business", encoding="utf-8")
    with logged_in(empty_bench, tmp_path, Role.ADMIN) as client:
        assert "on this machine, read where it is" not in client.get("/library").text
        refusals = [
            client.post("/library/path", data={"path": str(tmp_path)}, headers=JSON),
            client.post("/library/add", json={"origins": [str(tmp_path / "private.txt")]}, headers=JSON),
            client.post("/library/retry", data={"origin": str(tmp_path / "private.txt")}, headers=JSON),
            client.post("/library/add", json={"origins": ["a\0b"]}, headers=JSON),
        ]
    assert {answer.json()["error"]["message"] for answer in refusals} == {
        "where people log in, only files that were handed in here can be read"
    }


@pytest.mark.parametrize("role", [Role.READ, Role.JUDGE])
def test_who_may_not_add_is_told_whom_to_ask(empty_bench: Workbench, tmp_path: Path, role: Role) -> None:
    with logged_in(empty_bench, tmp_path, role) as client:
        page = client.get("/library").text
        refusals = [
            hand_in(client, "a.txt", b"words"),
            client.post("/library/add", json={"origins": ["a"]}, headers=JSON),
            client.post("/library/path", data={"path": "/"}, headers=JSON),
            client.post("/library/retry", data={"every": "true"}, headers=JSON),
            client.post("/library/rest", data={"job": "x"}, headers=JSON),
        ]
    assert [answer.status_code for answer in refusals] == [403] * 5
    assert "ask whoever runs this workbench to add some" in words(page)
    assert "Choose files" not in page


def test_a_case_without_an_inbox_says_how_to_get_one(reading_bench: Workbench) -> None:
    door = Door(owner="Ines", hosts=["127.0.0.1"], port=80)
    app = httpx.ASGITransport(make_app(replace(reading_bench.desk, inbox=None), door))

    async def ask() -> tuple[str, httpx.Response]:
        async with httpx.AsyncClient(transport=app, base_url="http://127.0.0.1", headers={"Sec-Fetch-Site": "same-origin"}) as client:
            await client.get(door.new_address())
            page = await client.get("/library")
            return page.text, await client.post("/library/files?name=a.txt", content=b"words", headers=JSON)

    with start_blocking_portal() as portal:  # a browser of other tests may have a loop of its own here
        page, refused = portal.call(ask)
    assert "memcon serve CASE --inbox FOLDER" in words(page)
    assert refused.status_code == 400
    assert "--inbox FOLDER" in refused.json()["error"]["message"]


# ── how a batch is told ──────────────────────────────────────────────────────────────────────────────────────────────


def file_row(n: int, state: str, **told: object) -> dict[str, object]:
    return {"origin": f"inbox/{n}.txt", "state": state, "documents": 0, "statements": 0, "failures": [], "more": 0, **told}


def job_of(*files: dict[str, object], state: JobState = JobState.RUNNING) -> Job:
    return Job("1", "add", "Add files", "Ines", state, "2031-03-03T10:00:00+00:00", details={"files": list(files), "more": 7})


def test_what_goes_on_and_what_failed_stands_first(reading_bench: Workbench) -> None:
    rows = [file_row(n, state) for n, state in enumerate(["read"] * 30 + ["failed", "waiting", "reading"])]
    running = tell_batch(reading_bench.desk, job_of(*rows), is_short=True)
    over = tell_batch(reading_bench.desk, job_of(*rows, state=JobState.DONE), is_short=True)
    assert [line.state for line in running.lines[:4]] == ["reading", "failed", "waiting", "read"]
    assert (len(running.lines), running.hidden, running.left) == (12, 33 - 12 + 7, 2)
    assert (len(over.lines), len(tell_batch(reading_bench.desk, job_of(*rows)).lines)) == (9, 33)


def test_a_batch_of_which_nothing_is_known_yet_has_no_lines(reading_bench: Workbench) -> None:
    waiting = Job("1", "add", "Add files", "Ines", JobState.WAITING, "2031-03-03T10:00:00+00:00")
    assert tell_batch(reading_bench.desk, waiting).lines == ()


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("box.zip: the archive is damaged", Reason("", "the archive is damaged")),
        ("box.zip#in/a.pdf: locked: with a password", Reason("in/a.pdf", "locked: with a password")),
        ("something else", Reason("", "something else")),
        ("box.zip", Reason("", "box.zip")),
    ],
)
def test_a_reason_does_not_repeat_the_file_that_stands_beside_it(message: str, reason: Reason) -> None:
    assert reason_of(message, "box.zip") == reason


def test_what_came_by_standard_input_is_not_offered_to_be_read_again() -> None:
    line = FileLine(0, "-", "-", "failed", 0, 0, (), 0)
    assert not line.may_be_read_again
    assert replace(line, origin="a.txt").may_be_read_again


# ── what could not be read ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_failure_says_which_file_why_and_when(workbench: Workbench) -> None:
    fail(workbench.desk.case, "papers/box.zip", part="in/torn.pdf")
    with workbench.client() as client:
        page = client.get("/library/failures").text
        told = client.get("/api/library/sources", params={"failed": "true"}).json()
    assert "papers/box.zip damaged or cut short in/torn.pdf : damaged; get it again" in words(page)
    (fault,) = told["sources"][0]["faults"]
    assert (fault["part"], fault["why"], fault["code"]) == ("in/torn.pdf", "damaged; get it again", "broken")
    assert fault["at"][:16].replace("T", " ") in page


def test_names_that_hold_markup_or_turn_the_line_are_shown_as_what_they_are(workbench: Workbench) -> None:
    fail(workbench.desk.case, HOSTILE, message="<b>damaged</b>")
    fail(workbench.desk.case, "\u202egpj.exe")
    with workbench.client() as client:
        page = client.get("/library/failures").text
    assert "<img" not in page
    assert "<b>damaged" not in page
    assert HOSTILE in words(page).replace("\\u202e", "")
    assert "\\u202egpj.exe" in words(page)


def test_failures_are_found_by_a_part_of_the_path_and_paged(empty_bench: Workbench) -> None:
    for n in range(60):
        fail(empty_bench.desk.case, f"papers/{n:02d}.pdf")
    with empty_bench.client() as client:
        first, second = (client.get("/library/failures", params={"page": n}).text for n in (1, 2))
        found = client.get("/library/failures", params={"origin": "/07."}, headers=HTMX).text
        none = client.get("/library/failures", params={"origin": "nowhere"}).text
    assert (first.count("<tr data-row"), second.count("<tr data-row"), found.count("<tr data-row")) == (50, 10, 1)
    assert "No such file" in none


def test_where_everything_could_be_read_the_page_says_so(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        assert "Everything could be read" in client.get("/library/failures").text


def test_all_failures_are_read_again_as_they_were_read_before(empty_bench: Workbench, tmp_path: Path) -> None:
    source = str(shutil.copy(EXAMPLES / "page.html", tmp_path / "page.html"))
    fail(empty_bench.desk.case, source)
    fail(empty_bench.desk.case, "-")
    with empty_bench.client() as client:
        client.post("/library/retry", data={"every": "true"})
        (job,) = empty_bench.desk.jobs.all()
        assert empty_bench.desk.jobs.wait(job.id, 60).state is JobState.DONE
        nothing = client.post("/library/retry", data={}, headers=JSON)
    assert [d.kind for d in empty_bench.desk.case.documents(DocumentQuery(), limit=9)] == ["cable"]  # as its signature says
    assert (nothing.status_code, nothing.json()["error"]["message"]) == (400, "there is nothing to read again")


def test_documents_of_which_a_part_failed_lead_to_their_failures(workbench: Workbench) -> None:
    (gate,) = workbench.desk.case.documents(DocumentQuery(words="Sluice gate opened at night"), limit=9)
    fail(workbench.desk.case, gate.origin, part="attachment.pdf")
    with workbench.client() as client:
        page = client.get("/library", params={"failed": "true"}).text
    assert titles(page) == ["Sluice gate opened at night, engineer tells inquiry"]
    assert "1 could not be read" in words(page)
    assert "/library/failures?origin=" in page
