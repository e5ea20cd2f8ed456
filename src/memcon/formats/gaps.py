"""What editors cut out of a paper and say so, "[2 lines not declassified]": kept in the text, set aside, and told.

Source: the conventions of Foreign Relations of the United States ("About the series", bracketed insertions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from memcon.model.document import READ_PARTS, Document, Part, Section, Warning
from memcon.text import Span

_GAP: Final = re.compile(
    r"\[(?:[^\[\]\n]{0,120}not (?:yet )?declassified|Omitted here[^\[\]]{0,400}|garble[^\[\]\n]{0,60})\.?\]", re.IGNORECASE
)


def mark_gaps(document: Document) -> Document:
    """The document with each gap as a section of its own and a warning: no sentence is read across it as if nothing were missing."""
    gaps = [Span(*m.span()) for m in _GAP.finditer(document.text)]
    if not gaps:
        return document
    warnings = tuple(Warning("gap", f"the paper has a gap: {' '.join(gap.of(document.text).split())}", gap) for gap in gaps)
    return replace(document, sections=tuple(_marked(document, gaps)), warnings=(*document.warnings, *warnings))


def _marked(document: Document, gaps: list[Span]) -> Iterator[Section]:
    for section in document.sections:
        inside = [gap for gap in gaps if section.span.holds(gap)] if section.part in READ_PARTS else []
        if inside and _is_all(section, inside, document.text):
            yield replace(section, part=Part.STAGE)
            continue
        yield section
        for gap in inside:
            yield Section(
                Part.ASIDE, _with_blanks(gap, section.span, document.text), label=gap.of(document.text).strip("[]"), page=section.page
            )


def _with_blanks(gap: Span, section: Span, text: str) -> Span:
    """The gap with the blank on each side, for an aside reads as one."""
    before = gap.start - 1 > section.start and text[gap.start - 1] == " "
    after = gap.end + 1 < section.end and text[gap.end] == " "
    return Span(gap.start - before, gap.end + after)


def _is_all(section: Section, gaps: list[Span], text: str) -> bool:
    """Whether the section holds nothing but gaps."""
    return sum(len(gap) for gap in gaps) + 2 >= len(section.span.of(text).strip(" .()"))
