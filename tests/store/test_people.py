"""The actors of a case with their counts, on SQLite and on PostgreSQL where there is one."""

from __future__ import annotations

from memcon.model.judgement import Action
from memcon.run.correcting import judge_now
from memcon.store import Case
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
