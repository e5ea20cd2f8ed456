"""Whether two contents are about the same thing, by the words that they share."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from memcon.detect.grammar.tables import load_table

_WORD: Final = re.compile(r"[^\W_]{1,60}")
_STOP: Final = frozenset(load_table("asks")["stop"]["words"])
MOST: Final = 0.5
"""How much of both contents must be shared (Dice) for them to be alike."""


@lru_cache(maxsize=4096)
def key_words(text: str) -> frozenset[str]:
    """The words that say what a text is about, each in its plain form."""
    return frozenset(lemma for word in _WORD.findall(text.lower()) if word not in _STOP and (lemma := _plain(word)) not in _STOP)


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    from simplemma import lemmatize  # loads a dictionary of 0.1 s

    return str(lemmatize(word, lang="en")).lower()


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two contents share most of their words; contents without a word are like nothing."""
    return bool(one and other) and 2 * len(one & other) / (len(one) + len(other)) >= MOST


def covers_most(answer: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether an answer holds most of the words of what was asked."""
    return bool(asked) and len(answer & asked) / len(asked) >= MOST
