"""Who is who on a page: everybody, one of them, what is not sure, and what people say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from httpx import Client

from memcon.model.judgement import Action
from memcon.run.answering import about_actors, say_of_pairs
from memcon.run.linking import Who, who_is_who
from memcon.store import open_case
from memcon.web.rooms.actors.listing import Filters, Sort, list_people
from memcon.web.standing import Standing, View
from memcon.web.users import Role
from memcon.web.whole import PEOPLE
from tests.run.test_linking import told
from tests.store.test_case import put_in
from tests.web.conftest import Workbench, served
from tests.web.rooms.test_library import logged_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over invented people: one in three papers, two questions, a state, somebody unnamed."""
    with open_case(tmp_path / "pier.memcon", create=True) as case:
        put_in(case, told(0, "Lucia Ferro", country="ITA", role="envoy"), told(1, "Ambassador Lucia Ferro", role="ambassador"))
        put_in(case, told(2, "Envoy Ferro"), told(3, "Tomas Bay"), told(4, "T. Bay"), told(5, "Clara Weiss"), told(6, "Lucia Ferro"))
    with served(tmp_path / "pier.memcon") as bench:
        yield bench


def people(bench: Workbench) -> Who:
    """Who is who as it stands now."""
    who = bench.desk.standing.get(PEOPLE, wait=60).value
    assert who is not None
    return who


def id_of(bench: Workbench, name: str) -> str:
    return next(person.id for person in people(bench).people if person.name == name)


def listed(bench: Workbench, client: Client, **asked: str) -> dict[str, Any]:
    people(bench)
    found: dict[str, Any] = client.get("/api/actors", params=asked).json()
    return found


def names(found: dict[str, Any]) -> list[str]:
    return [row["name"] for row in found["actors"]]


def words(page: str) -> str:
    """What is read on the page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def said(bench: Workbench) -> list[Action]:
    """What is in force of what people said of actors."""
    return [judgement.action for judgement in about_actors(bench.desk.case.judgements())]


# ── the list ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_number_opens_as_many_statements(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        rows = listed(reading_bench, client, every="true")["actors"]
        for row in rows[:20]:
            opened = [
                client.get("/api/actors/statements", params={role: row["id"]}).json()["total"] for role in ("speaker", "addressee", "via")
            ]
            assert opened == [row["spoke"], row["told"], row["passed_on"]]


def test_somebody_is_a_row_with_other_names_roles_and_what_is_not_sure(bench: Workbench) -> None:
    people(bench)
    with bench.client() as client:
        page = client.get("/actors").text
    assert "Lucia Ferro person ITA 1 not sure Ambassador Lucia Ferro 1 ambassador 2 March 2031 envoy 1 March 2031 3 3 0 0 3" in words(page)
    assert f'href="/actors/questions?about={id_of(bench, "Lucia Ferro")}"' in page
    assert "2 questions: who is one with whom?" in words(page)


@pytest.mark.parametrize("name", ["Lucia Ferro", "ferro, lucia", "LUCÍA FERRO", "amb"])
def test_any_name_in_any_spelling_or_a_part_of_one_finds(bench: Workbench, name: str) -> None:
    with bench.client() as client:
        assert names(listed(bench, client, name=name)) == ["Lucia Ferro"]


def test_the_unnamed_and_papers_are_listed_when_they_are_asked_for(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        usual, every = (listed(reading_bench, client, **asked) for asked in ({}, {"every": "true"}))
        unnamed = listed(reading_bench, client, kind="unnamed")
        named = listed(reading_bench, client, name="report")
    assert usual["total"] < every["total"]
    assert {row["kind"] for row in usual["actors"]}.isdisjoint({"unnamed", "document"})
    assert {row["kind"] for row in unnamed["actors"]} == {"unnamed"}
    assert "document" in {row["kind"] for row in named["actors"]}


def test_filters_leave_some_and_kinds_are_counted_among_what_the_others_leave(bench: Workbench) -> None:
    with bench.client() as client:
        assert names(listed(bench, client, country="ita")) == ["Lucia Ferro"]
        assert sorted(names(listed(bench, client, unsure="true"))) == ["Envoy Ferro", "Lucia Ferro", "T. Bay", "Tomas Bay"]
        assert listed(bench, client, kind="person", speaks="true")["kinds"] == [{"value": "person", "count": 5}]
        assert listed(bench, client, name="zebra")["total"] == 0
        wrong = client.get("/actors", params={"kind": "ghost"})
    assert (wrong.status_code, "is no kind of actor" in wrong.text) == (400, True)


@pytest.mark.parametrize(
    ("sort", "first"), [("speaks", "Lucia Ferro"), ("mentioned", "Lucia Ferro"), ("name", "Clara Weiss")]
)  # fmt: skip
def test_they_come_in_the_order_that_is_asked_for(bench: Workbench, sort: str, first: str) -> None:
    with bench.client() as client:
        assert names(listed(bench, client, sort=sort))[0] == first
        page = client.get("/actors", params={"sort": sort}).text
    assert page.count("aria-sort=") == 1


def test_an_address_holds_only_what_is_asked() -> None:
    assert Filters().address() == "/actors"
    assert Filters(name="Ana Lund", every=True).address(sort=Sort.NAME, offset=50) == "/actors?name=Ana+Lund&every=true&sort=name&offset=50"


def test_a_long_list_has_pages(tmp_path: Path) -> None:
    with open_case(tmp_path / "many.memcon", create=True) as case:
        put_in(case, *(told(n % 27, f"Ana L{chr(97 + n % 26)}{chr(97 + n // 26)}nd") for n in range(60)))
    with served(tmp_path / "many.memcon") as bench, bench.client() as client:
        total = listed(bench, client)["total"]
        second = client.get("/actors", params={"offset": "50"}).text
        assert f"51 to {total} of {total}" in words(second)
        assert "The list is not so long" in client.get("/actors", params={"offset": "500"}).text


def test_an_empty_case_says_what_stands_here_and_one_that_finds_nobody_what_to_try(tmp_path: Path, bench: Workbench) -> None:
    with served(tmp_path / "empty.memcon") as empty, empty.client() as client:
        people(empty)
        assert "Nobody is in this case yet" in client.get("/actors").text
        assert "Nothing is uncertain" in client.get("/actors/questions").text
    with bench.client() as client:
        people(bench)
        assert "Try a part of the name" in client.get("/actors", params={"name": "zebra"}).text


def test_while_it_is_worked_out_for_the_first_time_that_is_shown(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standing, "get", lambda *_, **__: View(None, is_fresh=False, seconds=4.0))
    with bench.client() as client:
        for room, target in (("/actors", "#found"), ("/actors/questions", "#question"), ("/actors/abc", "#portrait")):
            page = client.get(room).text
            assert "for the first time" in page
            assert f'hx-trigger="every 1s" hx-target="{target}"' in page
        assert "for the first time" in client.get("/actors/statements?speaker=abc").text
        for answer in ("", "/abc", "/questions", "/statements?speaker=abc", "/abc/about"):
            assert client.get(f"/api/actors{answer}").json() is None
    assert list_people(View(None, is_fresh=False), Filters()) is None


def test_what_is_of_a_moment_ago_is_shown_with_a_sign(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    old = people(bench)
    monkeypatch.setattr(Standing, "get", lambda *_, **__: View(old, is_fresh=False, seconds=4.0))
    with bench.client() as client:
        assert "worked out anew" in client.get("/actors").text
        person = f"/actors/{old.people[0].id}"
        assert "worked out anew" in client.get(person).text
        assert client.get(person, params={"waiting": "true"}).status_code == 204
        assert "worked out anew" in client.get("/actors/0000000000000000").text


# ── one of them ────────────────────────────────────────────────────────────────────────────────────────────────────


def portrait(bench: Workbench, client: Client, name: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/actors/{id_of(bench, name)}").json()
    return found


def test_one_is_shown_with_roles_papers_acts_and_why_they_are_one(bench: Workbench) -> None:
    with bench.client() as client:
        one = portrait(bench, client, "Lucia Ferro")
        page = client.get(f"/actors/{id_of(bench, 'Lucia Ferro')}").text
    assert [(held["role"], held["first"]) for held in one["roles"]] == [("envoy", "2031-03-01"), ("ambassador", "2031-03-02")]
    assert one["evidence"] == ["same full name in 3 documents"]
    assert one["acts"] == [{"value": "say", "count": 3}]
    assert [paper["title"] for paper in one["papers"]] == ["Paper 0", "Paper 1", "Paper 6"]
    assert [line["day"] for line in one["latest"]] == ["2031-03-07", "2031-03-02", "2031-03-01"]
    assert f'href="/actors/statements?speaker={one["row"]["id"]}&amp;act=say"' in page
    assert one["papers"][0]["address"].endswith("?at=16-27")
    assert "Envoy Ferro : same family name, and both are envoy" in words(page)


def test_with_whom_somebody_speaks_opens_as_many_statements(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        one = portrait(reading_bench, client, "Adaeze Lomax")
        about = client.get(f"/api/actors/{one['row']['id']}/about").json()
        company = (*(one["company"][part] for part in ("speaks_to", "hears_from", "passes_on")), about)
        others = [other for part in company for other in part["rows"]]
        assert len(others) > 3
        for other in others:
            assert client.get(f"/api{other['address']}").json()["total"] == other["count"]
        assert "Henrik Sorel" in client.get(f"/actors/{one['row']['id']}/about").text


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({"speaker": "Adaeze Lomax", "addressee": "Henrik Sorel"}, "What Adaeze Lomax says to Henrik Sorel"),
        ({"speaker": "Adaeze Lomax", "act": "thank"}, "What Adaeze Lomax says: thank"),
        ({"addressee": "Adaeze Lomax"}, "What Adaeze Lomax is told"),
        ({"via": "Adaeze Lomax"}, "What Adaeze Lomax passes on"),
        ({"speaker": "Adaeze Lomax", "about": "Henrik Sorel"}, "What Adaeze Lomax says of Henrik Sorel"),
        ({"speaker": "Henrik Sorel", "via": "Adaeze Lomax"}, "What Henrik Sorel says on the word of Adaeze Lomax"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_statements_say_what_they_are(reading_bench: Workbench, asked: dict[str, str], title: str) -> None:
    fields = {name: value if name == "act" else id_of(reading_bench, value) for name, value in asked.items()}
    with reading_bench.client() as client:
        page = client.get("/actors/statements", params=fields).text
    assert f"<h1><bdi>{title}</bdi></h1>" in page
    assert re.search(r'href="/documents/\w+\?statement=\w+"', page)


def test_nobody_has_an_id_that_is_not_in_the_case(bench: Workbench) -> None:
    people(bench)
    with bench.client() as client:
        for address in ("/actors/0000000000000000", "/api/actors/0000000000000000", "/actors/statements?speaker=0000000000000000"):
            assert client.get(address).status_code == 404
        assert "Nothing is said so" in client.get("/actors/statements").text


def test_two_who_are_joined_are_found_by_the_ids_of_both(bench: Workbench) -> None:
    bay, weiss = id_of(bench, "Tomas Bay"), id_of(bench, "Clara Weiss")
    with bench.client() as client:
        found = client.get(f"/actors/{bay}/others", params={"other": "weiss"}).text
        assert f'name="other" value="{weiss}"' in found
        page = client.post(f"/actors/{bay}/join", data={"other": weiss, "why": "her pen name"}, headers=HTMX)
        people(bench)
        assert [client.get(f"/api/actors/{id_}").json()["row"]["documents"] for id_ in (bay, weiss)] == [2, 2]
        again = client.get(f"/actors/{weiss}").text
    assert page.headers["HX-Replace-Url"] == f"/actors/{min(bay, weiss)}"
    assert "Joined; u takes it back" in words(page.text)
    assert "is the same as" in words(again)
    assert "her pen name" in again


def test_in_one_paper_it_is_somebody_else_and_that_can_be_taken_back(bench: Workbench) -> None:
    with bench.client() as client:
        one = portrait(bench, client, "Lucia Ferro")
        home, chosen = f"/actors/{one['row']['id']}", one["papers"][2]["actor"]
        page = client.post(f"{home}/split", data={"chosen": chosen, "why": "her aunt"})
        assert page.history[0].status_code == 303
        assert sorted(len(p.appearances) for p in people(bench).people if p.name == "Lucia Ferro") == [1, 2]
        split_off = client.get(f"/api/actors/{chosen}").json()
        (word,) = split_off["words"]
        assert (word["who"], word["why"], word["count"], word["action"]) == ("Ines", "her aunt", 2, "split")
        client.post(f"/actors/{chosen}/take-back", data={"judgement": word["key"]}, headers=HTMX)
        assert len(people(bench).directory.find("Lucia Ferro")[0].appearances) == 3
        gone = client.post(f"/actors/{chosen}/take-back", data={"judgement": word["key"]})
    assert (gone.status_code, "taken back already" in gone.text) == (400, True)


def test_splitting_off_all_papers_is_refused(bench: Workbench) -> None:
    with bench.client() as client:
        one = portrait(bench, client, "Lucia Ferro")
        chosen = [paper["actor"] for paper in one["papers"]]
        refused = client.post(f"/actors/{one['row']['id']}/split", data={"chosen": chosen})
    assert (refused.status_code, "leave at least one" in refused.text) == (400, True)
    assert said(bench) == []


def test_undo_takes_back_all_of_one_answer(bench: Workbench) -> None:
    with bench.client() as client:
        one = portrait(bench, client, "Lucia Ferro")
        client.post(f"/actors/{one['row']['id']}/split", data={"chosen": one["papers"][0]["actor"]})
        assert said(bench) == [Action.SPLIT, Action.SPLIT]
        client.post("/undo", headers=HTMX)
    assert said(bench) == []


def test_who_may_only_read_sees_everything_and_changes_nothing(bench: Workbench, tmp_path: Path) -> None:
    ferro, bay = id_of(bench, "Lucia Ferro"), id_of(bench, "Tomas Bay")
    with logged_in(bench, tmp_path, Role.READ) as client:
        assert "same full name in 3 documents" in client.get(f"/actors/{ferro}").text
        assert "Is the same" not in client.get(f"/actors/{ferro}?other=bay").text
        assert "They are one" not in client.get("/actors/questions").text
        for room, data in (
            (f"/actors/{ferro}/join", {"other": bay}),
            (f"/actors/{ferro}/split", {"chosen": ferro}),
            (f"/actors/{ferro}/take-back", {"judgement": "x"}),
            ("/actors/questions", {"left": ferro, "right": bay, "same": "same"}),
            ("/actors/questions/undo", {}),
        ):
            assert client.post(room, data=data).status_code == 403
    assert said(bench) == []


# ── what is not sure ───────────────────────────────────────────────────────────────────────────────────────────────


def asked(bench: Workbench, client: Client, **sitting: str) -> dict[str, Any]:
    people(bench)
    found: dict[str, Any] = client.get("/api/actors/questions", params=sitting).json()
    return found


def form(question: dict[str, Any], answer: str) -> dict[str, Any]:
    return {"left": question["left"], "right": ".".join(question["right"]), "same": answer, "why": question["why"]}


BEGAN = "2000-01-01T00:00:00+00:00"


def test_a_question_has_both_sides_with_papers_and_the_sentence_that_names_each(bench: Workbench) -> None:
    with bench.client() as client:
        one = asked(bench, client)
        page = client.get("/actors/questions").text
    left, right = one["question"]["sides"]
    assert (one["number"], one["total"], one["question"]["why"]) == (1, 2, "same family name, and both are envoy")
    assert (left["name"], right["name"]) == ("Lucia Ferro", "Envoy Ferro")
    assert right["sentence"] == ["", "Envoy Ferro", " said that the pier was shut."]
    assert right["papers"][0][0] == "Paper 2, 2031-03-03"
    assert "1 of 2" in words(page)
    assert "<mark>Envoy Ferro</mark> said that the pier was shut." in page


def test_an_answer_is_kept_with_why_it_was_asked_and_the_next_question_comes(bench: Workbench) -> None:
    with bench.client() as client:
        first = asked(bench, client)["question"]
        page = client.post(f"/actors/questions?began={BEGAN}", data=form(first, "same"), headers=HTMX).text
        assert "2 of 2" in words(page)
        assert "Recorded: Ambassador Lucia Ferro and Envoy Ferro are one" in words(
            page
        ) or "Recorded: Lucia Ferro and Envoy Ferro are one" in words(page)
        second = asked(bench, client, began=BEGAN)["question"]
        page = client.post(f"/actors/questions?began={BEGAN}", data=form(second, "different"), headers=HTMX).text
    assert "All is answered" in page
    assert [(j.action, j.who, j.why) for j in about_actors(bench.desk.case.judgements())] == [
        (Action.MERGE, "Ines", "same family name, and both are envoy"), (Action.SPLIT, "Ines", "the initials fit"),
    ]  # fmt: skip
    assert people(bench).linked.candidates == ()


def test_what_was_answered_can_be_taken_back_and_is_asked_again(bench: Workbench) -> None:
    sitting = f"/actors/questions?began={BEGAN}"
    with bench.client() as client:
        first = asked(bench, client)["question"]
        client.post(sitting, data=form(first, "same"))
        page = client.post(sitting.replace("?", "/undo?"), headers=HTMX).text
        assert "Taken back" in page
        assert asked(bench, client, began=BEGAN)["question"]["key"] == first["key"]
        nothing = client.post("/actors/questions/undo")
    assert (nothing.status_code, "no answer of yours in this sitting" in nothing.text) == (400, True)


def test_a_skipped_question_comes_again_when_it_is_asked_for(bench: Workbench) -> None:
    with bench.client() as client:
        first = asked(bench, client)["question"]
        second = asked(bench, client, skipped=first["key"])
        assert (second["number"], second["total"], second["skipped"]) == (2, 2, 1)
        left = client.get("/actors/questions", params={"skipped": f"{first['key']}.{second['question']['key']}.gone"}).text
    assert "2 questions are left, which you skipped" in words(left)


def test_only_questions_about_one_are_asked(bench: Workbench) -> None:
    with bench.client() as client:
        one = asked(bench, client, about=id_of(bench, "Tomas Bay"))
        none = client.get("/actors/questions", params={"about": id_of(bench, "Clara Weiss")}).text
    assert (one["total"], one["question"]["sides"][1]["name"]) == (1, "T. Bay")
    assert "Nothing is uncertain about this one" in words(none)


def test_of_two_who_answer_at_once_the_first_counts_and_the_second_is_told(bench: Workbench) -> None:
    with bench.client() as client:
        question = asked(bench, client)["question"]
        bench.desk.case.judge_all(say_of_pairs(Action.SPLIT, [(question["left"], question["right"][0])], who="Tomas"))
        late = client.post("/actors/questions", data=form(question, "same"), headers=HTMX).text
    assert "Not recorded: Tomas has answered this meanwhile" in words(late)
    assert said(bench) == [Action.SPLIT]


def test_one_question_that_many_answer_at_once_is_answered_once(bench: Workbench) -> None:
    with bench.client() as client:
        question = asked(bench, client)["question"]
        with ThreadPoolExecutor(6) as several:
            pages = list(
                several.map(
                    lambda n: client.post("/actors/questions", data=form(question, ("same", "different")[n % 2]), headers=HTMX).text,
                    range(6),
                )
            )
    assert sum("Recorded:" in page for page in pages) == 1
    assert len(said(bench)) == 1


def test_answers_go_on_while_who_is_who_is_still_as_it_was(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    old = people(bench)
    monkeypatch.setattr(Standing, "get", lambda *_, **__: View(old, is_fresh=False, seconds=9.0))
    with bench.client() as client:
        first = client.get("/api/actors/questions").json()["question"]
        client.post("/actors/questions", data=form(first, "same"))
        second = client.get("/api/actors/questions").json()["question"]
        assert second["key"] != first["key"]
        page = client.post("/actors/questions", data=form(second, "same"), headers=HTMX).text
        assert "asked then" in page
        again = client.post("/actors/questions", data=form(first, "same"), headers=HTMX).text
    assert "Not recorded" in words(again)
    assert said(bench) == [Action.MERGE, Action.MERGE]


def test_what_was_taken_back_and_is_still_in_the_last_view_is_said_to_come(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    with bench.client() as client:
        client.post("/actors/questions", data=form(asked(bench, client)["question"], "same"))
        old = people(bench)
        client.post("/undo", headers=HTMX)
        monkeypatch.setattr(Standing, "get", lambda *_, **__: View(old, is_fresh=False, seconds=9.0))
        one = client.get("/api/actors/questions").json()
    assert (one["is_unsaid"], one["total"]) == (True, 1)


def test_an_answer_is_same_or_different(bench: Workbench) -> None:
    with bench.client() as client:
        wrong = client.post("/actors/questions", data=form(asked(bench, client)["question"], "perhaps"))
    assert (wrong.status_code, "same or different" in wrong.text) == (400, True)


def test_the_list_agrees_with_the_command_line(bench: Workbench) -> None:
    with bench.client() as client:
        assert names(listed(bench, client)) == [person.name for person in who_is_who(bench.desk.case).people]
