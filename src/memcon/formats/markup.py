"""XML from strangers: parsed without entities, DTD or network, and only so deep."""

from __future__ import annotations

from typing import Final

from lxml import etree

from memcon import limits
from memcon.errors import BrokenMarkup, OverLimit
from memcon.formats.decode import decode

_DTD: Final = "the XML brings a DTD or entities of its own, which memcon never expands; take the DOCTYPE out and read it again"


def parse_xml(untrusted_bytes: bytes, *, origin: str) -> etree._Element:
    """The root of the XML, parsed without entities, DTD or network. Raises BrokenMarkup and OverLimit."""
    decode(untrusted_bytes, origin=origin)
    bare = untrusted_bytes.replace(b"\0", b"")  # UTF-16
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise BrokenMarkup(origin, why=_DTD)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(untrusted_bytes, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenMarkup(origin, why=f"the XML is not well-formed ({error.msg}); mend it and read it again") from error
    if etree.ElementTree(root).docinfo.internalDTD is not None:  # in an encoding in which the bytes above are others
        raise BrokenMarkup(origin, why=_DTD)
    depth = _depth(root)
    if depth > limits.XML_DEPTH:
        raise OverLimit(origin, limit="XML_DEPTH", allowed=limits.XML_DEPTH, found=depth)
    return root


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
