"""How like two units are in what they are about: shared words by weight, names and numbers more, like wordings as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log, sqrt
from typing import Final

from rapidfuzz.distance import OSA

from memcon.link.readouts.words import Word, concepts_in, stem_of, value_of, words_in
from memcon.link.tables import words_of
from memcon.model.comparison import Account, Unit

NAME: Final = 1.5
FIGURE: Final = 1.2
AROUND: Final = 0.4
"""What a word of the rest of the sentence counts for a content that has hardly a word of its own: "release them"."""
FEW: Final = 2
COMMON: Final = 200
"""A word that stands in more units proposes no pairs: in minutes of a thousand units nearly all would be pairs."""
RAREST: Final = 8
WORK: Final = 40_000
"""Units times units of a word: from 200 units on a word must be the rarer the more units there are, down to 8."""
LONG_NAME: Final = 5

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Reading:
    """What a unit is about: its words with their weights."""

    unit: Unit
    weights: Weights
    total: float
    own: frozenset[str]
    """The words of what was said itself, without those around it."""


def read_units(accounts: Sequence[Account], parties: frozenset[str]) -> list[Reading]:
    """All units with the weights of their words, which are the greater the fewer units have them; names of the parties count little."""
    bags = [(unit, _bag(account, unit)) for account in accounts for unit in account.units]
    same = _one_spelling({word for _, bag in bags for word, factor in bag.items() if factor == NAME})
    spread = Counter(word for _, bag in bags for word in {same.get(word, word) for word in bag})
    return [_reading(unit, bag, same, spread, len(bags), parties) for unit, bag in bags]


def _reading(
    unit: Unit, bag: Mapping[str, float], same: Mapping[str, str], spread: Mapping[str, int], units: int, parties: frozenset[str]
) -> Reading:
    weights: dict[str, float] = {}
    for printed, factor in bag.items():
        word = same.get(printed, printed)
        rarity = log(1 + units / spread[word])
        weights[word] = max(weights.get(word, 0.0), rarity * (AROUND if word in parties else factor))
    own = frozenset(same.get(word, word) for word, factor in bag.items() if factor != AROUND)
    return Reading(unit, weights, sum(weights.values()), own)


def _bag(account: Account, unit: Unit) -> dict[str, float]:
    """The words of what was said, each with its factor; where these are few, those around them too."""
    text = account.document.text
    bag = _factors([word for span in unit.content for word in words_in(text, span)])
    if len(bag) < FEW:
        around = [u for u in account.units if abs(u.number - unit.number) <= 1 and _is_near(account, u, unit)]
        for word in _factors([word for u in around for word in words_in(text, u.span)]):
            bag.setdefault(word, AROUND)
    return bag


def _is_near(account: Account, one: Unit, other: Unit) -> bool:
    """Whether no sentence ends between the two."""
    between = account.document.text[min(one.span.end, other.span.end) - 1 : max(one.span.start, other.span.start)]
    return not set(between) & set(".!?\n")


def _factors(words: Sequence[Word]) -> dict[str, float]:
    titles = words_of("names", "titles")
    found: dict[str, float] = {}
    for concept, word in concepts_in(words):
        value = value_of(word.printed)
        if value is not None:
            found[f"#{value:g}"] = FIGURE
        elif concept not in titles:
            found[concept if word.is_name else stem_of(concept)] = NAME if word.is_name else 1.0
    return found


def _one_spelling(names: Iterable[str]) -> dict[str, str]:
    """Names that are one letter apart as the first of them: Dnieper and Dniepr."""
    same: dict[str, str] = {}
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        if len(name) > LONG_NAME:
            by_letter[name[0]].append(name)
    for group in by_letter.values():
        for one, other in combinations(group, 2):
            if OSA.distance(one, other, score_cutoff=1) <= 1 and other not in same:
                same[other] = same.get(one, one)
    return same


def likeness(one: Reading, other: Reading) -> float:
    """From 0, no own word shared, to 1, the same words; a short text that lies in a long one is halfway."""
    shared = shared_weight(one, other)
    if shared == 0 or not one.own & other.own:
        return 0.0
    even = shared / sqrt(one.total * other.total)
    return (even + shared / min(one.total, other.total)) / 2


def shared_weight(one: Reading, other: Reading) -> float:
    """The weight of the words that both have."""
    few, many = sorted((one.weights, other.weights), key=len)
    return sum(min(weight, many[word]) for word, weight in sorted(few.items()) if word in many)


def pairs_to_weigh(readings: Sequence[Reading]) -> list[tuple[int, int]]:
    """The pairs of units of different accounts that share a word which is not everywhere."""
    most = min(COMMON, max(RAREST, WORK // max(len(readings), 1)))
    homes: defaultdict[str, list[int]] = defaultdict(list)
    for k, reading in enumerate(readings):
        for word in reading.weights:
            homes[word].append(k)
    found = {
        (a, b)
        for places in homes.values()
        if len(places) <= most
        for a, b in combinations(places, 2)
        if readings[a].unit.account != readings[b].unit.account
    }
    return sorted(found)
