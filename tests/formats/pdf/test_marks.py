"""Where words stand on a page, proved by the ink of its picture."""

from __future__ import annotations

import pytest

from memcon.formats.pdf.marks import Mark
from memcon.formats.pdf.pictures import draw_page, page_marks
from tests.formats.pdf.drawn import holds, ink, page_of
from tests.samples import ledgers

COLUMNS = (ledgers.HERE / "pdf" / "two-columns.pdf").read_bytes()
PAGES = (ledgers.HERE / "pdf" / "one-column.pdf").read_bytes()


def marks(data: bytes, *words: str, within: str = "") -> tuple[Mark, ...]:
    return page_marks(data, 1, words, within=within)


@pytest.mark.parametrize("more", [b"", b"/Rotate 90", b"/Rotate 180", b"/Rotate 270", b"/CropBox [20 100 380 280]"])
def test_the_mark_covers_the_ink_of_the_words_however_the_page_lies(more: bytes) -> None:
    data = page_of("The pier is shut", more=more)
    (mark,) = marks(data, "The pier is shut")
    dark = list(ink(draw_page(data, 1, width=400)))
    assert dark
    assert all(holds(mark, point) for point in dark)
    assert mark.width * mark.height < 0.1


def test_only_the_words_are_marked() -> None:
    data = page_of("The pier is shut", "The ferry sails")
    (mark,) = marks(data, "pier")
    dark = list(ink(draw_page(data, 1, width=800)))
    assert 0.1 < sum(holds(mark, point, slack=0.0) for point in dark) / len(dark) < 0.4


def test_a_stretch_over_three_lines_has_three_marks() -> None:
    found = marks(COLUMNS, "The ferry will not sail before Monday, the harbour office told the crews on Friday")
    assert len(found) == 3
    assert [round(m.left, 2) for m in found] == [0.15, 0.15, 0.15]
    assert found[0].top < found[1].top < found[2].top


@pytest.mark.parametrize(
    "words",
    ["THE PIER\n is  shut", "“the pier” is shut.", "thepierisshut", "The p-\nier is shut"],
    ids=["case", "marks", "blanks", "hyphen"],
)
def test_blanks_marks_hyphens_and_capitals_do_not_count(words: str) -> None:
    data = page_of("The pier is shut")
    assert marks(data, words) == marks(data, "The pier is shut") != ()


def test_words_that_are_not_there_have_no_mark() -> None:
    assert marks(COLUMNS, "the lighthouse was painted green by nobody", "", "…") == ()


def test_words_that_stand_in_two_places_are_marked_in_both() -> None:
    assert len(marks(page_of("The pier is shut", "It is shut"), "is shut")) == 2


def test_the_paragraph_tells_which_of_two_places_is_meant() -> None:
    data = page_of("The pier is shut", "It is shut")
    (mark,) = marks(data, "is shut", within="It is shut")
    assert mark == marks(data, "is shut")[1]


def test_a_paragraph_that_is_not_on_the_page_is_no_hindrance() -> None:
    data = page_of("The pier is shut", "It is shut")
    assert marks(data, "The pier", within="Nothing of this is here") == marks(data, "The pier") != ()


def test_of_a_stretch_that_goes_on_elsewhere_the_part_that_is_here_is_marked() -> None:
    data = page_of("and said that the pier is", "shut until the ice has gone")
    (mark,) = marks(data, "Harth left early and said that the pier is unsafe")
    assert mark == marks(data, "and said that the pier is")[0]


def test_a_few_words_of_a_stretch_that_is_not_here_are_not_marked() -> None:
    assert marks(page_of("The pier is shut"), "Nobody knew that the pier was painted") == ()


def test_a_page_has_the_marks_of_its_own_words_only() -> None:
    assert page_marks(PAGES, 2, ["The ferry will not sail before Monday"]) == ()
    assert page_marks(PAGES, 1, ["The ferry will not sail before Monday"]) != ()


def test_every_mark_lies_on_the_page() -> None:
    data = page_of("The pier is shut and this line runs far over the edge of the page on which it was to be printed")
    found = marks(data, "the edge of the page on which it was to be printed", "The pier is shut")
    assert found
    assert all(0 <= m.left <= m.left + m.width <= 1.000001 and 0 <= m.top <= m.top + m.height <= 1.000001 for m in found)
