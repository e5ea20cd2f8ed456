"""Times in words, and the days that they mean on Monday, 30 August 2021."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.detect.times.calendar import Days, Grain, day
from memcon.detect.times.counting import Against
from memcon.detect.times.expressions import find_expressions
from memcon.detect.times.resolving import resolve_time
from memcon.detect.times.tense import Side

PAPER = date(2021, 8, 30)


def times(text: str, *, side: Side = Side.OPEN, before: Days | None = None, paper: date = PAPER) -> list[str]:
    """The intervals in the text: one day, or two with a slash between (ISO 8601)."""
    found = [resolve_time(e, Against(paper, side, before)) for e in find_expressions(text, 0, len(text))]
    return [f"{d.start}" if d.start == d.end else f"{d.start}/{d.end}" for d in found if d is not None]


PAST = {
    "She left on Monday.": "2021-08-30",
    "He spoke Thursday.": "2021-08-26",
    "on Friday night": "2021-08-27",
    "last Friday": "2021-08-27",
    "last Monday": "2021-08-23",
    "this week": "2021-08-30/2021-09-05",
    "last week": "2021-08-23/2021-08-29",
    "earlier this month": "2021-08-01/2021-08-31",
    "last month": "2021-07-01/2021-07-31",
    "last year": "2020-01-01/2020-12-31",
    "two days ago": "2021-08-28",
    "three weeks ago": "2021-08-09/2021-08-15",
    "six months ago": "2021-02-01/2021-02-28",
    "a year ago": "2020-01-01/2020-12-31",
    "yesterday": "2021-08-29",
    "last night": "2021-08-29",
    "the day before yesterday": "2021-08-28",
    "today": "2021-08-30",
    "tonight": "2021-08-30",
    "tomorrow": "2021-08-31",
    "on Aug. 26": "2021-08-26",
    "on August 26th": "2021-08-26",
    "August 26, 2020": "2020-08-26",
    "26 August 2020": "2020-08-26",
    "the 26th of August": "2021-08-26",
    "Monday, Aug. 23": "2021-08-23",
    "on Dec. 12": "2020-12-12",
    "on Sept. 3": "2021-09-03",
    "JUNE 21": "2021-06-21",
    "IN MAY": "2021-05-01/2021-05-31",
    "in March": "2021-03-01/2021-03-31",
    "in December": "2020-12-01/2020-12-31",
    "last August": "2020-08-01/2020-08-31",
    "in March 2019": "2019-03-01/2019-03-31",
    "early 2020": "2020-01-01/2020-05-01",
    "late July": "2021-07-21/2021-07-31",
    "mid-March": "2021-03-11/2021-03-20",
    "over the weekend": "2021-08-28/2021-08-29",
    "last weekend": "2021-08-28/2021-08-29",
    "in 2019": "2019-01-01/2019-12-31",
    "the 1990s": "1990-01-01/1999-12-31",
    "the late 1970s": "1976-08-31/1979-12-31",
    "June 3 to 7": "2021-06-03/2021-06-07",
    "3-7 June 2020": "2020-06-03/2020-06-07",
    "the third quarter of 2020": "2020-07-01/2020-09-30",
    "in the spring of 2019": "2019-03-01/2019-05-31",
    "winter 2019": "2019-12-01/2020-02-29",
    "last summer": "2020-06-01/2020-08-31",
    "the week of June 14": "2021-06-14/2021-06-20",
    "030835Z MAR 75": "1975-03-03",
    "2021-08-01": "2021-08-01",
}
AHEAD = {
    "on Monday": "2021-08-30",
    "on Thursday": "2021-09-02",
    "next week": "2021-09-06/2021-09-12",
    "next month": "2021-09-01/2021-09-30",
    "on Dec. 12": "2021-12-12",
    "on Aug. 26": "2022-08-26",
    "in March": "2022-03-01/2022-03-31",
    "over the weekend": "2021-09-04/2021-09-05",
}


@pytest.mark.parametrize(("text", "expected"), PAST.items())
def test_times_in_the_past(text: str, expected: str) -> None:
    assert times(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), AHEAD.items())
def test_times_ahead(text: str, expected: str) -> None:
    assert times(text, side=Side.AHEAD) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by Sept. 11", "2021-09-11"),
        ("until Friday", "2021-09-03"),
        ("by October", "2021-10-01/2021-10-31"),
        ("next Tuesday", "2021-09-07"),
    ],
)
def test_a_word_in_front_looks_ahead_whatever_the_tense(text: str, expected: str) -> None:
    assert times(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the same day", "2021-06-10"), ("that day", "2021-06-10"), ("the next day", "2021-06-11"), ("the previous day", "2021-06-09"),
        ("three days later", "2021-06-13"), ("two days earlier", "2021-06-08"), ("a week later", "2021-06-14/2021-06-20"),
        ("the following Monday", "2021-06-14"),
    ],
)  # fmt: skip
def test_times_counted_from_the_time_told_before(text: str, expected: str) -> None:
    assert times(text, before=day(date(2021, 6, 10))) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "She may second the motion.", "the March on the palace", "Theresa May said no.", "April Ryan asked.", "Sun rose over the sea.",
        "in 1500 towns", "May I ask?", "on 5 counts", "they march on", "a few days ago", "the same day", "Room 1984", "Sat down", "Thursdays",
        "June 31", "2021-13-45", "at 3.15", "several weeks ago", "Augusta", "Mayor Lund", "fall apart",
    ],
)  # fmt: skip
def test_what_is_no_time_or_cannot_be_told_is_none(text: str) -> None:
    assert times(text) == []


@given(st.text(max_size=80), st.dates(min_value=date(1500, 1, 1), max_value=date(2500, 1, 1)))
def test_any_text_and_any_day_give_intervals_that_run_forward(text: str, paper: date) -> None:
    for expression in find_expressions(text, 0, len(text)):
        found = resolve_time(expression, Against(paper))
        assert found is None or found.start <= found.end


@given(
    text=st.sampled_from([*PAST, *AHEAD]),
    paper=st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 1, 1)),
    side=st.sampled_from(Side),
)
def test_every_phrase_on_any_day(text: str, paper: date, side: Side) -> None:
    for expression in find_expressions(text, 0, len(text)):
        found = resolve_time(expression, Against(paper, side))
        assert found is None or (found.start <= found.end and found.grain in Grain)
