from __future__ import annotations

import pytest
from lxml import etree

from memcon.export.chronicle.drawing import INKS, LIGHT, Dress, Picture, fitted, paint, safe, units
from memcon.export.chronicle.moments import Quad


def test_a_picture_says_what_it_is_to_those_who_cannot_see_it() -> None:
    root = etree.fromstring(Picture(100, title="A title", about="What it shows").finished())
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title about")
    assert [root.findtext(f"{{*}}{name}") for name in ("title", "desc")] == ["A title", "What it shows"]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "]]>&<b>", "\0\x1b[31m", "\ud800", "\ufffe\U0001ffff\ufdd0", "a\u202eb"])
def test_whatever_is_written_is_text(words: str) -> None:
    picture = Picture(100, title=words, about=words)
    picture.text(0, 0, words)
    root = etree.fromstring(picture.finished())
    assert {element.tag.partition("}")[2] for element in root.iter()} == {
        "svg",
        "title",
        "desc",
        "style",
        "defs",
        "pattern",
        "rect",
        "line",
        "text",
    }
    assert root.findall("{*}text")[-1].text == safe(words)


def test_a_picture_needs_nothing_from_elsewhere_and_looks_right_in_the_dark() -> None:
    words = Picture(100, title="", about="").finished()
    assert words.count("http") == words.count('xmlns="http://www.w3.org/2000/svg"') == 1
    assert "prefers-color-scheme: dark" in words
    assert all(sign not in words for sign in ("<script", "href", "@import", "url(h"))


def test_words_are_cut_to_the_room_there_is() -> None:
    assert fitted("harbour", 100) == "harbour"
    assert fitted("x" * 10_000, 68) == "x" * 9 + "…"
    assert fitted("港" * 50, 67) == "港" * 4 + "…"


def test_verbal_classes_are_hatched_and_material_ones_are_not() -> None:
    assert [paint(quad.value).startswith("url(#") for quad in Quad] == [True, False, True, False]
    assert len(set(INKS.values())) == len(INKS)


def test_numbers_are_written_to_a_tenth() -> None:
    assert [units(n) for n in (1, 1.04, 1.25, 2.97)] == ["1", "1", "1.2", "3"]


def test_where_styles_are_refused_each_shape_has_its_colour() -> None:
    picture = Picture(100, title="A title", about="", dress=Dress.PLAIN, width=300)
    picture.text(0, 0, "soft words", kind="soft")
    with picture.link("a mark", "/somewhere"):
        picture.path("M 0 0 h 9", ink="#123456", dashes="6 4")
        picture.tip([(0, 0), (4, 1), (4, -1)], ink="#123456")
    root = etree.fromstring(picture.finished())
    assert (root.findall(".//{*}style"), root.findall(".//{*}a"), root.get("width")) == ([], [], "300")
    assert root.findall("{*}text")[0].get("fill") == LIGHT["soft"]["fill"]
    assert root.findtext("{*}g/{*}title") == "a mark"


def test_in_a_page_marks_are_links_in_a_group_and_the_page_gives_the_colours() -> None:
    picture = Picture(100, title="A title", about="", dress=Dress.PAGE)
    with picture.link("a mark", "/timeline?a=1&b=2"), picture.part(data_here="x"):
        picture.dot(5, 5, 3, ink="#123456")
    with picture.link("leads nowhere", None):
        picture.line(0, 0, 1, 1)
    root = etree.fromstring(picture.finished())
    link = root.find("{*}a")
    assert link is not None
    assert (root.get("role"), root.get("aria-label"), link.get("href"), link.get("tabindex")) == (
        "group",
        "A title",
        "/timeline?a=1&b=2",
        "-1",
    )
    assert (root.findall(".//{*}style"), len(root.findall(".//{*}a")), root.findall(".//{*}line")[-1].get("stroke")) == ([], 1, None)
    assert link.find("{*}g[@data-here]") is not None
