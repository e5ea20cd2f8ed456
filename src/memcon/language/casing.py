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
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= LEAST_LETTERS and sum(c.isupper() for c in letters) >= MOSTLY * len(letters)


def recased(text: str, *, names: Collection[str], known: Callable[[str], bool] | None = None) -> str:
    """The text in lower case with capitals where English has them, character for character as long as it was.

    A word is a name when it is in `names` (lower case), or when the dictionary does not know it.
    """
    is_known = known or is_english
    out = list(text)
    for m in _WORD.finditer(text):
        word = m.group().lower()
        keep = len(word) == 1 and word != "a"
        if len(word) != len(m.group()) or keep:
            continue
        big = _starts_sentence(text, m.start()) or word in names or not is_known(_bare(word))
        out[m.start() : m.end()] = _capital(m.group()[0]) + word[1:] if big else word
    return "".join(out)


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
