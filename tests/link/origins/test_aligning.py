"""Texts beside one another, sentence by sentence."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from memcon.link.origins import aligning
from memcon.link.origins.aligning import Aligned, align, weigh_sheet
from memcon.link.origins.sheets import make_book
from memcon.link.origins.text import Text

FIRST = "The envoy Tolland left Tarn on Monday. Guards shut the pier at Halvik. Forty ferries waited for Brandt."
TURNED = "Forty ferries waited for Brandt. Sentries closed the pier at Halvik. The envoy Tolland left Tarn on Monday."
OTHER = "Wheat was cheap in spring. Nobody bought a plough."


def aligned(one: str, other: str) -> tuple[Aligned, Aligned]:
    book = make_book([Text("a", one, None, None), Text("b", other, None, None)])
    left, right = (weigh_sheet(book, sheet) for sheet in book.sheets)
    return align(left, right)


def test_a_text_stands_whole_in_itself() -> None:
    here, there = aligned(FIRST, FIRST)
    assert here == there
    assert [here.words, here.order, here.steps] == pytest.approx([1, 1, 3])


def test_names_in_another_order_are_not_on_one_way() -> None:
    here, _ = aligned(FIRST, TURNED)
    assert here.words > 0.8
    assert here.order < 0.6


@pytest.mark.parametrize("other", [OTHER, ""])
def test_texts_that_share_next_to_nothing_are_not_aligned(other: str) -> None:
    assert aligned(FIRST, other) == (Aligned(0.0, 0.0, 0, 0.0),) * 2


@pytest.mark.parametrize("pair", [(FIRST, TURNED), (FIRST, f"{FIRST} {OTHER}"), (f"{TURNED} Halvik the halvik HALVIK.", FIRST)])
def test_multiplied_or_counted_it_is_the_same(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    counted = [astuple(side) for side in aligned(*pair)]
    monkeypatch.setattr(aligning, "MOST_MEETINGS", 0)
    assert [astuple(side) for side in aligned(*pair)] == [pytest.approx(side) for side in counted]
