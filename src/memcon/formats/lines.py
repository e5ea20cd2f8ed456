"""The lines of a text and the paragraphs they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from memcon.text import Span

TURN_LABEL: Final = re.compile(
    r"(?:[A-Z][A-Z.'’-]{0,30}(?: [A-Z][A-Z.'’-]{0,30}){0,5}(?: ?\([^)\n]{1,40}\))?|(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|The|"
    r"Ambassador|Minister|President|Secretary|General)\b[^:\n]{1,50}|"
    r"[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20})?):[ \t]+\S|[QA]\.[ \t]+\S"
)
_TERMINAL: Final = frozenset(".?!\"”’')]:")
WRAP_WIDTH: Final = 95
"""Lines of hard-wrapped text are at most this long; a paragraph on one line of a web story is longer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its span without the line break, and how far it is indented."""

    span: Span
    text: str
    indent: int

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of the text."""
    lines, at = [], 0
    for raw in text.split("\n"):
        lines.append(Line(Span(at, at + len(raw)), raw, len(raw) - len(raw.lstrip())))
        at += len(raw) + 1
    return tuple(lines)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether single line breaks only wrap: lines are short, follow one another, and mostly end in mid-sentence."""
    pairs = [(a, b) for a, b in pairwise(lines) if not a.blank and not b.blank]
    if not pairs or max(len(line.text) for line in lines) > WRAP_WIDTH * 2:
        return False
    running = [a for a, b in pairs if a.text.rstrip()[-1:] not in _TERMINAL and len(a.text) >= 30 and not TURN_LABEL.match(b.text.lstrip())]
    return len(running) * 2 >= len([a for a, _ in pairs if len(a.text) >= 30]) and bool(running)


def group_paragraphs(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The paragraphs, as runs of lines: parted by blank lines, and where lines are not wrapped, one for each line.

    A line that opens with a turn label or a paragraph number begins a paragraph in either case.
    """
    wrapped = is_wrapped(lines)
    groups: list[list[Line]] = []
    fresh = True
    for line in lines:
        if line.blank:
            fresh = True
            continue
        if fresh or not wrapped or _opens_paragraph(line, groups[-1][-1]):
            groups.append([line])
        else:
            groups[-1].append(line)
        fresh = False
    return tuple(tuple(group) for group in groups)


MARK: Final = re.compile(r"\(?((?:TS|S|C|U|SBU|LOU|FOUO)(?:[/-][A-Z]{1,8}){0,3})(?:[–—-]Entire [Tt]ext)?\)[ \t]{0,3}")


def _opens_paragraph(line: Line, before: Line) -> bool:
    body = line.text.lstrip()
    if TURN_LABEL.match(body) and before.text.rstrip()[-1:] in _TERMINAL:
        return True
    if line.indent >= before.indent + 3 and before.text.rstrip()[-1:] in _TERMINAL:
        return True
    return bool(re.match(r"¶?\d{1,3}\. ", body)) and before.text.rstrip()[-1:] in _TERMINAL
