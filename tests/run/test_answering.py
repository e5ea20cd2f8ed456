"""What people say of actors: a sitting of questions, and several who answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from memcon.errors import WrongUse
from memcon.model.judgement import Action
from memcon.run.answering import Asking, Heard, about_actors, answer, hear, join_all, last_said, say_of_pairs, split_off, take_back
from memcon.run.linking import Who, who_is_who
from memcon.store import Case, open_case
from tests.run.test_linking import named, told
from tests.store.test_case import put_in


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_case(tmp_path / "case.memcon", create=True) as case:
        put_in(case, told(0, "Lucia Ferro", country="ITA", role="envoy"), told(1, "Ambassador Lucia Ferro", role="ambassador"))
        put_in(case, told(2, "Envoy Ferro"), told(3, "Tomas Bay"), told(4, "T. Bay"), told(5, "Clara Weiss"))
        yield case


def sitting(case: Case) -> Asking:
    return Asking(case, "ana", who_is_who(case).linked)


def test_an_answer_is_kept_as_a_judgement_and_not_asked_again(case: Case) -> None:
    asking = sitting(case)
    assert asking.left == 2
    asking.answer(Action.MERGE)
    asking.answer(Action.SPLIT)
    assert [j.action for j in case.judgements()] == [Action.MERGE, Action.SPLIT]
    assert sitting(case).open == []


def test_an_undone_answer_is_asked_again(case: Case) -> None:
    asking = sitting(case)
    first = asking.open[0]
    asking.answer(Action.SPLIT)
    assert asking.undo()
    assert asking.open[0] == first
    assert not asking.undo()
    assert sitting(case).open[0] == first


def test_an_answer_settles_what_follows_from_it(tmp_path: Path) -> None:
    with open_case(tmp_path / "papers.memcon", create=True) as case:
        put_in(case, told(0, "Henrik Lund"), told(1, "Henrik A. Lund"), told(2, "Henrik Lund Jr."))
        asking = sitting(case)
        assert len(asking.open) == 3
        asking.answer(Action.MERGE)
        asking.answer(Action.SPLIT)
        assert (asking.open, asking.left) == ([], 0)


# ── several at once ────────────────────────────────────────────────────────────────────────────────────────────────


def heard(case: Case, who: Who) -> Heard:
    """What is known to somebody who looks at who is who as it was, and hears what was said since."""
    return hear(who.homes, case.judgements(), known=who.judged)


def test_what_others_said_meanwhile_is_heard(case: Case) -> None:
    who = who_is_who(case)
    surname, initial = who.linked.candidates
    answer(case, surname, Action.MERGE, who="ana")
    answer(case, initial, Action.SPLIT, who="ben")
    assert [heard(case, who).settles(c) for c in who.linked.candidates] == [True, True]
    assert heard(case, who).home(surname.left[0]) == heard(case, who).home(surname.right[0])
    assert heard(case, who).home(initial.left[0]) != heard(case, who).home(initial.right[0])


def test_what_was_taken_back_is_open_again(case: Case) -> None:
    who = who_is_who(case)
    candidate = who.linked.candidates[0]
    take_back(case, answer(case, candidate, Action.MERGE, who="ana"), who="ana")
    assert heard(case, who).left_open(candidate) == candidate.right


def test_what_follows_from_the_answers_of_several_is_settled(tmp_path: Path) -> None:
    with open_case(tmp_path / "papers.memcon", create=True) as case:
        put_in(case, told(0, "Henrik Lund"), told(1, "Henrik A. Lund"), told(2, "Henrik Lund Jr."))
        who = who_is_who(case)
        for candidate, name in zip(who.linked.candidates[:2], ("ana", "ben"), strict=True):
            answer(case, candidate, Action.MERGE, who=name)
        assert [heard(case, who).settles(c) for c in who.linked.candidates] == [True, True, True]


def test_what_was_known_already_is_not_heard_twice(case: Case) -> None:
    answer(case, who_is_who(case).linked.candidates[0], Action.MERGE, who="ana")
    who = who_is_who(case)
    assert heard(case, who).moved == {}
    assert len(who.judged) == 1


def test_a_question_that_was_answered_before_is_settled_too(case: Case) -> None:
    questions = who_is_who(case).linked.candidates
    for candidate, action in zip(questions, (Action.MERGE, Action.SPLIT), strict=True):
        answer(case, candidate, action, who="ana")
    who = who_is_who(case)
    assert who.linked.candidates == ()
    assert [heard(case, who).settles(candidate) for candidate in questions] == [True, True]


def test_an_answer_about_several_is_of_one_moment_and_taken_back_as_one(case: Case) -> None:
    who = who_is_who(case)
    ferro, bay = named(who, "Lucia Ferro"), named(who, "Tomas Bay")
    said = case.judge_all(say_of_pairs(Action.SPLIT, product(bay.cluster.members, ferro.cluster.members), who="ana"))
    assert len(said) == 2
    case.judge_all(say_of_pairs(Action.MERGE, [(bay.id, ferro.id)], who="ben"))
    assert last_said(case.judgements(), "ana") == sorted(said, key=lambda j: (j.at, j.id))
    take_back(case, last_said(case.judgements(), "ana"), who="ana")
    assert last_said(case.judgements(), "ana") == []
    assert [j.who for j in about_actors(case.judgements())] == ["ben"]


def test_of_an_answer_that_cannot_be_kept_nothing_is_kept(case: Case) -> None:
    bay = named(who_is_who(case), "Tomas Bay")
    with pytest.raises(WrongUse, match="two different actors"):
        case.judge_all(say_of_pairs(Action.SPLIT, [(bay.id, named(who_is_who(case), "Clara Weiss").id), (bay.id, "0" * 16)], who="ana"))
    assert case.judgements() == []


# ── one of the actors ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def five(tmp_path: Path) -> Iterator[Case]:
    """One name in five papers."""
    with open_case(tmp_path / "five.memcon", create=True) as case:
        put_in(case, *(told(n, "Lucia Ferro") for n in range(5)))
        yield case


def sizes(case: Case) -> list[int]:
    return sorted(len(person.appearances) for person in who_is_who(case).people)


@pytest.mark.parametrize("chosen", [slice(0, 1), slice(2, 3), slice(1, 3), slice(0, 4)], ids=str)
def test_what_is_split_off_is_somebody_else_and_the_rest_stays_together(five: Case, chosen: slice) -> None:
    members = named(who_is_who(five), "Lucia Ferro").cluster.members
    five.judge_all(split_off(members, members[chosen], who="ana"))
    some = len(members[chosen])
    assert sizes(five) == sorted([some, 5 - some])


def test_none_or_all_cannot_be_split_off(five: Case) -> None:
    members = named(who_is_who(five), "Lucia Ferro").cluster.members
    with pytest.raises(WrongUse, match="mark the papers"):
        split_off(members, [], who="ana")
    with pytest.raises(WrongUse, match="leave at least one"):
        split_off(members, members, who="ana")


def test_what_was_split_off_is_joined_again_by_one_word(five: Case) -> None:
    members = named(who_is_who(five), "Lucia Ferro").cluster.members
    five.judge_all(split_off(members, members[:2], who="ana"))
    one, other = who_is_who(five).people
    five.judge_all(join_all(one.cluster.members, other.cluster.members, five.judgements(), who="ben"))
    assert sizes(five) == [5]


def test_two_who_are_joined_are_one(case: Case) -> None:
    who = who_is_who(case)
    bay, weiss = named(who, "Tomas Bay"), named(who, "Clara Weiss")
    said = case.judge_all(join_all(bay.cluster.members, weiss.cluster.members, case.judgements(), who="ana", why="her pen name"))
    assert [j.why for j in said] == ["her pen name"]
    assert who_is_who(case).person(bay.id) == who_is_who(case).person(weiss.id)
