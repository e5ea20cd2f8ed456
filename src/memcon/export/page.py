"""One self-contained web page: the text on the left with every statement marked in place, the ledger beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TextIO

from memcon.export.happenings import happenings
from memcon.export.marks import Role, Slice, cut_text
from memcon.export.outline import DEEPEST, Entry, Speaker, is_silence, outline, speakers_of, totals_of
from memcon.export.places import Places, places_of
from memcon.export.webpages import load_part, load_templates
from memcon.export.wording import (
    act_words,
    chain_words,
    content_text,
    details_of,
    failure_words,
    header_rows,
    heading_parts,
    marked_name,
    oddities,
    origin_words,
    shown,
    stance_words,
    title_words,
)
from memcon.model.document import Document
from memcon.model.ledger import Failure, Findings, Polarity, Statement
from memcon.text import printable

LOST_IN_HTML = frozenset("\x00\r")
"""What a browser replaces; these two and lone surrogates are shown as escapes, everything else is in the page as it is in the text."""


@dataclass(frozen=True, slots=True)
class Page:
    """Writes the page. It loads nothing; without its small script, plain links still join text and rows."""

    name: str = "page"
    suffix: str = ".html"

    def write(self, findings: tuple[Findings, ...], out: TextIO, *, failures: tuple[Failure, ...] = ()) -> None:
        """One page for all documents, with what could not be read at its head."""
        documents = [_document(n, one) for n, one in enumerate(findings, 1)]
        parts = load_part("style", "page.css") | load_part("script", "page.js")
        title = documents[0]["title"] if len(documents) == 1 else f"{len(documents)} documents"
        template = load_templates().get_template("page.html")
        out.writelines(template.generate(title=title, documents=documents, failures=[failure_words(f) for f in failures], **parts))


PAGE = Page()


def _document(n: int, findings: Findings) -> dict[str, Any]:
    document, entries = findings.document, outline(findings.statements)
    speakers, places = speakers_of(findings), places_of(document)
    return {
        "n": n,
        "title": title_words(document),
        "meta": " · ".join([*heading_parts(document), origin_words(document)]),
        "header": header_rows(document),
        "totals": " · ".join(totals_of(findings)),
        "slices": [_slice(piece, entries) for piece in cut_text(document.text, entries)],
        "speakers": [(shown(s.name), s.count) for s in speakers],
        "rows": list(_rows(document, entries, speakers, places)),
        "happenings": list(happenings(findings, entries, places)),
        "odd": oddities(findings),
    }


def _slice(piece: Slice, entries: Sequence[Entry]) -> dict[str, Any]:
    numbers = list(dict.fromkeys(n for role in (Role.CUE, Role.SPEAKER, Role.CONTENT) for n in sorted(piece.numbers(role), reverse=True)))
    return {
        "parts": list(parts_of(piece.text)),
        "classes": " ".join(_classes(piece, entries)),
        "numbers": " ".join(str(n) for n in numbers or sorted({n for _, n in piece.marks}, reverse=True)),
        "first_of": piece.first_of,
    }


def _classes(piece: Slice, entries: Sequence[Entry]) -> Iterator[str]:
    contents = piece.numbers(Role.CONTENT)
    if contents:
        yield "unclaimed" if stance_words(entries[max(contents) - 1]) else "content"
    if len(contents) > 1:
        yield "nested"
    yield from (role.value for role in (Role.CUE, Role.SPEAKER, Role.ADDRESSEE, Role.SOURCE) if piece.numbers(role))


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """The text in runs: plain ones, and characters that cannot be seen or that turn the line, each with its number."""
    if printable(text) == text:
        yield text, ""
        return
    for odd, run in groupby(text, key=lambda c: c not in "\t\n" and printable(c) != c):
        characters = "".join(run)
        yield from ((_kept(c), f"U+{ord(c):04X}") for c in characters) if odd else [(characters, "")]


def _kept(c: str) -> str:
    return printable(c) if c in LOST_IN_HTML or 0xD800 <= ord(c) < 0xE000 else c


def _rows(document: Document, entries: Sequence[Entry], speakers: Sequence[Speaker], places: Places) -> Iterator[dict[str, Any]]:
    names = {s.name: k for k, s in enumerate(speakers, 1)}
    ids = {s.actor.id: k for k, s in enumerate(speakers, 1) if s.actor is not None}
    for entry in entries:
        s = entry.statement
        yield {
            "number": entry.number,
            "level": min(entry.level, DEEPEST),
            "classes": " ".join(_row_classes(s)),
            "who": ids.get(s.speaker.actor or "", names.get(s.speaker.name or "", 0)),
            "speaker": marked_name(s.speaker, document.text),
            "act": act_words(s),
            "to": ", ".join(marked_name(party, document.text) for party in s.addressees),
            "stance": stance_words(entry),
            "content": content_text(s, document),
            "chain": chain_words(s, document),
            "details": " · ".join(details_of(s, document)),
            "place": places.of(s.content[0]),
        }


def _row_classes(statement: Statement) -> Iterator[str]:
    if is_silence(statement):
        yield "silence"
    if statement.polarity is not Polarity.AFFIRMS:
        yield "denial"
    if statement.speaker.name is None:
        yield "unnamed"
