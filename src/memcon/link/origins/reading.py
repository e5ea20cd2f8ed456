"""A text as sentences of folded words, with the letters and marks that tell names and quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final

from memcon.link.origins.lists import standing_lines

READ_POINTS: Final = 400_000
"""Code points of a text that are compared; what comes after is left out."""
LONGEST_STANDING: Final = 25
"""Words of a line that can be a standing one by how it begins."""
LONGEST_QUOTE: Final = 2_000
"""Code points between two quotation marks."""
MOSTLY: Final = 0.6
"""The part of capitalised words from which capitals tell nothing: headlines and telegrams."""

_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+){0,6}|[^\W\d_]+(?:['’][^\W\d_]+){0,2}|[^\W_]+")
_BREAK: Final = re.compile(r"\n+|(?<=[.?!])[\"”’')\]]{0,3}\s+(?=[\"“‘'(\[]{0,2}[A-Z0-9])")
_QUOTE: Final = re.compile(rf"“[^“”]{{1,{LONGEST_QUOTE}}}”|\"[^\"]{{1,{LONGEST_QUOTE}}}\"")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word; `capital` is None where the sentence does not tell, `quoted` whether it stands in quotation marks."""

    folded: str
    capital: bool | None
    quoted: bool


Sentence = tuple[Word, ...]
_one: Final = lru_cache(maxsize=65_536)(Word)
"""All equal words are one: texts are made of few."""


def read_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in their order, without lines that pages add."""
    head = text[:READ_POINTS]
    quotes = [match.span() for match in _QUOTE.finditer(head)]
    found = (_words(head, start, end, quotes) for start, end in _bounds(head))
    return tuple(words for words in found if words and not _is_standing(words))


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _words(text: str, start: int, end: int, quotes: list[tuple[int, int]]) -> Sentence:
    tokens = _TOKEN.findall(text, start, end)
    quoted = [_is_within(match.start(), quotes) for match in _TOKEN.finditer(text, start, end)] if quotes else [False] * len(tokens)
    return tuple(map(_one, map(fold, tokens), _capitals(tokens), quoted))


def _is_within(at: int, quotes: list[tuple[int, int]]) -> bool:
    """Whether the last quotation that begins before is still open."""
    n = bisect_right(quotes, at, key=itemgetter(0)) - 1
    return n >= 0 and at < quotes[n][1]


def _capitals(tokens: list[str]) -> list[bool | None]:
    """Whether each word is capitalised; not told of the first one, nor where most are."""
    upper = [token[0].isupper() for token in tokens]
    if not tokens or sum(upper) > MOSTLY * len(tokens):
        return [None] * len(tokens)
    return [None if upper[0] else False, *upper[1:]]


@lru_cache(maxsize=65_536)
def fold(token: str) -> str:
    """A word as it is compared: small letters, straight apostrophe, numbers without commas."""
    if token[0].isdigit():
        return token.replace(",", "")
    return token.casefold().replace("’", "'")


def _is_standing(words: Sentence) -> bool:
    if len(words) > LONGEST_STANDING:
        return False
    line = " ".join(word.folded for word in words) + " "
    return line.startswith(standing_lines())
