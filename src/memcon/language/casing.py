"""Text in capitals, given back the lower case that the parser was trained on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final

MOSTLY = 0.75
"""Share of capitals among the letters from which a block counts as written in capitals."""

LEAST_LETTERS = 12
"""Shorter blocks are left alone: GOP, NATO, or the label of a turn."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END: Final = frozenset(".?!:")


def is_capitals(text: str) -> bool:
    """Whether the text is written in capitals, as telegrams of the 1970s are."""
    letters = sum(map(str.isalpha, text))
    return letters >= LEAST_LETTERS and sum(map(str.isupper, filter(str.isalpha, text))) >= MOSTLY * letters


def recased(
    text: str,
    *,
    names: Collection[str],
    people: Collection[str] = (),
    titles: Collection[str] = (),
    known: Callable[[str], bool] | None = None,
) -> str:
    """The text in lower case with capitals where English has them, character for character as long as it was.

    A word is a name when it is in `names` (lower case), when the dictionary does not know it, and when it is in `people`
    (first names, many of which are words too) behind one of the `titles` or in front of a word that is unknown: "MAYOR
    ANA LUND", "ANA LUND", but not "WILL LEAVE". May and March are months in front of a number.
    """
    is_known = known or is_english
    out = list(text)
    words = list(_WORD.finditer(text))
    for k, m in enumerate(words):
        word = m.group().lower()
        keep = len(word) == 1 and word != "a"
        if len(word) != len(m.group()) or keep:
            continue
        before, after = (words[n].group().lower() if 0 <= n < len(words) else "" for n in (k - 1, k + 1))
        first = word in people and (before in titles or (bool(after) and after not in names and not is_known(_bare(after))))
        month = word in _MONTHS and text[m.end() : m.end() + 2].strip().isdigit()
        big = first or month or _starts_sentence(text, m.start()) or word in names or not is_known(_bare(word))
        out[m.start() : m.end()] = _capital(m.group()[0]) + word[1:] if big else word
    return "".join(out)


_MONTHS: Final = frozenset({"may", "march"})
"""Months that are words too."""


def _capital(letter: str) -> str:
    """The letter as a capital, where that is one character: ß has none."""
    upper = letter.upper()
    return upper if len(upper) == 1 else letter


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at].rstrip(" \"'“‘(")
    return not before and at < 8 or bool(before) and before[-1] in _SENTENCE_END


def _bare(word: str) -> str:
    return re.split(r"['’]", word, maxsplit=1)[0]


def is_english(word: str) -> bool:
    """Whether the dictionary knows the word, in lower case."""
    from simplemma import is_known  # loads a dictionary of 0.1 s; only texts in capitals need it

    return bool(is_known(word, "en"))
