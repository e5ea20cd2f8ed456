"""The words of an account as they are compared: plain forms, names, numbers, times, and what says no."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from memcon.link.conflicts.phrases import Phrases
from memcon.link.tables import load_table

_TABLE: Final = load_table("conflicts")
_STOP: Final = frozenset(_TABLE["words"]["stop"])
_REPORTS: Final = frozenset(_TABLE["words"]["report_nouns"])
_FALSE: Final = frozenset(_TABLE["words"]["false"])
_NEGATORS: Final = frozenset(_TABLE["words"]["negators"])
_NEGATORS_TO: Final = frozenset(_TABLE["words"]["negators_to"])
_BUT_ONLY: Final = frozenset(_TABLE["words"]["but_only"])
_HEEDING: Final = _NEGATORS | _NEGATORS_TO | _FALSE | {"n't"}
"""Words that are what they are by the company that they keep; numbers, which may be days, are the others."""
_SYNONYMS: Final[dict[str, str]] = _TABLE["synonyms"]
_OPPOSITES: Final[dict[str, str]] = {other: word for word, others in _TABLE["antonyms"].items() for other in others}
_PLUS: Final = frozenset(_TABLE["antonyms"])
_DAYS: Final = frozenset(_TABLE["times"]["weekdays"])
_MONTHS: Final[dict[str, str]] = {word: word[:3] for word in _TABLE["times"]["months"]}
_PARTS: Final = frozenset(_TABLE["times"]["parts"])
_NUMBERS: Final[dict[str, int]] = _TABLE["numbers"]
_BOUNDS: Final[dict[str, str]] = _TABLE["bounds"]
_LONGEST_BOUND: Final = 4

_TOKEN: Final = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\b(?:co|ex|non|anti|vice|pro|counter|self)-[^\W\d_]{1,60}|n[’']t\b|[^\W\d_](?:[^\W\d_]|[.](?=[^\W\d_]\.)){0,60}?(?=n[’']t\b)|[^\W\d_]{1,60}"
)
_DENIALS: Final = Phrases(_TABLE["phrases"]["denials"])
_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_LONGEST: Final = 2_000
"""Characters of an account that are compared; a longer one is a document of its own."""


class Sort(StrEnum):
    """What a word is in a comparison."""

    PLAIN = "plain"
    NAME = "name"
    NUMBER = "number"
    TIME = "time"
    NO = "no"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place among the words, what it is, and the form in which it is compared.

    `turned` for a word that stands for the opposite of its form: "closed" is "open", turned.
    """

    at: int
    text: str
    form: str
    sort: Sort
    turned: bool = False
    value: float | None = None
    bound: str = "="


@lru_cache(maxsize=4_096)
def read_words(text: str) -> tuple[Word, ...]:
    """The words of a text in their order; what denies the rest in several words is one "not"."""
    said = _TOKEN.findall(_DENIALS.replaced(text[:_LONGEST].replace("’", "'"), " not "))
    lowered = [word.lower() for word in said]
    words = [_alone(printed, k) or _word(k, said, lowered) for k, printed in enumerate(said)]
    return tuple(_numbered(lowered, words) if any(word.sort is Sort.NUMBER for word in words) else words)


@lru_cache(maxsize=65_536)
def plain_form(word: str) -> str:
    """The word as a dictionary has it."""
    from simplemma import lemmatize  # loads a dictionary of 0.1 s

    return str(lemmatize(word, lang="en")).lower()


@lru_cache(maxsize=131_072)
def _alone(printed: str, at: int) -> Word | None:
    """The word in its place, whatever its company; None where the words beside it may make it another."""
    text = printed.lower()
    if text.isdigit() or not _HEEDING.isdisjoint((text, plain_form(text))):
        return None
    return _word(at, [*[""] * at, printed], [*[""] * at, text])


def _word(k: int, said: list[str], lowered: list[str]) -> Word:
    text = lowered[k]
    form = plain_form(text)
    if _says_no(k, lowered, form) or ((form in _FALSE or text in _FALSE) and _tells_of_report(lowered)):
        return Word(k, text, "not", Sort.NO)
    if (time := _time(k, said, lowered)) is not None:
        return Word(k, text, time, Sort.TIME)
    if _DIGITS.fullmatch(text):
        return Word(k, text, text, Sort.NUMBER, value=float(text.replace(",", "")))
    if text in _NUMBERS and text != "one":
        return Word(k, text, text, Sort.NUMBER, value=float(_NUMBERS[text]))
    if len(text) > 1 and said[k].isupper():
        return Word(k, text, text, Sort.NAME)  # "US" is no "us"
    if form in _STOP or text in _STOP or len(text) == 1:
        return Word(k, text, form, Sort.STOP)
    return _content(k, said[k], text, form)


def _content(k: int, printed: str, text: str, form: str) -> Word:
    if printed[0].isupper() and (k > 0 or not _is_word(text)):
        return Word(k, text, text, Sort.NAME)
    form = text if text in _PLUS else _SYNONYMS.get(text, _SYNONYMS.get(form, form))
    opposite = _OPPOSITES.get(text, _OPPOSITES.get(form))
    return Word(k, text, opposite or form, Sort.PLAIN, turned=opposite is not None)


@lru_cache(maxsize=16_384)
def _is_word(text: str) -> bool:
    """Whether a dictionary has it; at the start of a sentence a name looks like any word."""
    from simplemma import is_known

    return bool(is_known(text, lang="en"))


def _tells_of_report(lowered: list[str]) -> bool:
    return any(plain_form(word) in _REPORTS for word in lowered)


def _says_no(k: int, lowered: list[str], form: str) -> bool:
    behind = lowered[k + 1] if k + 1 < len(lowered) else ""
    if lowered[k] in _NEGATORS or lowered[k] == "n't":
        return behind not in _BUT_ONLY
    return form in _NEGATORS_TO and behind == "to"


def _time(k: int, said: list[str], lowered: list[str]) -> str | None:
    text = lowered[k]
    if text in _DAYS:
        return text
    if text in _MONTHS and said[k][0].isupper():
        return _MONTHS[text]
    if _YEAR.fullmatch(text):
        return text
    beside = [lowered[j] for j in (k - 1, k + 1) if 0 <= j < len(lowered)]
    beside += [lowered[k - 2]] if k > 1 and lowered[k - 1] == "of" else []
    if text.isdecimal() and int(text) <= 31 and any(word in _MONTHS and word != "may" or said_month(said, k) for word in beside):
        return f"{int(text)}."
    return text if text in _PARTS else None


def said_month(said: list[str], k: int) -> bool:
    """Whether the word beside is "May", the month, with its capital."""
    return any(said[j] == "May" for j in (k - 1, k + 1) if 0 <= j < len(said))


def _numbered(lowered: list[str], words: list[Word]) -> Iterator[Word]:
    """The words with "twelve hundred" as one number, and each number with its bound."""
    k = 0
    while k < len(words):
        word = words[k]
        if word.sort is not Sort.NUMBER:
            yield word
            k += 1
            continue
        end, value = k + 1, word.value or 0.0
        while end < len(words) and words[end].sort is Sort.NUMBER:
            value = _joined(value, words[end].value or 0.0)
            end += 1
        yield Word(k, word.text, f"{value:g}", Sort.NUMBER, value=value, bound=_bound(lowered, k))
        k = end


def _joined(value: float, other: float) -> float:
    return value * other if other >= 100 else value + other


def _bound(lowered: list[str], k: int) -> str:
    for length in range(_LONGEST_BOUND, 0, -1):
        words = " ".join(lowered[max(0, k - length) : k])
        if words in _BOUNDS and k >= length:
            return _BOUNDS[words]
    return "="


def interval(value: float, bound: str) -> tuple[float, float]:
    """The lowest and the highest number that the words allow; "about" allows a tenth more or less."""
    if bound == "~":
        return value * 0.9, value * 1.1
    if bound in (">", ">="):
        return value + (bound == ">") * 1e-9, float("inf")
    return (0.0, value - (bound == "<") * 1e-9) if bound in ("<", "<=") else (value, value)


def fits(one: tuple[float, str], other: tuple[float, str]) -> bool:
    """Whether some number is allowed by both."""
    (low, high), (least, most) = interval(*one), interval(*other)
    return low <= most and least <= high
