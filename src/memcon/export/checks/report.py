"""A checked story: each quotation with what the house makes of it and the source that it was held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from memcon.export.checks.houses import House
from memcon.model.document import Document
from memcon.model.ledger import Failure
from memcon.model.quotation import Level, QuoteCheck
from memcon.text import Span

NOT_FOUND: Final = "not found"
AROUND: Final = 120
"""Characters of a source that are shown before and after the words."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A source as a reader sees it: its text, and the place of an offset in words; `ends` as `divided_ends` gives them.

    `clean` is what was compared: the text with blanks for page lines, of the same length.
    """

    id: str
    sha256: str
    text: str
    clean: str
    outlet: str | None
    place: Callable[[Span], str]
    ends: Mapping[int, int] = field(default_factory=dict)

    def exact(self, span: Span) -> Span:
        """The span in the text under a span of the clean text."""
        return Span(span.start, self.ends.get(span.end, span.end))

    def words(self, span: Span) -> str:
        """The words in one line, as they were compared."""
        return " ".join(span.of(self.clean).split())

    def before(self, span: Span) -> str:
        """The words that lead to the span, from a whole word on, with the blank before it where there is one."""
        start = max(0, span.start - AROUND)
        words = self.clean[start : span.start]
        flat = " ".join((words.partition(" ")[2] if start else words).split())
        return f"{flat} " if flat and words[-1:].isspace() else flat

    def after(self, span: Span) -> str:
        """The words that follow the span, to a whole word, with the blank after it where there is one."""
        words = self.clean[span.end : span.end + AROUND]
        flat = " ".join((words if span.end + AROUND >= len(self.clean) else words.rpartition(" ")[0]).split())
        return f" {flat}" if flat and words[:1].isspace() else flat


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation with its check: its number in the story, its level, its place in words, and the source of its best place."""

    number: int
    check: QuoteCheck
    level: Level
    place: str
    paper: Paper | None = None

    @property
    def is_direct(self) -> bool:
        return self.check.quotation.direct

    @property
    def is_lost(self) -> bool:
        """Whether there is nothing in the sources to hold it against."""
        return self.check.place is None

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to show: what is said without marks, and differs in nothing that counts there."""
        return not self.is_direct and self.level is Level.OK


@dataclass(frozen=True, slots=True)
class Report:
    """All that was checked of one story. `sources` is against how many papers, `failures` what of them could not be read."""

    story: Document
    house: House
    checked: tuple[Checked, ...]
    sources: int
    failures: tuple[Failure, ...] = ()

    @property
    def flagged(self) -> tuple[Checked, ...]:
        """What is to be checked."""
        return tuple(one for one in self.checked if one.level is Level.CHECK)

    def kept(self, *, only_check: bool) -> tuple[Checked, ...]:
        """All of it, or only what is to be checked."""
        return self.flagged if only_check else self.checked

    def shown(self, *, only_check: bool) -> tuple[Checked, ...]:
        """What people get to see of it."""
        return tuple(one for one in self.kept(only_check=only_check) if not one.is_quiet)

    def sum(self) -> str:
        """How much there is, in a line: "12 quotations: 8 ok, 4 check; 3 indirect statements: 2 ok, 1 not found"."""
        direct = [one.level.value for one in self.checked if one.is_direct]
        indirect = [NOT_FOUND if one.is_lost else one.level.value for one in self.checked if not one.is_direct]
        parts = [f"{_counted(len(direct), 'quotation')}: {_levels(direct)}"] if direct else ["no quotation"]
        if indirect:
            parts.append(f"{_counted(len(indirect), 'indirect statement')}: {_levels(indirect)}")
        return "; ".join(parts)


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _levels(levels: list[str]) -> str:
    counts = Counter(levels)
    return ", ".join(f"{counts[level]:,} {level}" for level in (*(level.value for level in Level), NOT_FOUND) if counts[level])
