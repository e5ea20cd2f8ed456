"""A stretch of text as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from memcon.text import Span, trimmed

_END: Final = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s{1,4}(?=[\"'“‘«(\[]{0,2}[A-Z0-9])")
_SHORT: Final = frozenset(
    "mr mrs ms dr prof gen lt col sen rep gov amb adm capt sgt st vs jan feb mar apr jun jul aug sep sept oct nov dec hon "
    "messrs dep ass asst".split()
)
"""Words that end with a full stop inside a sentence."""
_NUMBERED: Final = frozenset("no nos art para vol".split())
"""Words that do so before a figure."""


def sentences_of(text: str, span: Span) -> Iterator[Span]:
    """The sentences in the span, without white space around them; a blank line ends one too."""
    start = span.start
    for found in _END.finditer(text, span.start, span.end):
        if not _is_short(text, found.start()):
            yield from _kept(text, Span(start, found.end()))
            start = found.end()
    yield from _kept(text, Span(start, span.end))


def _kept(text: str, span: Span) -> Iterator[Span]:
    inner = trimmed(text, span, chars="")
    if any(c.isalnum() for c in inner.of(text)):
        yield inner


def _is_short(text: str, stop: int) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial: "Mr.", "U.S.", "J."."""
    if text[stop] != ".":
        return False
    word = re.split(r"[\s(“\"‘']", text[max(0, stop - 20) : stop])[-1]
    numbered = word.casefold() in _NUMBERED and text[stop + 1 : stop + 3].strip()[:1].isdigit()
    initial = (len(word) == 1 and word.isupper()) or bool(re.fullmatch(r"(?:[A-Za-z]\.){1,4}[A-Za-z]", word))
    return numbered or initial or word.casefold() in _SHORT
