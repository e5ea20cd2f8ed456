from __future__ import annotations

from dataclasses import replace

import pytest

from memcon.export.places import places_of
from memcon.model.document import Part, Section
from memcon.text import Span
from tests.fakes import make_cable, make_document, span_of

TEXT = "The title\n\nOne said a.\n\nTwo said b.\n"


def test_a_plain_text_is_found_by_its_line() -> None:
    assert places_of(make_document(TEXT)).of(span_of(TEXT, "b")) == "line 5"


def test_a_printed_number_page_and_voice_are_said() -> None:
    cable = make_cable()
    assert places_of(cable).of(span_of(cable.text, "THE DAM")) == "line 3, paragraph 1, page 2, summary"


def test_a_page_is_found_by_counting_its_paragraphs() -> None:
    sections = (Section(Part.TITLE, Span(0, 9)), Section(Part.PARAGRAPH, Span(11, 22)), Section(Part.PARAGRAPH, Span(24, 35)))
    places = places_of(make_document(TEXT, media_type="text/html", sections=sections))
    assert [places.of(span_of(TEXT, words)) for words in ("title", "said a", "said b")] == ["title", "1st paragraph", "2nd paragraph"]


def test_a_footnote_is_called_one() -> None:
    sections = (Section(Part.FOOTNOTE, Span(24, 35), label="3", voice="editors"),)
    places = places_of(make_document(TEXT, media_type="application/tei+xml", sections=sections))
    assert places.of(span_of(TEXT, "said b")) == "footnote 3, editors"


def test_a_place_between_sections_of_a_page_is_not_known() -> None:
    places = places_of(replace(make_document(TEXT), media_type="text/html", sections=()))
    assert places.of(Span(3, 4)) == "place not known"


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (102, "102nd"),
        (111, "111th"),
    ],
)
def test_ordinals(n: int, words: str) -> None:
    text = "x\n" * n
    assert places_of(make_document(text, media_type="text/html")).of(Span(2 * n - 2, 2 * n - 1)) == f"{words} paragraph"
