"""The words in which every export puts a statement: who does what to whom, on whose word, and where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon import limits
from memcon.model.document import Document, Kind, Section
from memcon.model.ledger import Act, Actor, Findings, Party, Statement
from memcon.text import Span, printable

VERBS: Final = {
    Act.SAY: "said", Act.DENY: "denied", Act.DOUBT: "doubted", Act.ADMIT: "admitted", Act.ASK: "asked", Act.URGE: "urged", Act.OFFER: "offered", Act.PROMISE: "promised",
    Act.WARN: "warned", Act.THREATEN: "threatened", Act.ACCUSE: "accused", Act.THANK: "thanked", Act.PRAISE: "praised", Act.CONDOLE: "condoled", Act.CONDEMN: "condemned",
    Act.AGREE: "agreed", Act.REFUSE: "refused", Act.ORDER: "ordered",
}
"""In the past tense: an act of saying is over when it is reported, and the verb fits one speaker or many."""
PAPERS: Final = {
    Kind.STORY: "this story", Kind.CABLE: "this cable", Kind.MEMCON: "this memcon", Kind.MINUTES: "these minutes", Kind.READOUT: "this readout", Kind.STATEMENT: "this statement",
    Kind.BRIEFING: "this briefing", Kind.LETTER: "this letter", Kind.MAIL: "this mail", Kind.OTHER: "this document",
}
NOTES: Final = {
    "inferred": "speaker inferred from the sentence before",
    "negated": "not said: kept as silence, never a claim",
    "headline": "headline",
    "note-style": "note style",
}
UNKNOWN: Final = "nobody named"


@dataclass(frozen=True, slots=True)
class Places:
    """Where offsets of a document stand for a reader: line, paragraph number as printed, page."""

    document: Document
    line_starts: tuple[int, ...]
    sections: tuple[Section, ...]

    def of(self, span: Span) -> str:
        """The place in words: "line 12, paragraph 3, page 821"."""
        parts = [f"line {bisect_right(self.line_starts, span.start)}"]
        k = bisect_right(self.sections, span.start, key=lambda s: s.span.start) - 1
        section = next((s for s in reversed(self.sections[: k + 1]) if s.span.start <= span.start <= s.span.end), None)
        if section is not None:
            parts += [f"paragraph {section.label}"] if section.label else []
            parts += [f"page {section.page}"] if section.page else []
            parts += [section.voice] if section.voice else []
        return ", ".join(parts)


def places_of(document: Document) -> Places:
    """The places of a document."""
    starts = [0, *(i + 1 for i, c in enumerate(document.text) if c == "\n")]
    return Places(document, tuple(starts), document.sections)


def shown(untrusted: str | None, *, most: int = limits.NAME_POINTS) -> str:
    """A name or phrase in one line, with nothing in it that a terminal or page would obey."""
    return printable(" ".join((untrusted or "").split()), most=most)


def party_name(party: Party, text: str) -> str:
    """The resolved name, with the printed word behind it where that is a pronoun or another name."""
    if party.name is None:
        return UNKNOWN
    printed = "" if party.span is None else " ".join(party.span.of(text).split())
    name = shown(party.name)
    if len(printed.split()) == 1 and printed.lower() != party.name.lower() and printed.lower() not in party.name.lower():
        return f"{name} (“{shown(printed)}”)"
    return name


def act_words(statement: Statement) -> str:
    """The verb for the act; silence is said to be silence."""
    if "negated" in statement.notes:
        return "would not say" if statement.act is Act.REFUSE else "did not say"
    return VERBS[statement.act]


def content_text(statement: Statement, text: str) -> str:
    """What was said as printed, its pieces joined by an ellipsis, in quotation marks where all of it stood in marks."""
    body = _joined([shown(span.of(text), most=limits.SENTENCE_POINTS) for span in statement.content], statement.content, text)
    return f"“{body}”" if statement.manner.value == "direct" else body


def _joined(pieces: Sequence[str], spans: Sequence[Span], text: str) -> str:
    """The pieces with an ellipsis where words of others lie between, and none where only a page line does."""
    out = pieces[0]
    for before, after, piece in zip(spans, spans[1:], pieces[1:], strict=False):
        gap = text[before.end : after.start]
        if gap.startswith("-\n") or gap.startswith("-") and "\n" in gap:
            out += piece
        else:
            out += (" " if gap.startswith("\n") else " … ") + piece
    return out


def chain_text(statement: Statement, document: Document) -> str:
    """The chain drawn from this document to the speaker: "this story <- POLITICO <- messages"; empty for a bare one."""
    if not statement.chain:
        return ""
    return " <- ".join([PAPERS[document.kind], *(shown(link.holder.name) if link.holder.name else f"somebody ({shown(link.holder.why)})" for link in statement.chain)])


def speakers_of(findings: Findings) -> list[tuple[str, int, Actor | None]]:
    """Who speaks, most first: name, number of statements, actor row."""
    actors = {actor.id: actor for actor in findings.actors}
    spoken = [s.speaker for s in findings.statements if s.speaker.name is not None and "negated" not in s.notes]
    counts = Counter(party.actor or (party.name or "") for party in spoken)
    names = {party.actor or (party.name or ""): party.name or "" for party in spoken}
    return [(shown(actors[key].name if key in actors else names[key]), n, actors.get(key)) for key, n in sorted(counts.items(), key=lambda pair: (-pair[1], names[pair[0]]))]


def levels_of(statements: Sequence[Statement]) -> dict[str, int]:
    """How deep each statement lies in others, by id."""
    parents = {s.id: s.parent for s in statements}
    levels: dict[str, int] = {}
    for s in statements:
        level, above = 0, s.parent
        while above is not None and level < limits.CHAIN_LINKS:
            level, above = level + 1, parents.get(above)
        levels[s.id] = level
    return levels


def oddities(findings: Findings) -> Iterator[str]:
    """One line for everything that is unknown or odd: speakers nobody names, names that could be two, warnings, failures."""
    places, text = places_of(findings.document), findings.document.text
    for s in findings.statements:
        where = places.of(s.content[0])
        if s.speaker.name is None:
            yield f"{where}: nobody is named for “{shown(s.content[0].of(text), most=60)}” ({shown(s.speaker.why)})"
        elif s.speaker.why is not None:
            yield f"{where}: {shown(s.speaker.why)}"
    for warning in (*findings.document.warnings, *findings.warnings):
        where = f"{places.of(warning.span)}: " if warning.span is not None else ""
        yield f"{where}{shown(warning.message)}"
    for failure in findings.failures:
        yield f"{shown(failure.message)}"


def heading_parts(document: Document) -> list[str]:
    """What the document is: kind, outlet, date, author."""
    parts = [document.kind.value, shown(document.outlet), shown(document.published), f"by {shown(document.byline)}" if document.byline else ""]
    return [p for p in parts if p]


def header_rows(document: Document) -> list[tuple[str, str]]:
    """The header fields worth a line, lists joined."""
    wanted = ("from", "to", "cc", "info", "subject", "precedence", "classification", "caption", "tags", "refs", "place", "date", "time", "participants", "drafted_by", "approved_by", "signed", "coverage")
    rows = []
    for name in wanted:
        value = document.header.get(name)
        words = "; ".join(str(v) for v in value) if isinstance(value, list | tuple) else str(value or "")
        if words and not (name == "subject" and words == document.title):
            rows.append((name.replace("_", " "), shown(words)))
    return rows
