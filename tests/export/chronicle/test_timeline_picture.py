from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from memcon.export.chronicle.moments import Basis, Moment, Who
from memcon.export.chronicle.timeline import Asked, make_timeline
from memcon.export.chronicle.timeline_picture import timeline_picture
from tests.export.chronicle.rows import moment, saying, states


def draw(*moments: Moment) -> Any:
    return etree.fromstring(timeline_picture(make_timeline(moments, Asked()), states, name="harbour.memcon"))


def texts(root: Any) -> list[str]:
    return [element.text for element in root.iter("{*}text")]


def test_a_few_rows_stand_in_lanes_with_their_words() -> None:
    words = texts(draw(moment(1, counts=("killed 170 sailors",)), saying(2), moment(3, doing="AID")))
    assert [w for w in words if w in ("material cooperation", "material conflict", "statements")] == [
        "material cooperation", "material conflict", "statements",
    ]  # fmt: skip
    assert "LRN ASSAULT VSK, killed 170 sailors: “jets bombed two piers”" in words


def test_a_point_is_a_dot_and_a_range_is_a_bar() -> None:
    root = draw(moment(1, "2031-01-01"), moment(2, "2031-02-01", "2031-06-30"))
    groups = list(root.iter("{*}g"))
    assert [group[1].tag.partition("}")[2] for group in groups] == ["circle", "rect"]
    assert [group[0].text[:24] for group in groups] == ["2031-01-01: LRN ASSAULT ", "2031-02-01 to 2031-06-30"]


def test_the_day_of_the_paper_is_a_ring_and_what_was_not_done_is_crossed() -> None:
    ring, crossed = draw(moment(1, basis=Basis.PAPER), moment(2, modality="denied")).iter("{*}g")
    assert (ring[1].get("class"), crossed[1].get("class")) == ("ring", None)
    assert [line.get("class") for line in crossed.iter("{*}line")] == ["cross", "cross"]


def test_many_rows_are_dots_without_words_and_thousands_are_bars_of_numbers() -> None:
    some = draw(*(moment(n, f"20{n:02d}-01-01") for n in range(60)))
    assert (len(list(some.iter("{*}circle"))), "LRN ASSAULT VSK: “jets bombed two piers”" in texts(some)) == (62, False)
    most = draw(*(moment(n, f"2031-{n % 12 + 1:02d}-01") for n in range(2_000)))
    assert (len(list(most.iter("{*}g"))), "highest: 167" in texts(most)) == (12, True)


def test_a_bar_of_numbers_tells_what_is_by_the_paper_and_what_was_not_done() -> None:
    rows = [
        moment(n, "2031-03-04", basis=Basis.PAPER if n % 2 else Basis.OWN, modality="denied" if n % 3 == 0 else "did") for n in range(90)
    ]
    (bar,) = draw(*rows).iter("{*}g")
    assert [rect.get("opacity") for rect in bar.iter("{*}rect")] == [None, "0.45", "0.45"]


def test_what_has_no_day_is_told_and_not_drawn() -> None:
    assert "1 event, 2031-03-04 to 2031-03-04; 2 more without a day." in texts(draw(moment(1), moment(2, None), moment(3, None)))
    assert texts(draw(moment(1, None))) == ["Timeline of harbour.memcon", "No row has a day; 1 more without a day."]


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [moment(n, f"2031-01-{n + 1:02d}") for n in range(20)]
    pictures = {timeline_picture(make_timeline(order, Asked()), states, name="a") for order in (rows, rows[::-1])}
    assert len(pictures) == 1


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\0\x1b\ud800\ufffe", "x" * 10_000])
def test_a_hostile_name_is_text_and_is_cut(name: str) -> None:
    root = draw(moment(1, source=(Who(name, "LRN"),), words=name), moment(2, "0001-01-01", "9999-12-31"))
    assert "script" not in {element.tag.partition("}")[2] for element in root.iter()}
    assert max(map(len, texts(root))) < 200
