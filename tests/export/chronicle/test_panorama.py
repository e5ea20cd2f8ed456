from __future__ import annotations

from dataclasses import replace

from memcon.export.chronicle.columns import CLASSES, Called, make_columns
from memcon.export.chronicle.days import Days
from memcon.export.chronicle.moments import Moment, MomentKind, Who
from memcon.export.chronicle.panorama import POINTS, LaneBy, Panorama, make_panorama
from memcon.export.chronicle.sieve import Sieve, choose
from tests.export.chronicle.rows import COURIER, LORN, VASKO, moment, saying


def seen(rows: list[Moment], *, by: LaneBy = LaneBy.ACTOR, most: int = 12, **asked: object) -> Panorama:
    """The rows over time."""
    columns, sieve = make_columns(rows, lambda _: None), Sieve(**asked)  # type: ignore[arg-type]
    return make_panorama(columns, choose(columns, sieve), sieve, by=by, most=most)


def lanes(panorama: Panorama) -> list[tuple[str, int]]:
    return [(lane.name, lane.count) for lane in panorama.lanes]


def test_lanes_are_of_whoever_does_or_says_it_the_fullest_first() -> None:
    rows = [moment(1), moment(2), saying(3, source=(VASKO,)), moment(4, source=())]
    assert lanes(seen(rows)) == [("Lorn", 2), ("nobody named", 1), ("Vasko", 1)]


def test_a_row_of_two_stands_in_both_lanes() -> None:
    assert lanes(seen([moment(source=(LORN, VASKO))])) == [("Lorn", 1), ("Vasko", 1)]


def test_lanes_by_state_outlet_and_class() -> None:
    rows = [moment(1), moment(2, source=(Who("Ana Lund"),), paper=replace(COURIER, outlet=None)), saying(3, source=(Who("a ship", "LRN"),))]
    assert lanes(seen(rows, by=LaneBy.STATE)) == [("LRN", 2), ("no state told", 1)]
    assert lanes(seen(rows, by=LaneBy.OUTLET)) == [("Courier", 2), ("no outlet named", 1)]
    assert lanes(seen(rows, by=LaneBy.CLASS)) == [("material conflict", 2), ("statement", 1)]


def test_what_stands_in_no_lane_that_is_shown_is_counted() -> None:
    found = seen([moment(1), moment(2), saying(3, source=(VASKO,)), moment(4, source=(LORN, VASKO))], most=1)
    assert (lanes(found), found.more, found.more_rows) == ([("Lorn", 3)], 1, 1)


def test_the_overview_has_all_days_and_the_lanes_those_that_are_chosen() -> None:
    rows = [moment(1, "2031-01-01"), moment(2, "2031-03-04"), moment(3, "2031-03-05"), moment(4, None)]
    found = seen(rows, since="2031-03-04", until="2031-03-04")
    assert (found.whole, found.shown) == (Days("2031-01-01", "2031-03-05"), Days("2031-03-04", "2031-03-04"))
    assert (sum(bar.total for bar in found.overview), found.total, found.undated) == (3, 1, 1)


def test_bars_count_by_class_what_begins_in_them() -> None:
    found = seen([moment(1), moment(2, "2031-03-04", "2031-04-30"), saying(3, "2031-03-06")])
    assert [(str(bar.days), dict(zip(CLASSES, bar.counts, strict=True))["material conflict"]) for bar in found.overview] == [
        ("2031-03-04", 2),
        ("2031-03-06", 0),
    ]


def test_what_began_before_the_chosen_days_stands_in_their_first_bar() -> None:
    found = seen([moment(1, "2031-01-01", "2031-12-31"), moment(2, "2031-03-06")], since="2031-03-05", until="2031-03-08")
    assert [(str(bar.days), bar.total) for bar in found.lanes[0].bars] == [("2031-03-05", 1), ("2031-03-06", 1)]


def test_a_lane_has_its_rows_where_they_are_few() -> None:
    few, many = seen([moment(1)]), seen([moment(n) for n in range(POINTS + 1)])
    assert ([row.id for row in few.lanes[0].moments], many.lanes[0].moments) == (["row1"], ())


def test_without_a_day_there_is_nothing_to_draw() -> None:
    found = seen([moment(1, None)])
    assert (found.whole, found.overview, found.lanes, found.undated) == (None, (), (), 1)


def test_days_beside_all_rows_are_shown_empty() -> None:
    found = seen([moment(1)], since="2040-01-01")
    assert (found.shown, found.lanes, found.total) == (Days("2040-01-01", "2040-01-01"), (), 0)


def test_people_are_called_as_they_were_joined() -> None:
    columns = make_columns(
        [moment(1, source=(Who("Farro", actor="b09"),))], lambda who: Called("a17", "Odile Farro") if who.actor else None
    )
    found = make_panorama(columns, choose(columns, Sieve(kinds=frozenset([MomentKind.EVENT]))), Sieve(), by=LaneBy.ACTOR, most=1)
    assert (found.lanes[0].key, found.lanes[0].name) == ("a17", "Odile Farro")
