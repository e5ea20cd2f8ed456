"""Words with offsets and folded keys: what two texts are compared by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from memcon.link.quotes.bounds import SURFACE_POINTS
from memcon.link.quotes.tables import classes_of, function_words, values_of, words_of

_LETTERS: Final = rf"[^\W_]{{1,{SURFACE_POINTS}}}"
_BREAK: Final = r"(?:\u00ad[ \t]{0,4}\n?[ \t]{0,8}|[-\u2010\u00ac][ \t]{0,4}\n[ \t]{0,8}(?=[a-z]))"
_MARKS: Final = re.compile("[\u2018\u2019\u02bc\u0060\u00b4\uff07]")

WORD: Final = re.compile(
    rf"(?:[A-Za-z]\.){{2,6}}(?![A-Za-z])|\d{{1,30}}(?:[.,]\d{{1,30}}){{0,9}}(?:st|nd|rd|th)?(?![^\W_])"
    rf"|{_LETTERS}(?:{_BREAK}{_LETTERS}){{0,6}}(?:['\u2018\u2019\u02bc\u00b4`]{_LETTERS}){{0,2}}|[%&]"
)
"""What a word is: an abbreviation with dots, a number, letters (with soft or line-end hyphens inside), %, &."""

_WASTE: Final = re.compile(r"[\u00ad\u00ac]\s*|[-\u2010]\s*\n\s*")
_GROUPS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_COUNTRIES: Final = {"US": "u.s", "USA": "u.s", "UK": "u.k", "EU": "e.u", "UN": "u.n"}


class Part(NamedTuple):
    """A folded word of a surface, and where it starts and ends in it."""

    key: str
    start: int
    end: int


class Word(NamedTuple):
    """A word of a text; `value` where it is a number, `bracket` the mark of the bracket it stands in."""

    key: str
    start: int
    end: int
    surface: str
    term: str
    value: float | None = None
    bracket: str = ""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.surface[:1].isupper()


@lru_cache(maxsize=200_000)
def fold(surface: str) -> tuple[Part, ...]:
    """The folded words of a surface: don't gives do and not, Sen gives senator."""
    plain = _plain(surface)
    split = _split(plain)
    if split is None:
        return (Part(_key(surface, plain), 0, len(surface)),)
    first, second, cut = split
    cut = min(cut + len(surface) - len(plain), len(surface)) if len(surface) > len(plain) else cut
    return Part(first, 0, cut), Part(second, cut, len(surface))


def _plain(surface: str) -> str:
    if surface.isascii() and surface.isalnum():
        return surface.lower()
    folded = unicodedata.normalize("NFKC", _MARKS.sub("'", _WASTE.sub("", surface))).casefold()
    return _GROUPS.sub("", folded)


def _key(surface: str, plain: str) -> str:
    if surface in _COUNTRIES:
        return _COUNTRIES[surface]
    if "." in plain and not plain[0].isdigit():
        return plain.rstrip(".")
    if plain == "%":
        return "percent"
    plain = plain.removesuffix("'")
    return values_of("title_forms").get(plain, plain)


def _split(plain: str) -> tuple[str, str, int] | None:
    """The two words of a contraction and where the second starts; None for any other word."""
    whole = values_of("contractions").get(plain)
    if whole is not None:
        first, second = whole.split()
        return first, second, _cut(plain, first)
    head, mark, tail = plain.rpartition("'")
    if not mark or not head:
        return None
    if tail == "s" and head in words_of_hosts():
        return head, "is", len(head)
    clitic = values_of("clitics").get("'" + tail)
    return (head, clitic, len(head)) if clitic else None


def _cut(plain: str, first: str) -> int:
    if plain.startswith(first):
        return len(first)
    return plain.index("n't") if "n't" in plain else min(len(first), len(plain))


@cache
def words_of_hosts() -> frozenset[str]:
    """Words after which 's is "is" and no possessive."""
    return frozenset(values_of("clitic_s")["hosts"].split())


def split_words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of `text[start:end]`, with their offsets into the whole text."""
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        surface, at = match.group(), match.start()
        parts = fold(surface)
        if len(parts) == 1:
            yield Word(parts[0].key, at, match.end(), surface, parts[0].key)
            continue
        for part in parts:
            yield Word(part.key, at + part.start, at + part.end, surface[part.start : part.end], part.key)


@cache
def is_function(key: str) -> bool:
    """Whether a word carries grammar and little else."""
    return key in function_words()


@cache
def is_negation(key: str) -> bool:
    """Whether a word denies what follows."""
    return key in words_of("negations")


@cache
def is_title(key: str) -> bool:
    """Whether a word is a title of a person."""
    return key in words_of("titles")


@cache
def modal_class(key: str) -> frozenset[str]:
    """How sure a modal verb makes what follows; empty for any other word."""
    return classes_of("modal_classes").get(key, frozenset())


@cache
def quantifier_class(key: str) -> frozenset[str]:
    """How much of a whole a word stands for; empty for any other word."""
    return classes_of("quantifier_classes").get(key, frozenset())
