"""Accounts side by side on the terminal: columns that fit, told without colour, NO_COLOR heeded."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from memcon.export.comparison.wording import (
    NOTHING_SHARED,
    account_words,
    act_lines,
    diff_runs,
    is_close,
    length_words,
    look_words,
    near_words,
    order_words,
    plain,
    request_words,
    standing_words,
    sum_words,
    text_words,
)
from memcon.export.places import Places, places_of
from memcon.export.wording import VERBS
from memcon.model.comparison import Comparison, Standing, Topic
from memcon.model.ledger import Act

PLAIN_WIDTH: Final = 100
WIDEST: Final = 140
"""Two columns bear a wider line than one."""
NARROWEST: Final = 40
COLUMN: Final = 30
"""A column under this many cells breaks nearly every line; the accounts then stand one below the other."""
NUMBER: Final = 5
LABEL: Final = 9
SHORT: Final = 40
"""Letters of a topic in the matrix."""
MARKS: Final = {"cut": "red", "added": "green", "": ""}
STYLES: Final = {Standing.ALIKE: "green", Standing.DIFFERENT: "yellow", Standing.ONLY: "cyan"}


@dataclass(frozen=True, slots=True)
class Lines:
    """Writes a comparison for people."""

    width: int | None = None

    def write(self, comparison: Comparison, out: TextIO) -> None:
        """The accounts, who asked, the order, a matrix where there are more than two, each topic, the sum."""
        out.write(_Sheet(comparison, terminal=out.isatty(), width=self.width).text())


class _Sheet:
    """A comparison, laid out and given as text."""

    def __init__(self, comparison: Comparison, *, terminal: bool, width: int | None) -> None:
        self._comparison = comparison
        self._places: Sequence[Places] = [places_of(account.document) for account in comparison.accounts]
        self._buffer = io.StringIO()
        console = Console(file=self._buffer, force_terminal=terminal or None, highlight=False, markup=False, emoji=False)
        self._width = max(NARROWEST, min(width or (console.width if terminal else PLAIN_WIDTH), WIDEST))
        console.width = self._width
        self._console = console

    def text(self) -> str:
        self._head()
        if len(self._comparison.accounts) > 2:
            self._matrix()
        for title, topics in _parted(self._comparison):
            self._say(Text())
            self._say(Text(title, style="bold"))
            for topic in topics:
                self._topic(topic)
        self._foot()
        return "".join(line.rstrip(" ") + "\n" for line in self._buffer.getvalue().split("\n")[:-1])

    def _head(self) -> None:
        for account in self._comparison.accounts:
            self._row(account.letter, Text(account_words(account), style="bold"), label=NUMBER - 2, indent=0)
            self._row("", Text(length_words(account), style="dim"), label=NUMBER - 2, indent=0)
        self._say(Text())
        self._row("Asked by", request_words(self._comparison), label=LABEL + 1, indent=0)
        if words := order_words(self._comparison):
            self._row("Order", words, label=LABEL + 1, indent=0)
        self._row("Sum", sum_words(self._comparison), label=LABEL + 1, indent=0)
        if any(is_close(topic) for topic in self._comparison.topics):
            self._row("Marks", "[-only in A-] {+only in B+}", label=LABEL + 1, indent=0)

    def _foot(self) -> None:
        frames = [(a, " ".join(span.of(a.document.text).split())) for a in self._comparison.accounts for span in a.frames]
        if frames or not self._comparison.shares_a_subject:
            self._say(Text())
        for account, words in frames:
            self._say(Text(f"not compared, says only whose text {account.letter} is: {plain(words)}", style="dim"))
        if not self._comparison.shares_a_subject:
            self._say(Text(NOTHING_SHARED, style="italic"))

    # ── topics ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _topic(self, topic: Topic) -> None:
        self._say(Text())
        number = (f"{topic.number:>{NUMBER - 2}}  ", "bold")
        if len(topic.holders) == 1:
            acts, words = self._cell(topic, topic.holders[0])
            self._say(Text.assemble(number, acts))
            self._row("", words, label=0, indent=NUMBER)
        else:
            standing = standing_words(topic, self._comparison).removeprefix("in both, ")
            self._say(Text.assemble(number, (standing, STYLES[topic.standing])))
            self._accounts(topic)
        self._below(topic)

    def _accounts(self, topic: Topic) -> None:
        """What each account says, in two columns, or one below the other."""
        if self._is_paired(topic):
            self._columns(topic)
            return
        for k in topic.holders:
            self._stacked(topic, k)

    def _below(self, topic: Topic) -> None:
        """The word diff, what is to be looked at, what may be about the same."""
        if is_close(topic):
            self._row("words", _diff(topic), label=LABEL, indent=NUMBER)
        for look in topic.looks:
            self._row("look at", Text(look_words(look, self._comparison), style="bold"), label=LABEL, indent=NUMBER)

        for words in near_words(topic):
            self._row("see", words, label=LABEL, indent=NUMBER)

    def _is_paired(self, topic: Topic) -> bool:
        """Whether the topic stands in two columns."""
        return len(self._comparison.accounts) == len(topic.holders) == 2 and (self._width - NUMBER - 2) // 2 >= COLUMN

    def _columns(self, topic: Topic) -> None:
        """The two accounts beside each other."""
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for _ in topic.holders:
            table.add_column(ratio=1, overflow="fold")
        for cells in zip(*(self._cell(topic, k) for k in topic.holders), strict=True):
            table.add_row(*cells)
        self._console.print(Padding(table, (0, 0, 0, NUMBER)))

    def _stacked(self, topic: Topic, account: int) -> None:
        letters = (self._comparison.accounts[account].letter, "")
        for letter, cell in zip(letters, self._cell(topic, account), strict=True):
            self._row(letter, cell, label=3, indent=NUMBER)

    def _cell(self, topic: Topic, account: int) -> tuple[Text, Text]:
        """Who does what and where it stands; what is printed there."""
        one = self._comparison.accounts[account]
        acts = "; ".join(act_lines(topic, account))
        place = self._places[account].of(topic.units[account][0].span)
        letter = f"{one.letter}  " if self._is_paired(topic) else ""
        return Text.assemble((f"{letter}{acts}", "italic"), (f" · {place}", "dim")), Text(text_words(one, topic))

    def _matrix(self) -> None:
        """The topics by the accounts: what each does there, a dash where it says nothing of it."""
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(justify="right")
        table.add_column(overflow="fold", max_width=SHORT)
        for _ in self._comparison.accounts:
            table.add_column(overflow="fold")
        table.add_row("", Text("Topic", style="bold"), *(Text(a.letter, style="bold") for a in self._comparison.accounts))
        for topic in self._comparison.topics:
            table.add_row(str(topic.number), short_words(topic, self._comparison), *matrix_cells(topic))
        self._say(Text())
        self._console.print(table)

    # ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _row(self, name: str, words: str | Text, *, label: int, indent: int) -> None:
        """A name in a column of so many cells, the words beside it; without a column the words alone."""
        grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
        cells = [Text(name, style="dim"), words] if label else [words]
        if label:
            grid.add_column(width=label)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_row(*cells)
        self._console.print(Padding(grid, (0, 0, 0, indent)))

    def _say(self, text: Text) -> None:
        self._console.print(text, overflow="fold")


def _diff(topic: Topic) -> Text:
    runs = [(words, MARKS[style]) for words, style in diff_runs(topic.pieces)]
    return Text(" ").join(Text(words, style=style) for words, style in runs)


def _parted(comparison: Comparison) -> Iterable[tuple[str, Sequence[Topic]]]:
    """The topics under their headings: those of several accounts, then what each has alone."""
    common = "IN BOTH" if len(comparison.accounts) == 2 else "IN MORE THAN ONE"
    parts = [(common, comparison.in_common), *((f"ONLY IN {a.letter}", comparison.only(k)) for k, a in enumerate(comparison.accounts))]
    return [(title, topics) for title, topics in parts if topics]


def short_words(topic: Topic, comparison: Comparison) -> str:
    """The first words of the topic in the first account that has it."""
    k = topic.holders[0]
    words = plain(comparison.accounts[k].content_of(topic.units[k][0]))
    return words if len(words) <= SHORT else f"{words[: SHORT - 1].rsplit(' ', 1)[0]}…"


def matrix_cells(topic: Topic) -> list[str]:
    """For each account the acts on the topic in few words."""
    return [", ".join(_acts(topic, k)) if topic.units[k] else "–" for k in range(len(topic.units))]


def _acts(topic: Topic, account: int) -> list[str]:
    """The verbs of the acts, each once; for a sentence without any, that it is told, or that it is the talk."""
    verbs = list(dict.fromkeys(VERBS[Act(v.act)] for unit in topic.units[account] for v in unit.voices))
    return verbs or ["talk" if any(unit.is_occasion for unit in topic.units[account]) else "told"]
