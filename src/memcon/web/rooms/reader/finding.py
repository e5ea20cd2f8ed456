"""Words that somebody looks for in a document."""

from __future__ import annotations

import re
from typing import Final

from memcon.text import Span

MOST: Final = 5_000
"""Places that are marked."""
WANTED_POINTS: Final = 300
"""The longest phrase that is looked for."""
_ALIKE: Final = {mark: f"[{''.join(marks)}]" for marks in ("'’‘ʼ`", '"“”„«»', "-‑–—") for mark in marks}
"""What a keyboard has for what a printer sets."""


def find_words(text: str, wanted: str) -> tuple[Span, ...]:
    """Where the phrase stands, whatever the case of its letters, the lines it runs over, and the form of marks and dashes."""
    words = wanted[:WANTED_POINTS].split()
    if not words:
        return ()
    pattern = re.compile(r"\s+".join("".join(_ALIKE.get(c) or re.escape(c) for c in word) for word in words), re.IGNORECASE)
    found: list[Span] = []
    for match in pattern.finditer(text):
        found.append(Span(match.start(), match.end()))
        if len(found) == MOST:
            break
    return tuple(found)
