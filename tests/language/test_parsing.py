"""Blocks: parsed paragraphs that know the offsets of the document."""

from __future__ import annotations

from memcon import limits
from memcon.language import Parser
from memcon.model.document import Document, Kind, Part, Section
from memcon.text import Span


def _document(text: str, *extra: Section) -> Document:
    return Document("d", "", "d", "text/plain", Kind.STORY, text, sections=(Section(Part.PARAGRAPH, Span(0, len(text))), *extra))


def test_tokens_lead_back_to_the_text(parser: Parser) -> None:
    document = _document("The ferry 🚢 sailed at noon.")
    block = next(parser.parse([document])).blocks[0]
    assert [block.token_span(t).of(document.text) for t in block.parse] == [t.text for t in block.parse]


def test_a_hyphen_at_a_line_end_is_not_a_word_break(parser: Parser) -> None:
    text = "They sail on MON-\nDAY at noon."
    document = _document(text, Section(Part.HYPHEN, Span(16, 18)))
    block = next(parser.parse([document])).blocks[0]
    assert "MONDAY" in [t.text for t in block.parse]


def test_documents_without_a_paragraph_keep_their_place(parser: Parser) -> None:
    empty = Document("e", "", "e", "text/plain", Kind.STORY, "x")
    parsed = list(parser.parse([empty, _document("He left."), empty]))
    assert [len(p.blocks) for p in parsed] == [0, 1, 0]


def test_the_same_document_twice_gives_two_results(parser: Parser) -> None:
    document = _document("He left.")
    assert [len(p.blocks) for p in parser.parse([document, document])] == [1, 1]


def test_a_paragraph_over_the_limit_is_cut_at_white_space(parser: Parser) -> None:
    text = "word " * (limits.SENTENCE_POINTS // 4)
    blocks = next(parser.parse([_document(text)])).blocks
    assert len(blocks) == 2
    assert all(len(b.shadow.text) <= limits.SENTENCE_POINTS for b in blocks)
    assert blocks[-1].span(0, len(blocks[-1].parse)).end <= len(text)


def test_a_run_without_white_space_is_set_aside(parser: Parser) -> None:
    text = "Before " + "a:" * 20_000 + " after."
    blocks = next(parser.parse([_document(text)])).blocks
    assert [t.text for b in blocks for t in b.parse if not t.is_space and not t.is_punct] == ["Before", "after"]
