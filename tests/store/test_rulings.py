"""What people rule of pairs of rows: recorded, undone, carried to other cases and other readings."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from memcon.errors import WrongUse
from memcon.model.contract import to_dict
from memcon.model.judgement import Action, Judgement
from memcon.run.correcting import judge_now, make_judgement
from memcon.run.exporting import export_case, import_bundle
from memcon.store import Case, open_case
from memcon.store.audit import now
from memcon.store.search import Query
from memcon.store.view import Rows, current_rulings
from tests.fakes import make_happenings
from tests.store.conftest import Fresh
from tests.store.papers import Row, key, lost, moved, paper
from tests.store.test_case import put_in


def rule(case: Case, one: str, other: str, verdict: str = "different") -> Judgement:
    return case.judge(judge_now(Action.RULE, one, {"other": other, "verdict": verdict}, who="ada", why="read both"))


def disputed_paper() -> Row:
    """A paper with an event, and a conflict between two of its statements."""
    row = to_dict(make_happenings())
    asked, promised, _ = (statement["id"] for statement in row["statements"])
    conflict = {"id": "c1", "kind": "denial", "left": asked, "right": promised, "why": "which", "state": "open", "changed_by": []}
    return {**row, "conflicts": [conflict]}


def in_case(case: Case) -> dict[frozenset[str], str]:
    """The verdict on each pair, as the case has its rows now."""
    with case.selection(Query()) as selection:
        rows = {d.document["id"]: Rows(d.document["text"], [*d.row["statements"], *d.row["events"]]) for d in selection.documents()}
        pairs = current_rulings(selection.judgements(), rows.get).pairs
    return {pair: str(ruling.value["verdict"]) for pair, ruling in pairs.items()}


def disputed(case: Case) -> dict[str, tuple[str, ...]]:
    return case.disputed(list(case.find(Query())))


def test_the_last_word_on_a_pair_counts_whichever_is_named_first(case: Case) -> None:
    put_in(case, paper(0), paper(1))
    one, other = key(paper(0)), key(paper(1))
    rule(case, one, other, "same")
    last = rule(case, other, one, "update")
    assert in_case(case) == {frozenset((one, other)): "update"}
    case.judge(judge_now(Action.UNDO, last.id, {}, who="ada", why=""))
    assert in_case(case) == {frozenset((one, other)): "same"}
    assert (case.faults(), case.orphans()) == ([], [])


def test_an_event_can_be_ruled_of(case: Case) -> None:
    row = disputed_paper()
    put_in(case, row, paper(0))
    ruling = rule(case, key(paper(0)), row["events"][0]["id"])
    assert (ruling.value["document"], ruling.value["anchor"]["exact"]) == (row["document"]["id"], ["raid"])
    assert len(in_case(case)) == 1
    assert case.faults() == []


def test_a_ruling_goes_with_its_words_to_another_reading_and_is_an_orphan_without_them(case: Case) -> None:
    put_in(case, paper(0), paper(1))
    ruling = rule(case, key(paper(0)), key(paper(1)))
    put_in(case, moved(paper(1)), signature="memcon/next")
    assert set(in_case(case)) == {frozenset((key(paper(0)), key(moved(paper(1)))))}
    assert case.orphans() == []
    put_in(case, lost(paper(1)), signature="memcon/after")
    assert in_case(case) == {}
    assert [orphan.id for orphan in case.orphans()] == [ruling.id]
    assert case.faults() == []


def test_a_rejected_row_makes_no_orphan(case: Case) -> None:
    put_in(case, paper(0), paper(1))
    rule(case, key(paper(0)), key(paper(1)))
    case.judge(judge_now(Action.REJECT, key(paper(1)), {}, who="ada", why=""))
    assert case.orphans() == []


def test_the_same_ruling_twice_is_one(case: Case) -> None:
    put_in(case, paper(0), paper(1))
    typed = judge_now(Action.RULE, key(paper(0)), {"other": key(paper(1)), "verdict": "real"}, who="ada", why="")
    assert case.judge(case.judge(typed)) == case.judge(typed)
    assert len(case.judgements()) == 1


@pytest.mark.parametrize(
    ("other", "verdict", "words"),
    [
        ("nothing", "real", "no statement or event nothing"),
        ("%", "real", "no statement or event %"),
        (None, "real", "two different statements or events"),
        ("nothing", "wrong", "real, same, different, update"),
    ],
)
def test_a_ruling_about_nothing_is_told(case: Case, other: str | None, verdict: str, words: str) -> None:
    put_in(case, paper(0))
    with pytest.raises(WrongUse, match=words):
        rule(case, key(paper(0)), other or key(paper(0)), verdict)
    assert case.judgements() == []


def test_a_ruling_whose_other_place_is_no_place_is_refused(case: Case) -> None:
    put_in(case, paper(0))
    value = {"other": "x", "verdict": "real", "document": "y", "anchor": {"exact": "z"}}
    with pytest.raises(WrongUse, match="the place of its other row"):
        case.judge(Judgement(Action.RULE, key(paper(0)), "eve", now(), value=MappingProxyType(value)))


def test_a_bundle_carries_rulings_also_where_a_paper_is_missing(case: Case, fresh: Fresh, tmp_path: Path) -> None:
    put_in(case, paper(0), paper(1))
    ruling = rule(case, key(paper(0)), key(paper(1)), "update")
    export_case(case, "bundle", tmp_path / "whole", Query())
    export_case(case, "bundle", tmp_path / "part", Query(document=paper(0)["document"]["id"]))
    with open_case(fresh(), create=True) as copy:
        list(import_bundle(copy, tmp_path / "part"))
        assert [orphan.id for orphan in copy.orphans()] == [ruling.id]
        list(import_bundle(copy, tmp_path / "whole"))
        assert (in_case(copy), copy.orphans(), copy.faults()) == (in_case(case), [], [])
        assert copy.judgements() == case.judgements()


def test_a_statement_knows_the_conflicts_within_its_paper_until_they_are_ruled_out(case: Case) -> None:
    row = disputed_paper()
    asked, promised, told = (statement["id"] for statement in row["statements"])
    put_in(case, row, paper(0))
    assert disputed(case) == {asked: ("c1",), promised: ("c1",)}
    rule(case, asked, promised, "real")
    assert set(disputed(case)) == {asked, promised}
    ruling = rule(case, promised, asked, "same")
    assert disputed(case) == {}
    case.judge(judge_now(Action.UNDO, ruling.id, {}, who="ada", why=""))
    assert set(disputed(case)) == {asked, promised}
    rule(case, asked, told, "same")
    assert set(disputed(case)) == {asked, promised}


def test_a_statement_is_not_disputed_by_one_that_was_rejected(case: Case) -> None:
    row = disputed_paper()
    put_in(case, row)
    case.judge(judge_now(Action.REJECT, row["statements"][1]["id"], {}, who="ada", why=""))
    assert disputed(case) == {}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"other": None, "verdict": "real"}, "the ids of two statements or events"),
        ({"other": "b", "verdict": None}, "say --verdict real, same, different or update"),
        ({"other": "b", "verdict": "real", "speaker": "Ana Lund"}, "rule sets nothing"),
    ],
)
def test_what_is_missing_of_a_ruling_is_told(typed: dict[str, Any], words: str) -> None:
    with pytest.raises(WrongUse, match=words):
        make_judgement("rule", "a", **{"speaker": None, "changes": None, **typed}, who="ada", why="")


def test_a_verdict_belongs_to_a_ruling() -> None:
    with pytest.raises(WrongUse, match="merge takes no verdict"):
        make_judgement("merge", "a", "b", speaker=None, changes=None, verdict="real", who="ada", why="")
