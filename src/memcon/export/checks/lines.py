"""A checked story on the terminal: the word diff can be told without colour, and NO_COLOR is heeded."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final, TextIO

from rich.console import Console
from rich.text import Text

from memcon.export.checks.diff import marked, pieces_of
from memcon.export.checks.report import Checked, Report
from memcon.export.checks.words import (
    LONGEST,
    NOTHING,
    by_words,
    context_words,
    difference_words,
    found_words,
    place_words,
    reason_words,
    speaker_words,
    story_details,
    story_words,
    verdict_words,
)
from memcon.export.wording import shown
from memcon.model.quotation import Level
from memcon.text import printable

PLAIN_WIDTH: Final = 100
WIDEST: Final = 116
NUMBER: Final = 5
LABEL: Final = 9
INDENT: Final = NUMBER + 2
STYLES: Final = {Level.OK: "green", Level.NOTE: "yellow", Level.CHECK: "bold red"}
MARKS: Final = {"cut": "red", "added": "green", "moved": "cyan", "": ""}


@dataclass(frozen=True, slots=True)
class Lines:
    """Writes a checked story for people."""

    only_check: bool = False
    width: int | None = None

    def write(self, report: Report, out: TextIO) -> None:
        """The story, each quotation, the sum."""
        out.write(_Sheet(terminal=out.isatty(), width=self.width).report(report, only_check=self.only_check))


class _Sheet:
    """A checked story, laid out and given as text."""

    def __init__(self, *, terminal: bool, width: int | None) -> None:
        self._buffer = io.StringIO()
        console = Console(file=self._buffer, force_terminal=terminal or None, highlight=False, markup=False, emoji=False)
        self._width = max(40, min(width or (console.width if terminal else PLAIN_WIDTH), WIDEST))
        console.width = self._width
        self._console = console

    def report(self, report: Report, *, only_check: bool) -> str:
        self._say(Text(story_words(report), style="bold"))
        self._say(Text(story_details(report), style="dim"))
        self._say(Text())
        if not any(one.is_direct for one in report.checked):
            self._say(Text(NOTHING, style="italic"))
        for one in report.shown(only_check=only_check):
            self._checked(one)
        self._say(Text(report.sum(), style="bold"))
        return "".join(line.rstrip(" ") + "\n" for line in self._buffer.getvalue().split("\n")[:-1])

    def _checked(self, one: Checked) -> None:
        self._head(one)
        self._say(_diff(one), indent=INDENT)
        if one.check.place is not None:
            self._row("source", " · ".join(filter(None, (place_words(one), found_words(one)))))
        if (words := speaker_words(one)) and one.is_direct:
            self._row("speaker", words)
        for words in difference_words(one):
            self._row("differs", words)
        for warning in one.check.context:
            self._row("context", context_words(warning))
        if words := reason_words(one):
            self._row("reason", words)
        self._say(Text())

    def _head(self, one: Checked) -> None:
        number, level = f"{one.number:>{NUMBER - 1}} ", f" {one.level.value} "
        what = [verdict_words(one), by_words(one), one.place, *([] if one.is_direct else ["indirect"])]
        head = Text.assemble(number, (level.strip().ljust(7), STYLES[one.level]), " · ".join(what))
        self._say(head, hanging=INDENT)

    def _row(self, label: str, words: str) -> None:
        self._say(Text.assemble((label.ljust(LABEL), "dim"), words), indent=INDENT, hanging=LABEL)

    def _say(self, text: Text, *, indent: int = 0, hanging: int = 0) -> None:
        """The words in lines that fit, the first one at `indent`, the others `hanging` further in."""
        for k, line in enumerate(text.wrap(self._console, self._width - indent - hanging) or [Text()]):
            line.rstrip()
            self._console.print(Text(" " * (indent + (hanging if k else 0))) + line, no_wrap=True, crop=False, overflow="ignore")


def _diff(one: Checked) -> Text:
    """The words of the story with what differs from the source; without a source only the words."""
    left, right = ("“", "”") if one.is_direct else ("", "")
    if one.paper is None:
        return Text(f"{left}{shown(one.check.quotation.text, most=LONGEST)}{right}")
    parts = [(printable(words).replace("\n", " "), MARKS[style]) for words, style in marked(pieces_of(one.check, one.paper.clean))]
    return Text.assemble(left, *parts, right)
