"""A text cut into slices at every edge of a statement, so that overlapping marks can be shown by any page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memcon.model.ledger import Statement


@dataclass(frozen=True, slots=True)
class Slice:
    """A run of text with the same marks: numbers of the statements whose content, cue or speaker covers it, from 1."""

    text: str
    contents: tuple[int, ...]
    cues: tuple[int, ...]
    speakers: tuple[int, ...]
    first_of: tuple[int, ...]


def cut_text(text: str, statements: Sequence[Statement]) -> tuple[Slice, ...]:
    """The slices of the text in order; together they are the text."""
    rows = [(k, s) for k, s in enumerate(statements, 1)]
    edges = {0, len(text)}
    for _, s in rows:
        for span in (*s.content, *((s.cue,) if s.cue else ()), *((s.speaker.span,) if s.speaker.span else ())):
            edges |= {span.start, span.end}
    ordered = sorted(e for e in edges if 0 <= e <= len(text))
    starts = {k: s.content[0].start for k, s in rows}
    return tuple(_slice(text, a, b, rows, starts) for a, b in zip(ordered, ordered[1:], strict=False))


def _slice(text: str, a: int, b: int, rows: Sequence[tuple[int, Statement]], starts: dict[int, int]) -> Slice:
    contents = tuple(k for k, s in rows if any(span.start <= a and b <= span.end for span in s.content))
    cues = tuple(k for k, s in rows if s.cue is not None and s.cue.start <= a and b <= s.cue.end)
    speakers = tuple(k for k, s in rows if s.speaker.span is not None and s.speaker.span.start <= a and b <= s.speaker.span.end)
    return Slice(text[a:b], contents, cues, speakers, tuple(k for k in contents if starts[k] == a))
