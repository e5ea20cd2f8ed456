"""The header of a FRUS document: from its head line, its source note, and its lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from memcon.formats.cable_header import read_header
from memcon.formats.tei_text import local, words_in
from memcon.model.document import Kind

_FROM_TO: Final = re.compile(r"\b[Ff]rom (?P<sender>.{3,160}?) to (?P<to>.{3,160}?)(?:, (?:[A-Z][a-z]+ \d|\w+day)|\.?$|/\d)")
_CLASS: Final = re.compile(r"\b(Top Secret|Secret|Confidential|Limited Official Use|Official Use Only|Unclassified)\b")
_PRECEDENCE: Final = re.compile(r"\b(Flash|Niact Immediate|Immediate|Priority|Routine)\b")
_CAPTION: Final = re.compile(r"\b(Nodis|Exdis|Limdis|Stadis|Sensitive|Eyes Only|Noforn)\b", re.IGNORECASE)
_DRAFTED: Final = re.compile(r"\b[Dd]rafted (?:in [\w/]+ )?by (?P<name>[^;.()]{2,80})")
_APPROVED: Final = re.compile(r"\b[Aa]pproved (?:in [\w/]+ )?by (?P<name>[^;.()]{2,80})")
_KINDS: Final = (
    (Kind.MINUTES, re.compile(r"\bminutes of|\bsummary of conclusions|\brecord of (?:a )?meeting", re.IGNORECASE)),
    (Kind.MEMCON, re.compile(r"memorandum of (?:conversation|telephone)|memorandum for the record", re.IGNORECASE)),
    (Kind.CABLE, re.compile(r"\btelegram\b|\bcable\b|\bairgram\b", re.IGNORECASE)),
    (Kind.LETTER, re.compile(r"\bletter from|\bmemorandum from|\bmessage from|\bnote from", re.IGNORECASE)),
    (Kind.STATEMENT, re.compile(r"\bstatement\b|\baddress\b|\bspeech\b", re.IGNORECASE)),
)


def kind_of_head(head: str) -> Kind:
    """The kind of the paper by its head line."""
    return next((kind for kind, pattern in _KINDS if pattern.search(head)), Kind.OTHER)


def read_tei_header(div: etree._Element, head: str, lists: Mapping[str, list[str]]) -> dict[str, object]:
    """From, to, classification, precedence, caption, drafter, participants, subject, and the lines of a typed header."""
    header: dict[str, object] = dict(read_header(lists.get("lines", ())))
    header |= _from_and_to(div, head) | _source_note(div)
    for name, items in lists.items():
        if name == "subject":
            header["subject"] = " ".join(items)
        elif name != "lines":
            header[name] = list(items)
    signed = next((words_in(n) for n in div.iter() if local(n) == "signed"), None)
    return header | ({"signed": signed} if signed else {})


def _from_and_to(div: etree._Element, head: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for node in div.iter():
        if local(node) in ("gloss", "persName") and node.get("type") in ("from", "to"):
            words = words_in(node)
            found[str(node.get("type"))] = [words] if node.get("type") == "to" else words
    if not found and (m := _FROM_TO.search(head)) is not None:
        found = {"from": _bare(m["sender"]), "to": [_bare(m["to"])]}
    return found


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", name)


def _source_note(div: etree._Element) -> dict[str, object]:
    note = next((words_in(n) for n in div.iter() if local(n) == "note" and n.get("type") == "source"), "")
    found: dict[str, object] = {"source": note} if note else {}
    for name, pattern in (("classification", _CLASS), ("precedence", _PRECEDENCE)):
        if (m := pattern.search(note)) is not None:
            found[name] = m[1].lower()
    captions = sorted({m[1].lower() for m in _CAPTION.finditer(note)})
    if captions:
        found["caption"] = captions
    for name, pattern in (("drafted_by", _DRAFTED), ("approved_by", _APPROVED)):
        if (m := pattern.search(note)) is not None:
            found[name] = m["name"].strip()
    return found
