"""What is waited for and who was thanked, on pages, as files and for scripts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from httpx import Client
from typer.testing import CliRunner

from memcon.cli import app
from memcon.model.judgement import Action
from memcon.run.correcting import judge_now
from memcon.store import open_case
from memcon.web.rooms.asks.answers import age_words
from memcon.web.rooms.asks.asked import Asked, Show, ThanksAsked
from memcon.web.standing import Standing, View
from memcon.web.whole import ASKS
from tests.cli.test_asks import papers
from tests.store.test_case import put_in
from tests.web.conftest import Workbench, served

TODAY = "2031-05-10"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over three invented papers: a later one answers an ask of the first, and leaves somebody out of its thanks."""
    with open_case(tmp_path / "pier.memcon", create=True) as case:
        put_in(case, *papers())
    with served(tmp_path / "pier.memcon") as bench:
        yield bench


def listed(bench: Workbench, client: Client, path: str = "/api/asks", **asked: str) -> dict[str, Any]:
    bench.desk.standing.get(ASKS, wait=60)
    found: dict[str, Any] = client.get(path, params={"today": TODAY, **asked} if path == "/api/asks" else asked).json()
    return found


def contents(found: dict[str, Any]) -> list[str]:
    return [ask["content"] for group in found["groups"] for ask in group["asks"]]


def words(page: str) -> str:
    """What is read on the page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


# ── what is waited for ─────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_open_is_shown_by_urgency_with_who_asks_whom_and_how_long_ago(bench: Workbench) -> None:
    with bench.client() as client:
        found = listed(bench, client)
        page = words(client.get("/asks", params={"today": TODAY}).text)
    assert [(group["urgency"], contents({"groups": [group]})) for group in found["groups"]] == [
        ("urgent", ["a crane"]),
        ("", ["pay for it"]),
    ]
    assert "Clara Weiss → the board request a crane Crane, 2031-04-29 , paragraph 1 29 April 2031 11 days ago open" in page
    assert "2 open 0 overdue 1 urgent 2 answered 4 in all" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"show": "all"}, ["a crane", "two tugs", "whether he would resign", "pay for it"]),
        ({"show": "urgent"}, ["a crane"]),
        ({"show": "answered"}, ["two tugs", "whether he would resign"]),
        ({"show": "all", "words": "tugs OR crane"}, ["a crane", "two tugs"]),
        ({"show": "all", "asker": "LUND"}, ["two tugs", "pay for it"]),
        ({"show": "all", "asked": "bay"}, ["two tugs", "whether he would resign"]),
        ({"show": "all", "kind": "promise"}, ["pay for it"]),
        ({"show": "all", "since": "2031-04-29", "until": "2031-05-01"}, ["a crane", "pay for it"]),
        ({"show": "all", "due_before": "2031-05-03"}, ["two tugs"]),
        ({"show": "overdue"}, []),
    ],
    ids=str,
)
def test_filters_leave_some_of_them_and_the_counts_are_those_of_what_is_listed(
    bench: Workbench, asked: dict[str, str], found: list[str]
) -> None:
    with bench.client() as client:
        board = listed(bench, client, **asked)
        assert contents(board) == found
        for show, count in board["counts"].items():
            assert listed(bench, client, **{**asked, "show": show})["total"] == count


def test_what_changed_an_ask_leads_to_its_place_in_the_same_paper_or_in_another(bench: Workbench) -> None:
    with bench.client() as client:
        rows = {ask["content"]: ask for group in listed(bench, client, show="answered")["groups"] for ask in group["asks"]}
        page = client.get("/asks", params={"show": "answered"}).text
    answered, evaded = rows["two tugs"], rows["whether he would resign"]
    assert (answered["status"], answered["changed_at"]["paper"]) == ("accepted", "Answer, 2031-05-05")
    assert re.fullmatch(r"/documents/\w+\?statement=\w+", answered["changed_at"]["address"])
    assert evaded["changed"] == "He smiled and left"
    assert re.fullmatch(r"/documents/\w+\?at=\d+-\d+", evaded["changed_at"]["address"])
    assert all(row[where]["address"].replace("&", "&amp;") in page for row in rows.values() for where in ("at", "changed_at"))


def test_what_is_overdue_depends_on_the_day(tmp_path: Path) -> None:
    with open_case(tmp_path / "late.memcon", create=True) as case:
        put_in(case, papers()[0])
    with served(tmp_path / "late.memcon") as bench, bench.client() as client:
        assert [listed(bench, client, today=day)["counts"]["overdue"] for day in ("2031-05-02", "2031-05-03")] == [0, 1]
        page = client.get("/asks", params={"show": "overdue", "today": TODAY}).text
    assert "2 May 2031 overdue" in words(page)
    assert 'class="late"' in page


def test_a_rejected_statement_takes_its_ask_with_it(bench: Workbench) -> None:
    with bench.client() as client:
        ask = listed(bench, client)["groups"][0]["asks"][0]
        bench.desk.case.judge(judge_now(Action.REJECT, ask["statement"], {}, who="Ines", why=""))
        assert contents(listed(bench, client)) == ["pay for it"]


@pytest.mark.parametrize(
    ("path", "asked", "told"),
    [
        ("/asks", {"kind": "wish"}, "is no kind of ask"),
        ("/asks", {"since": "soon"}, "write it as 2024-05-14"),
        ("/asks", {"due_before": "soon"}, "write it as 2024-05-14"),
        ("/asks", {"today": "soon"}, "write it as 2024-05-14"),
        ("/asks", {"words": "(tugs"}, "is no search"),
        ("/asks/thanks", {"until": "soon"}, "write it as 2024-05-14"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_told(bench: Workbench, path: str, asked: dict[str, str], told: str) -> None:
    with bench.client() as client:
        answer = client.get(path, params=asked)
    assert (answer.status_code, told in answer.text) == (400, True)


def test_half_a_search_is_a_hint_for_somebody_who_types(bench: Workbench) -> None:
    with bench.client() as client:
        hint = client.get("/asks", params={"words": "(tugs"}, headers={"HX-Request": "true"})
        whole = client.get("/asks", params={"words": "(tugs)"}, headers={"HX-Request": "true"})
    assert (hint.status_code, hint.headers["HX-Retarget"], "is no search" in hint.text) == (200, "#fault", True)
    assert whole.headers["HX-Replace-Url"] == "/asks?words=%28tugs%29"


def test_nothing_to_show_says_what_stands_here_or_what_to_try(bench: Workbench, tmp_path: Path) -> None:
    with served(tmp_path / "empty.memcon") as empty, empty.client() as client:
        empty.desk.standing.get(ASKS, wait=60)
        assert "Nothing is asked, offered or promised in this case" in client.get("/asks").text
        assert "Nobody thanks or praises anybody in this case" in client.get("/asks/thanks").text
    with bench.client() as client:
        bench.desk.standing.get(ASKS, wait=60)
        assert "Nothing is overdue Show all 4 , whatever became of them" in words(client.get("/asks?show=overdue").text)
        assert "Try fewer filters" in client.get("/asks?asker=zebra").text
        assert "The list is not so long" in client.get("/asks?offset=100").text
        assert "Nothing fits" in client.get("/asks/thanks?asker=zebra").text


def test_while_it_is_worked_out_for_the_first_time_that_is_shown(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standing, "get", lambda *_, **__: View(None, is_fresh=False, seconds=4.0))
    with bench.client() as client:
        for room in ("/asks", "/asks/thanks"):
            assert "for the first time" in client.get(room).text
            assert client.get(f"/api{room}").json() is None
        assert client.get("/asks.csv").status_code == 503


def test_what_is_of_a_moment_ago_is_shown_with_a_sign(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    old = bench.desk.standing.get(ASKS, wait=60).value
    monkeypatch.setattr(Standing, "get", lambda *_, **__: View(old, is_fresh=False, seconds=4.0))
    with bench.client() as client:
        assert "worked out anew" in client.get("/asks").text
        assert "worked out anew" in client.get("/asks/thanks").text


def test_an_address_holds_only_what_is_asked() -> None:
    assert Asked().address() == "/asks"
    assert Asked(asker="Ana Lund", offset=100).address("/asks.csv", show=Show.ALL) == "/asks.csv?show=all&asker=Ana+Lund"
    assert ThanksAsked(slights=True).address() == "/asks/thanks?slights=true"


@pytest.mark.parametrize(
    ("days", "told"), [(0, "today"), (1, "1 day"), (99, "99 days"), (150, "5 months"), (17_600, "48 years")]
)  # fmt: skip
def test_age_in_words(days: int, told: str) -> None:
    assert age_words(days) == told


# ── thanks ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_thanks_tell_who_is_left_out(bench: Workbench) -> None:
    with bench.client() as client:
        (row,) = listed(bench, client, "/api/asks/thanks")["thanks"]
        page = words(client.get("/asks/thanks").text)
    assert (row["who"], row["whom"], row["content"], row["left_out"]) == ("Ana Lund", "Tomas Bay", "the tugs", "Lorn")
    assert "1 thanks 1 leave somebody out" in page
    assert "Ana Lund → Tomas Bay thank the tugs Answer, 2031-05-05 , paragraph 1 5 May 2031 Lorn" in page


@pytest.mark.parametrize(
    ("asked", "count"), [({"asked": "lorn"}, 1), ({"slights": "true"}, 1), ({"asker": "weiss"}, 0), ({"words": "tugs"}, 1), ({"until": "2031-05-01"}, 0)], ids=str
)  # fmt: skip
def test_thanks_are_filtered(bench: Workbench, asked: dict[str, str], count: int) -> None:
    with bench.client() as client:
        assert listed(bench, client, "/api/asks/thanks", **asked)["total"] == count


# ── files ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_files_hold_exactly_what_is_shown(bench: Workbench) -> None:
    asked = {"show": "all", "asker": "lund", "today": TODAY}
    with bench.client() as client:
        shown = listed(bench, client, **asked)
        table = client.get("/asks.csv", params=asked)
        rows = client.get("/asks.json", params=asked).json()
    assert table.headers["Content-Disposition"] == 'attachment; filename="asks.csv"'
    assert [row["content"] for row in csv.DictReader(io.StringIO(table.text))] == contents(shown)
    assert [(row["content"], row["age"], row["row"]["id"]) for row in rows] == [
        (ask["content"], ask["age"], ask["id"]) for group in shown["groups"] for ask in group["asks"]
    ]


def test_files_of_thanks_hold_exactly_what_is_shown(bench: Workbench) -> None:
    with bench.client() as client:
        (row,) = client.get("/asks/thanks.json").json()
        assert (row["left_out"], row["row"]["act"]) == ("Lorn", "thank")
        assert len(client.get("/asks/thanks.csv?asker=weiss").text.splitlines()) == 1


def test_the_file_is_that_of_the_command_line(bench: Workbench) -> None:
    with bench.client() as client:
        rows = client.get("/asks.json", params={"show": "open", "today": TODAY}).json()
    told = CliRunner().invoke(app, ["asks", "--open", "--json", "--today", TODAY, "--ledger", bench.desk.ledger]).stdout
    assert rows == [json.loads(line) for line in told.splitlines()]
