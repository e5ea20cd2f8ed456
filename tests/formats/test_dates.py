"""Absolute dates; a date without a year is not known."""

from __future__ import annotations

import pytest

from memcon.formats.dates import find_date, find_date_time_group


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("September 4, 2021", "2021-09-04"),
        ("Published on 4 Sept. 2021 at noon", "2021-09-04"),
        ("2024-05-02T10:00:00Z", "2024-05-02"),
        ("3rd March 1975", "1975-03-03"),
        ("March 14", None),
        ("February 30, 2021", None),
        ("on Tuesday", None),
    ],
)
def test_first_complete_date(text: str, day: str | None) -> None:
    assert find_date(text) == day


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("O P 030835Z MAR 75", "1975-03-03T08:35:00Z"),
        ("P 091700Z SEP 08", "2008-09-09T17:00:00Z"),
        ("R 331200Z JAN 80", None),
        ("no group", None),
    ],
)
def test_date_time_group(text: str, sent: str | None) -> None:
    assert find_date_time_group(text) == sent
