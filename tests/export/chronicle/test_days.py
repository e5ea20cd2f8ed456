from __future__ import annotations

import pytest

from memcon.export.chronicle.days import By, Days, period_days, period_of, period_words, read_days, read_range


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2031-03-04", Days("2031-03-04", "2031-03-04")),
        ("2031-03-04T23:10:00Z", Days("2031-03-04", "2031-03-04")),
        ("2032-02", Days("2032-02-01", "2032-02-29")),
        ("2031", Days("2031-01-01", "2031-12-31")),
        ("2031-02-30", None),
        ("2031-13", None),
        ("0000", None),
        ("20310304", None),
        ("yesterday", None),
        ("٢٠٣١-٠٣-٠٤", Days("2031-03-04", "2031-03-04")),
        ("", None),
        (None, None),
    ],
)
def test_a_day_is_read_and_what_is_none_is_not_known(words: str | None, days: Days | None) -> None:
    assert read_days(words) == days


def test_a_range_keeps_both_ends_whichever_comes_first() -> None:
    assert read_range("2031-04-30", "2031-01-01") == Days("2031-01-01", "2031-04-30")
    assert str(read_range("2031-01-01", "2031-04-30")) == "2031-01-01 to 2031-04-30"


def test_of_a_range_with_one_end_that_is_no_day_the_other_stays() -> None:
    assert str(read_range("soon", "2031-04-30")) == "2031-04-30"


@pytest.mark.parametrize(
    ("by", "period", "words", "days"),
    [
        (By.DAY, "2031-05-06", "6 May 2031", Days("2031-05-06", "2031-05-06")),
        (By.MONTH, "2031-05", "May 2031", Days("2031-05-01", "2031-05-31")),
        (By.QUARTER, "2031-Q2", "2031, second quarter", Days("2031-04-01", "2031-06-30")),
        (By.YEAR, "2031", "2031", Days("2031-01-01", "2031-12-31")),
    ],
)
def test_a_day_lies_in_a_period_that_has_a_name(by: By, period: str, words: str, days: Days) -> None:
    assert period_of("2031-05-06", by) == period
    assert (period_words(period), period_days(period)) == (words, days)
