from __future__ import annotations

from pathlib import Path

import pytest

from memcon.errors import WrongUse
from memcon.export.chronicle.columns import NOBODY_KEY, UNCODED
from memcon.export.chronicle.days import Days
from memcon.export.chronicle.moments import MomentKind
from memcon.export.chronicle.sides import Side
from memcon.run.chronicling import (
    Chronicle,
    case_moments,
    code_name,
    is_key,
    known_side,
    make_chronicle,
    meant_day,
    meant_days,
    meant_side,
    meant_types,
    set_stage,
    state_code,
)
from memcon.run.linking import who_is_who
from memcon.store import open_case
from tests.export.chronicle.rows import FARRO, aid, bombing, paper, party, statement


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    """A case of one paper: Lorn bombs Vasko, Vasko is to send aid, and Odile Farro tells the Vaskans something."""
    with open_case(tmp_path / "case.memcon", create=True) as case:
        row = paper(events=[bombing(), aid(source=(party("Mali", "MLI"),))], statements=[statement()])
        case.add(row, signature="memcon/test")
        with case_moments(case, tuple(MomentKind), lambda _: True) as moments:
            return make_chronicle(moments, who_is_who(case))


def test_a_state_an_organisation_and_a_part_of_a_name_are_told_apart() -> None:
    assert meant_side("Malian").label == meant_side("MLI").label == "MLI"
    assert meant_side("United Nations").label == "un"
    assert (meant_side(" farro ").label, meant_side("farro").part) == ("farro", "farro")
    with pytest.raises(WrongUse, match="say whom you mean"):
        meant_side("  ")


def test_states_and_organisations_have_names() -> None:
    assert (code_name("MLI"), code_name("un"), code_name("XXX"), state_code("Mali")) == ("Mali", "United Nations", "XXX", "MLI")


def test_days_are_written_in_full() -> None:
    assert (meant_day(None), meant_day("2031-03-04")) == (None, "2031-03-04")
    assert meant_days("2031-03-01/2031-03-31") == Days("2031-03-01", "2031-03-31")
    for wrong in ("2031-03", "soon"):
        with pytest.raises(WrongUse, match="is no day"):
            meant_day(wrong)
    for wrong in ("2031-03-31/2031-03-01", "2031-03-01", "/"):
        with pytest.raises(WrongUse):
            meant_days(wrong)


def test_types_are_known_whatever_the_case_of_their_letters() -> None:
    assert meant_types(["assault", "DENY"]) == {"ASSAULT", "deny"}
    with pytest.raises(WrongUse, match="there is no type 'dream'"):
        meant_types(["dream"])


def test_everybody_in_the_rows_is_the_one_whom_memcon_knows(chronicle: Chronicle) -> None:
    assert FARRO.id in {one.key for one in chronicle.columns.who}
    assert {one.name for one in chronicle.columns.codes} >= {"Mali"}


def test_an_address_may_mean_somebody_by_an_id_a_code_or_a_name(chronicle: Chronicle) -> None:
    assert known_side(FARRO.id, chronicle).label == "Odile Farro"
    assert known_side("code:MLI", chronicle) == Side("Mali", frozenset(["MLI"]))
    assert known_side("name:the courier", chronicle).label == "the Courier"
    assert known_side("name:nobody has it", chronicle).part == "name:nobody has it"
    assert known_side(NOBODY_KEY, chronicle).actors == {NOBODY_KEY}
    assert known_side("code:-", chronicle) == UNCODED


def test_what_stands_for_one_is_told_from_what_was_typed() -> None:
    assert all(map(is_key, (FARRO.id, "code:MLI", "name:the courier", "-")))
    assert not any(map(is_key, ("Mali", "farro", "code:", "deadbeef")))


def test_whoever_is_joined_to_somebody_has_a_place_and_keeps_it(chronicle: Chronicle) -> None:
    stage = set_stage(chronicle)
    assert set(stage.places) == {FARRO.id, "name:the courier", "name:the vaskans"}
    assert set_stage(chronicle, stage).places == stage.places == set_stage(chronicle).places
