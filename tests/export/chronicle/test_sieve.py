from __future__ import annotations

import random
from dataclasses import replace

from memcon.export.chronicle.columns import make_columns
from memcon.export.chronicle.days import Days
from memcon.export.chronicle.moments import Basis, Moment, MomentKind, Who
from memcon.export.chronicle.sides import named_side
from memcon.export.chronicle.sieve import DONE, Sieve, choose
from memcon.export.chronicle.timeline import Asked, make_timeline
from tests.export.chronicle.rows import COURIER, LORN, VASKO, moment, saying

FARRO = Who("Odile Farro", "LRN")


def ids(rows: list[Moment], **asked: object) -> list[str]:
    """The rows that are listed."""
    columns = make_columns(rows, lambda _: None)
    return [columns.moments[n].id for n in choose(columns, Sieve(**asked)).listed.tolist()]  # type: ignore[arg-type]


def test_all_rows_are_listed_where_nothing_is_asked() -> None:
    assert ids([moment(1, None), moment(2), saying(3)]) == ["row2", "row3", "row1"]


def test_a_row_fits_the_days_that_it_touches() -> None:
    rows = [moment(1, "2031-01-01", "2031-04-30"), moment(2, "2031-01-01"), moment(3, "2031-05-01"), moment(4, None)]
    assert ids(rows, since="2031-04-30", until="2031-05-01") == ["row1", "row3"]


def test_days_in_which_a_row_is_to_begin_can_be_asked_for_besides() -> None:
    rows = [moment(1, "2031-01-01", "2031-04-30"), moment(2, "2031-04-30")]
    assert ids(rows, since="2031-04-01", begins=Days("2031-04-01", "2031-04-30")) == ["row2"]


def test_what_has_no_day_is_kept_apart_and_can_be_asked_for_alone() -> None:
    columns = make_columns([moment(1, None), moment(2), moment(3, None)], lambda _: None)
    chosen = choose(columns, Sieve(since="2031-01-01"))
    assert (len(chosen.listed), len(chosen.undated)) == (1, 2)
    assert ids([moment(1, None), moment(2)], undated=True) == ["row1"]


def test_kinds_types_and_classes() -> None:
    rows = [moment(1), saying(2), moment(3, doing="AID")]
    assert ids(rows, kinds=frozenset([MomentKind.STATEMENT])) == ["row2"]
    assert ids(rows, types=frozenset({"AID", "deny"})) == ["row3", "row2"]
    assert ids(rows, classes=frozenset({"material conflict"})) == ["row1"]


def test_what_was_done_is_what_did_happen_was_alleged_or_said() -> None:
    rows = [moment(1), moment(2, modality="alleged"), moment(3, modality="denied"), saying(4), saying(5, stance="not said")]
    assert ids(rows, standings=frozenset({DONE})) == ["row1", "row2", "row4"]
    assert ids(rows, standings=frozenset({"denied", "not said"})) == ["row3", "row5"]


def test_whose_day_it_is() -> None:
    assert ids([moment(1), moment(2, basis=Basis.PAPER)], basis=Basis.PAPER) == ["row2"]


def test_an_outlet_is_told_by_its_whole_name_before_a_part_of_it() -> None:
    papers = [replace(COURIER, outlet=name) for name in ("Courier", "Harbour Courier", None)]
    rows = [moment(n, paper=paper) for n, paper in enumerate(papers)]
    assert ids(rows, outlet="Courier") == ["row0"]
    assert ids(rows, outlet="courier") == ["row0", "row1"]
    assert ids(rows, outlet="-") == ["row2"]


def test_of_several_sides_a_row_has_one_of_each() -> None:
    rows = [moment(1, source=(FARRO,)), moment(2, source=(FARRO, VASKO)), moment(3, source=(LORN,), target=(FARRO,))]
    assert ids(rows, source=(named_side("farro"),)) == ["row1", "row2"]
    assert ids(rows, source=(named_side("farro"), named_side("vasko"))) == ["row2"]
    assert ids(rows, actor=(named_side("farro"),)) == ["row1", "row2", "row3"]
    assert ids(rows, target=(named_side("farro"),)) == ["row3"]


def test_on_whose_word_a_statement_stands() -> None:
    assert ids([saying(1, holders=(Who("the Courier"),)), saying(2)], via=(named_side("courier"),)) == ["row1"]


def test_it_lists_what_the_timeline_of_the_command_line_lists() -> None:
    drawn = random.Random(7)
    days = [None, *(f"2031-{month:02d}-{day:02d}" for month in (1, 2, 3) for day in (1, 15, 28))]
    rows = [
        moment(n, drawn.choice(days), source=(drawn.choice([LORN, VASKO, FARRO]),), doing=drawn.choice(["AID", "ASSAULT"]))
        for n in range(60)
    ]  # fmt: skip
    for since, until in ((None, None), ("2031-02-01", None), ("2031-01-15", "2031-02-28")):
        side = named_side("farro")
        told = make_timeline(rows, Asked(since, until, side, frozenset(["AID"])))
        listed = ids(rows, since=since, until=until, actor=(side,), types=frozenset(["AID"]))
        assert listed == [row.id for row in told.moments]
