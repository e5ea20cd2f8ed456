"""Where offsets of a document stand for a reader: line, paragraph, page."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from memcon.model.document import READ_PARTS, Document, Part, Section
from memcon.text import Span

LINED: Final = "text/plain"
"""Only a plain text has the lines that its reader sees; a page or a TEI file is found by paragraph."""


@dataclass(frozen=True, slots=True)
class Places:
    """The lines and the read sections of a document, in order."""

    lined: bool
    line_starts: tuple[int, ...]
    sections: tuple[Section, ...]

    def of(self, span: Span) -> str:
        """The place in words: "line 12, paragraph 3, page 821"; a paragraph without a printed number is counted."""
        k = bisect_right(self.sections, span.start, key=lambda s: s.span.start) - 1
        section = self.sections[k] if k >= 0 and span.start <= self.sections[k].span.end else None
        parts = [f"line {bisect_right(self.line_starts, span.start)}"] if self.lined else []
        parts += _named(section) if section is not None else []
        if not self.lined and section is not None and section.label is None and section.part is not Part.TITLE:
            parts.insert(0, f"{_ordinal(self._count(k))} paragraph")
        return ", ".join(parts) or "place not known"

    def _count(self, k: int) -> int:
        return sum(s.part is not Part.TITLE for s in self.sections[: k + 1])


def places_of(document: Document) -> Places:
    """The places of a document."""
    starts = [0, *(i + 1 for i, c in enumerate(document.text) if c == "\n")]
    return Places(document.media_type == LINED, tuple(starts), tuple(s for s in document.sections if s.part in READ_PARTS))


def _named(section: Section) -> list[str]:
    what = {Part.TITLE: "title", Part.FOOTNOTE: "footnote"}.get(section.part, "paragraph")
    label = [f"{what} {section.label}"] if section.label else [what] if what != "paragraph" else []
    return [*label, *([f"page {section.page}"] if section.page else []), *([section.voice] if section.voice else [])]


def _ordinal(n: int) -> str:
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
