from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from memcon.export.chronicle.days import By
from memcon.export.chronicle.drawing import Dress
from memcon.export.chronicle.dyads import Dyad, make_dyad
from memcon.export.chronicle.dyads_picture import dyads_picture, make_stretches
from memcon.export.chronicle.sides import named_side
from tests.export.chronicle.rows import LORN, VASKO, moment, saying
from tests.export.chronicle.test_dyads import dyad

BACK: dict[str, Any] = {"source": (VASKO,), "target": (LORN,)}


def draw(made: Dyad) -> Any:
    return etree.fromstring(dyads_picture(made))


def texts(root: Any) -> list[str]:
    return [element.text for element in root.iter("{*}text")]


def test_one_side_stands_above_the_axis_and_the_other_below() -> None:
    forth, back = draw(dyad(moment(1), moment(2, doing="AID", **BACK))).iter("{*}g")
    above, below = (float(group.find("{*}rect").get("y")) for group in (forth, back))
    assert above < below
    assert [group[0].text for group in (forth, back)] == ["2031-03: 1 material conflict", "2031-03: 1 material cooperation"]


def test_the_classes_are_named_beside_their_colours() -> None:
    words = texts(draw(dyad(moment(1))))
    assert {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"} <= set(words)


def test_empty_periods_have_their_place() -> None:
    stretches = make_stretches(dyad(moment(1, "2031-01-05"), moment(2, "2031-04-05")))
    assert [(s.words, s.forth.total) for s in stretches] == [("2031-01", 1), ("2031-02", 0), ("2031-03", 0), ("2031-04", 1)]


@pytest.mark.parametrize(
    ("last", "words", "size"),
    [("2035-12-31", "2031-01", 60), ("2040-01-01", "2031-Q1", 37), ("2080-01-01", "2031", 50), ("2630-01-01", "2031-2040", 60)],
)
def test_where_there_are_too_many_periods_longer_ones_are_taken(last: str, words: str, size: int) -> None:
    stretches = make_stretches(dyad(moment(1, "2031-01-05"), moment(2, last)))
    assert (stretches[0].words, len(stretches), stretches[-1].forth.total) == (words, size, 1)


def test_what_was_not_done_and_what_has_no_day_is_told_and_not_drawn() -> None:
    root = draw(dyad(moment(1, modality="denied"), moment(2, None), moment(3, modality="alleged"), saying(4)))
    assert texts(root)[-1] == "a: alleged. Not drawn: LRN -> VSK: 1 not done (denied, refused, to come); 1 without a day; statements."
    assert [group[0].text for group in root.iter("{*}g")] == ["2031-03: 1 material conflict; 1 of them alleged"]
    assert "1 (1a)" in texts(root)


def test_statements_alone_make_a_picture_without_bars() -> None:
    assert list(draw(dyad(saying(1))).iter("{*}g")) == []


def test_a_hostile_name_is_text_and_is_cut() -> None:
    name = "<script>" + "x" * 10_000
    made = make_dyad([moment(1)], named_side(name), named_side("Vasko"), by=By.MONTH)
    root = draw(made)
    assert "script" not in {element.tag.partition("}")[2] for element in root.iter()}
    assert max(map(len, texts(root))) < 200


def test_statements_are_drawn_where_they_are_asked_for() -> None:
    root = etree.fromstring(dyads_picture(dyad(moment(1), saying(2), saying(3)), said=True))
    assert [group[0].text for group in root.iter("{*}g")] == ["2031-03: 1 material conflict, 2 statements"]
    assert texts(root)[-1] == "a: alleged. Not drawn: nothing."


def test_in_a_page_a_bar_leads_to_what_began_in_its_days() -> None:
    made = dyad(moment(1), moment(2, **BACK))
    root = etree.fromstring(dyads_picture(made, dress=Dress.PAGE, lead=lambda direction, days: f"{direction.source.label} {days}"))
    days = "2031-03-01 to 2031-03-31"
    assert [link.get("href") for link in root.iter("{*}a")] == [f"LRN {days}", f"VSK {days}"]


def test_a_picture_by_itself_says_where_it_comes_from() -> None:
    root = etree.fromstring(dyads_picture(dyad(moment(1)), dress=Dress.PLAIN, source="Source: weir"))
    assert (texts(root)[-1], root.findall(".//{*}style")) == ("Source: weir", [])
