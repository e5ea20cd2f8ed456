"""A document: one text with an origin, decoded once and never changed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from memcon.text import Span


class Kind(StrEnum):
    """What sort of paper a document is."""

    STORY = "story"
    CABLE = "cable"
    MEMCON = "memcon"
    MINUTES = "minutes"
    READOUT = "readout"
    STATEMENT = "statement"
    BRIEFING = "briefing"
    LETTER = "letter"
    MAIL = "mail"
    OTHER = "other"


class Part(StrEnum):
    """What a section of a document is. The first group is read for statements, the second is not, the third lies inside the first."""

    TITLE = "title"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    FOOTNOTE = "footnote"

    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    HEADER = "header"
    SOURCE_NOTE = "source-note"
    SIGNATURE = "signature"
    STAGE = "stage"
    RESIDUE = "residue"

    ASIDE = "aside"
    HYPHEN = "hyphen"


READ_PARTS = frozenset({Part.TITLE, Part.PARAGRAPH, Part.QUOTE, Part.FOOTNOTE})
"""The sections in which statements are looked for; they never overlap one another."""

INNER_PARTS = frozenset({Part.ASIDE, Part.HYPHEN})
"""The sections that lie inside a read one: an aside reads as one space, a hyphen at a line end as nothing."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text with a place: paragraph number as printed, page, classification letters, whose voice.

    `voice` is `summary`, `comment` or `note` where a cable says so, `editors` for the footnotes of FRUS.
    """

    part: Part
    span: Span
    label: str | None = None
    page: str | None = None
    classification: str | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Warning:
    """Something odd that a reader or a detector saw, with the place where there is one."""

    code: str
    message: str
    span: Span | None = None


def _no_header() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Document:
    """One text with an origin.

    `text` is decoded once, its line ends made LF; every offset in memcon is a code point of it. `sha256` is of the
    bytes as they came. `published` is an ISO date, or None. `sections` stand in the order of their start.
    `header` has strings and lists of strings: for a cable from, to, info, precedence, classification, caption, tags,
    subject, refs, sent; for a memcon participants, place, date, time, subject. `parent` is the id of the document that
    this one came with: the mail of an attachment, the mail that quotes another.
    """

    id: str
    sha256: str
    origin: str
    media_type: str
    kind: Kind
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str = "en"
    header: Mapping[str, object] = field(default_factory=_no_header)
    sections: tuple[Section, ...] = ()
    warnings: tuple[Warning, ...] = ()
    parent: str | None = None

    @property
    def year(self) -> int | None:
        """The year of the paper, where it has a day."""
        return int(self.published[:4]) if self.published is not None and self.published[:4].isdigit() else None

    def read_sections(self) -> tuple[Section, ...]:
        """The sections in which statements are looked for, in order."""
        return tuple(s for s in self.sections if s.part in READ_PARTS)
