"""Expressions of time, as papers print them: where they stand, and what they say before anybody knows the day of the paper.

Nothing is taken for a time that has no sign of being one: a month alone needs a word before it ("in March", not "the March on
the palace"), a weekday is written out and capital, a number alone is never a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from memcon.detect.grammar.tables import load_table
from memcon.text import Span

LOWER_LEADS: Final = ("in", "since", "during", "by", "until", "last", "next", "this", "of", "for", "from", "before", "after")
"""Words without which a month alone is no time: "in March", and not "the March on the palace"."""
_PART_OF_DAY: Final = r"(?: (?:morning|afternoon|evening|night|noon|midnight))?"


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that tell a time: which pattern they fit, and its parts by name, in lower case."""

    kind: str
    span: Span
    parts: Mapping[str, str]
    before: str
    """The word in front of it, in lower case."""


def _either(words: Iterable[str]) -> str:
    """The words as a choice, with a capital or in capitals, as days and months are printed."""
    return "|".join(form for word in words for form in (word.capitalize(), word.upper()))


def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kind and pattern, the longest way of saying first: where two fit at one place, the first counts."""
    words = load_table("times")
    month, weekday = rf"(?P<month>{_either(words['months'])})\b\.?+", rf"(?P<weekday>{_either(words['weekdays'])})\b"
    count = r"(?P<count>\d{1,3}|" + "|".join(words["numbers"]) + r"|a few|several|a couple of)"
    unit, year = r"(?P<unit>day|week|month|year|decade)s?\b", r"(?P<year>1[5-9]\d\d|20\d\d)\b"
    number, season = r"(?P<number>[0-3]?\d)(?:st|nd|rd|th)?\b", "(?P<season>" + "|".join(words["seasons"]) + r")\b"
    part = r"(?P<part>early|mid|middle|late|end|beginning|start)"
    leads = rf"(?P<in>{_either(('in', 'since', 'during', 'by', 'until', 'last', 'next', 'this', 'of', 'for'))}|{'|'.join(LOWER_LEADS)})"
    near = "today|tonight|yesterday|tomorrow|this morning|this afternoon|this evening|last night|the day before yesterday"
    found = {
        "group": r"\b(?P<number>\d\d)\d{4}Z {0,2}" + month + r" {0,2}(?P<year>\d\d(?:\d\d)?)\b",
        "iso": r"\b(?P<year>1[5-9]\d\d|20\d\d)-(?P<month>\d\d)-(?P<number>\d\d)\b(?!-)",
        "week_of": rf"\bthe week of {month} {number}",
        "days_range": rf"\b{month} (?P<first>[0-3]?\d) ?(?:-|–|to|through|and) ?{number}(?:,? {year})?",
        "days_range_uk": rf"\b(?P<first>[0-3]?\d) ?(?:-|–|to|and) ?{number} {month}(?:,? {year})?",
        "date": rf"\b(?:{weekday},? )?{month} {number}(?:,? {year})?(?![:.]\d)",
        "date_uk": rf"\b(?:{weekday},? )?(?:the )?{number} (?:of )?{month}(?:,? {year})?",
        "part_month": rf"\b{part}(?: of |-| ){month}(?:,? {year})?",
        "month_year": rf"\b{month},? (?:of )?{year}",
        "month": rf"\b{leads} {month}(?! \d)(?! [A-Z][a-z])",
        "part_year": rf"\b{part}(?: of |-| ){year}",
        "decade": r"\b(?:the )?(?P<part>early|mid|late)?[ -]?(?P<decade>1[89]\d0|20\d0)s\b",
        "quarter": rf"\b(?:the )?(?P<quarter>first|second|third|fourth|last) quarter(?: of {year})?",
        "season_year": rf"\b(?:the )?{season}(?: of)? {year}",
        "season": rf"\b(?P<which>last|next|this) {season}",
        "ago": rf"\b{count} {unit} (?P<way>ago|earlier|before|later|after)\b",
        "weekend": r"\b(?:over |at |on )?(?:(?P<which>the|this|last|next|that) )(?:past |coming )?weekend\b",
        "relative": rf"\b(?:earlier |later )?(?P<which>this|last|next|previous|past|coming) {unit}",
        "anaphor": r"\b(?P<which>the same day|that day|the next day|the following day|the day after|the previous day|the day before)\b",
        "weekday": rf"\b(?:(?P<which>last|next|this|the previous|the following|the same) )?{weekday}{_PART_OF_DAY}(?!s)",
        "near": rf"\b(?P<near>{near})\b",
        "year": rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Bb]y|[Uu]ntil|of|from) {year}(?! \w+s\b)",
    }
    return tuple((kind, re.compile(pattern)) for kind, pattern in found.items())


PATTERNS: Final = _patterns()


def find_expressions(text: str, start: int, end: int) -> Iterator[Expression]:
    """The expressions between two offsets of the text, in its order; none overlaps another."""
    hits = [(m.start(), -m.end(), n, kind, m) for n, (kind, p) in enumerate(PATTERNS) for m in p.finditer(text, start, end)]
    at = start
    for first, last, _, kind, m in sorted(hits, key=lambda hit: hit[:3]):
        if first < at:
            continue
        at = -last
        before = re.search(r"([\w’']{1,20})\W{1,3}$", text[max(0, first - 24) : first])
        parts = {name: value.lower().strip(". ") for name, value in m.groupdict().items() if value}
        yield Expression(kind, Span(first, -last), parts, before[1].lower() if before else "")
