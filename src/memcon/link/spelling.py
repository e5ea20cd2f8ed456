"""One spelling for all the ways in which a word of a name is written in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from memcon.link.tables import load_table

LEAST: Final = 5
"""Letters that a word must have before the rules for its endings are used: "Ye" and "Yi" are two names."""
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ə": "a", "ħ": "h"}
    | dict.fromkeys("’‘ʻʼʿʾ`´′", "'")
)
_DOUBLE: Final = re.compile(r"(.)\1")


@lru_cache(maxsize=65_536)
def folded(words: str) -> str:
    """The words in small letters without accents, curly apostrophes made straight, other than letters, digits and .'- made blanks."""
    plain = unicodedata.normalize("NFKD", words).casefold()  # a mathematical letter is a letter only then
    low = unicodedata.normalize("NFKD", plain.translate(_LETTERS)).casefold()
    kept = (c if c.isalnum() or c in ".'-" else " " for c in low if not unicodedata.combining(c))
    return " ".join("".join(kept).translate(_LETTERS).split())


@lru_cache(maxsize=100_000)
def spelt(word: str) -> str:
    """The word, folded before, as all its spellings are written."""
    known = _known()
    if word in known:
        return known[word]
    plain = word.replace("'", "")
    if plain in known:
        return known[plain]
    for pattern, written in _patterns():
        if pattern.fullmatch(plain):
            return written
    if len(plain) < LEAST:
        return plain
    for pattern, written in _rules("rules"):
        plain = pattern.sub(written, plain)
    return plain


@lru_cache(maxsize=100_000)
def loosened(word: str) -> str:
    """The word without the letters in which careless spellings of it differ; too loose to join by."""
    for pattern, written in _rules("loose"):
        word = pattern.sub(written, word)
    return _DOUBLE.sub(r"\1", word)


def in_pinyin(name: str) -> str:
    """A Chinese name in Wade-Giles, folded before, in pinyin; any other name as it is."""
    full = _full_names()
    if name in full:
        return full[name]
    family, _, given = name.partition(" ")
    syllables = load_table("chinese")["syllables"]
    parts = given.split("-")
    if len(parts) != 2 or not all(part in syllables for part in (family, *parts)):
        return name
    return f"{syllables[family]} {''.join(syllables[part] for part in parts)}"


@cache
def _known() -> dict[str, str]:
    return {form: word for word, forms in load_table("spellings")["words"].items() for form in (word, *forms)}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), word) for word, pattern in load_table("spellings")["patterns"].items())


@cache
def _rules(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), written) for pattern, written in load_table("spellings")[name].items())


@cache
def _full_names() -> dict[str, str]:
    return {form: name for name, forms in load_table("chinese")["full"].items() for form in forms}
