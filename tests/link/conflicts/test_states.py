"""How a conflict stands after what was said later."""

from __future__ import annotations

from tests.link.conflicts.papers import found

SHELLED = ("Roth said the army shelled the market in Lorn.", "2031-05-01")
DENIED = ("Vento denied that the army shelled the market in Lorn.", "2031-05-02")


def state(*later: tuple[str, str]) -> tuple[str, int]:
    (one,) = [one for one in found(SHELLED, DENIED, *later) if {one.left_document, one.right_document} == {"p0", "p1"}]
    return one.state, len(one.history)


def test_nothing_more_said_leaves_it_open() -> None:
    assert state() == ("open", 0)


def test_who_denied_it_admits_it() -> None:
    assert state(("Vento acknowledged that the army shelled the market in Lorn after all.", "2031-05-05")) == ("conceded", 1)


def test_who_claimed_it_takes_it_back() -> None:
    assert state(("Roth withdrew his claim that the army shelled the market in Lorn.", "2031-05-05")) == ("withdrawn", 1)


def test_who_claimed_it_stands_by_his_account() -> None:
    assert state(("Roth said he stood by his account.", "2031-05-05")) == ("stands", 1)


def test_the_whole_history_is_kept() -> None:
    stood = ("Roth said he stood by his account.", "2031-05-03")
    taken = ("Roth withdrew his claim that the army shelled the market in Lorn.", "2031-05-05")
    assert state(stood, taken) == ("withdrawn", 2)


def test_what_another_admits_changes_nothing() -> None:
    assert state(("Hale acknowledged that the army shelled the market in Lorn.", "2031-05-05")) == ("open", 0)


def test_what_was_said_before_changes_nothing() -> None:
    assert state(("Roth said he stood by his account.", "2031-04-01")) == ("open", 0)
