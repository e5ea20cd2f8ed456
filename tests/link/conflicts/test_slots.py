"""When and where one thing happened."""

from __future__ import annotations

import pytest

from tests.link.conflicts.papers import relations


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Roth said the meeting took place on 4 May.", "Vento said the meeting took place on 9 May.", "date"),
        ("Roth said the agreement was signed in 1998.", "Vento said the agreement was signed in 2001.", "date"),
        ("Roth said the king died on Tuesday.", "Vento said the king died on Thursday.", "date"),
        ("Roth said the ferry sank off Sarre.", "Vento said the ferry sank off Dray.", "place"),
        ("Roth said the talks were held in Lorn.", "Vento said the talks were held in Tarn.", "place"),
    ],
)
def test_one_thing_told_differently(left: str, right: str, kind: str) -> None:
    assert relations(left, right) == [(kind, "conflict")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Roth said gunmen attacked a convoy on Monday.", "Vento said gunmen attacked a convoy on Friday."),
        ("Roth said he visited Lorn in March.", "Vento said he visited Lorn in September."),
        ("Roth said the fire burned on 2 January 2030.", "Vento said the fire raged on 9 March 2031."),
        ("Roth said the crash at Dray was grave.", "Vento said the crash at Tarn was grave."),
    ],
)
def test_two_of_a_kind_are_two(left: str, right: str) -> None:
    assert relations(left, right) == []


def test_weekdays_of_two_weeks_are_not_compared() -> None:
    told = ("Roth said the talks ended on Monday.", "2031-05-01"), ("Vento said the talks ended on Friday.", "2031-06-01")
    assert relations(*told) == []
