"""What is away is waited for, with pauses that grow, up to an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from memcon.errors import LedgerError
from memcon.store.waiting import patiently

AWAY = LedgerError("postgresql://files/case", code="connection", why="see that it runs")


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are made; the clock moves with them and with nothing else."""
    made: list[float] = []
    monkeypatch.setattr("memcon.store.waiting.time.sleep", made.append)
    monkeypatch.setattr("memcon.store.waiting.time.monotonic", lambda: sum(made))
    return made


def failing(times: int, error: LedgerError = AWAY) -> Callable[[], str]:
    """Something that raises so many times before it gives a word."""
    left: Iterator[int] = iter(range(times))

    def do() -> str:
        if next(left, None) is not None:
            raise error
        return "done"

    return do


def test_what_is_there_is_not_waited_for(pauses: list[float]) -> None:
    assert (patiently(failing(0)), pauses) == ("done", [])


def test_pauses_double_up_to_the_longest(pauses: list[float]) -> None:
    assert patiently(failing(8)) == "done"
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


def test_each_wait_is_told_with_its_reason(pauses: list[float]) -> None:
    told: list[tuple[str, float]] = []
    patiently(failing(2), tell=lambda error, seconds: told.append((str(error), seconds)))
    assert told == [("postgresql://files/case: see that it runs", 0.5), ("postgresql://files/case: see that it runs", 1.0)]


def test_what_does_not_come_back_is_raised_when_the_time_is_over(pauses: list[float]) -> None:
    with pytest.raises(LedgerError, match="see that it runs"):
        patiently(failing(99), wait_seconds=10)
    assert sum(pauses) == 10


def test_what_waiting_does_not_mend_is_raised_at_once(pauses: list[float]) -> None:
    with pytest.raises(LedgerError, match="the disk is full"):
        patiently(failing(1, LedgerError("case", code="full", why="the disk is full")))
    assert pauses == []
