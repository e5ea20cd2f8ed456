"""Expressions of time, as papers print them: where they stand, and what they say before anybody knows the day of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from memcon.detect.grammar.tables import load_table
from memcon.detect.times.patterns import PATTERNS, SIGN
from memcon.text import Span

_NAMES: Final[Mapping[str, list[str]]] = load_table("times")["names"]
_FORWARD: Final = tuple(load_table("times")["hints"]["fronts"])
_SPACES: Final = str.maketrans(dict.fromkeys("\n\t\u00a0\u2009\u202f", " "))
_FRONT: Final = re.compile(r"([\w’']{1,20})\W{1,3}$")
_LEAD: Final = re.compile(r"([\w’']{1,20})\W{1,3}(?:(?:the|early|late)\W{1,3}){0,2}$", re.IGNORECASE)
_CAPITAL: Final = re.compile(r" {1,8}[A-Z][a-z]")
_AROUND: Final = 80
"""Characters on each side of a sign in which the rest of its time stands: twice the longest front, "on Wednesday, the 23rd of"."""

_ARTICLES: Final = frozenset({"the", "a", "an", "our"})


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that tell a time: which pattern they fit, and its parts by name, in lower case."""

    kind: str
    span: Span
    parts: Mapping[str, str]
    before: str
    """The word in front of it, an article left out, in lower case."""
    forward: bool = False
    """Whether the words in front of it look ahead: "ahead of", "scheduled for"."""


def find_expressions(text: str, start: int, end: int) -> Iterator[Expression]:
    """The expressions between two offsets of the text, in its order; none overlaps another."""
    words = text[start:end].translate(_SPACES)
    at = 0
    for first, last, _, kind, m in sorted(_hits(words), key=lambda hit: hit[:3]):
        if first < at:
            continue
        at = -last
        front = words[max(0, first - 32) : first]
        if not _is_name(words, m, kind, _word(_FRONT, front)):
            forward = " ".join(front.lower().split()).endswith(_FORWARD)
            yield Expression(kind, Span(start + first, start - last), _parts(m), _word(_LEAD, front), forward)


def _hits(words: str) -> Iterator[tuple[int, int, int, str, re.Match[str]]]:
    """What the patterns fit, around their signs: where, the longest first, and in the order of the patterns."""
    windows = _windows(words)
    if not windows:
        return
    joined = {signs: _joined(windows, signs) for signs in _SIGNS}
    for n, (kind, pattern, signs) in enumerate(PATTERNS):
        for window in joined[signs]:
            for m in pattern.finditer(words, window.start, window.end):
                yield m.start(), -m.end(), n, kind, m


_SIGNS: Final = frozenset(signs for _, _, signs in PATTERNS)


def _windows(words: str) -> dict[str, list[Span]]:
    """The stretches around the signs of each kind, those that touch joined."""
    found: dict[str, list[Span]] = {}
    for m in SIGN.finditer(words):
        row = found.setdefault(m.lastgroup or "", [])
        start, end = max(0, m.start() - _AROUND), min(len(words), m.end() + _AROUND)
        if row and start <= row[-1].end:
            start = row.pop().start
        row.append(Span(start, end))
    return found


def _joined(windows: Mapping[str, list[Span]], signs: tuple[str, ...]) -> list[Span]:
    if len(signs) == 1:
        return windows.get(signs[0], [])
    joined: list[Span] = []
    for span in sorted((s for sign in signs for s in windows.get(sign, ())), key=lambda s: s.start):
        last = joined.pop() if joined and span.start <= joined[-1].end else span
        joined.append(Span(last.start, max(last.end, span.end)))
    return joined


def _word(pattern: re.Pattern[str], front: str) -> str:
    found = pattern.search(front)
    return found[1].lower() if found else ""


def _parts(m: re.Match[str]) -> dict[str, str]:
    """The named parts; a name that ends in "_" is a second place for the same part."""
    return {name.rstrip("_"): " ".join(value.lower().strip(".").split()) for name, value in m.groupdict().items() if value}


def _is_name(words: str, m: re.Match[str], kind: str, before: str) -> bool:
    """Whether a day of the week is part of a name: "Black Friday", "the Friday Group", and "Sunday Okoro" where a sentence begins."""
    if kind == "near":
        return m[0][0].isupper() and words[: m.start()][-2:-1].isalpha()  # "Russia Today"
    if kind != "weekday" or len(m[0].split()) > 1:
        return before in _NAMES["before"] and kind in ("weekday", "date")
    begins = words[: m.start()].rstrip(' "“‘(')[-1:] in ("", ".", "!", "?", ":")
    return before in _NAMES["before"] or ((begins or before in _ARTICLES) and _CAPITAL.match(words, m.end()) is not None)
