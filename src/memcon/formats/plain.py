"""Plain text: stories, readouts, letters, mails, memoranda, minutes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from memcon.errors import NotText
from memcon.formats.decode import decode
from memcon.formats.head import Head, HeadReader, cut_dateline
from memcon.formats.kinds import recognise_kind
from memcon.formats.lines import group_paragraphs, split_lines
from memcon.formats.paragraphs import section_paragraphs
from memcon.model.document import Document, Kind, Part, Section, Warning
from memcon.model.ids import document_id
from memcon.text import trimmed

_XML: Final = re.compile(r"\s{0,50}<(?:\?xml\s|!DOCTYPE\s|!ENTITY\s)", re.IGNORECASE)
_SIGNED: Final = re.compile(r"(?:[-–—]{1,2} ?)?[A-Z][\w.’'-]{0,20}(?: [A-Z][\w.’'-]{0,20}){0,3}\.?")


@dataclass(frozen=True, slots=True)
class PlainText:
    """Reads any text that no other format claims."""

    name: str = "plain"
    media_types: tuple[str, ...] = ("text/plain",)
    binary: bool = False
    library: str = "memcon"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Always: plain text is what is left."""
        return bool(untrusted_head)

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """One document. Raises EmptyFile and OverLimit, and NotText for XML."""
        decoded = decode(untrusted_bytes, origin=origin)
        if _XML.match(decoded.text) is not None:
            raise NotText(origin, found="XML of a kind that memcon does not know, in which text and markup cannot be told apart")
        digest = hashlib.sha256(untrusted_bytes).hexdigest()
        return (lay_out(decoded.text, origin=origin, sha256=digest, kind=kind, warnings=decoded.warnings),)


def lay_out(text: str, *, origin: str, sha256: str, kind: Kind | None = None, warnings: Sequence[Warning] = ()) -> Document:
    """The document of a plain text, with its head read and its paragraphs as sections."""
    found = kind or recognise_kind(text)
    groups = group_paragraphs(split_lines(text))
    head = HeadReader(text, groups, found).read()
    body, credit = _body(text, section_paragraphs(text, groups[head.used :], quotes=found is not Kind.CABLE))
    header, body = _signed(text, head, body, found)
    return Document(
        document_id(sha256, origin),
        sha256,
        origin,
        "text/plain",
        found,
        text,
        head.title,
        head.published,
        head.outlet or credit,
        head.byline,
        header=MappingProxyType(header),
        sections=tuple(sorted((*head.sections, *body), key=lambda s: (s.span.start, s.span.end))),
        warnings=tuple(warnings),
    )


def _body(text: str, sections: Sequence[Section]) -> tuple[tuple[Section, ...], str | None]:
    """The sections with the dateline of the first paragraph cut off, and the agency it credits."""
    first = next((k for k, s in enumerate(sections) if s.part is Part.PARAGRAPH), None)
    if first is None:
        return tuple(sections), None
    cut, credit = cut_dateline(text, sections[first])
    return (*sections[:first], *cut, *sections[first + 1 :]), credit


def _signed(text: str, head: Head, body: tuple[Section, ...], kind: Kind) -> tuple[dict[str, object], tuple[Section, ...]]:
    """The header with the name below a letter or mail, and the section that holds it as a signature."""
    header = dict(head.header)
    last = max((k for k, s in enumerate(body) if s.part is not Part.RESIDUE), default=None)
    if last is None or kind not in (Kind.LETTER, Kind.MAIL, Kind.CABLE):
        return header, body
    span = trimmed(text, body[last].span, chars="")
    if len(body) > 1 and len(span) <= 60 and _SIGNED.fullmatch(span.of(text)):
        header["signed"] = span.of(text).strip(" -–—.")
        return header, (*body[:last], Section(Part.SIGNATURE, span), *body[last + 1 :])
    return header, body


PLAIN = PlainText()
