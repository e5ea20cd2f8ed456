"""The text of one TEI document and its sections: words as printed, notes out of the sentences, page breaks kept as places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from memcon.formats.cable_lines import is_aside, is_header_line
from memcon.formats.lines import MARK
from memcon.formats.paragraphs import number_paragraphs
from memcon.model.document import Part, Section, Warning
from memcon.text import Span

_STAGE: Final = re.compile(r"[\[(](?!\d)[^\[\]]{3,400}[\])]\.?")
_TELEGRAM_LINE: Final = re.compile(
    r"TELEGRAM|Telegram|Department of State|Memorandum of Conversation|Information|Action|[A-Z]\d?|\d{1,3}|"
    r"(?:Date|Time|Place|DATE|TIME|PLACE|DISTRIBUTION|Distribution|PARTICIPANTS|SUBJECT): .{0,200}|"
    r"\d{3,7}\. (?:Subject|Ref)\b.{0,300}"
)
_SKIPPED: Final = frozenset({"note", "pb", "figure", "graphic"})
_BLOCKS: Final = frozenset({"p", "item", "ab", "l", "cell"})


@dataclass(frozen=True, slots=True)
class BuiltText:
    """The text, its sections, and what the markup said beside it."""

    text: str
    head: str
    header: dict[str, list[str]]
    sections: tuple[Section, ...]
    warnings: tuple[Warning, ...]
    people: dict[str, set[str]]
    """Ids of people as the markup gives them, each with the names that bear it."""


@dataclass(slots=True)
class TextBuilder:
    """Walks one document and writes its paragraphs, two line breaks apart."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    page: str | None = None
    sections: list[Section] = field(default_factory=list)
    notes: list[tuple[str, str, str | None]] = field(default_factory=list)
    header: dict[str, list[str]] = field(default_factory=dict)
    head: str = ""
    started: bool = False
    headed: bool = False
    warnings: list[Warning] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=dict)

    def build(self, div: etree._Element) -> BuiltText:
        """The text of the document in reading order, its notes at the end."""
        for node in div:
            self._block(node)
        for kind, words, label in self.notes:
            part = Part.SOURCE_NOTE if kind in ("source", "summary") or words.startswith("Source:") else Part.FOOTNOTE
            self._write(words, part, label=label, voice="editors")
        text = "".join(self.parts)
        return BuiltText(text, self.head, self.header, tuple(_joined(text, self.sections)), tuple(self.warnings), self.names)

    # ── blocks ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _block(self, node: etree._Element) -> None:
        name = local(node)
        if name == "head":
            self.head = self.head or self._words(node)
            self._write(squeezed(self.head), Part.HEADING)
        elif name in ("opener", "closer", "div", "quote", "list", "table", "row", "label"):
            self._container(node, name)
        elif name in ("dateline", "salute", "signed", "idno"):
            self._write(self._words(node), {"dateline": Part.DATELINE, "signed": Part.SIGNATURE}.get(name, Part.HEADER))
        elif name in _BLOCKS:
            self._paragraph(node, Part.PARAGRAPH)
        elif name in ("note", "pb"):
            self._words_of(node)
        elif name:
            self._container(node, name)

    def _container(self, node: etree._Element, name: str) -> None:
        if name == "quote":
            children = [c for c in node if local(c) in _BLOCKS | {"list"}]
            if not children:
                self._write(self._words(node), Part.QUOTE)
            for c in children:
                self._quoted(c)
        elif name == "list":
            self._list(node)
        else:
            if not len(node) and (node.text or "").strip():
                self._write(self._words(node), Part.PARAGRAPH)
            for c in node:
                self._block(c)

    def _quoted(self, node: etree._Element) -> None:
        for c in [node] if local(node) != "list" else list(node):
            self._write(self._words(c), Part.QUOTE)

    def _list(self, node: etree._Element) -> None:
        """A header list before the text, or numbered paragraphs given as label and item."""
        labels = [c for c in node if local(c) == "label"]
        if labels:
            self._labelled(node)
            return
        kind = node.get("type") or ""
        title = next((squeezed(self._words(c)).rstrip(":").lower() for c in node if local(c) == "head"), "")
        key = kind or {"subj": "subject", "subject": "subject", "participants": "participants", "ref": "references"}.get(
            title, "participants" if not self.started else ""
        )
        for c in node:
            nested = next((n for n in c if local(n) == "list"), None)
            if nested is not None:
                self._list(nested)
            elif local(c) in ("item", "head"):
                words = squeezed(self._words(c))
                if key and local(c) == "item":
                    self.header.setdefault(key, []).append(words)
                self._write(words, Part.HEADER if key or local(c) == "head" else Part.PARAGRAPH)

    def _labelled(self, node: etree._Element) -> None:
        label: str | None = None
        for c in node:
            if local(c) == "label":
                label = squeezed(self._words(c)).strip(".() ")
            elif local(c) == "item":
                self._write(self._words(c), Part.PARAGRAPH, label=label)
                label = None
            else:
                self._words_of(c)

    def _paragraph(self, node: etree._Element, part: Part) -> None:
        inner = [c for c in node if local(c) in ("quote", "list")]
        if inner:
            self._mixed(node)
            return
        if self.headed and (title := _inline_heading(node)) is not None:
            self._write(title, Part.HEADING)
            node[0].text = ""
        words = squeezed(self._words(node))
        if not self.started and (_TELEGRAM_LINE.fullmatch(words) or is_header_line(words)):
            self.header.setdefault("lines", []).append(words)
            self._write(words, Part.HEADER)
        elif is_aside(words):
            self._write(words, Part.ASIDE)
        elif _STAGE.fullmatch(words):
            self._write(words, Part.STAGE)
        else:
            self._write(words, part)

    def _mixed(self, node: etree._Element) -> None:
        """A paragraph that holds a block quotation: what stands before, the quotation, what stands after."""
        words = [node.text or ""]
        for c in node:
            if local(c) in ("quote", "list"):
                self._write("".join(words), Part.PARAGRAPH)
                words = []
                self._container(c, local(c))
            else:
                words += list(self._words_of(c))
            words.append(c.tail or "")
        self._write("".join(words), Part.PARAGRAPH)

    # ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _words(self, node: etree._Element) -> str:
        return "".join(self._pieces(node))

    def _pieces(self, node: etree._Element) -> Iterator[str]:
        if node.text:
            yield node.text
        for c in node:
            yield from self._words_of(c)
            if c.tail:
                yield c.tail

    def _words_of(self, node: etree._Element) -> Iterator[str]:
        """The words of one element inside a sentence; a note is put aside, a page break only remembered."""
        name = local(node)
        if name == "pb":
            self.page = node.get("n") or self.page
            return iter(())
        if name == "note":
            self.notes.append((node.get("type") or "", squeezed(self._words(node)), node.get("n")))
            return iter(())
        if name in ("lb", "cb"):
            return iter((" ",))
        if name == "persName":
            self._person(node)
        return iter(()) if name in _SKIPPED or not name else iter((self._words(node),))

    def _person(self, node: etree._Element) -> None:
        key = (node.get("corresp") or "").lstrip("#")
        if key:
            if not (node.get("corresp") or "").startswith("#"):
                self._warn("markup", f"a person is marked as {key} without the # of a reference")
            self.names.setdefault(key, set()).add(words_in(node))

    def _warn(self, code: str, message: str) -> None:
        warning = Warning(code, message)
        if warning not in self.warnings:
            self.warnings.append(warning)

    # ── writing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _write(self, words: str, part: Part, *, label: str | None = None, voice: str | None = None) -> None:
        body = squeezed(words)
        if part in (Part.PARAGRAPH, Part.QUOTE):
            body = body.lstrip("—– ")
        if not body:
            return
        if self.parts:
            self.parts.append("\n\n")
            self.length += 2
        self.parts.append(body)
        span = Span(self.length, self.length + len(body))
        self.length += len(body)
        self.sections += self._sections(span, part, label, voice)
        self.started = self.started or part is Part.PARAGRAPH

    def _sections(self, span: Span, part: Part, label: str | None, voice: str | None) -> list[Section]:
        if part is not Part.PARAGRAPH:
            return [Section(part, span, label=label, page=self.page, voice=voice)]
        body = self.parts[-1]
        found = number_paragraphs(body, Span(0, len(body)), part) if label is None else [_labelled(body, part, label)]
        return [
            Section(s.part, Span(span.start + s.span.start, span.start + s.span.end), s.label, self.page, s.classification, voice)
            for s in found
        ]


def _labelled(body: str, part: Part, label: str) -> Section:
    """The section of a paragraph whose number the markup gives, without the classification mark in front of it."""
    m = MARK.match(body)
    if m is None or not m.group().startswith("(") or m.end() >= len(body):
        return Section(part, Span(0, len(body)), label=label)
    return Section(part, Span(m.end(), len(body)), label=label, classification=m[1])


def _inline_heading(node: etree._Element) -> str | None:
    """The topic in italics at the head of a paragraph, "Pakistani Bomb:"; in minutes it would be who speaks."""
    first = node[0] if len(node) else None
    if first is None or local(first) != "hi" or len(first) or squeezed(node.text or ""):
        return None
    title = squeezed(first.text or "")
    return title if title.endswith(":") and len(title.split()) <= 10 else None


def _joined(text: str, sections: list[Section]) -> Iterator[Section]:
    """The sections with a sentence that runs on over a page line made whole; a page line elsewhere is a header."""
    k = 0
    while k < len(sections):
        section, asides, j = sections[k], [], k + 1
        while section.part is Part.PARAGRAPH and j < len(sections) and sections[j].part is Part.ASIDE:
            asides.append(sections[j].span)
            j += 1
        runs_on = (
            asides
            and j < len(sections)
            and sections[j].part is Part.PARAGRAPH
            and sections[j].label is None
            and text[section.span.end - 1] not in ".?!:"
        )
        if runs_on:
            yield replace(section, span=Span(section.span.start, sections[j].span.end))
            yield Section(Part.ASIDE, Span(section.span.end, sections[j].span.start), page=section.page)
            k = j + 1
        else:
            yield replace(section, part=Part.HEADER) if section.part is Part.ASIDE else section
            k += 1


def local(node: etree._Element) -> str:
    """The element's name without its namespace; empty for comments."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def words_in(node: etree._Element) -> str:
    """All words inside an element, with white space folded."""
    return squeezed("".join(str(text) for text in node.itertext()))


def squeezed(words: str) -> str:
    """The words with white space folded."""
    return " ".join(words.split())
