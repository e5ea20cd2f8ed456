from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from memcon.export.chronicle.days import Days
from memcon.export.chronicle.slots import Slots, make_slots, slot_words


def told(start: str, end: str, most: int) -> list[str]:
    slots = make_slots(Days(start, end), most=most)
    return [str(slots.days(n)) for n in range(len(slots))]


def test_slots_are_as_short_as_there_is_room_for() -> None:
    assert told("2031-03-01", "2031-03-03", 10) == ["2031-03-01", "2031-03-02", "2031-03-03"]
    assert len(make_slots(Days("2031-01-01", "2031-12-31"), most=60)) == 53
    assert len(make_slots(Days("2031-01-01", "2031-12-31"), most=20)) == 12
    assert len(make_slots(Days("1990-01-01", "2031-12-31"), most=60)) == 42


def test_weeks_begin_on_mondays_and_the_ends_are_cut_to_the_days() -> None:
    found = told("2031-03-05", "2031-04-10", 10)
    assert (found[0], found[1], found[-1]) == ("2031-03-05 to 2031-03-09", "2031-03-10 to 2031-03-16", "2031-04-07 to 2031-04-10")


@pytest.mark.parametrize("most", [4, 7, 60, 120])
@pytest.mark.parametrize(("start", "end"), [("2031-03-04", "2031-03-04"), ("0001-01-01", "9999-12-31"), ("1999-12-31", "2031-01-01")])
def test_slots_follow_each_other_and_hold_all_days(start: str, end: str, most: int) -> None:
    slots = make_slots(Days(start, end), most=most)
    assert slots.edges == tuple(sorted(set(slots.edges)))
    assert (slots.days(0).start, slots.days(len(slots) - 1).end) == (start, end)
    assert len(slots) <= most


def test_what_began_before_goes_on_in_the_first_slot() -> None:
    first = date(2031, 3, 1).toordinal()
    slots = Slots((first, first + 1, first + 4))
    assert slots.place(np.array([first - 90, first, first + 1, first + 3], np.int32)).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-03-04", "2031-03-04", "4 March 2031"),
        ("2031-03-01", "2031-03-31", "March 2031"),
        ("2031-04-01", "2031-06-30", "2031, second quarter"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2031-03-03", "2031-03-09", "3 March 2031 to 9 March 2031"),
    ],
)
def test_days_that_are_a_period_are_called_by_it(start: str, end: str, words: str) -> None:
    assert slot_words(Days(start, end)) == words
