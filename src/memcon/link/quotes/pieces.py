"""A quotation cut at its ellipses, with its brackets read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from memcon.link.quotes.bounds import PARTS
from memcon.link.quotes.numerals import refine
from memcon.link.quotes.tables import words_of
from memcon.link.quotes.words import Word, fold, split_words
from memcon.text import Span

_ELLIPSIS: Final = re.compile(r"[\[(]\s{0,3}(?:\.{2,6}|…|\. \. \.)\s{0,3}[\])]|\.(?:\s?\.){2,5}|…")
_BRACKET: Final = re.compile(r"\[([^\[\]]{0,300})\]|\(([^()]{0,300})\)")
_LETTER_IN: Final = re.compile(r"([^\W_]{0,40})\[([^\W_]{1,10})\]([^\W_]{0,40})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the quotation without an ellipsis: its span and its words, as they stand and with numbers read."""

    span: Span
    plain: tuple[Word, ...]
    words: tuple[Word, ...]

    @property
    def own(self) -> tuple[Word, ...]:
        """The words that are not the reporter's own in square brackets."""
        return tuple(word for word in self.plain if word.bracket != "[")


def cut_pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a quotation in order; those without a word are left out."""
    cuts = [(m.start(), m.end()) for m in _ELLIPSIS.finditer(text)][: PARTS - 1]
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    spans = [Span(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    return tuple(piece for span in spans if (piece := _piece(text, span)).plain)


def _piece(text: str, span: Span) -> Piece:
    plain = tuple(_read(text, span))
    return Piece(span, plain, tuple(refine(plain)))


def _read(text: str, span: Span) -> list[Word]:
    """The words of a stretch; those in brackets marked, noises left out, letters in brackets put back into their word."""
    words: list[Word] = []
    at = span.start
    for match in _BRACKET.finditer(text, span.start, span.end):
        if match.start() < at:
            continue
        letters = _letters(text, match, at)
        if letters is not None:
            words += split_words(text, at, letters.start())
            words.append(_spelled(letters))
            at = letters.end()
            continue
        words += split_words(text, at, match.start())
        words += _inside(text, match)
        at = match.end()
    return [*words, *split_words(text, at, span.end)]


def _letters(text: str, bracket: re.Match[str], at: int) -> re.Match[str] | None:
    """The word of which a part stands in square brackets, as in [T]he or attack[ed]."""
    if bracket.group(1) is None:
        return None
    start = bracket.start()
    while start > at and text[start - 1].isalpha() and bracket.start() - start < 40:
        start -= 1
    match = _LETTER_IN.match(text, start)
    return match if match and (match.group(1) or match.group(3)) and match.start(2) == bracket.start(1) else None


def _spelled(match: re.Match[str]) -> Word:
    surface = match.group(1) + match.group(2) + match.group(3)
    key = fold(surface)[0].key
    only_case = not match.group(1) and len(match.group(2)) == 1
    return Word(key, match.start(), match.end(), surface, key, None, "" if only_case else "letters")


def _inside(text: str, match: re.Match[str]) -> list[Word]:
    group = 1 if match.group(1) is not None else 2
    mark = "[" if group == 1 else "("
    words = [word._replace(bracket=mark) for word in split_words(text, match.start(group), match.end(group))]
    joined = "_".join(word.key for word in words)
    noise = joined in words_of("noises") or (bool(words) and all(word.key in words_of("noises") for word in words))
    return [] if noise else words
