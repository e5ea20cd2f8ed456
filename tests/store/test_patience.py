"""A search that would never end is stopped and says so; everything else takes the time that it takes."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from memcon.errors import LedgerError
from memcon.store import Case, open_case, patience
from tests.store.papers import key, paper
from tests.store.test_case import found, put_in

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
CROSSED = "SELECT count(*) FROM " + ", ".join(f"names n{n}" for n in range(24))  # of 4 names: some 10^14 rows


def ask(case: Case, question: str) -> object:
    """What the database answers to any SQL, asked as a reader."""
    with case._home.reading() as connection:
        return connection.execute(text(question)).scalar()


@pytest.mark.parametrize("question", [ENDLESS, CROSSED], ids=["endless", "crossed"])
def test_a_search_that_would_never_end_is_stopped_and_the_case_goes_on(url: str, question: str) -> None:
    with open_case(url, create=True, patience=0.3) as case:
        put_in(case, *(paper(n) for n in range(8)))
        with pytest.raises(LedgerError, match="ask for less") as told:
            ask(case, question)
        assert told.value.code == "time"
        assert len(found(case)) == 8
        put_in(case, paper(9))
        assert case.faults() == []


LONG = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 400000) SELECT count(*) FROM n"


def test_what_is_written_takes_the_time_that_it_takes(url: str) -> None:
    with open_case(url, create=True, patience=0.001) as case:
        with case._home.writing() as connection:
            assert connection.execute(text(LONG)).scalar() == 400_000
        with pytest.raises(LedgerError, match="ask for less"):
            ask(case, ENDLESS)


def test_without_patience_a_search_may_take_long(case: Case) -> None:
    assert ask(case, LONG) == 400_000


def test_each_search_has_time_of_its_own(url: str) -> None:
    with open_case(url, create=True, patience=30) as case:
        put_in(case, paper(0))
        assert [found(case) for _ in range(5)] == [[key(paper(0))]] * 5


def test_the_time_that_the_caller_takes_between_two_rows_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 0.1, 60.1, 60.2, 61.0, 61.1])
    monkeypatch.setattr("memcon.store.patience.time.monotonic", lambda: next(moments))
    clock = patience.Clock(0.5)
    clock.start(limited=True)
    assert [clock.is_over() for _ in range(4)] == [False, False, False, True]


def test_a_writer_has_no_clock() -> None:
    clock = patience.Clock(0.0)
    clock.start(limited=False)
    assert not clock.is_over()
