"""The rest of the sentence before and after a stretch of a source."""

from __future__ import annotations

import re
from typing import Final

from memcon.link.quotes.bounds import SENTENCE_WORDS
from memcon.link.quotes.tables import words_of
from memcon.link.quotes.words import Word, split_words
from memcon.model.quotation import SourceText, Turn
from memcon.text import Span

_END: Final = re.compile(r"[.!?…][\"'”’)\]]{0,3}(?=\s|$)|\n[ \t]{0,40}\n(?![ \t\n]{0,40}\f)")
_OPENING: Final = re.compile(r"\s{0,40}[\"'“‘(\[]{0,3}([A-Z0-9]|$)")
_POINTS: Final = SENTENCE_WORDS * 12


def rest_before(source: SourceText, at: int) -> Span:
    """From the beginning of the sentence, or of the turn, to a place in it."""
    low = max(at - _POINTS, _turn_edge(source, at)[0])
    start = low
    for match in _END.finditer(source.text, low, at):
        if _ends_sentence(source.text, match):
            start = match.end()
    return Span(min(start, at), at)


def rest_after(source: SourceText, at: int) -> Span:
    """From a place in a sentence to its end, or to that of the turn."""
    high = min(len(source.text), at + _POINTS, _turn_edge(source, at)[1])
    for match in _END.finditer(source.text, at, high):
        if _ends_sentence(source.text, match):
            return Span(at, match.start())
    return Span(at, max(at, high))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match.group()[0] in "\n!?":
        return True
    if not _OPENING.match(text, match.end()):
        return False
    word = re.search(r"[^\W_]{1,20}$", text[max(0, match.start() - 20) : match.start()])
    if word is None:
        return True
    initial = len(word.group()) == 1 and word.group() != "I"
    return not initial and word.group().lower() not in words_of("sentence_abbreviations")


def _turn_edge(source: SourceText, at: int) -> tuple[int, int]:
    """The span of the turn around a place, or the whole text."""
    turn = next((turn for turn in source.turns if turn.span.start <= at <= turn.span.end), None)
    return (turn.span.start, turn.span.end) if turn else (0, len(source.text))


def words_in(source: SourceText, span: Span) -> list[Word]:
    """The words of a stretch of a source."""
    return list(split_words(source.text, span.start, span.end))


def turns_over(source: SourceText, span: Span) -> list[Turn]:
    """The turns that share a character with a stretch."""
    return [turn for turn in source.turns if turn.span.touches(span)]
