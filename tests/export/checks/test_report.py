"""Sums of a checked story, and its sources as readers see them."""

from __future__ import annotations

from memcon.model.quotation import Level, TextVerdict
from memcon.text import Span
from tests.export.checks.made import make_checked, make_paper, make_report


def test_the_sum_counts_quotations_and_indirect_statements_apart() -> None:
    levels = [Level.OK, Level.OK, Level.NOTE, Level.CHECK]
    checked = [make_checked("It is so", number=n, level=level) for n, level in enumerate(levels, 1)]
    indirect = make_checked("it is so", number=5, level=Level.CHECK, direct=False)
    assert make_report(*checked, indirect).sum() == "4 quotations: 2 ok, 1 note, 1 check; 1 indirect statement: 1 check"


def test_a_story_without_quotations_says_so() -> None:
    assert make_report().sum() == "no quotation"
    assert make_report(make_checked("it is so", direct=False)).sum() == "no quotation; 1 indirect statement: 1 note"


def test_what_is_said_without_marks_and_stands_in_no_source_is_counted_apart() -> None:
    lost = make_checked("it is so", level=Level.OK, direct=False, verdict=TextVerdict.NOT_FOUND, place=None)
    assert make_report(lost).sum() == "no quotation; 1 indirect statement: 1 not found"


def test_people_see_what_differs_of_what_is_said_without_marks() -> None:
    fine = make_checked("it is so", level=Level.OK, direct=False)
    assert make_report(fine).shown(only_check=False) == ()
    assert make_report(fine).kept(only_check=False) == (fine,)


def test_only_what_is_to_be_checked_is_shown_where_that_is_asked() -> None:
    fine, grave = make_checked("It is so"), make_checked("It is not", number=2, level=Level.CHECK)
    report = make_report(fine, grave)
    assert report.shown(only_check=True) == (grave,)
    assert report.shown(only_check=False) == (fine, grave)


def test_a_source_shows_whole_words_around_the_place() -> None:
    paper = make_paper("far " * 100 + "the pier is shut" + " now" * 100)
    span = Span(400, 416)
    assert paper.words(span) == "the pier is shut"
    assert set(paper.before(span).split()) == {"far"}
    assert set(paper.after(span).split()) == {"now"}
    assert make_paper("the pier is shut").before(Span(0, 16)) == ""
    assert make_paper("the pier is shut").after(Span(0, 16)) == ""


def test_the_exact_span_of_a_divided_word_reaches_its_end() -> None:
    assert make_paper("x", ends={13: 15}).exact(Span(4, 13)) == Span(4, 15)
    assert make_paper("x", ends={13: 15}).exact(Span(4, 12)) == Span(4, 12)
