"""The head of a story, letter, mail or memorandum in plain text: title, date, byline, dateline, header fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from memcon.formats.dates import find_date
from memcon.formats.lines import Line
from memcon.formats.residue import is_residue
from memcon.model.document import Kind, Part, Section
from memcon.text import Span, trimmed

TITLE_POINTS: Final = 200
_FIELD: Final = re.compile(
    r"(?P<name>From|To|Cc|Bcc|Subject|Subj|Date|Sent|Time|Place|Location|Participants|Present|Distribution|Ref|"
    r"References|Reply-To|Message-ID|In-Reply-To|Attachments|Classification)\s?:[ \t]*(?P<value>[^\n]*)",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(r"(?:by|from|reported by|written by) (?P<name>[A-Z\"“o][^\n]{2,80})$", re.IGNORECASE)
_OUTLET: Final = re.compile(
    r"(?:^|[|–—-] )(?P<name>(?:The )?[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,3} (?:Times|Post|News|Herald|Tribune|"
    r"Gazette|Courier|Journal|Guardian|Telegraph|Observer|Chronicle|Mail|Star|Standard|Press))$"
)
DATELINE: Final = re.compile(
    r"(?P<place>[A-Z][A-Z.'’-]{1,30}(?:[ ,/]{1,2}[A-Z][A-Za-z.'’-]{1,30}){0,4})"
    r"(?:, (?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?))?"
    r"(?: ?\((?P<credit>[A-Z][\w ./&-]{1,30})\))?,?(?: -{1,2} | ?[–—] ?|--)(?=\S)"
)
_FIELD_NAMES: Final = {"subj": "subject", "present": "participants", "location": "place", "references": "refs", "ref": "refs"}
_LISTS: Final = frozenset({"to", "cc", "bcc", "participants", "distribution", "refs"})
_HEADED: Final = frozenset({Kind.MEMCON, Kind.MINUTES, Kind.MAIL})


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a text said, the sections it takes, and how many paragraphs of the text it used."""

    title: str | None = None
    published: str | None = None
    byline: str | None = None
    outlet: str | None = None
    header: dict[str, object] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    used: int = 0


class HeadReader:
    """Reads the paragraphs of a head one after another until the text begins."""

    def __init__(self, text: str, groups: Sequence[Sequence[Line]], kind: Kind) -> None:
        self._text, self._groups, self._kind = text, groups, kind
        self._title: str | None = None
        self._published: str | None = None
        self._byline: str | None = None
        self._outlet: str | None = None
        self._header: dict[str, object] = {}
        self._sections: list[Section] = []
        self._open_field: str | None = None

    def read(self) -> Head:
        """The head of the text."""
        used = 0
        for k, group in enumerate(self._groups[:24]):
            span = trimmed(self._text, Span(group[0].span.start, group[-1].span.end), chars="")
            if not self._take(span, group, k):
                break
            used = k + 1
        return Head(
            self._title, self._published or self._header_date(), self._byline, self._outlet, self._header, tuple(self._sections), used
        )

    def _header_date(self) -> str | None:
        return find_date(str(self._header.get("date") or self._header.get("sent") or ""))

    def _take(self, span: Span, group: Sequence[Line], k: int) -> bool:
        body = span.of(self._text)
        return (
            self._take_fields(group)
            or (k == 0 and self._take_title(span, body, group))
            or self._take_date(span, body)
            or self._take_byline(span, body)
            or (k > 0 and len(group) == 1 and is_residue(body) and self._add(Part.RESIDUE, span))
        )

    def _add(self, part: Part, span: Span) -> bool:
        self._sections.append(Section(part, span))
        return True

    def _take_title(self, span: Span, body: str, group: Sequence[Line]) -> bool:
        """The first paragraph, when it is one short line that is no sentence of the text."""
        alone = len(group) == 1 and len(self._groups) > 1 and len(body) <= TITLE_POINTS
        if not alone or body[-1:] in ".;,:" or re.match(r"¶?\d{1,3}\. ?\(|(?:my )?dear ", body, re.IGNORECASE) or DATELINE.match(body):
            return False
        if self._kind in _HEADED and (":" in body and not body.isupper()):
            return False
        self._title = " ".join(body.split())
        return self._add(Part.TITLE, span)

    def _take_date(self, span: Span, body: str) -> bool:
        day = find_date(body) if len(body) <= 60 else None
        if day is None or len(re.sub(r"[\d\W_]", "", body)) > 34 or body[-1:] == ".":
            return False
        self._published = self._published or day
        return self._add(Part.DATELINE, span)

    def _take_byline(self, span: Span, body: str) -> bool:
        m = _BYLINE.match(body)
        if m is not None and is_byline(body):
            self._byline = m["name"]
            return self._add(Part.BYLINE, span)
        m = _OUTLET.match(body)
        if m is not None and len(body.split()) <= 6:
            self._outlet = m["name"]
            return self._add(Part.BYLINE, span)
        return False

    def _take_fields(self, group: Sequence[Line]) -> bool:
        """Header lines "NAME: value"; a list of participants may run over lines and paragraphs."""
        first = _FIELD.match(group[0].text.strip())
        if first is None and not (self._open_field in _LISTS and self._continues_list(group)):
            return self._take_masthead(group)
        for line in group:
            self._field_line(line)
            self._sections.append(Section(Part.HEADER, trimmed(self._text, line.span, chars="")))
        return True

    def _take_masthead(self, group: Sequence[Line]) -> bool:
        """ "MEMORANDUM OF CONVERSATION", "SECRET": short lines of a headed paper that stand before its fields."""
        body = " ".join(line.text.strip() for line in group)
        if self._kind not in _HEADED or self._title is not None or len(body) > 90 or ":" in body or body[-1:] == ".":
            return False
        if re.search(r"memorandum of|minutes|record of", body, re.IGNORECASE):
            self._title = " ".join(body.split())
        self._sections.append(Section(Part.HEADER, trimmed(self._text, Span(group[0].span.start, group[-1].span.end), chars="")))
        return True

    def _continues_list(self, group: Sequence[Line]) -> bool:
        return all(len(line.text) < 110 and line.text.strip()[-1:] not in ".?!" and ":" not in line.text.strip()[:-1] for line in group)

    def _field_line(self, line: Line) -> None:
        m = _FIELD.match(line.text.strip())
        if m is not None:
            name = _FIELD_NAMES.get(m["name"].lower(), m["name"].lower())
            self._open_field = name
            self._store(name, m["value"].strip())
        elif self._open_field is not None:
            self._store(self._open_field, line.text.strip())

    def _store(self, name: str, value: str) -> None:
        if not value:
            self._header.setdefault(name, [] if name in _LISTS else "")
        elif name in _LISTS:
            parts = [p.strip() for p in re.split(r";", value) if p.strip()]
            held = self._header.get(name)
            self._header[name] = [*(held if isinstance(held, list) else []), *parts]
        else:
            self._header[name] = " ".join([str(self._header.get(name) or ""), value]).strip()


def is_byline(line: str) -> bool:
    """Whether a line of its own names the writer: "By Ana Lund"."""
    return len(line.split()) <= 12 and line[-1:] not in ".," and _BYLINE.match(line) is not None


def cut_dateline(text: str, section: Section) -> tuple[tuple[Section, ...], str | None]:
    """A paragraph without the "LIMA, March 14 (Agency) - " in front of it, and the agency named there."""
    m = DATELINE.match(text, section.span.start, section.span.end)
    if section.part is not Part.PARAGRAPH or m is None or len(m.group().split()) > 9 or m.end() - section.span.start > 80:
        return (section,), None
    dateline = trimmed(text, Span(m.start(), m.end()), chars="-–— ")
    rest = Section(
        Part.PARAGRAPH,
        trimmed(text, Span(m.end(), section.span.end), chars=""),
        section.label,
        section.page,
        section.classification,
        section.voice,
    )
    return (Section(Part.DATELINE, dateline), rest), m["credit"]
