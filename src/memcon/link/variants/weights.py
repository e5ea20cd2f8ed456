"""How much a word tells, in nats: the rarer, the more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

PRIOR: Final = 1_000
"""Quotations that are taken as read before the first of the case: ten papers do not tell which words are rare."""
RARE_SHARE: Final = 1 / 400
"""The share of quotations that is taken to hold a word that no list has."""

_VERY_COMMON: Final = """the a an and or of to in on for with at by from as is are was were be been it that this we i you he they not will
have has had our their its there who would us can do so all more but what if"""
_COMMON: Final = """about after again also any because before being between both could day did does each even every first get go going good
great had her here him his how into just know last like make many may me most much must my need new no now old one only other out over own
people said say see she should some take than them then these thing things think those time two up very want way well when where which
while why work world year years your country government am been come put right through back today between"""
_SHARES: Final = {**dict.fromkeys(_COMMON.split(), 0.05), **dict.fromkeys(_VERY_COMMON.split(), 0.35)}


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of every word that was seen."""

    seen: Mapping[str, float]

    def of(self, word: str) -> float:
        """The weight of a word in nats; of one that nobody has seen that of a rare one."""
        return self.seen.get(word, _UNSEEN)

    def sum(self, words: Iterable[str]) -> float:
        """The weight of all of them."""
        return sum(map(self.of, words))


COPIES: Final = 2
"""How many quotations that hold a word count as one, where its neighbours tell less."""
_UNSEEN: Final = -log(RARE_SHARE)


def weigh(texts: Iterable[Sequence[str]]) -> Weights:
    """The weights of the words in these quotations.

    A word is as common as it has different neighbours, on the side where they are more: a sentence that is printed in two
    hundred versions does not make its words common, and "states" stays common though "united" always stands before it.
    """
    different = set(map(tuple, texts))
    held_by = Counter(word for words in different for word in set(words))
    before: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    for words in different:
        for one, other in pairwise(("", *words, "")):
            after.setdefault(one, set()).add(other)
            before.setdefault(other, set()).add(one)
    total = len(different)
    spread = {word: max(len(before[word]), len(after[word]), held_by[word] // COPIES) for word in before}
    return Weights({word: nats_of(word, spread[word], total) for word in spread})


def nats_of(word: str, held_by: int, total: int) -> float:
    """The nats of a word that so many of all quotations hold."""
    share = _SHARES.get(word, RARE_SHARE)
    return log((total + PRIOR) / (min(held_by, total) + PRIOR * share))
