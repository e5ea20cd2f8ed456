"""What is told of a whole case is worked out beside the rooms, and once for a moment of the case."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.store import Case, open_case
from memcon.web.standing import Part, Standing


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_case(tmp_path / "small.memcon", create=True) as case:
        yield case


class Counting:
    """A part that counts how often it is worked out, and waits for a sign where it is told to."""

    def __init__(self) -> None:
        self.times = 0
        self.may_end = threading.Event()
        self.may_end.set()
        self.part = Part("counting", self._make)

    def _make(self, _case: Case, _standing: Standing) -> int:
        assert self.may_end.wait(10)
        self.times += 1
        return self.times


def change(case: Case) -> None:
    """Something new stands in the log of the case."""
    case.add_failure({"document": "a.txt", "stage": "read", "code": "broken", "message": f"broken {case.stamp()}"}, source="a.txt")


def test_it_is_worked_out_once_while_the_case_stays(case: Case) -> None:
    counting, standing = Counting(), Standing(case)
    views = [standing.get(counting.part, wait=10) for _ in range(3)]
    assert [(view.value, view.is_fresh) for view in views] == [(1, True)] * 3
    standing.close()


def test_nothing_is_told_before_the_first_time_and_the_last_one_while_it_is_worked_out_anew(case: Case) -> None:
    counting, standing = Counting(), Standing(case)
    counting.may_end.clear()
    first = standing.get(counting.part, wait=0.01)
    counting.may_end.set()
    assert (first.value, first.is_fresh) == (None, False)
    assert standing.get(counting.part, wait=10).value == 1
    change(case)
    counting.may_end.clear()
    between = standing.get(counting.part, wait=0.01)
    counting.may_end.set()
    after = standing.get(counting.part, wait=10)
    assert (between.value, between.is_fresh) == (1, False)
    assert (after.value, after.is_fresh) == (2, True)
    standing.close()


def test_a_part_may_need_another(case: Case) -> None:
    counting, standing = Counting(), Standing(case)
    double = Part("double", lambda _case, standing: 2 * standing.need(counting.part))
    assert standing.get(double, wait=10).value == 2
    assert standing.get(counting.part, wait=0).value == 1
    standing.close()


def test_what_breaks_is_raised_and_tried_again(case: Case) -> None:
    counting, standing = Counting(), Standing(case)

    def breaks(_case: Case, _standing: Standing) -> int:
        if counting.times == 0:
            counting.times = 1
            raise ValueError("planted")
        return 7

    part = Part("breaks", breaks)
    with pytest.raises(ValueError, match="planted"):
        standing.get(part, wait=10)
    assert standing.get(part, wait=10).value == 7
    standing.close()
