"""Days, weeks and months, and the steps between them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.detect.times.calendar import century_of, decade_of, month_of, moved, part_of, quarter_of, range_of, shifted, year_of

DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(2500, 1, 1))
UNITS = ["hour", "day", "week", "fortnight", "weekend", "month", "quarter", "year", "decade"]


@pytest.mark.parametrize(
    ("unit", "count", "expected"),
    [
        ("month", 1, "2024-02-29"),
        ("month", -2, "2023-11-30"),
        ("year", 1, "2025-01-31"),
        ("week", -1, "2024-01-24"),
        ("hour", 25, "2024-02-02"),
    ],
)
def test_the_last_of_a_shorter_month_stands_for_a_day_that_it_lacks(unit: str, count: int, expected: str) -> None:
    assert moved(date(2024, 1, 31), unit, count).isoformat() == expected


@given(DAYS, st.sampled_from(UNITS), st.integers(-100, 100))
def test_a_step_of_no_length_stays_and_the_others_go_their_way(at: date, unit: str, count: int) -> None:
    assert moved(at, unit, 0) == at
    assert (moved(at, unit, count) > at) == (count > 0)
    assert shifted(at, unit, count).start <= shifted(at, unit, count).end


@given(st.integers(1500, 2500), st.sampled_from(["early", "mid", "late"]))
def test_the_parts_of_a_year_lie_in_it(year: int, part: str) -> None:
    assert year_of(year).start <= part_of(year_of(year), part).start <= part_of(year_of(year), part).end <= year_of(year).end


def test_halves_meet() -> None:
    year = year_of(2023)
    assert (part_of(year, "second").start - part_of(year, "first").end).days == 1


def test_months_and_quarters_beyond_the_year_lie_in_the_next() -> None:
    assert month_of(2023, 13) == month_of(2024, 1)
    assert quarter_of(2023, 5) == quarter_of(2024, 1)


def test_long_stretches_begin_where_talk_has_them_begin() -> None:
    assert century_of(19).start == date(1800, 1, 1)
    assert decade_of(1979).end == date(1979, 12, 31)


def test_what_runs_backward_is_no_stretch() -> None:
    assert range_of(date(2023, 1, 2), date(2023, 1, 1)) is None
