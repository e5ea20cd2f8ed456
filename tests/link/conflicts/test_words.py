"""Words as they are compared."""

from __future__ import annotations

import time

import pytest

from memcon.link.conflicts.words import Sort, fits, interval, read_words


def forms(text: str, sort: Sort) -> list[str]:
    return [word.form for word in read_words(text) if word.sort is sort]


@pytest.mark.parametrize(
    "text",
    [
        "the road was not open",
        "the road wasn't open",
        "the road wasn’t open",
        "no road was open",
        "there is no truth in the claim that the road was open",
        "reports that the road was open were false",
        "they failed to open the road",
    ],
)
def test_one_no_is_read(text: str) -> None:
    assert len(forms(text, Sort.NO)) == 1


@pytest.mark.parametrize("text", ["not only the road was open", "no more than eight roads", "it was false modesty"])
def test_what_denies_nothing_is_no_no(text: str) -> None:
    assert forms(text, Sort.NO) == []


@pytest.mark.parametrize(
    ("text", "number", "bound"),
    [
        ("at least 40 people", 40, ">="),
        ("more than two hundred people", 200, ">"),
        ("forty-five soldiers", 45, "="),
        ("up to 1,200 tents", 1200, "<="),
        ("about 30 boats", 30, "~"),
        ("four ships", 4, "="),
    ],
)
def test_a_number_has_its_bound(text: str, number: float, bound: str) -> None:
    (word,) = [word for word in read_words(text) if word.sort is Sort.NUMBER]
    assert (word.value, word.bound) == (number, bound)


def test_days_months_and_years_are_times() -> None:
    assert forms("on Monday, 4 May 2031", Sort.TIME) == ["monday", "4.", "may", "2031"]


def test_may_is_a_month_by_its_capital() -> None:
    assert forms("they may leave", Sort.TIME) == []


def test_us_in_capitals_is_a_name() -> None:
    assert forms("the US troops told us", Sort.NAME) == ["us"]


def test_intervals_that_meet_fit() -> None:
    assert fits((60, ">="), (169, "="))
    assert not fits((170, ">"), (170, "="))
    assert fits((200, "~"), (210, "="))
    assert not fits((20, "<="), (45, ">"))
    assert interval(5, "<")[1] < 5


def test_a_long_text_is_read_in_no_time() -> None:
    start = time.process_time()
    read_words("n't" * 20_000 + " a.b." * 20_000 + "x" * 50_000)
    assert time.process_time() - start < 2


def test_a_small_number_above_the_line_is_no_day() -> None:
    assert forms("the 10² rule of 3 May", Sort.TIME) == ["3.", "may"]


def test_a_word_is_read_by_its_company_wherever_it_stands() -> None:
    assert forms("the claim was false", Sort.NO) == ["not"]
    assert forms("the door was false", Sort.NO) == []
    assert [word.at for word in read_words("false claims of a false door")] == [0, 1, 2, 3, 4, 5]
