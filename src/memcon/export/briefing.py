"""The briefing: what a document is, who speaks in it, each statement with its chain, what is not known."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from memcon.export.happenings import Row, happenings
from memcon.export.outline import DEEPEST, Entry, Speaker, is_silence, outline, speakers_of, totals_of
from memcon.export.places import Places, places_of
from memcon.export.wording import (
    TURN,
    UNKNOWN,
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
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure, Findings, Polarity

PLAIN_WIDTH: Final = 100
WIDEST: Final = 116
"""Longer lines are hard to read, however wide the terminal."""

MOST_SPEAKERS: Final = 15
FOLD_WORDS: Final = 130
FOLD_HEAD, FOLD_TAIL = 90, 20
"""A content of more than FOLD_WORDS words shows its first 90 and its last 20, and says how many lie between."""

NUMBER: Final = 5
GAP: Final = 2


@dataclass(frozen=True, slots=True)
class Briefing:
    """Writes the briefing: plain text, or in colour on a terminal that has it; NO_COLOR is heeded."""

    name: str = "briefing"
    suffix: str = ".txt"

    def write(
        self,
        findings: tuple[Findings, ...],
        out: TextIO,
        *,
        failures: tuple[Failure, ...] = (),
        width: int | None = None,
        full: bool = False,
    ) -> None:
        """The briefing of each document, then what could not be read. `full` folds nothing."""
        terminal = out.isatty()
        out.writelines(_Sheet(terminal=terminal, width=width, full=full).document(one) for one in findings)
        out.writelines(_Sheet(terminal=terminal, width=width, full=full).failure(failure) for failure in failures)


BRIEFING = Briefing()


class _Sheet:
    """One piece of the briefing, laid out and given as text."""

    def __init__(self, *, terminal: bool, width: int | None, full: bool) -> None:
        self._full = full
        self._buffer = io.StringIO()
        console = Console(file=self._buffer, force_terminal=terminal or None, highlight=False, markup=False, emoji=False, width=None)
        self._width = max(40, min(width or (console.width if terminal else PLAIN_WIDTH), WIDEST))
        console.width = self._width
        self._console = console

    def document(self, findings: Findings) -> str:
        entries, places = outline(findings.statements), places_of(findings.document)
        self._heading(findings)
        if findings.statements:
            self._speakers(findings)
            self._statements(entries, findings.document, places)
        else:
            self._say(_nothing(findings.document), indent=2, style="italic")
        for title, rows in happenings(findings, entries, places):
            self._rows(title, rows)
        self._oddities(findings)
        self._say(Text())
        return self._text()

    def failure(self, failure: Failure) -> str:
        self._say(Text.assemble(("Not read  ", "bold red"), failure_words(failure)), hanging=10)
        return self._text()

    def _text(self) -> str:
        return "".join(line.rstrip(" ") + "\n" for line in self._buffer.getvalue().split("\n")[:-1])

    def _say(self, words: Text | str, *, indent: int = 0, hanging: int = 0, style: str = "") -> None:
        """The words in lines that fit, the first one at `indent`, the others `hanging` further in."""
        text = words if isinstance(words, Text) else Text(words, style=style)
        if style:
            text.stylize(style)
        first, *rest = text.wrap(self._console, self._width - indent - hanging) or [Text()]
        for k, line in enumerate((first, *rest)):
            line.rstrip()
            self._console.print(Text(" " * (indent + (hanging if k else 0))) + line, no_wrap=True, crop=False, overflow="ignore")

    def _flow(self, parts: Sequence[str], *, indent: int) -> None:
        """The parts in dim lines that break between two of them where they can."""
        lines: list[str] = []
        for part in parts:
            if lines and cell_len(lines[-1]) + cell_len(part) + 3 <= self._width - indent:
                lines[-1] += f" · {part}"
            else:
                lines.append(part)
        for line in lines:
            self._say(line, indent=indent, hanging=2, style="dim")

    def _part(self, title: str, *, style: str = "bold cyan") -> None:
        self._say("")
        self._say(title, style=style)

    def _heading(self, findings: Findings) -> None:
        document = findings.document
        self._say("─" * self._width, style="dim")
        self._say(title_words(document), style="bold")
        self._say(" · ".join(heading_parts(document)))
        self._say(origin_words(document), style="dim")
        rows = header_rows(document)
        if rows:
            self._say("")
        for name, words in rows:
            self._say(Text.assemble((f"{name:<15}", "dim"), words), indent=2, hanging=15)

    def _speakers(self, findings: Findings) -> None:
        self._part("Who speaks")
        self._flow(totals_of(findings), indent=2)
        self._say("")
        speakers = speakers_of(findings)
        most = len(speakers) if self._full or len(speakers) == MOST_SPEAKERS + 1 else MOST_SPEAKERS
        table = Table.grid(padding=(0, 2))
        for speaker in speakers[:most]:
            table.add_row(Text(f"{speaker.count:>5}"), Text(shown(speaker.name)), Text("; ".join(_descriptions(speaker)), style="dim"))
        self._console.print(table)
        if len(speakers) > most:
            self._say(f"and {len(speakers) - most} more who speak less often; --full names them", indent=7, style="dim")

    def _statements(self, entries: Sequence[Entry], document: Document, places: Places) -> None:
        self._part("Statements")
        for entry in entries:
            if not entry.level:
                self._say("")
            self._statement(entry, document, places)

    def _statement(self, entry: Entry, document: Document, places: Places) -> None:
        statement = entry.statement
        indent = 3 * min(entry.level, DEEPEST)
        place = places.of(statement.content[0])
        fits = self._headline(entry, document, place, indent=indent)
        below = indent + NUMBER
        content = content_text(statement, document)
        body = Text.assemble(
            (stance_words(entry), "bold red"), " " if stance_words(entry) else "", content if self._full else fold(content)
        )
        self._say(body, indent=below, style="dim italic" if is_silence(statement) else "")
        chain = chain_words(statement, document)
        if chain:
            self._say(Text(" <- ").join(Text(name, style="magenta") for name in chain), indent=below, hanging=2)
        details = [*([] if fits else [place]), *details_of(statement, document)]
        if details != [TURN]:
            self._flow(details, indent=below)

    def _headline(self, entry: Entry, document: Document, place: str, *, indent: int) -> bool:
        """Number, speaker, addressees and act, and the place at the right edge; whether there was room for it."""
        statement = entry.statement
        known = statement.speaker.name is not None
        line = Text.assemble(
            (f"{entry.number:>3}. ", "dim"), (marked_name(statement.speaker, document.text), "bold" if known else "bold red")
        )
        if statement.addressees:
            line.append(" -> " + ", ".join(marked_name(party, document.text) for party in statement.addressees))
        line.append(" · ", style="dim")
        line.append(act_words(statement), style="green" if statement.polarity is Polarity.AFFIRMS else "bold red")
        room = self._width - indent - line.cell_len - len(place)
        fits = room >= GAP
        if fits:
            line.append(" " * room + place, style="dim")
        self._say(line, indent=indent, hanging=0 if fits else NUMBER)
        return fits

    def _rows(self, title: str, rows: Sequence[Row]) -> None:
        """Events, asks or conflicts, one below the other."""
        self._part(title)
        self._say("")
        for number, row in enumerate(rows, 1):
            self._row(number, row)

    def _row(self, number: int, row: Row) -> None:
        line = Text.assemble((f"{number:>3}. ", "dim"), (row.who, "bold red" if row.who == UNKNOWN else "bold"))
        line.append(f" -> {row.whom}" if row.whom else "").append(" · ", style="dim").append(row.what, style="green")
        line.append(f" {row.mark}" if row.mark else "", style="bold red")
        room = self._width - line.cell_len - len(row.place)
        if room >= GAP:
            line.append(" " * room + row.place, style="dim")
        self._say(line, hanging=0 if room >= GAP else NUMBER)
        if row.body:
            self._say(row.body if self._full else fold(row.body), indent=NUMBER)
        self._flow([*([] if room >= GAP else [row.place]), *row.details], indent=NUMBER)

    def _oddities(self, findings: Findings) -> None:
        rows = oddities(findings)
        if rows:
            self._part("Not known or odd", style="bold yellow")
        for row in rows:
            self._say(f"- {row}", indent=2, hanging=2)


def fold(content: str) -> str:
    """A long content with its middle folded and counted; a short one as it is."""
    words = content.split(" ")
    if len(words) <= FOLD_WORDS:
        return content
    hidden = len(words) - FOLD_HEAD - FOLD_TAIL
    return " ".join([*words[:FOLD_HEAD], f"[… {hidden} words folded; --full shows them …]", *words[-FOLD_TAIL:]])


def _descriptions(speaker: Speaker) -> Iterator[str]:
    actor = speaker.actor
    if actor is None:
        return
    kind = actor.kind.value if actor.kind.value != "person" else ""
    about = ", ".join(part for part in (shown(actor.role), kind if kind != actor.role else "", shown(actor.country)) if part)
    others = [shown(name) for name in actor.names if name.lower() != actor.name.lower()]
    yield from [about] if about else []
    yield from [f"also {', '.join(others[:4])}"] if others else []


def _nothing(document: Document) -> str:
    kinds = ", ".join(kind.value for kind in Kind if kind is not document.kind)
    return (
        "\nNo statements found. Either nobody is reported here to have said anything, or the text is not English prose. "
        f"To try: --json shows the text as it was read; --kind reads it as something other than a {document.kind.value} ({kinds})."
    )
