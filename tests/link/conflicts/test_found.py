"""What a finding says."""

from __future__ import annotations

from memcon.link.conflicts.found import Relation, between, days_between, of_one_origin, one_voice, strongest
from tests.link.conflicts.papers import claim


def test_the_earlier_stands_on_the_left_and_the_id_does_not_depend_on_the_order() -> None:
    early, late = claim("a", key="a", day="2031-05-01"), claim("b", key="b", day="2031-05-02", document="p1")
    assert between(late, early, "denial", Relation.CONFLICT, "") == between(early, late, "denial", Relation.CONFLICT, "")
    assert between(late, early, "denial", Relation.CONFLICT, "").left == "a"


def test_days_that_are_not_known_are_no_number() -> None:
    assert days_between(None, "2031-05-01") is None
    assert days_between("2031-05-01", "2031-05-03") == 2


def test_voices_are_one_by_name() -> None:
    assert one_voice(claim("a"), claim("b", speaker="ROTH"), None)
    assert not one_voice(claim("a"), claim("b", speaker="Vento"), None)


def test_copies_are_of_one_origin() -> None:
    assert of_one_origin("p0", "p1", {"p1": "p0"})
    assert not of_one_origin("p0", "p1", {})


def test_a_finding_is_kept_once() -> None:
    one = between(claim("a"), claim("b", key="b", document="p1"), "denial", Relation.CONFLICT, "")
    assert strongest([one, one]) == (one,)
