"""DOCX (ECMA-376) by python-docx: paragraphs, tables, footnotes, and what the file says of itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from memcon.errors import BrokenFile
from memcon.formats.markup import parse_xml
from memcon.formats.office.unpacking import unpack_office
from memcon.formats.pages import About, Paragraph, compose, one_line
from memcon.model.document import Document, Kind

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FOOTNOTES: Final = "word/footnotes.xml"
_QUOTES: Final = ("quote", "intense quote", "block text", "quotations")


@dataclass(frozen=True, slots=True)
class Docx:
    """Reads Word files from 2007 on."""

    name: str = "docx"
    media_types: tuple[str, ...] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
    binary: bool = True
    library: str = "python-docx"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it is an archive whose first entries are those of an office file of this family."""
        return untrusted_head.startswith(b"PK\x03\x04") and (
            b"[Content_Types].xml" in untrusted_head or b"word/document.xml" in untrusted_head
        )

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """One document. Raises BrokenFile, BrokenMarkup, Locked and OverLimit."""
        parts = unpack_office(untrusted_bytes, origin=origin)
        if "word/document.xml" not in parts:
            raise BrokenFile(origin, why="this office file holds no text document; save a spreadsheet as CSV, slides as PDF")
        opened = _open(untrusted_bytes, origin)
        paragraphs = [*_body(opened), *_footnotes(parts.get(_FOOTNOTES), origin)]
        return (compose(paragraphs, _about(opened, self.media_types[0]), untrusted_bytes=untrusted_bytes, origin=origin, kind=kind),)


def _open(untrusted_bytes: bytes, origin: str) -> Any:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(io.BytesIO(untrusted_bytes))
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError) as error:  # what it raises for damaged files
        raise BrokenFile(origin, why="the Word file is damaged; open it in an office program and save it again") from error


def _body(opened: Any) -> Iterator[Paragraph]:
    for block in opened.iter_inner_content():
        if hasattr(block, "rows"):
            yield from _table(block)
            continue
        style = (block.style.name or "").lower() if block.style is not None else ""
        yield Paragraph(one_line(_words(block._p)), quoted=style in _QUOTES)


def _table(table: Any) -> Iterator[Paragraph]:
    for row in table.rows:
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                yield Paragraph(one_line(" ".join(_words(p._p) for p in cell.paragraphs)))


def _words(paragraph: Any) -> str:
    """The words as they stand, with insertions and without deletions of tracked changes."""
    nodes = paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen")
    return "".join({"t": node.text or "", "noBreakHyphen": "-"}.get(etree.QName(node).localname, " ") for node in nodes)


def _footnotes(untrusted: bytes | None, origin: str) -> Iterator[Paragraph]:
    if untrusted is None:
        return
    for note in parse_xml(untrusted, origin=origin).iter(f"{_W}footnote"):
        if note.get(f"{_W}type") is None:
            yield Paragraph(one_line(" ".join(_words(p) for p in note.iter(f"{_W}p"))), note=note.get(f"{_W}id") or "")


def _about(opened: Any, media_type: str) -> About:
    told = opened.core_properties
    day = told.created.date().isoformat() if told.created is not None else None
    header = {"author": one_line(told.author)} if told.author and told.author != "python-docx" else {}
    return About(media_type, one_line(told.title or "") or None, None, None, None, {**header, **({"created": day} if day else {})})


DOCX = Docx()
