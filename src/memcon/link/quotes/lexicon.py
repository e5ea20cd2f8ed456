"""Which words are opposites and which stand for one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from memcon.link.quotes.tables import load_table, verb_forms, words_of


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Opposites and near synonyms by base form; `whole` where a dictionary of the language stands behind it."""

    opposites: Mapping[str, frozenset[str]]
    alike: Mapping[str, frozenset[str]] = field(default_factory=dict)
    whole: bool = False

    def opposed(self, one: str, other: str) -> bool:
        """Whether two words turn a sentence round when one stands for the other."""
        if any(self.opposites.get(base, frozenset()) & bases(other) for base in bases(one)):
            return True
        return _prefixed(one, other) or _prefixed(other, one)

    def same_sense(self, one: str, other: str) -> bool:
        """Whether two words may stand for one another."""
        theirs = frozenset(group for base in bases(other) for group in self.alike.get(base, frozenset()))
        return any(self.alike.get(base, frozenset()) & theirs for base in bases(one))

    def groups(self, word: str) -> frozenset[str]:
        """The groups of near synonyms that a word belongs to."""
        return frozenset(group for base in bases(word) for group in self.alike.get(base, frozenset()))

    def knows(self, word: str) -> bool:
        """Whether anything is known of a word."""
        return any(base in self.opposites or base in self.alike for base in bases(word))


def _prefixed(one: str, other: str) -> bool:
    """Whether the other word is the first with a prefix that denies it."""
    for prefix in words_of("negative_prefixes"):
        if other.startswith(prefix) and len(other) - len(prefix) >= 4 and other[len(prefix) :] == one:
            return True
    return False


@lru_cache(maxsize=100_000)
def bases(word: str) -> frozenset[str]:
    """The forms a word may be an inflection of, the word itself among them."""
    found = {word}
    if word in verb_forms():
        found.add(verb_forms()[word])
    if word.endswith("'s"):
        found |= bases(word[:-2])
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            found |= {stem + other for other in others}
            if ending in {"ed", "ing"} and len(stem) > 2 and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return frozenset(found)


_ENDINGS = (("ies", ("y", "ie")), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")))


@cache
def own_lexicon() -> Lexicon:
    """Our own lists."""
    opposites: dict[str, set[str]] = {}
    for pair in load_table("opposites")["pairs"].split():
        one, other = pair.split("/")
        opposites.setdefault(one, set()).add(other)
        opposites.setdefault(other, set()).add(one)
    alike: dict[str, set[str]] = {}
    for line in load_table("synonyms")["groups"].strip().splitlines():
        for word in line.split():
            alike.setdefault(word, set()).add(line)
    return Lexicon(_frozen(opposites), _frozen(alike))


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(values) for word, values in sets.items()}
