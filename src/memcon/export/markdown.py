"""A page of Markdown to paste into a story file or an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TextIO

from memcon.export.wording import act_words, chain_text, content_text, header_rows, heading_parts, levels_of, oddities, party_name, places_of, shown, speakers_of
from memcon.model.ledger import Findings

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|!~&])")


@dataclass(frozen=True, slots=True)
class Markdown:
    """Writes Markdown."""

    name: str = "markdown"
    suffix: str = ".md"

    def write(self, findings: tuple[Findings, ...], out: TextIO) -> None:
        """One section for each document."""
        for one in findings:
            out.write("\n".join(_lines(one)) + "\n")


MARKDOWN = Markdown()


def escaped(words: str) -> str:
    """The words with every character that Markdown or HTML would read as markup escaped."""
    return _SPECIAL.sub(r"\\\1", words)


def _lines(findings: Findings) -> Iterator[str]:
    document = findings.document
    yield f"# {escaped(shown(document.title) or shown(document.origin))}"
    yield ""
    yield escaped(" · ".join([*heading_parts(document), shown(document.origin)]))
    yield ""
    for name, words in header_rows(document):
        yield f"- **{escaped(name)}**: {escaped(words)}"
    if findings.statements:
        yield from ("", "## Who speaks", "")
        yield from (f"- {escaped(name)}: {count}" for name, count, _ in speakers_of(findings))
        yield from ("", "## Statements", "")
        yield from _statements(findings)
    else:
        yield "No statements found."
    odd = list(dict.fromkeys(oddities(findings)))
    if odd:
        yield from ("", "## Not known or odd", "", *(f"- {escaped(row)}" for row in odd))
    yield ""


def _statements(findings: Findings) -> Iterator[str]:
    text, places, levels = findings.document.text, places_of(findings.document), levels_of(findings.statements)
    for k, s in enumerate(findings.statements, 1):
        indent = "    " * levels[s.id]
        to = f" to {', '.join(party_name(a, text) for a in s.addressees)}" if s.addressees else ""
        chain = chain_text(s, findings.document)
        place = " · ".join(part for part in (chain, s.manner.value, places.of(s.content[0])) if part)
        yield f"{indent}- {k}\\. **{escaped(party_name(s.speaker, text))}** *{act_words(s)}*{escaped(to)}: {escaped(content_text(s, text))}  "
        yield f"{indent}  {escaped(place)}"
