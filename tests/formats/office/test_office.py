"""Word, OpenDocument and RTF files: notes, changes, tables, locks."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from memcon.errors import BrokenFile, Locked
from memcon.formats.mail.msg import MSG
from memcon.formats.office.docx import DOCX
from memcon.formats.office.odt import ODT
from memcon.formats.office.rtf import RTF
from memcon.model.document import Document, Part
from tests.hostile import bombs
from tests.samples.compound import compound_file


def word(write: Callable[[object], None]) -> Document:
    """The document of a Word file that the function wrote."""
    made = docx.Document()
    write(made)
    out = io.BytesIO()
    made.save(out)
    (document,) = DOCX.read(out.getvalue(), origin="a.docx", kind=None)
    return document


def sections(document: Document) -> list[tuple[str, str]]:
    return [(s.part.value, s.span.of(document.text)) for s in document.sections]


def test_inserted_words_are_read_and_deleted_ones_are_not() -> None:
    def write(made: object) -> None:
        paragraph = made.add_paragraph("The mayor said ")._p  # type: ignore[attr-defined]
        for mark, tag, words in (("ins", "t", "no"), ("del", "delText", "yes")):
            paragraph.append(parse_xml(f'<w:{mark} {nsdecls("w")} w:id="1"><w:r><w:{tag}>{words}</w:{tag}></w:r></w:{mark}>'))

    assert word(write).text == "The mayor said no"


def test_quotations_and_tables_are_told_apart() -> None:
    def write(made: object) -> None:
        made.add_paragraph("The order reads:")  # type: ignore[attr-defined]
        made.add_paragraph("Nobody sails before Monday.", style="Quote")  # type: ignore[attr-defined]
        table = made.add_table(1, 2)  # type: ignore[attr-defined]
        table.cell(0, 0).text, table.cell(0, 1).text = "Mayor Lund", "She said no."

    assert sections(word(write)) == [
        ("paragraph", "The order reads:"),
        ("quote", "Nobody sails before Monday."),
        ("heading", "Mayor Lund"),
        ("paragraph", "She said no."),
    ]


def test_footnotes_of_a_word_file_stand_behind_the_text() -> None:
    notes = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="0"><w:p/>'
        b'</w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>Lund denied this.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    parts = [
        ("[Content_Types].xml", bombs.WORD_TYPES),
        ("_rels/.rels", bombs.WORD_LINKS % b""),
        ("word/document.xml", bombs.WORD_BODY % b"The mayor said no."),
        ("word/footnotes.xml", notes),
    ]
    (document,) = DOCX.read(bombs.zipped(parts), origin="a.docx", kind=None)
    assert sections(document) == [("paragraph", "The mayor said no."), ("footnote", "Lund denied this.")]
    assert document.sections[-1].label == "2"


def test_notes_and_changes_of_an_open_document() -> None:
    body = (
        b"The mayor<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Ana Lund.</text:p></text:note-body>"
        b"</text:note> said<text:s/>no.</text:p><text:p><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>Nobody left."
    )
    (document,) = ODT.read(bombs.open_document(body), origin="a.odt", kind=None)
    assert sections(document) == [
        ("paragraph", "The mayor said no."),
        ("paragraph", "Nobody left."),
        ("footnote", "Ana Lund."),
    ]


def test_locked_files_are_told() -> None:
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:encryption-data/></manifest:manifest>'
    locked = bombs.zipped([("mimetype", b"application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", manifest)])
    with pytest.raises(Locked, match="password"):
        ODT.read(locked, origin="a.odt", kind=None)
    with pytest.raises(Locked, match="password"):
        MSG.read(compound_file({"EncryptionInfo": b"a" * 100, "EncryptedPackage": b"b" * 9_000}), origin="a.docx", kind=None)


def test_a_spreadsheet_says_how_to_save_it() -> None:
    sheet = bombs.zipped([("[Content_Types].xml", bombs.WORD_TYPES), ("xl/workbook.xml", b"<workbook/>")])
    with pytest.raises(BrokenFile, match="save a spreadsheet as CSV"):
        DOCX.read(sheet, origin="a.xlsx", kind=None)


def test_rich_text_keeps_its_letters_and_quotation_marks() -> None:
    (document,) = RTF.read(
        rb"{\rtf1\ansi\ansicpg1252 Ren\'e9 said \ldblquote no\rdblquote .\par Zo\u235?e left.}", origin="a.rtf", kind=None
    )
    assert [s.span.of(document.text) for s in document.sections if s.part is Part.PARAGRAPH] == ["René said “no”.", "Zoëe left."]
