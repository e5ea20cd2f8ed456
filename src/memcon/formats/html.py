"""Saved web pages: the main text, title, date, author and outlet, without what is printed around it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from memcon import limits
from memcon.errors import BrokenMarkup, OverLimit
from memcon.formats.decode import Decoded, decode
from memcon.formats.head import cut_dateline, is_byline
from memcon.formats.kinds import recognise_kind
from memcon.formats.paragraphs import number_paragraphs
from memcon.formats.residue import is_residue
from memcon.model.document import Document, Kind, Part, Section, Warning
from memcon.model.ids import document_id
from memcon.text import Span

_TAGS: Final = re.compile(rb"<(?:!doctype html|html|head|body|article|div|meta|p)\b", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{2,20})""", re.IGNORECASE)
_BLOCKS: Final = ("p", "h1", "h2", "h3", "h4", "li", "blockquote", "pre", "td", "dd")
LEAST_LETTERS: Final = 3


@dataclass(frozen=True, slots=True)
class HTML:
    """Reads saved web pages."""

    name: str = "html"
    media_types: tuple[str, ...] = ("text/html", "application/xhtml+xml")
    binary: bool = False
    library: str = "trafilatura"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether the head has the tags of a page near its start."""
        start = untrusted_head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048]
        return start.startswith(b"<") and _TAGS.search(start) is not None

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """One document; its text is what was extracted, title first. Raises BrokenMarkup where no text is found."""
        charset = _CHARSET.search(untrusted_bytes[:4096])
        decoded = decode(untrusted_bytes, origin=origin, declared=charset[1].decode("ascii") if charset else None)
        _refuse_attributes(decoded.text, origin)
        page = _extract(decoded.text) or _fall_back(decoded.text)
        if page is None:
            raise BrokenMarkup(origin, why="no text was found on the page; save it again as complete HTML or as plain text")
        return (_document(page, decoded, untrusted_bytes, origin, kind),)


def _refuse_attributes(text: str, origin: str) -> None:
    """The parser takes quadratic time for the attributes of one tag: a million of them, over a minute. Raises OverLimit."""
    for tag in _LONG_TAG.finditer(text):
        found = tag.group().count("=")
        if found > limits.ATTRIBUTES:
            raise OverLimit(origin, limit="ATTRIBUTES", allowed=limits.ATTRIBUTES, found=found)


@dataclass(frozen=True, slots=True)
class Page:
    """What was taken from a page: its paragraphs (True for a block quotation) and what it says of itself."""

    paragraphs: tuple[tuple[str, bool], ...]
    title: str | None = None
    published: str | None = None
    byline: str | None = None
    outlet: str | None = None
    warnings: tuple[Warning, ...] = ()


def _extract(text: str) -> Page | None:
    """The main text by trafilatura (F .924 on 990 pages, the best of those measured)."""
    if _too_deep(text):
        return None  # trafilatura gives None, in silence, from about 200 nested elements on
    from trafilatura import bare_extraction  # 0.1 s to import

    got: Any = bare_extraction(text, with_metadata=True, include_comments=False, include_tables=True, favor_recall=False, deduplicate=False)
    body = getattr(got, "body", None) if got is not None else None
    if body is None:
        return None
    paragraphs = tuple(_paragraphs(body))
    if sum(len(p) for p, _ in paragraphs) < LEAST_LETTERS:
        return None
    return Page(paragraphs, _words(got.title), (got.date or "")[:10] or None, _words(got.author), _words(got.sitename))


def _too_deep(text: str) -> bool:
    depth = deepest = 0
    for m in _DIV.finditer(text):
        depth += -1 if m[1] else 1
        deepest = max(deepest, depth)
    return deepest > limits.XML_DEPTH


_LONG_TAG: Final = re.compile(r"<[^<>]{50000}[^<>]*+")
_DIV: Final = re.compile(r"<(/)?(?:div|span|section|table|ul|font|b|i|blockquote)\b", re.IGNORECASE)


def _words(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value else None


def _paragraphs(body: Any) -> list[tuple[str, bool]]:
    """The blocks of the extracted tree in order; a quote inside a paragraph is a line of its own."""
    found: list[tuple[str, bool]] = []
    for node in body.iter():
        if node.tag not in ("p", "head", "quote", "item", "code", "cell") or any(
            a.tag in ("p", "head", "quote", "item", "cell") for a in node.iterancestors()
        ):
            continue
        words = " ".join("".join(node.itertext()).split())
        if words:
            found.append((words, node.tag == "quote"))
    return found or [(line, False) for line in (" ".join(part.split()) for part in "\n".join(body.itertext()).split("\n")) if line]


def _fall_back(text: str) -> Page | None:
    """The words of every block element, for pages that the extractor gives up on."""
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, recover=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    etree.strip_elements(root, "script", "style", "noscript", "template", "nav", "footer", "form", with_tail=False)
    blocks = [(" ".join("".join(str(t) for t in n.itertext()).split()), n.tag == "blockquote") for n in root.iter(*_BLOCKS)]
    whole = " ".join("".join(str(t) for t in root.itertext()).split())
    paragraphs = tuple((w, q) for w, q in blocks if w) or (((whole, False),) if len(whole) >= LEAST_LETTERS else ())
    if not paragraphs:
        return None
    title = next((" ".join((n.text or "").split()) for n in root.iter("title")), None)
    return Page(
        paragraphs,
        title or None,
        warnings=(Warning("whole-page", "the main text could not be told from the rest of the page: all of its paragraphs were kept"),),
    )


def _document(page: Page, decoded: Decoded, untrusted_bytes: bytes, origin: str, kind: Kind | None) -> Document:
    digest = hashlib.sha256(untrusted_bytes).hexdigest()
    title = page.title
    body = [(words, quoted) for words, quoted in page.paragraphs if not is_residue(words) and words != title]
    lines = [(title, Part.TITLE)] if title else []
    lines += [(words, Part.QUOTE if quoted else Part.PARAGRAPH) for words, quoted in body]
    text, sections, credit = _lay_out(lines)
    return Document(
        document_id(digest, origin),
        digest,
        origin,
        "text/html",
        kind or recognise_kind(text),
        text,
        title,
        page.published,
        page.outlet or credit,
        page.byline,
        sections=sections,
        warnings=(*decoded.told_of(text), *page.warnings),
    )


def _lay_out(lines: list[tuple[str, Part]]) -> tuple[str, tuple[Section, ...], str | None]:
    text = "\n\n".join(words for words, _ in lines)
    sections: list[Section] = []
    credit: str | None = None
    at = 0
    for words, part in lines:
        span = Span(at, at + len(words))
        at += len(words) + 2
        if part is not Part.PARAGRAPH or is_byline(words):
            sections.append(Section(Part.BYLINE if part is Part.PARAGRAPH else part, span))
            continue
        first = not any(s.part is Part.PARAGRAPH for s in sections)
        for section in number_paragraphs(text, span, part):
            cut, found = cut_dateline(text, section) if first else ((section,), None)
            sections += cut
            credit = credit or found
    return text, tuple(sections), credit


HTML_FORMAT = HTML()
