"""Documents made of paragraphs that a program has already told apart."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from memcon import limits
from memcon.errors import EmptyFile, OverLimit
from memcon.formats.plain import lay_out
from memcon.model.document import Document, Kind, Part, Section, Warning
from memcon.text import Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a program handed it over; `note` is the number of a footnote."""

    text: str
    page: str | None = None
    note: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself beside its text.

    Where it is `certain`, as the head of a mail is, it outranks what the first lines of the text say: else what stands in
    a text outranks the title and date that an office program keeps, which are often those of a template.
    """

    media_type: str
    title: str | None = None
    published: str | None = None
    byline: str | None = None
    outlet: str | None = None
    header: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[Warning, ...] = ()
    certain: bool = False


def compose(
    paragraphs: Sequence[Paragraph], about: About, *, untrusted_bytes: bytes, origin: str, kind: Kind | None = None, sha256: str = ""
) -> Document:
    """The document of the paragraphs, one line each, a blank line between two: read as plain text, footnotes at the end.

    Raises EmptyFile and OverLimit.
    """
    body = [p for p in paragraphs if p.note is None and p.text.strip()]
    notes = [p for p in paragraphs if p.note is not None and p.text.strip()]
    text = "\n\n".join(p.text for p in (*body, *notes))
    if not text.strip():
        raise EmptyFile(origin, why="there is no text in it")
    if len(text) > limits.TEXT_POINTS:
        raise OverLimit(origin, limit="TEXT_POINTS", allowed=limits.TEXT_POINTS, found=len(text))
    starts = _starts((*body, *notes))
    cut = starts[len(body)] if notes else len(text)
    digest = sha256 or hashlib.sha256(untrusted_bytes).hexdigest()
    laid = lay_out(text[:cut].rstrip("\n"), origin=origin, sha256=digest, kind=kind, warnings=about.warnings) if body else None
    sections = tuple(_placed(s, body, starts) for s in laid.sections) if laid else ()
    feet = tuple(
        Section(Part.FOOTNOTE, Span(at, at + len(p.text)), p.note, p.page) for p, at in zip(notes, starts[len(body) :], strict=True)
    )
    base = laid or lay_out(text, origin=origin, sha256=digest, kind=kind, warnings=about.warnings)
    first: About | Document
    second: About | Document
    first, second = (about, base) if about.certain else (base, about)
    return replace(
        base,
        text=text,
        media_type=about.media_type,
        title=first.title or second.title,
        published=first.published or second.published,
        byline=first.byline or second.byline,
        outlet=first.outlet or second.outlet,
        header=MappingProxyType(dict(about.header) if about.certain and about.header else {**base.header, **about.header}),
        sections=(*sections, *feet),
    )


def _starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    starts, at = [], 0
    for paragraph in paragraphs:
        starts.append(at)
        at += len(paragraph.text) + 2
    return starts


def _placed(section: Section, body: Sequence[Paragraph], starts: Sequence[int]) -> Section:
    """The section with the page of its paragraph, and as a block quotation where the program said so."""
    from bisect import bisect_right

    paragraph = body[bisect_right(starts, section.span.start, hi=len(body)) - 1]
    part = Part.QUOTE if paragraph.quoted and section.part is Part.PARAGRAPH else section.part
    return replace(section, part=part, page=paragraph.page or section.page)


def one_line(untrusted: str) -> str:
    """The words with white space folded and NUL and lone surrogates made visible."""
    return " ".join("".join("\ufffd" if c == "\0" or 0xD800 <= ord(c) < 0xE000 else c for c in untrusted).split())
