"""What is waited for and who was thanked: read once, and chosen from without reading the case again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.errors import WrongUse
from memcon.export.asklist import age_of
from memcon.model.judgement import Action
from memcon.run.asking import Agenda, Wanted, check_wanted, choose_asks, choose_thanks, find_worded, list_asks, list_thanks, read_agenda
from memcon.run.correcting import judge_now
from memcon.store import Case, open_case
from tests.cli.test_asks import papers
from tests.store.papers import actor, paper
from tests.store.test_case import put_in


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_case(tmp_path / "case.memcon", create=True) as case:
        put_in(case, *papers())
        yield case


@pytest.fixture
def agenda(case: Case) -> Agenda:
    return read_agenda(case)


CHOICES = (
    Wanted(),
    Wanted(words="tug*"),
    Wanted(asker="LUND"),
    Wanted(asked="tomas  bay"),
    Wanted(kind="promise"),
    Wanted(since="2031-04-29", until="2031-05-01"),
    Wanted(due_before="2031-05-03", open_only=True),
)


@pytest.mark.parametrize("wanted", CHOICES, ids=str)
def test_choosing_from_the_list_gives_what_listing_gives(case: Case, agenda: Agenda, wanted: Wanted) -> None:
    worded = find_worded(case, wanted)
    assert choose_asks(agenda.asks, wanted, worded) == list_asks(case, wanted)
    assert [one.hit for one in choose_thanks(agenda.thanks, wanted, worded)] == list_thanks(case, wanted)


def test_what_changed_an_ask_leads_to_its_statement(agenda: Agenda) -> None:
    by = {ask.content: ask.by for ask in agenda.asks}
    answer = by.pop("two tugs")
    assert answer is not None
    assert (answer.title, answer.act) == ("Answer", "agree")
    assert set(by.values()) == {None}


def test_somebody_is_found_by_any_name_of_those_who_are_one_with_him(tmp_path: Path) -> None:
    with open_case(tmp_path / "one.memcon", create=True) as case:
        rows = [paper(0), paper(1)]
        row = rows[0]
        row["statements"][0]["act"] = "ask"
        row["asks"] = [
            {"id": "a1", "kind": "request", "content": row["statements"][0]["content"], "asker": row["statements"][0]["speaker"],
             "statement": row["statements"][0]["id"], "asked": [], "urgency": None, "due": None, "status": "open", "changed_by": None,
             "changed": None},
        ]  # fmt: skip
        put_in(case, *rows)
        assert list_asks(case, Wanted(asker="tomas")) == []
        case.judge(judge_now(Action.MERGE, actor(rows[0]), {"other": actor(rows[1])}, who="ana", why="one man"))
        assert [ask.asker for ask in list_asks(case, Wanted(asker="tomas"))] == ["Ana Lund"]


def test_age_is_counted_from_the_day_on_which_it_was_said(agenda: Agenda) -> None:
    hit = choose_asks(agenda.asks, Wanted(kind="promise"))[0].hit
    assert [age_of(hit, day) for day in ("2031-04-29", "2031-05-09", "2031-04-01")] == [0, 10, None]


@pytest.mark.parametrize("wanted", [Wanted(since="soon"), Wanted(until="1 May"), Wanted(due_before="2031-13-01")], ids=str)
def test_what_is_no_day_is_told(wanted: Wanted) -> None:
    with pytest.raises(WrongUse, match="is no day"):
        check_wanted(wanted)


def test_what_is_no_search_is_told(case: Case) -> None:
    with pytest.raises(WrongUse, match="is no search"):
        find_worded(case, Wanted(words="(tugs"))
