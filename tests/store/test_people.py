"""The actors of a case with their counts, on SQLite and on PostgreSQL where there is one."""

from __future__ import annotations

from memcon.model.judgement import Action
from memcon.run.correcting import judge_now
from memcon.store import Case
from memcon.store.people import Parts
from tests.store.papers import actor, key, paper
from tests.store.test_case import put_in


def test_every_actor_comes_with_what_it_says_hears_and_passes_on(case: Case) -> None:
    row = paper(1)
    put_in(case, row)
    with case.people() as people:
        seen = {a.row["name"]: (a.spoke, a.told, a.via, a.title) for a in people.actors()}
    assert seen == {"Tomas Bay": (1, 0, 0, "Report 1"), "Clara Weiss": (0, 1, 0, "Report 1"), "René Vasko": (0, 0, 1, "Report 1")}


def test_what_was_rejected_counts_nowhere(case: Case) -> None:
    row = paper(1)
    put_in(case, row)
    case.judge(judge_now(Action.REJECT, key(row), {}, who="ana", why=""))
    with case.people() as people:
        assert {a.spoke + a.told + a.via for a in people.actors()} == {0}
        assert people.acts([actor(row)]) == {}


def test_the_latest_statements_come_first(case: Case) -> None:
    papers = [paper(0), paper(4), paper(8)]
    put_in(case, *papers)
    with case.people() as people:
        latest = people.latest([actor(row) for row in papers], most=2)
        assert [said.day for said in latest] == ["2024-05-09", "2024-05-05"]
        assert people.acts([actor(row) for row in papers]) == {"say": 3}


def test_the_text_of_a_document_is_there_and_of_none_is_empty(case: Case) -> None:
    row = paper(0)
    put_in(case, row)
    with case.people() as people:
        assert people.text(row["document"]["id"]) == row["document"]["text"]
        assert people.text("none") == ""


def test_who_stands_beside_somebody_in_a_statement(case: Case) -> None:
    row = paper(1)
    put_in(case, row)
    with case.people() as people:
        assert {(b.actor, b.name) for b in people.beside([actor(row)], "speaker", "addressee")} == {(actor(row, 1), "Clara Weiss")}
        assert {b.name for b in people.beside([actor(row)], "speaker", "via")} == {"René Vasko"}
        assert people.beside([actor(row)], "via", "speaker") == []


def test_the_statements_behind_a_number_are_listed(case: Case) -> None:
    papers = [paper(0), paper(4), paper(8)]
    put_in(case, *papers)
    speakers, told = [actor(row) for row in papers], [actor(row, 1) for row in papers]
    with case.people() as people:
        both = Parts({"speaker": speakers, "addressee": told[:2]})
        assert (people.count_said(both), people.count_said(Parts({"speaker": speakers}, act="deny"))) == (2, 0)
        (second,) = people.said(both, most=1, offset=1)
        assert (second.key, second.speaker, second.document) == (key(papers[0]), "Ana Lund", papers[0]["document"]["id"])
        assert people.count_said(Parts({})) == 0


def test_of_whom_somebody_speaks_is_whom_his_words_name(case: Case) -> None:
    row = paper(0)
    text = row["document"]["text"]
    row["statements"][0]["content"] = [{"start": 0, "end": len("Report 0: Clara Weiss"), "text": text[: len("Report 0: Clara Weiss")]}]
    put_in(case, row)
    (speaker, _, named) = (one["id"] for one in row["actors"])
    with case.people() as people:
        assert list(people.spoken_of([speaker])) == [named]
        assert people.count_said(Parts({"speaker": [speaker]}, about=[named])) == 1
        assert people.count_said(Parts({"speaker": [speaker]}, about=[speaker])) == 0


def test_only_judgements_about_actors_are_those_of_people(case: Case) -> None:
    rows = [paper(0), paper(4)]
    put_in(case, *rows)
    case.judge(judge_now(Action.ACCEPT, key(rows[0]), {}, who="ana", why=""))
    merged = case.judge(judge_now(Action.MERGE, actor(rows[0]), {"other": actor(rows[1])}, who="ana", why=""))
    undone = case.judge(judge_now(Action.UNDO, merged.id, {}, who="ana", why=""))
    with case.people() as people:
        assert people.judgements() == [merged, undone]
