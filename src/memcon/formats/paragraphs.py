"""From paragraphs to sections: numbers, classification marks, residue, headings, block quotations, whose voice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from memcon.formats.lines import MARK, TURN_LABEL, Line
from memcon.formats.residue import is_residue
from memcon.model.document import Part, Section
from memcon.text import Span, trimmed

_NUMBER: Final = re.compile(r"¶?(\d{1,3}(?:\.\d{1,2})?)(?:\.(?=[\s(])|\)(?= )|(?= ))[ \t]{0,4}")
_RUN_ON: Final = re.compile(r"(?<=[.?!)\"”] )(\d{1,3}(?:\.\d{1,2})?)\.? (?=[\"“(A-Z])")
_TURN_INSIDE: Final = re.compile(
    r"(?<=[.?!)] )(?:MR|MRS|MS|DR|THE)\.? [A-Z][A-Z.'’-]{1,30}(?: [A-Z][A-Z.'’-]{1,30}){0,2}(?: \([A-Z][^)\n]{1,40}\))?: (?=\S)"
)
_STAGE: Final = re.compile(r"[\[(](?!\w{1,4}[\])])[A-Z][^\[\]()\n]{3,240}\.?[\])]\.?")
_VOICE_OPEN: Final = re.compile(
    r"\(?(?P<voice>summary|comment|note|begin summary|begin comment)(?: and action request)?\s?[.:]", re.IGNORECASE
)
_VOICE_CLOSE: Final = re.compile(r"\bend (?:of )?(?P<voice>summary|comment|note)\b\.?", re.IGNORECASE)
_PROSE: Final = re.compile(r"[a-z]{2}|[A-Z]{2,30} [A-Z]{2}")
HEADING_WORDS: Final = 12


def section_paragraphs(text: str, groups: Sequence[Sequence[Line]], *, quotes: bool) -> tuple[Section, ...]:
    """The sections of the paragraphs, in order; nothing that holds a letter is left without one.

    `quotes`: whether an indented paragraph is a block quotation; in a cable it is not.
    """
    sections: list[Section] = []
    base = min((g[0].indent for g in groups), default=0)
    for group in groups:
        span = trimmed(text, Span(group[0].span.start, group[-1].span.end), chars="")
        if len(span):
            sections += _sections(text, span, group, base, quotes=quotes)
    return tuple(_voiced(text, sections))


def _sections(text: str, span: Span, group: Sequence[Line], base: int, *, quotes: bool) -> list[Section]:
    body = span.of(text)
    if len(group) == 1 and is_residue(body):
        return [Section(Part.RESIDUE, span)]
    if _STAGE.fullmatch(body):
        return [Section(Part.STAGE, span)]
    if len(group) == 1 and _is_rule(body):
        return [Section(Part.HEADING, span)]
    if len(group) == 1 and _is_heading(body):
        return [Section(Part.HEADING, span)]
    indented = quotes and group[0].indent >= base + 4 and all(line.indent >= base + 4 for line in group) and len(body) > 40
    return list(number_paragraphs(text, span, Part.QUOTE if indented else Part.PARAGRAPH))


def _is_rule(body: str) -> bool:
    return not any(c.isalnum() for c in body)


def _is_heading(body: str) -> bool:
    """A short line without an end mark that is no sentence: in capitals, or every long word capitalised."""
    words = body.split()
    if not words or len(words) > HEADING_WORDS or body[-1] in '.?!,;"”’' or TURN_LABEL.match(body) or _NUMBER.match(body):
        return False
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return body.isupper() and len(words) <= 8 or bool(long) and all(w[0].isupper() for w in long) and len(words) <= 8


def number_paragraphs(text: str, span: Span, part: Part) -> Iterator[Section]:
    """The paragraph with its number and classification mark taken off, cut where the numbers run on in one line."""
    starts = sorted({span.start, *_run_on(text, span), *(m.start() for m in _TURN_INSIDE.finditer(text, span.start, span.end))})
    for start, end in zip(starts, [*starts[1:], span.end], strict=True):
        yield _numbered(text, trimmed(text, Span(start, end), chars=""), part)


def _run_on(text: str, span: Span) -> list[int]:
    first = _NUMBER.match(text, span.start, span.end)
    if first is None or "." not in first.group():
        return []
    wanted, found = _next(first[1]), []
    for m in _RUN_ON.finditer(text, span.start, span.end):
        if m[1] == wanted:
            found.append(m.start())
            wanted = _next(m[1])
    return found


def _next(number: str) -> str:
    head, dot, last = number.rpartition(".")
    return f"{head}{dot}{int(last) + 1}"


def _numbered(text: str, span: Span, part: Part) -> Section:
    at, label, mark = span.start, None, None
    m = _NUMBER.match(text, at, span.end)
    if m is not None and (
        m.group().rstrip()[-1:] in ".)" or "." in m[1] or text.startswith("¶", at) or MARK.match(text, m.end(), span.end)
    ):
        at, label = m.end(), m[1]
    c = MARK.match(text, at, span.end)
    if c is not None and (text[at] == "(" or label is not None):
        at, mark = c.end(), c[1]
    if at >= span.end:
        return Section(Part.HEADING, span, label=label, classification=mark)
    return Section(part, Span(at, span.end), label=label, classification=mark)


def _voiced(text: str, sections: Sequence[Section]) -> Iterator[Section]:
    """Each section with the voice of the block it lies in: from "Summary:" to "End summary"."""
    voice: str | None = None
    for section in sections:
        opened = _VOICE_OPEN.match(text, section.span.start, section.span.end)
        if opened is not None and section.part is Part.PARAGRAPH:
            voice = opened["voice"].lower().removeprefix("begin ")
        read = _without_opener(text, section, opened.end()) if opened is not None and section.part is Part.PARAGRAPH else section
        yield replace(read, voice=voice) if voice is not None and read.voice is None else read
        closed = _VOICE_CLOSE.search(text, section.span.start, section.span.end)
        if closed is not None or (opened is not None and not _VOICE_CLOSE.search(text, section.span.end)):
            voice = None


def _without_opener(text: str, section: Section, at: int) -> Section:
    rest = trimmed(text, Span(at, section.span.end), chars="")
    return replace(section, span=rest) if len(rest) and _PROSE.search(rest.of(text)) else section
