"""Markdown without its marks."""

from __future__ import annotations

import pytest

from memcon.formats.records.markdown import MARKDOWN


def sections(text: str) -> list[tuple[str, str]]:
    (document,) = MARKDOWN.read(text.encode(), origin="a.md", kind=None)
    return [(s.part.value, s.span.of(document.text)) for s in document.sections]


def test_marks_are_taken_off_and_block_quotations_kept() -> None:
    text = "# Pier shut\n\nThe *mayor*, [Ana Lund](https://a.example), said\n`no`.\n\n> Nobody sails.\n\n1. First.\n2. Second.\n"
    assert sections(text) == [
        ("title", "Pier shut"),
        ("paragraph", "The mayor, Ana Lund, said no."),
        ("quote", "Nobody sails."),
        ("paragraph", "First."),
        ("paragraph", "Second."),
    ]


def test_front_matter_is_what_the_file_says_of_itself() -> None:
    text = "---\ntitle: Pier shut\ndate: 2024-05-14\nauthor: 'Hanne Oduya'\n---\nThe mayor said no. Nobody left.\n"
    (document,) = MARKDOWN.read(text.encode(), origin="a.md", kind=None)
    assert (document.title, document.published, document.byline) == ("Pier shut", "2024-05-14", "Hanne Oduya")
    assert "title:" not in document.text


def test_markup_in_it_is_no_text() -> None:
    assert sections("# A\n\nThe mayor said <b>no</b>. <!-- she did not -->\n")[-1][1] == "The mayor said no."


@pytest.mark.parametrize("head", [b"# Pier\n\nText", b"## Pier\n\nSee [this](https://a.example).", b"[a](/b)\n\n> No.\n"])
def test_markdown_is_recognised(head: bytes) -> None:
    assert MARKDOWN.sniff(head)


@pytest.mark.parametrize("head", [b"The mayor said no.", b"- He left\n- She stayed", b"> No, he said.", b"#1 in the league", b"1 * 2 * 3"])
def test_plain_text_is_not(head: bytes) -> None:
    assert not MARKDOWN.sniff(head)


def test_places_of_warnings_are_those_of_the_text() -> None:
    (document,) = MARKDOWN.read("---\ntitle: Pier\n---\nThe **mayor**\u200b said no.\n".encode(), origin="a.md", kind=None)
    assert [w.span.of(document.text) for w in document.warnings if w.span is not None] == ["\u200b"]
