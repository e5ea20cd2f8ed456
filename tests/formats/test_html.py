"""Saved pages: the story without what is printed around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.errors import BrokenMarkup
from memcon.formats import read_bytes
from memcon.model.document import Document, Part

SAMPLE = Path(__file__).parents[2] / "examples" / "page.html"


@pytest.fixture(scope="module")
def page() -> Document:
    return read_bytes(SAMPLE.read_bytes(), origin="page.html")[0]


def test_page_says_who_wrote_it_where_and_when(page: Document) -> None:
    assert (page.title, page.byline, page.outlet, page.published) == (
        "Clinic closes ward after second power cut", "Odile Marsh", "The Tarn Valley Herald", "2024-02-09",
    )  # fmt: skip


@pytest.mark.parametrize(
    "words", ["We use cookies", "Read more", "Copyright", "newsletter", "Photo:", "riverman", "Ferry fares", "window.track"]
)
def test_residue_is_not_part_of_the_text(page: Document, words: str) -> None:
    assert words not in page.text


@pytest.mark.parametrize("words", ["closed its children's ward", "“Nobody asked us to collect anything,”", "Her office declined to say"])
def test_story_is_there(page: Document, words: str) -> None:
    assert words in page.text


def test_block_quotation_is_marked(page: Document) -> None:
    assert [s.span.of(page.text)[:13] for s in page.sections if s.part is Part.QUOTE] == ["All equipment"]


def test_nested_page_is_still_read() -> None:
    deep = (
        b"<html><body>"
        + b"<div>" * 20_000
        + b"<p>The mayor said the bridge was shut for good.</p>"
        + b"</div>" * 20_000
        + b"</body></html>"
    )
    try:
        document = read_bytes(deep, origin="deep.html")[0]
    except BrokenMarkup as error:
        assert "no text was found" in str(error)
    else:
        assert "The mayor said" in document.text
        assert "whole-page" in [w.code for w in document.warnings]


def test_page_without_text_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(BrokenMarkup, match="save it again"):
        read_bytes(b"<html><head><title></title></head><body><script>x()</script></body></html>", origin="empty.html")


def test_page_in_another_encoding() -> None:
    words = "Der Bürgermeister sagte am Montag, die Brücke über den Fluß bleibe für länger geschlossen, und niemand wisse, wann sie öffne."
    data = f'<html><head><meta charset="iso-8859-1"></head><body><article><p>{words}</p><p>{words}</p></article></body></html>'.encode(
        "iso-8859-1"
    )
    assert "Bürgermeister" in read_bytes(data, origin="x.html")[0].text


@pytest.mark.parametrize(("odd", "shown"), [("\u200b", "\u200b"), ("\x00", "\ufffd")])
def test_places_of_warnings_are_those_of_the_text_and_not_of_the_markup(odd: str, shown: str) -> None:
    head = f"<html><head><style>{'p { margin: 0 } ' * 200}{odd}</style></head>"
    page = f"{head}<body><article><p>The mayor{odd} said that the pier was shut until noon.</p></article></body></html>".encode()
    (document,) = read_bytes(page, origin="a.html")
    assert [w.span.of(document.text) for w in document.warnings if w.span is not None] == [shown]
