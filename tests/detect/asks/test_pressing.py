"""How urgent an ask is, and until when something is wanted."""

from __future__ import annotations

import pytest

from memcon.detect.asks.pressing import precedence_of
from tests.detect.asks.table import asks_of


@pytest.mark.parametrize(
    ("value", "precedence"),
    [
        ("PRIORITY 0412", "priority"),
        ("NIACT IMMEDIATE", "immediate"),
        (("FLASH", "0412"), "flash"),
        (["routine"], "routine"),
        ("0412", None),
        ("", None),
        (None, None),
    ],
)
def test_precedence_comes_in_lower_case_without_numbers(value: object, precedence: str | None) -> None:
    assert precedence_of({"precedence": value}) == precedence


def due(text: str, **fields: object) -> list[str | None]:
    return [ask.due.end if ask.due else None for ask in asks_of(text, **fields)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The board asked the ministry for two tugs by close of business on Friday.", ["2031-05-02"]),
        ("The board asked the ministry for two tugs not later than 5 May 2031.", ["2031-05-05"]),
        ("The union demanded that the board publish the accounts by the end of May.", ["2031-05-31"]),
        ("The board asked the ministry for two tugs before 3 June.", ["2031-06-03"]),
        ("The board asked the ministry for two tugs on 3 May 2031.", [None]),
        ("The board asked the ministry for the log of 3 May 2031.", [None]),
        ("On 3 May 2031 the board asked the ministry for two tugs.", [None]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_only_a_limit_makes_a_day_due(text: str, days: list[str | None]) -> None:
    assert due(text) == days


def test_a_paper_without_a_day_has_only_what_names_its_year() -> None:
    assert due("The board asked the ministry for two tugs by Friday.", published=None) == [None]
    assert due("The board asked the ministry for two tugs by 2 May 2031.", published=None) == ["2031-05-02"]


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("In an urgent cable, Lima asked the board for a crane.", "urgent"),
        ("Lima asked the board for a crane without delay.", "urgent"),
        ("Lima asked the board for a crane, and the mayor urgently called the crews.", None),
        ("Lima asked the board for a crane. The matter was urgent.", None),
    ],
)
def test_urgent_is_what_hangs_on_the_cue_or_stands_in_the_content(text: str, urgency: str | None) -> None:
    assert asks_of(text)[0].urgency == urgency
