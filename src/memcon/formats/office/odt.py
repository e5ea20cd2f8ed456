"""OpenDocument text (OASIS ODF 1.3) by lxml: paragraphs, headings, lists, tables, footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from memcon.errors import BrokenFile, Locked
from memcon.formats.markup import parse_xml
from memcon.formats.office.unpacking import unpack_office
from memcon.formats.pages import About, Paragraph, compose, one_line
from memcon.model.document import Document, Kind

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_MIME: Final = b"application/vnd.oasis.opendocument.text"
_BLOCKS: Final = (f"{_TEXT}p", f"{_TEXT}h")
_SPACES: Final = frozenset({f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"})
_LEFT_OUT: Final = frozenset({f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_TEXT}bookmark", f"{_TEXT}soft-page-break"})


@dataclass(frozen=True, slots=True)
class Odt:
    """Reads OpenDocument texts."""

    name: str = "odt"
    media_types: tuple[str, ...] = ("application/vnd.oasis.opendocument.text",)
    binary: bool = True
    library: str = "lxml"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether the first entry of the archive names the media type, as ODF 1.3 part 2, section 3.3 asks."""
        return untrusted_head.startswith(b"PK\x03\x04") and _MIME in untrusted_head[:200]

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """One document. Raises BrokenFile, BrokenMarkup, Locked and OverLimit."""
        parts = unpack_office(untrusted_bytes, origin=origin)
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise Locked(origin)
        if "content.xml" not in parts:
            raise BrokenFile(origin, why="the file holds no text; open it in an office program and save it again")
        paragraphs = list(_paragraphs(parse_xml(parts["content.xml"], origin=origin)))
        about = _about(parts.get("meta.xml"), origin, self.media_types[0])
        return (compose(paragraphs, about, untrusted_bytes=untrusted_bytes, origin=origin, kind=kind),)


def _paragraphs(root: etree._Element) -> Iterator[Paragraph]:
    for node in root.iter(*_BLOCKS):
        above = {a.tag for a in node.iterancestors()}
        if f"{_TEXT}tracked-changes" in above:
            continue
        if f"{_TEXT}note" not in above:
            yield Paragraph(one_line(_words(node)))
    for note in root.iter(f"{_TEXT}note"):
        label = "".join(str(t) for c in note.iter(f"{_TEXT}note-citation") for t in c.itertext())
        yield Paragraph(one_line(" ".join(_words(p) for p in note.iter(*_BLOCKS))), note=label)


def _words(node: etree._Element) -> str:
    pieces = [node.text or ""]
    for child in node:
        if child.tag in _SPACES:
            pieces.append(" ")
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _about(untrusted_meta: bytes | None, origin: str, media_type: str) -> About:
    if untrusted_meta is None:
        return About(media_type)
    told = {n.tag: one_line(n.text or "") for n in parse_xml(untrusted_meta, origin=origin).iter() if isinstance(n.tag, str)}
    author = told.get(f"{_DC}creator")
    return About(media_type, told.get(f"{_DC}title") or None, header={"author": author} if author else {})


ODT = Odt()
