"""The words of a text with their offsets: what is chosen in the page is snapped to them here, so that no script counts characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from memcon.text import Span

LONGEST: Final = 4_096
"""How far back and forth the white space around a word is looked for."""

# One letter stands for each character, so that a pattern over the letters gives offsets into the text.
_WORD, _DIGIT, _MARK, _JOINER, _POINT, _FLAG, _TIE, _BLANK, _OTHER = "wdxjpfzbo"
_PATTERN: Final = re.compile(
    r"[wd](?:[wdxz]|j(?=[wd])|(?<=d)p(?=d))*"  # a word, marks upon its letters, an apostrophe or a hyphen inside; 10,000 and 4:30
    r"|ffx*"  # a flag is two letters
    r"|[ojpf]x*(?:z[^b]x*){0,32}"  # a sign, or several signs tied to one; the longest in use ties five
    r"|[xz]+"
)


class Edge(StrEnum):
    """One of the two ends of what is chosen, and whether it takes in a word more or one less."""

    START_OUT = "start-out"
    START_IN = "start-in"
    END_OUT = "end-out"
    END_IN = "end-in"


class _Letters(dict[int, str]):
    """The letter for each character, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = letter = _letter(chr(point))
        return letter


def _letter(c: str) -> str:
    if c.isspace():
        return _BLANK
    if c.isdecimal():
        return _DIGIT
    if c.isalnum() or c == "_":
        return _WORD
    if c in {"\u200d", "\u200c"}:
        return _TIE
    if unicodedata.category(c).startswith("M") or "\U0001f3fb" <= c <= "\U0001f3ff" or "\U000e0020" <= c <= "\U000e007f":
        return _MARK
    if "\U0001f1e6" <= c <= "\U0001f1ff":
        return _FLAG
    return _JOINER if c in "'’-‑" else _POINT if c in ".,:" else _OTHER


_LETTERS: Final = _Letters()


def words_in(text: str, within: Span) -> Iterator[Span]:
    """The words and signs of a part of the text in order, white space apart; an accent stays on its letter, a flag is one sign."""
    letters = within.of(text).translate(_LETTERS)
    for found in _PATTERN.finditer(letters):
        yield Span(within.start + found.start(), within.start + found.end())


def word_at(text: str, offset: int) -> Span:
    """The word at an offset; in white space the next one, behind the last word that one. Empty for a text without words."""
    here = list(words_in(text, _around(text, offset)))
    k = bisect_right(here, offset, key=lambda span: span.start) - 1
    if k >= 0 and offset < here[k].end:
        return here[k]
    following = next(words_in(text, Span(offset, min(len(text), offset + LONGEST))), None)
    return following or next(_before(text, offset), Span(offset, offset))


def words_between(text: str, first: int, last: int) -> Span:
    """From the word at one offset to the word at the other, whichever comes first. Raises ValueError for what is no offset of the text."""
    if not 0 <= min(first, last) <= max(first, last) < len(text):
        raise ValueError("this is no place in the text")
    return Span(word_at(text, min(first, last)).start, word_at(text, max(first, last)).end)


def widened(text: str, span: Span, edge: Edge) -> Span:
    """What is chosen with a word more or less at one end; at least one word stays."""
    inner = list(words_in(text, span))
    if edge is Edge.START_OUT:
        return Span(next(_before(text, span.start), span).start, span.end)
    if edge is Edge.END_OUT:
        return Span(span.start, next(words_in(text, Span(span.end, min(len(text), span.end + LONGEST))), span).end)
    if len(inner) < 2:
        return span
    return Span(inner[1].start, span.end) if edge is Edge.START_IN else Span(span.start, inner[-2].end)


def _around(text: str, offset: int) -> Span:
    """From white space to white space."""
    start = end = offset
    while start > max(0, offset - LONGEST) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), offset + LONGEST) and not text[end].isspace():
        end += 1
    return Span(start, end)


def _before(text: str, offset: int) -> Iterator[Span]:
    """The last word before an offset, where there is one near."""
    start = max(0, offset - LONGEST)
    while start > max(0, offset - 2 * LONGEST) and not text[start - 1].isspace():
        start -= 1
    found = list(words_in(text, Span(start, offset)))
    yield from found[-1:]
