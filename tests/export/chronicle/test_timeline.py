from __future__ import annotations

from dataclasses import replace

from memcon.export.chronicle.days import By
from memcon.export.chronicle.sides import named_side
from memcon.export.chronicle.timeline import Asked, groups, make_timeline
from tests.export.chronicle.rows import COURIER, moment, saying


def ids(*moments: object, **asked: object) -> list[str]:
    return [m.id for m in make_timeline(moments, Asked(**asked)).moments]  # type: ignore[arg-type]


def test_rows_are_ordered_by_start_then_end_and_what_has_no_day_comes_last() -> None:
    rows = [moment(1, None), moment(2, "2031-02-01", "2031-03-01"), moment(3, "2031-02-01"), moment(4, "2030-12-31", "2031-12-31")]
    assert ids(*rows) == ["row4", "row3", "row2", "row1"]


def test_the_order_does_not_depend_on_the_order_in_which_rows_come() -> None:
    rows = [moment(n, paper=replace(COURIER, origin=f"{n % 2}.txt")) for n in range(6)]
    assert ids(*rows) == ids(*reversed(rows))


def test_a_range_that_touches_the_days_asked_for_is_in() -> None:
    rows = [moment(1, "2031-01-01", "2031-04-30"), moment(2, "2031-01-01"), moment(3, "2031-05-01")]
    assert ids(*rows, since="2031-04-30", until="2031-04-30") == ["row1"]


def test_what_has_no_day_is_counted_where_days_are_asked_for() -> None:
    line = make_timeline([moment(1, None), moment(2, None), moment(3)], Asked(since="2031-01-01"))
    assert (len(line.moments), line.undated) == (1, 2)


def test_an_actor_is_found_on_any_side_and_in_statements() -> None:
    rows = [moment(1), saying(2), moment(3, source=(), target=())]
    assert ids(*rows, actor=named_side("vask")) == ["row1", "row2"]


def test_types_are_types_of_events_and_acts() -> None:
    rows = [moment(1), saying(2), moment(3, doing="AID")]
    assert ids(*rows, types=frozenset({"AID", "deny"})) == ["row3", "row2"]


def test_groups_have_counts_and_the_undated_one_stands_last() -> None:
    line = make_timeline([moment(1), moment(2), saying(3), moment(4, None)], Asked())
    assert [g.heading for g in groups(line.moments, By.MONTH)] == ["March 2031: 2 events, 1 statement", "day not known: 1 event"]
    assert [g.heading for g in groups(line.moments, None)] == ["", "day not known: 1 event"]
