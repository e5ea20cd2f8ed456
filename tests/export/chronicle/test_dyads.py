from __future__ import annotations

from memcon.export.chronicle.days import By
from memcon.export.chronicle.dyads import Dyad, make_dyad
from memcon.export.chronicle.moments import Basis, Moment, Quad, Who
from memcon.export.chronicle.sides import Side
from memcon.export.chronicle.timeline import Asked
from tests.export.chronicle.rows import LORN, VASKO, moment, saying

ONE, OTHER = Side("LRN", frozenset(["LRN"])), Side("VSK", frozenset(["VSK"]))


def dyad(*moments: Moment, by: By = By.MONTH, asked: Asked | None = None) -> Dyad:
    return make_dyad(moments, ONE, OTHER, by=by, asked=asked)


def numbers(made: Dyad) -> list[tuple[str | None, list[int]]]:
    return [(cell.period, [len(cell.done[quad]) for quad in Quad]) for cell in made.forth.cells]


def test_events_are_counted_by_period_and_class() -> None:
    rows = [moment(1), moment(2, doing="AID"), moment(3, "2031-04-01", doing="CONSULT"), moment(4, "2031-04-02", doing="ACCUSE")]
    assert numbers(dyad(*rows)) == [("2031-03", [0, 1, 0, 1]), ("2031-04", [1, 0, 1, 0])]
    assert numbers(dyad(*rows, by=By.QUARTER)) == [("2031-Q1", [0, 1, 0, 1]), ("2031-Q2", [1, 0, 1, 0])]


def test_each_direction_has_its_own_numbers_and_others_have_none() -> None:
    made = dyad(moment(1), moment(2, source=(VASKO,), target=(LORN,)), moment(3, target=(Who("Norrland", "NRL"),)))
    assert [[m.id for m in direction.total().moments] for direction in made] == [["row1"], ["row2"]]


def test_a_denied_refused_or_coming_event_is_never_counted_as_done() -> None:
    (cell,) = dyad(*(moment(n, modality=m) for n, m in enumerate(("denied", "refused", "will", "may", "denied")))).forth.cells
    assert sum(map(len, cell.done.values())) == 0
    assert {name: len(number) for name, number in cell.apart.items()} == {"denied": 2, "may": 1, "refused": 1, "will": 1}


def test_alleged_ones_and_those_by_the_day_of_the_paper_are_marked() -> None:
    (cell,) = dyad(moment(1, modality="alleged"), moment(2, basis=Basis.PAPER), moment(3)).forth.cells
    number = cell.done[Quad.MATERIAL_CONFLICT]
    assert (len(number), [m.id for m in number.alleged], [m.id for m in number.by_paper]) == (3, ["row1"], ["row2"])


def test_statements_are_counted_by_act_and_silence_apart() -> None:
    (cell,) = dyad(saying(1), saying(2), saying(3, doing="warn"), saying(4, stance="not said")).forth.cells
    assert {act: len(number) for act, number in cell.said.items()} == {"deny": 2, "warn": 1}
    assert list(cell.apart) == ["not said"]


def test_what_has_no_day_has_a_line_of_its_own_at_the_end() -> None:
    assert [cell.period for cell in dyad(moment(1, None), moment(2)).forth.cells] == ["2031-03", None]


def test_days_that_are_asked_for_leave_the_rest_out_and_count_what_has_none() -> None:
    made = dyad(moment(1, None), moment(2), moment(3, "2032-01-01"), asked=Asked(since="2031-12-31"))
    assert ([m.id for m in made.moments], made.undated) == (["row3"], 1)
