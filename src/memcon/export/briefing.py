"""The briefing: what a document is, who speaks in it, each statement with its chain, what is not known."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from memcon.export.wording import (
    NOTES,
    act_words,
    chain_text,
    content_text,
    header_rows,
    heading_parts,
    levels_of,
    oddities,
    party_name,
    places_of,
    shown,
    speakers_of,
)
from memcon.model.document import Document
from memcon.model.ledger import Actor, Failure, Findings, Polarity, Statement

NOTHING: Final = "No statements found. Nobody is reported to have said anything here, or the text is not English prose; `--json` shows what was read."
MOST_SPEAKERS: Final = 12


@dataclass(frozen=True, slots=True)
class Briefing:
    """Prints the briefing."""

    name: str = "briefing"
    suffix: str = ".txt"

    def write(self, findings: tuple[Findings, ...], out: TextIO) -> None:
        """The briefing of each document as plain text of 100 columns."""
        self.print(findings, (), out, width=100)

    def print(self, findings: Iterable[Findings], failures: Iterable[Failure], out: TextIO, *, width: int | None = None) -> None:
        """The briefing of each document, then what could not be read; in colour where `out` is a terminal that has it."""
        console = console_for(out, width=width)
        for one in findings:
            print_findings(console, one)
        for failure in failures:
            print_failure(console, failure)


BRIEFING = Briefing()


def console_for(out: TextIO, *, width: int | None = None) -> Console:
    """A console that writes plain text unless `out` is a terminal."""
    terminal = out.isatty() if hasattr(out, "isatty") else False
    return Console(file=out, width=width or (None if terminal else 100), highlight=False, markup=False, emoji=False, soft_wrap=False, force_terminal=None if out is sys.stdout else False)


def print_findings(console: Console, findings: Findings) -> None:
    """The briefing of one document."""
    _print_heading(console, findings.document)
    if findings.statements:
        _print_speakers(console, findings)
        _print_statements(console, findings)
    else:
        console.print(Padding(Text(NOTHING, style="italic"), (1, 0, 0, 2), expand=False))
    _print_oddities(console, findings)
    console.print()


def print_failure(console: Console, failure: Failure) -> None:
    """One line for a file that could not be read."""
    console.print(Text.assemble(("not read: ", "bold red"), shown(failure.message)))


def _print_heading(console: Console, document: Document) -> None:
    console.print(Rule(style="dim"))
    console.print(Text(shown(document.title) or shown(document.origin), style="bold"))
    console.print(Text(" · ".join([*heading_parts(document), shown(document.origin)]), style="dim"))
    rows = header_rows(document)
    if rows:
        table = Table.grid(padding=(0, 2))
        for name, words in rows:
            table.add_row(Text(name, style="dim"), Text(words))
        console.print(Padding(table, (1, 0, 0, 2), expand=False))


def _print_speakers(console: Console, findings: Findings) -> None:
    console.print(Text("\nWho speaks", style="bold cyan"))
    table = Table.grid(padding=(0, 2))
    speakers = speakers_of(findings)
    for name, count, actor in speakers[:MOST_SPEAKERS]:
        table.add_row(Text(f"{count:>4}"), Text(name), Text(_role(actor), style="dim"))
    if len(speakers) > MOST_SPEAKERS:
        table.add_row("", Text(f"and {len(speakers) - MOST_SPEAKERS} more"), "")
    console.print(table)


def _role(actor: Actor | None) -> str:
    if actor is None:
        return ""
    return ", ".join(part for part in (actor.role or "", actor.kind.value if actor.kind.value not in ("person", "unnamed") else "", actor.country or "") if part)


def _print_statements(console: Console, findings: Findings) -> None:
    console.print(Text("\nStatements", style="bold cyan"))
    levels, places = levels_of(findings.statements), places_of(findings.document)
    for k, statement in enumerate(findings.statements, 1):
        indent = 2 + 3 * min(levels[statement.id], 4)
        console.print(Padding(_headline(k, statement, findings.document.text), (0, 0, 0, indent), expand=False))
        console.print(Padding(Text(content_text(statement, findings.document.text), style=_style(statement)), (0, 0, 0, indent + 5), expand=False))
        console.print(Padding(Text(_footer(statement, findings.document, places.of(statement.content[0])), style="dim"), (0, 0, 0, indent + 5), expand=False))


def _headline(k: int, statement: Statement, text: str) -> Text:
    line = Text.assemble((f"{k:>3}. ", "dim"), (party_name(statement.speaker, text), "bold" if statement.speaker.name else "bold red"))
    line.append(f" {act_words(statement)}", style="red" if statement.polarity is not Polarity.AFFIRMS else "green")
    if statement.addressees:
        names = [party_name(a, text) + (" (inferred)" if a.why else "") for a in statement.addressees]
        line.append(" -> " + ", ".join(names))
    return line


def _style(statement: Statement) -> str:
    return "dim italic" if "negated" in statement.notes else ""


def _footer(statement: Statement, document: Document, place: str) -> str:
    cue = f"“{shown(statement.cue.of(document.text))}”" if statement.cue is not None else "no cue"
    parts = [chain_text(statement, document), statement.manner.value, cue, place]
    parts += [f"evidence: {shown(span.of(document.text), most=80)}" for span in statement.evidence]
    parts += [f"hedged: {shown(span.of(document.text))}" for span in statement.hedges]
    parts += [NOTES.get(note, note) for note in statement.notes]
    return " · ".join(part for part in parts if part)


def _print_oddities(console: Console, findings: Findings) -> None:
    rows = list(dict.fromkeys(oddities(findings)))
    if rows:
        console.print(Text("\nNot known or odd", style="bold yellow"))
        for row in rows:
            console.print(Padding(Text(f"- {row}"), (0, 0, 0, 2), expand=False))


