"""Cables: State telegrams of the 1970s and the cable format of the 2000s, as plain text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from memcon.formats.cable_header import read_header
from memcon.formats.cable_lines import HEADER_LINE, PAGE_LINE, is_aside, is_class_line, is_header_line
from memcon.formats.decode import decode
from memcon.formats.kinds import recognise_kind
from memcon.formats.lines import Line, split_lines
from memcon.formats.paragraphs import section_paragraphs
from memcon.formats.plain import lay_out
from memcon.language.casing import is_english
from memcon.model.document import Document, Kind, Part, Section
from memcon.model.ids import document_id
from memcon.text import Span, trimmed

_FIRST: Final = re.compile(r"\s{0,8}¶?1(?:\.|\)|\s?\()")
_ANY_NUMBER: Final = re.compile(r"\s{0,8}¶?\d{1,2}(?:\.\s?\(|\.\s{1,4}\S|\s?\([A-Z]{1,3}\)|\) )")
_SURNAME: Final = re.compile(r"[A-Z][A-Z'’-]{2,20}")


@dataclass(frozen=True, slots=True)
class Cable:
    """Reads cables that come as plain text."""

    name: str = "cable"
    media_types: tuple[str, ...] = ("text/plain",)
    binary: bool = False
    library: str = "memcon"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether the head has the fields or the paragraph marks of a cable."""
        return recognise_kind(untrusted_head.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")) is Kind.CABLE

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """One document; the header says how much of the text was explained. Raises EmptyFile and OverLimit."""
        decoded = decode(untrusted_bytes, origin=origin)
        digest = hashlib.sha256(untrusted_bytes).hexdigest()
        lines = split_lines(decoded.text)
        start = find_body(lines)
        if start == 0 and not any(is_aside(line.text) for line in lines):
            return (lay_out(decoded.text, origin=origin, sha256=digest, kind=kind or Kind.CABLE, warnings=decoded.warnings),)
        header = read_header([line.text for line in lines[:start] if not PAGE_LINE.fullmatch(line.text.strip())])
        sections = tuple(
            sorted(
                (*_header_sections(decoded.text, lines[:start]), *_body_sections(decoded.text, lines[start:], header)),
                key=lambda s: (s.span.start, -s.span.end),
            )
        )
        header["coverage"] = f"{coverage(decoded.text, sections):.2f}"
        subject, sent = header.get("subject"), str(header.get("sent") or "")
        return (
            Document(
                document_id(digest, origin),
                digest,
                origin,
                "text/plain",
                kind or Kind.CABLE,
                decoded.text,
                str(subject) if subject else None,
                sent[:10] or None,
                header=MappingProxyType(header),
                sections=sections,
                warnings=decoded.warnings,
            ),
        )


def find_body(lines: Sequence[Line]) -> int:
    """The line on which the message begins: the first numbered paragraph, else the first line of prose behind the header."""
    seen_header = False
    for k, line in enumerate(lines):
        body = line.text.strip()
        if not body:
            continue
        if _FIRST.match(line.text) or re.match(r"\(?(?:BEGIN )?SUMMARY\b", body, re.IGNORECASE):
            return k
        if is_header_line(body):
            seen_header = True
        elif _is_prose(body) and seen_header and (k == 0 or lines[k - 1].blank):
            return k
        elif not seen_header and _is_prose(body):
            return k
    return 0


def _is_prose(body: str) -> bool:
    return len(body.split()) >= 6 and not HEADER_LINE.match(body) and not is_class_line(body)


def _header_sections(text: str, lines: Sequence[Line]) -> Iterator[Section]:
    return (Section(Part.HEADER, trimmed(text, line.span, chars="")) for line in lines if not line.blank)


def _body_sections(text: str, lines: Sequence[Line], header: dict[str, object]) -> Iterator[Section]:
    groups, gaps = _group(lines)
    sections = list(section_paragraphs(text, groups, quotes=False))
    if sections and sections[-1].part in (Part.PARAGRAPH, Part.HEADING) and _SURNAME.fullmatch(sections[-1].span.of(text)):
        header["signed"] = sections[-1].span.of(text)
        sections[-1] = Section(Part.SIGNATURE, sections[-1].span)
    read = [s for s in sections if s.part is Part.PARAGRAPH]
    for gap in gaps:
        holder = next((s for s in read if s.span.start < gap.start and gap.end < s.span.end), None)
        yield Section(Part.ASIDE, gap) if holder is not None else Section(Part.HEADER, trimmed(text, gap, chars=""))
    yield from (h for h in _hyphens(groups) if any(s.span.holds(h.span) for s in read))
    yield from sections


def _group(lines: Sequence[Line]) -> tuple[list[list[Line]], list[Span]]:
    """The paragraphs as runs of lines, and the page lines between or inside them.

    A page break does not end a paragraph: only a number, or a blank line behind a full stop, does.
    """
    groups: list[list[Line]] = []
    gaps: list[Span] = []
    blank = True
    for line in lines:
        if line.blank:
            blank = True
        elif is_aside(line.text):
            gaps.append(Span(max(0, line.span.start - 1), line.span.end))
        else:
            ended = bool(groups) and groups[-1][-1].text.rstrip()[-1:] in '.?!:)"”'
            if (
                not groups
                or (ended and _SURNAME.fullmatch(line.text.strip()))
                or _ANY_NUMBER.match(line.text)
                and ended
                or (
                    blank
                    and (ended or line.text.strip().isupper() and len(line.text.split()) < 4 and groups[-1][-1].text.rstrip()[-1:] in ".)")
                )
            ):
                groups.append([line])
            else:
                groups[-1].append(line)
            blank = False
    return groups, _merged(gaps)


def _merged(gaps: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    for gap in gaps:
        if out and gap.start <= out[-1].end:
            out[-1] = Span(out[-1].start, gap.end)
        else:
            out.append(gap)
    return out


def _hyphens(groups: Sequence[Sequence[Line]]) -> Iterator[Section]:
    """The hyphen and line break inside a word that was broken at a line end, with any page line that came between."""
    for group in groups:
        for a, b in pairwise(group):
            left, right = re.search(r"([^\W\d_]{2,20})-\s{0,3}$", a.text), re.match(r"\s{0,8}([^\W\d_]{2,20})", b.text)
            if left is not None and right is not None and is_english((left[1] + right[1]).lower()):
                yield Section(Part.HYPHEN, Span(a.span.start + left.end(1), b.span.start + right.start(1)))


def coverage(text: str, sections: Sequence[Section]) -> float:
    """The share of the characters that are not blank which lie in some section."""
    covered: set[int] = set()
    for section in sections:
        covered.update(range(section.span.start, section.span.end))
    solid = [i for i, c in enumerate(text) if not c.isspace()]
    return sum(i in covered for i in solid) / len(solid) if solid else 1.0


CABLE = Cable()
