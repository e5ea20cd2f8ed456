"""What the likeness of two texts makes the one: a copy of the other, a rewrite, a turned copy, a text that quotes it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from memcon.link.origins.comparing import Likeness

SAME, COPY, TRIMMED, REWRITE, TURNED, QUOTES, ORIGINAL = "same", "copy", "trimmed", "rewrite", "translated-or-spun", "quotes", "original"

COPIED: Final = 0.7
"""The part of its runs of three words from which a text is a copy."""
LEFT_OUT: Final = 0.8
"""A copy that holds less than this part of the other is trimmed."""
RUNS_OF_REWRITE: Final = 0.15
"""A rewrite keeps so many runs of three words; what keeps less was changed throughout."""
WORDS_OF_REWRITE: Final = 0.55
LEAST_LINES: Final = 3
"""Sentences of a rewrite: two sentences on one matter share their words whoever wrote them."""
IN_ORDER: Final = 0.6
"""The part of names, numbers and quotations, in order, from which a text without common runs is a turned copy."""
LEAST_NATS: Final = 45.0
"""Nats that these must weigh: some ten names or numbers."""
LEAST_STEPS: Final = 4
"""Sentences in which they must stand."""
LEAST_WORDS: Final = 0.3
"""The part of all words, names among them, that a turned copy keeps."""
QUOTED_RUNS: Final = 4
"""Runs of five words within quotation marks, eight words in a row, that make a text one that quotes another."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What a text is to another, and the part of it that stands there."""

    kind: str
    shared: float

    @property
    def is_one_text(self) -> bool:
        """Whether both have one origin."""
        return self.kind != QUOTES


def judge(here: Likeness, there: Likeness) -> Tie | None:
    """What the one text is to the other; `there` is the other seen from its side. None where they are nothing to each other."""
    if here.runs >= COPIED:
        return Tie(_kind_of_copy(here, there), here.runs)
    if here.words >= WORDS_OF_REWRITE and here.runs >= RUNS_OF_REWRITE and here.all_lines >= LEAST_LINES:
        return Tie(REWRITE, max(here.runs, here.words))
    if is_turned(here):
        return Tie(REWRITE if here.runs >= RUNS_OF_REWRITE else TURNED, max(here.words, here.order))
    return Tie(QUOTES, here.long_part) if here.said >= QUOTED_RUNS else None


def is_turned(here: Likeness) -> bool:
    """Whether names, numbers and quotations stand in the order of the other, sentence by sentence."""
    enough = here.nats >= LEAST_NATS and here.steps >= LEAST_STEPS
    return enough and here.order >= IN_ORDER and here.words >= LEAST_WORDS


def _kind_of_copy(here: Likeness, there: Likeness) -> str:
    if here.lines == here.all_lines and there.lines == there.all_lines:
        return SAME
    return COPY if there.runs >= LEFT_OUT else TRIMMED
