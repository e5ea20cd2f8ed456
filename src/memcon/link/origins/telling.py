"""What shows that one text comes from another, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.link.origins.comparing import Likeness
from memcon.link.origins.judging import COPY, QUOTES, REWRITE, SAME, TRIMMED, TURNED
from memcon.link.origins.lineage import Parent
from memcon.link.origins.sheets import LONG

SHOWN_WORDS: Final = 3


def evidence_of(parent: Parent, here: Likeness) -> tuple[str, ...]:
    """The reasons: what is shared first, then rare words, then what tells the direction."""
    return (*_shared(parent, here), *_edits(parent.edits), *parent.direction.reasons)


def _shared(parent: Parent, here: Likeness) -> Iterator[str]:
    kind = parent.tie.kind
    if kind in (SAME, COPY, TRIMMED, REWRITE) and here.lines:
        yield f"{_sentences(here.lines, here.all_lines)} the same"
    if kind in (COPY, TRIMMED) and not here.lines:
        yield f"{_percent(here.runs)} of its runs of three words"
    if kind == REWRITE:
        yield f"{_percent(here.words)} of its names, numbers and other words sentence by sentence"
    if kind == TURNED:
        yield f"same numbers, names and quotations in the same order ({_percent(here.order)}, {_sentences(here.steps, here.all_lines)})"
        yield "words changed throughout"
    if kind == QUOTES:
        yield f"shares quotations only, about {here.said + LONG - 1:,} words"


def _sentences(some: int, every: int) -> str:
    return f"{some:,} of {every:,} sentences"


def _percent(part: float) -> str:
    return f"{part:.0%}"


def _edits(edits: tuple[str, ...]) -> Iterator[str]:
    if edits:
        words = ", ".join(f"“{word}”" for word in edits[:SHOWN_WORDS])
        count = "a rare word" if len(edits) == 1 else f"{len(edits):,} rare words"
        yield f"shares {count} that the first text does not have: {words}{'…' if len(edits) > SHOWN_WORDS else ''}"
