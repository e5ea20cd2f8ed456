"""A page of Markdown to paste into a story file or an issue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TextIO

from memcon.export.happenings import Row, happenings
from memcon.export.outline import DEEPEST, Entry, outline, speakers_of, totals_of
from memcon.export.places import Places, places_of
from memcon.export.wording import (
    act_words,
    chain_text,
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
from memcon.model.ledger import Failure, Findings

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|!~&$])")
_LIST_START: Final = re.compile(r"^(\d{1,9})([.)])|^([-+=])")


@dataclass(frozen=True, slots=True)
class Markdown:
    """Writes Markdown."""

    name: str = "markdown"
    suffix: str = ".md"

    def write(self, findings: tuple[Findings, ...], out: TextIO, *, failures: tuple[Failure, ...] = ()) -> None:
        """One section for each document, then a line for each input that could not be read."""
        out.writelines("\n".join(_lines(one)) + "\n" for one in findings)
        out.writelines(f"- **Not read**: {escaped(failure_words(failure))}\n\n" for failure in failures)


MARKDOWN = Markdown()


def escaped(words: str) -> str:
    """The words with every character that Markdown or HTML would read as markup escaped; one line stays one line."""
    return _LIST_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", _SPECIAL.sub(r"\\\1", words))


def _lines(findings: Findings) -> Iterator[str]:
    entries, places = outline(findings.statements), places_of(findings.document)
    yield from _heading(findings.document)
    if findings.statements:
        yield from ("", "## Who speaks", "", escaped(" · ".join(totals_of(findings))), "")
        yield from (f"- {escaped(shown(speaker.name))}: {speaker.count}" for speaker in speakers_of(findings))
        yield from ("", "## Statements", "")
        for entry in entries:
            yield from _statement(entry, findings.document, places)
    else:
        yield from ("", "No statements found.")
    for title, rows in happenings(findings, entries, places):
        yield from _rows(title, rows)
    odd = oddities(findings)
    if odd:
        yield from ("", "## Not known or odd", "", *(f"- {escaped(row)}" for row in odd))
    yield ""


def _rows(title: str, rows: Iterable[Row]) -> Iterator[str]:
    """Events, asks or conflicts under their heading."""
    yield from ("", f"## {title}", "")
    for number, row in enumerate(rows, 1):
        whom = f" to {row.whom}" if row.whom else ""
        mark = f" **{escaped(row.mark)}**" if row.mark else ""
        body = f": {escaped(row.body)}" if row.body else ""
        yield f"- {number}\\. **{escaped(row.who)}**{escaped(whom)} *{escaped(row.what)}*{mark}{body}  "
        yield f"  {escaped(' · '.join([*row.details, row.place]))}"


def _heading(document: Document) -> Iterator[str]:
    yield f"# {escaped(title_words(document))}"
    yield ""
    yield escaped(" · ".join([*heading_parts(document), origin_words(document)]))
    rows = header_rows(document)
    if rows:
        yield ""
    yield from (f"- **{escaped(name)}**: {escaped(words)}" for name, words in rows)


def _statement(entry: Entry, document: Document, places: Places) -> Iterator[str]:
    s = entry.statement
    indent = "    " * min(entry.level, DEEPEST)
    to = f" to {', '.join(marked_name(party, document.text) for party in s.addressees)}" if s.addressees else ""
    stance = f"**{escaped(stance_words(entry))}** " if stance_words(entry) else ""
    below = " · ".join(part for part in (chain_text(s, document), *details_of(s, document), places.of(s.content[0])) if part)
    speaker = escaped(marked_name(s.speaker, document.text))
    yield f"{indent}- {entry.number}\\. **{speaker}** *{act_words(s)}*{escaped(to)}: {stance}{escaped(content_text(s, document))}  "
    yield f"{indent}  {escaped(below)}"
