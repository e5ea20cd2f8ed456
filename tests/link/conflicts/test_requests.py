"""Who asked for the meeting."""

from __future__ import annotations

from memcon.link.conflicts.requests import requester
from tests.link.conflicts.papers import claim, found

MOSCOW = ("The Kremlin said the call between Biden and Putin took place at the request of Washington.", "2031-05-01")
WASHINGTON = ("The White House said the call between Biden and Putin was requested by Russia.", "2031-05-01")


def test_each_says_that_the_other_asked() -> None:
    (one,) = found(MOSCOW, WASHINGTON)
    assert (one.kind, one.relation, one.why) == ("attribution", "conflict", "asked for by Washington / Russia")


def test_a_state_and_its_capital_are_one() -> None:
    again = ("The Kremlin said the call between Biden and Putin took place at the request of the United States.", "2031-05-01")
    assert found(MOSCOW, again) == ()


def test_a_call_of_another_week_is_another_call() -> None:
    assert found(MOSCOW, (WASHINGTON[0], "2031-06-01")) == ()


def test_the_words_that_say_it() -> None:
    assert requester(claim("they spoke at the invitation of Lorn on Friday")) == "Lorn"
    assert requester(claim("they spoke at Hale's request")) == "Hale"
    assert requester(claim("Hale requested the call")) == "Hale"
    assert requester(claim("they spoke at length")) is None
