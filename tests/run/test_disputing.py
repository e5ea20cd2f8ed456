"""The disputes of a case, as they stand now and as people have ruled of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import WrongUse
from memcon.export.disputes.accounts import Dispute
from memcon.link.conflicts.finding import Found
from memcon.model.contract import to_dict
from memcon.model.judgement import Action, Judgement
from memcon.model.ledger import Act, Findings
from memcon.run.correcting import judge_now
from memcon.run.disputing import RULED, Wanted, disputes_of, holds_words, list_disputes
from memcon.store import Case, open_case
from memcon.store.view import Rulings
from tests.export.disputes.made import account, ruling
from tests.fakes import make_document
from tests.run.disputed import boats, filled, ice, papers, pier, said


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """A case in which each paper disputes itself."""
    with open_case(filled(tmp_path / "case.memcon", *papers())) as one:
        yield one


def listed(case: Case, words: str = "", **wanted: Any) -> list[str]:
    """The titles of the papers of the disputes."""
    return [str(dispute.left.sheet.title) for dispute in list_disputes(case, Wanted(words, **wanted))]


def only(case: Case, words: str) -> Dispute:
    (dispute,) = list_disputes(case, Wanted(words))
    return dispute


def judge(case: Case, action: Action, subject: str, **value: Any) -> Judgement:
    return case.judge(judge_now(action, subject, value, who="ada", why="read both"))


def test_the_open_ones_come_first_and_of_these_the_newest(case: Case) -> None:
    assert listed(case) == ["Ice", "Boats", "Pier"]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({"words": "boats"}, ["Boats"]),
        ({"words": "nine NOT ice"}, ["Boats"]),
        ({"words": "dispatch"}, ["Boats"]),
        ({"words": "dispatch sail*"}, []),
        ({"kind": "denial"}, ["Pier"]),
        ({"state": "conceded"}, ["Pier"]),
        ({"state": "open"}, ["Ice", "Boats"]),
        ({"actor": "lund"}, ["Pier"]),
        ({"actor": "weiss"}, ["Pier"]),
        ({"actor": "kaja"}, ["Ice"]),
        ({"actor": "lorn"}, ["Boats"]),
        ({"actor": "nobody"}, []),
        ({"since": "2031-05-04"}, ["Ice", "Pier"]),
        ({"until": "2031-05-02"}, ["Boats"]),
        ({"since": "2031-05-04", "until": "2031-05-06"}, ["Pier"]),
        ({"document": "papers/ice"}, ["Ice"]),
        ({"document": boats().document.id}, ["Boats"]),
        ({"words": pier().conflicts[0].id}, ["Pier"]),
        ({"words": ice().statements[1].id, "kind": "denial"}, ["Ice"]),
    ],
    ids=str,
)
def test_filters(case: Case, wanted: dict[str, Any], titles: list[str]) -> None:
    assert listed(case, **wanted) == titles


@pytest.mark.parametrize("wanted", [{"since": "soon"}, {"until": "20310504"}, {"words": "(boats"}], ids=str)
def test_what_is_no_day_or_no_search_is_told(case: Case, wanted: dict[str, Any]) -> None:
    with pytest.raises(WrongUse):
        listed(case, **wanted)


def test_a_settled_conflict_tells_what_settled_it(case: Case) -> None:
    settled = only(case, "pier")
    assert (settled.state, settled.is_open) == ("conceded", False)
    assert [change.words for change in settled.history] == ["Tomas Bay admitted: the pier was shut (Pier, 2031-05-05; papers/pier.txt)"]


def test_hearsay_and_numbers_stand_in_the_accounts(case: Case) -> None:
    assert only(case, "ice").left.via == "Kaja Moe"
    raid = only(case, "boats").right
    assert (raid.teller, raid.numbers, raid.where) == ("the paper itself", ("sunk: 3 boats",), "Vardø (NOR)")


def test_a_rejected_statement_takes_its_conflicts_with_it(case: Case) -> None:
    judge(case, Action.REJECT, ice().statements[0].id)
    assert listed(case) == ["Boats", "Pier"]


def test_an_event_goes_with_the_statement_that_tells_it(tmp_path: Path) -> None:
    findings = boats()
    told = findings.statements[0]
    raid = replace(findings.events[0], statement=told.id)
    second = replace(raid, id="0123456789abcdef", statement=None)
    found = replace(findings.conflicts[0], left=raid.id, right=second.id)
    rows = to_dict(replace(findings, events=(raid, second), conflicts=(found,)))
    with open_case(filled(tmp_path / "one.memcon", rows)) as case:
        assert only(case, "nine").left.teller == "Hanne Oduya"
        judge(case, Action.REJECT, told.id)
        assert listed(case) == []


def test_an_edited_statement_is_told_as_it_stands_now(case: Case) -> None:
    judge(case, Action.EDIT, pier().statements[0].id, speaker={"name": "Kaja Moe", "actor": None, "span": None})
    assert only(case, "pier").left.teller == "Kaja Moe"


@pytest.mark.parametrize(("verdict", "relation"), [("same", "same"), ("different", "different"), ("update", "update")])
def test_what_a_person_ruled_to_be_no_conflict_is_listed_only_with_all(case: Case, verdict: str, relation: str) -> None:
    left, right = (statement.id for statement in ice().statements)
    said = judge(case, Action.RULE, right, other=left, verdict=verdict)
    assert listed(case) == ["Boats", "Pier"]
    last = list_disputes(case, Wanted(every=True))[-1]
    assert (last.left.sheet.title, last.relation, last.ruling) == ("Ice", relation, said)
    judge(case, Action.UNDO, said.id)
    assert listed(case) == ["Ice", "Boats", "Pier"]


def test_a_real_conflict_stays_and_shows_who_said_so(case: Case) -> None:
    left, right = (statement.id for statement in ice().statements)
    said = judge(case, Action.RULE, left, other=right, verdict="real")
    assert only(case, "ice").ruling == said


def test_a_person_can_name_a_conflict_that_was_not_found(case: Case) -> None:
    said = judge(case, Action.RULE, ice().statements[0].id, other=boats().events[0].id, verdict="real")
    named = list_disputes(case, Wanted())[0]
    assert (named.kind, named.is_open, named.why) == (RULED, True, "read both")
    assert (named.left.sheet.title, named.right.sheet.title) == ("Boats", "Ice")
    assert named.id == list_disputes(case, Wanted(named.id))[0].id
    judge(case, Action.UNDO, said.id)
    assert listed(case) == ["Ice", "Boats", "Pier"]


@pytest.mark.parametrize(
    ("relation", "verdict", "wanted"),
    [("update", None, "update"), ("update", "real", "conflict"), ("conflict", "update", "update"), ("other-population", "same", "same")],
)
def test_a_person_has_the_last_word_on_what_two_accounts_are_to_each_other(relation: str, verdict: str | None, wanted: str) -> None:
    sides = {"a1": account(), "a2": account("a2")}
    rulings = Rulings({frozenset(sides): ruling(verdict)} if verdict else {}, ())
    (dispute,) = disputes_of([Found("number", "a1", "a2", "d1", "d1", "3 / 9", relation)], rulings, sides.get)
    assert dispute.relation == wanted


def test_a_finding_about_a_row_that_is_gone_is_left_out() -> None:
    sides = {"a1": account()}
    found = Found("number", "a1", "a2", "d1", "d1", "3 / 9", "conflict")
    assert list(disputes_of([found], Rulings({frozenset(("a1", "a2")): ruling()}, ()), sides.get)) == []


def test_a_later_row_that_is_gone_is_left_out_of_the_history() -> None:
    sides = {"a1": account(), "a2": account("a2")}
    found = Found("number", "a1", "a2", "d1", "d1", "", "conflict", "conceded", ("a3", "a2"))
    (dispute,) = disputes_of([found], Rulings({}, ()), sides.get)
    assert [change.id for change in dispute.history] == ["a2"]


CLAIM = "Ana Lund said that the harbour master ordered the ferries to leave.\n"
DENIAL = (
    "Fog lay over the quay when the council met, and few had slept. Asked about Monday, Tomas Bay denied outright that "
    "the harbour master ordered the ferries to leave. He left by the side door.\n"
)
ORDER = "the harbour master ordered the ferries to leave"


def paper(text: str, speaker: str, day: str, act: Act = Act.SAY, origin: str = "story.txt") -> dict[str, Any]:
    return to_dict(Findings(make_document(text, origin=origin, title=day, published=day), (), (said(text, speaker, ORDER, act),)))


def test_two_papers_are_held_against_each_other(tmp_path: Path) -> None:
    rows = paper(CLAIM, "Ana Lund", "2031-05-01"), paper(DENIAL, "Tomas Bay", "2031-05-02", Act.DENY)
    with open_case(filled(tmp_path / "two.memcon", *rows)) as case:
        (found,) = list_disputes(case, Wanted())
    assert (found.kind, found.left.teller, found.right.teller, found.right.stance) == ("denial", "Ana Lund", "Tomas Bay", "denied")


def test_the_same_ruling_holds_between_papers(tmp_path: Path) -> None:
    rows = paper(CLAIM, "Ana Lund", "2031-05-01"), paper(DENIAL, "Tomas Bay", "2031-05-02", Act.DENY)
    with open_case(filled(tmp_path / "two.memcon", *rows)) as case:
        judge(case, Action.RULE, rows[1]["statements"][0]["id"], other=rows[0]["statements"][0]["id"], verdict="different")
        assert (list_disputes(case, Wanted()), case.faults()) == ([], [])


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("boats sank", True),
        ('"three boats"', True),
        ('"boats three"', False),
        ("boa*", True),
        ("oats", False),
        ("sank OR sailed", True),
        ("boats NOT sank", False),
        ("BOATS AND (sailed OR sank)", True),
    ],
)
def test_words_are_looked_for_in_an_event_as_in_a_statement(words: str, held: bool) -> None:  # noqa: FBT001
    assert holds_words("Three boats, they say, sank.", words) is held
