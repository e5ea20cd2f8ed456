"""Pictures of pages, without a library for pictures."""

from __future__ import annotations

import pytest

from memcon import limits
from memcon.errors import BrokenFile, FormatError, OverLimit, WrongUse
from memcon.formats.pdf.pictures import draw_page, page_count, page_marks
from tests.formats.pdf.drawn import ink, page_of, pages_of, read_png
from tests.hostile import bombs
from tests.samples import ledgers

PRINTED = (ledgers.HERE / "pdf" / "one-column.pdf").read_bytes()
HOSTILE = (
    bombs.pdf_of_filters,
    bombs.pdf_of_runs,
    bombs.pdf_that_loops_back,
    bombs.pdf_of_looped_pages,
    bombs.pdf_of_a_million_pages,
    bombs.pdf_of_six_thousand_pages,
)


@pytest.mark.parametrize("width", [1, 7, 612, 777, 1000, 1333])
def test_a_picture_is_as_wide_as_was_asked_for(width: int) -> None:
    assert read_png(draw_page(PRINTED, 1, width=width))[0] == width


def test_each_page_has_its_own_picture() -> None:
    assert page_count(PRINTED) == 2
    assert draw_page(PRINTED, 1, width=200) != draw_page(PRINTED, 2, width=200)


def test_words_are_dark_on_white() -> None:
    dark = list(ink(draw_page(page_of("The pier is shut"), 1, width=400)))
    assert dark
    assert all(0.05 < x < 0.6 and 0.1 < y < 0.25 for x, y in dark)


def test_a_page_without_colour_is_grey_and_one_with_colour_is_not() -> None:
    assert read_png(draw_page(page_of("The pier"), 1, width=90))[2] == 1
    coloured = draw_page(page_of("The pier", colour=b"1 0 0 rg"), 1, width=400)
    _, _, colours, rows = read_png(coloured)
    assert colours == 3
    assert any(b"\xff\0\0" in row for row in rows)


def test_a_turned_page_is_drawn_turned() -> None:
    width, height, *_ = read_png(draw_page(page_of("The pier", more=b"/Rotate 90"), 1, width=300))
    assert (width, height) == (300, 400)


@pytest.mark.parametrize("number", [0, -1, 3, 10**12])
def test_a_page_that_is_not_there_is_told(number: int) -> None:
    with pytest.raises(BrokenFile, match=r"^a\.pdf: there is no page .* it has 2$"):
        draw_page(PRINTED, number, width=100, origin="a.pdf")


def test_no_width_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="0 wide"):
        draw_page(PRINTED, 1, width=0)


def test_a_picture_of_monstrous_size_is_not_drawn() -> None:
    with pytest.raises(OverLimit, match="PICTURE_POINTS"):
        draw_page(PRINTED, 1, width=100_000)
    with pytest.raises(OverLimit, match="PICTURE_POINTS"):
        draw_page(page_of("tall", box=b"[0 0 1 14000]"), 1, width=1000)


def test_too_many_pages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_PAGES", 3)
    assert page_count(pages_of(3)) == 3
    with pytest.raises(OverLimit, match="PDF_PAGES: 4 found"):
        page_count(pages_of(4))


@pytest.mark.parametrize("data", [b"", b"The mayor said no.", b"%PDF-1.7\n", PRINTED[:700]])
def test_what_is_no_pdf_is_told(data: bytes) -> None:
    with pytest.raises(BrokenFile):
        draw_page(data, 1, width=100)


@pytest.mark.parametrize("build", HOSTILE, ids=lambda build: build.__name__)
def test_a_hostile_file_gives_a_picture_or_a_reason(build: bombs.Builder) -> None:
    data = build()
    try:
        assert read_png(draw_page(data, 1, width=50))[0] == 50
        assert page_marks(data, 1, ["the pier is shut"]) == ()
    except FormatError as error:
        assert error.code in {"broken", "over-limit"}
