"""Topics that one account has alone and that may be about the same: they share a rare word, and too little else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from memcon.link.readouts.likeness import Reading
from memcon.link.readouts.words import CALENDAR, MONTHS, stem_of, words_in
from memcon.model.comparison import Account, Near, Topic

RARE: Final = 2
"""Units that may have the word: one of each account."""
SHORTEST: Final = 5
"""Letters of a word that can tell a subject; a figure or a like wording may be shorter."""
MOST: Final = 2


def tell_near(topics: Sequence[Topic], readings: Sequence[Reading], accounts: Sequence[Account], parties: frozenset[str]) -> list[Topic]:
    """The topics, those of one account with what may be their like in another."""
    spread = Counter(word for reading in readings for word in reading.weights)
    homes: defaultdict[str, list[Topic]] = defaultdict(list)
    read = {(r.unit.account, r.unit.number): r for r in readings}
    for topic in topics:
        for word in sorted(_telling(topic, read, spread) - parties - (CALENDAR - MONTHS)):
            homes[word].append(topic)
    found: defaultdict[int, dict[int, list[str]]] = defaultdict(dict)
    for word, sharing in sorted(homes.items()):
        for one, other in combinations(sharing, 2):
            if one.holders != other.holders:
                found[one.number].setdefault(other.number, []).append(word)
                found[other.number].setdefault(one.number, []).append(word)
    forms = _forms(accounts) if found else {}
    return [replace(topic, near=_nearest(found[topic.number], forms)) for topic in topics]


def _forms(accounts: Sequence[Account]) -> dict[str, str]:
    """Each stem with the shortest word that has it."""
    words = {w.form for a in accounts for unit in a.units for w in words_in(a.document.text, unit.span)}
    forms: dict[str, str] = {}
    for word in sorted(words, key=lambda w: (len(w), w)):
        forms.setdefault(stem_of(word), word)
    return forms


def _telling(topic: Topic, read: dict[tuple[int, int], Reading], spread: Counter[str]) -> set[str]:
    """The rare words of a topic that one account has alone."""
    if len(topic.holders) > 1:
        return set()
    units = [unit for units in topic.units for unit in units if not unit.is_occasion]
    words = {word for unit in units for word in read[unit.account, unit.number].weights}
    return {word for word in words if spread[word] <= RARE and (len(word) >= SHORTEST or word[0] in "=#")}


def _nearest(found: dict[int, list[str]], forms: Mapping[str, str]) -> tuple[Near, ...]:
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Near(number, tuple(forms.get(word, word.lstrip("=#")) for word in words)) for number, words in ranked[:MOST])
