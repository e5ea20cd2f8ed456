"""Foreign Relations of the United States in TEI P5: one document for each `div[@type='document']`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lxml import etree

from memcon import limits
from memcon.errors import OverLimit
from memcon.formats.markup import parse_xml
from memcon.formats.tei_header import kind_of_head, read_tei_header
from memcon.formats.tei_people import XML_ID, fitting_people, listed_people
from memcon.formats.tei_text import TextBuilder, local, squeezed, words_in
from memcon.model.document import Document, Kind
from memcon.model.ids import document_id

_NAMESPACE: Final = b"http://www.tei-c.org/ns/1.0"


@dataclass(frozen=True, slots=True)
class TEI:
    """Reads FRUS volumes and single documents."""

    name: str = "tei"
    media_types: tuple[str, ...] = ("application/tei+xml", "application/xml", "text/xml")
    binary: bool = False
    library: str = "lxml"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether the head names the TEI namespace."""
        bare = untrusted_head.replace(b"\0", b"")  # UTF-16
        return _NAMESPACE in bare and b"<" in bare[:200]

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """The documents of the volume; of several each has `#` and its xml:id behind the origin. Raises BrokenMarkup and OverLimit."""
        root = parse_xml(untrusted_bytes, origin=origin)
        digest = hashlib.sha256(untrusted_bytes).hexdigest()
        divs = [d for d in root.iter() if local(d) == "div" and d.get("type") == "document"]
        if len(divs) > limits.ROWS:
            raise OverLimit(origin, limit="ROWS", allowed=limits.ROWS, found=len(divs))
        divs = divs or [root]
        people = listed_people(root)
        return tuple(_document(div, digest, _origin(origin, div, alone=len(divs) == 1), kind, people) for div in divs)


def _origin(origin: str, div: etree._Element, *, alone: bool) -> str:
    part = div.get(XML_ID) or div.get("n")
    return origin if alone or not part else f"{origin}#{part}"


def _document(div: etree._Element, digest: str, origin: str, kind: Kind | None, people: Mapping[str, str]) -> Document:
    head_words = next((words_in(n) for n in div.iter() if local(n) == "head"), "")
    built = TextBuilder(headed=(kind or kind_of_head(head_words)) not in (Kind.MEMCON, Kind.MINUTES)).build(div)
    head = squeezed(built.head)
    header = read_tei_header(div, head, built.header)
    hints, doubts = fitting_people(built.people, people)
    if hints:
        header["persons"] = hints
    return Document(
        document_id(digest, origin),
        digest,
        origin,
        "application/tei+xml",
        kind or kind_of_head(head),
        built.text,
        head or None,
        _published(div),
        "Foreign Relations of the United States",
        header=MappingProxyType(header),
        sections=built.sections,
        warnings=(*built.warnings, *doubts),
    )


def _published(div: etree._Element) -> str | None:
    for name in ("when", "from"):
        for node in div.iter():
            if local(node) == "date" and node.get(name):
                return str(node.get(name))[:10]
    stamp = next((v for k, v in div.attrib.items() if str(k).endswith("doc-dateTime-min")), None)
    return str(stamp)[:10] if stamp else None


TEI_FORMAT = TEI()
