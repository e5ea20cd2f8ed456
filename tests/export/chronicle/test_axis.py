from __future__ import annotations

import pytest

from memcon.export.chronicle.axis import MOST, make_axis
from memcon.export.chronicle.days import Days


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2031-03-04", "2031-03-04", ["3 Mar 2031", "4 Mar 2031", "5 Mar 2031"]),
        ("2031-03-03", "2031-04-07", ["3 Mar 2031", "10 Mar 2031", "17 Mar 2031", "24 Mar 2031", "31 Mar 2031", "7 Apr 2031"]),
        ("2031-01-10", "2031-06-20", ["Feb 2031", "Mar 2031", "Apr 2031", "May 2031", "Jun 2031"]),
        ("1990-01-01", "2025-01-01", ["1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"]),
        ("0001-01-01", "9999-12-31", [str(n) for n in range(1000, 10_000, 1000)]),
    ],
)
def test_days_months_or_years_are_named_by_how_long_the_axis_is(first: str, last: str, names: list[str]) -> None:
    assert [name for _, name in make_axis([Days(first, last)], left=0, right=100).ticks()] == names


@pytest.mark.parametrize("years", [0, 1, 3, 8, 20, 70, 300, 1500, 7900])
def test_there_are_never_too_many_names_nor_none(years: int) -> None:
    ticks = make_axis([Days("2031-03-04", f"{2031 + years}-11-30")], left=0, right=100).ticks()
    assert 2 <= len(ticks) <= MOST


def test_a_day_has_a_beginning_a_middle_and_an_end_on_the_axis() -> None:
    axis = make_axis([Days("2031-03-02", "2031-03-03")], left=0, right=40)
    assert [axis.at("2031-03-02", share=share) for share in (0, 0.5, 1)] == [10, 15, 20]
