"""Puts the versions of one quotation together, whatever order they come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from memcon.link.variants.candidates import find_candidates
from memcon.link.variants.likeness import SHORT_WHOLE, STOCK, is_version, overlap
from memcon.link.variants.versions import Version
from memcon.link.variants.weights import Weights, weigh

SAME_DAYS: Final = 14
"""Days within which one speaker is taken to be quoted on one occasion."""
LEAST_WORDS: Final = 2
LEAST_NATS: Final = 7.0
"""Of a text that is compared at all: "yes" and "to be" are nobody's."""

Voices = frozenset[tuple[str, int | None]]
Texts = Mapping[tuple[str, ...], Sequence[Version]]


def group_versions(versions: Iterable[Version], known: Weights | None = None) -> list[tuple[Version, ...]]:
    """The groups, each in the order of paper and place, the groups by their first; what is alone is a group of one.

    `known` are the weights of words in a collection of which these are a part.
    """
    ordered = sorted({version.key: version for version in versions}.values(), key=lambda v: v.key)
    weights = weigh(version.words for version in ordered) if known is None else known
    held: dict[tuple[str, ...], list[Version]] = {}
    for version in ordered:
        held.setdefault(version.words, []).append(version)
    sets = _Sets(len(ordered))
    places = {version.key: n for n, version in enumerate(ordered)}

    def are_one(one: Version, other: Version) -> bool:
        return sets.are_one(places[one.key], places[other.key])

    for one, other in _joined({words: held[words] for words in sorted(held)}, weights, are_one):
        sets.join(places[one.key], places[other.key])
    return [tuple(ordered[n] for n in members) for members in sets.members()]


def _joined(held: Texts, weights: Weights, are_one: Callable[[Version, Version], bool]) -> Iterable[tuple[Version, Version]]:
    """Pairs of versions that are one quotation, enough of them to reach all of each group."""
    texts = [words for words in held if len(words) >= LEAST_WORDS and weights.sum(words) >= LEAST_NATS]
    for words in texts:
        yield from _same_words(held[words])
    voices = {words: voices_of(held[words]) for words in texts}
    for n, m in find_candidates(texts, weights):
        one, other = texts[n], texts[m]
        if min(len(one), len(other)) < STOCK:
            yield from _stock(held, one, other, weights)
        elif not are_one(held[one][0], held[other][0]) and is_version(
            overlap(one, other, weights), same_voice=is_same_voice(voices[one], voices[other])
        ):
            yield held[one][0], held[other][0]


def _same_words(versions: Sequence[Version]) -> Iterable[tuple[Version, Version]]:
    """Of versions with the same words: all, but of a stock phrase only those of one occasion."""
    first = versions[0]
    if len(first.words) >= STOCK:
        return [(first, other) for other in versions[1:]]
    return _of_one_occasion(versions)


def _of_one_occasion(versions: Sequence[Version]) -> list[tuple[Version, Version]]:
    """Neighbours by day, and by speaker and day, that are of one occasion."""
    found = []
    for key in (lambda v: (_ordinal(v) or 0, v.key), lambda v: (_voice(v), _ordinal(v) or 0, v.key)):
        ordered = sorted(versions, key=key)
        found += [(a, b) for a, b in pairwise(ordered) if _is_one_occasion(a, b)]
    return found


def _stock(held: Texts, one: tuple[str, ...], other: tuple[str, ...], weights: Weights) -> Iterable[tuple[Version, Version]]:
    """A short text in a longer one, where it stands whole and is of the same occasion."""
    found = overlap(one, other, weights)
    if not found.whole or found.run < SHORT_WHOLE:
        return
    short, long = sorted((one, other), key=len)
    by_day = {_ordinal(version): version for version in reversed(held[long])}
    by_voice = {_voice(version): version for version in reversed(held[long])}
    for version in held[short]:
        for near in (by_day.get(_ordinal(version)), by_voice.get(_voice(version))):
            if near is not None and _is_one_occasion(version, near):
                yield version, near


def _is_one_occasion(one: Version, other: Version) -> bool:
    """Whether both may be of one occasion: the same paper, the same day, or the same speaker in the same days."""
    if one.paper == other.paper:
        return True
    first, second = _ordinal(one), _ordinal(other)
    if first is None or second is None:
        return bool(_voice(one)) and _voice(one) == _voice(other)
    if first == second:
        return True
    return abs(first - second) <= SAME_DAYS and _voice(one) == _voice(other)


def is_same_voice(one: Voices, other: Voices) -> bool:
    """Whether a speaker of one text is a speaker of the other in the same days."""
    return any(_is_near(a, b) for voice, a in one for same, b in other if voice == same)


def _is_near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= SAME_DAYS


def voices_of(versions: Sequence[Version]) -> Voices:
    """Who says a text, and when, as its first versions have it."""
    return frozenset((voice, _ordinal(version)) for version in versions[:ENOUGH] if (voice := _voice(version)))


ENOUGH: Final = 12
"""Versions of a text whose speakers are looked at."""


def _voice(version: Version) -> str:
    """The last name of the speaker, folded; empty where nobody is named."""
    words = (version.speaker or "").casefold().replace(".", " ").split()
    return words[-1] if words else ""


def _ordinal(version: Version) -> int | None:
    try:
        return date.fromisoformat(version.paper.day or "").toordinal()
    except ValueError:
        return None


class _Sets:
    """Sets that are joined; the first of each is its name."""

    def __init__(self, size: int) -> None:
        self._first = list(range(size))

    def _name(self, n: int) -> int:
        while self._first[n] != n:
            self._first[n] = n = self._first[self._first[n]]
        return n

    def join(self, one: int, other: int) -> None:
        """Make the sets of the two one."""
        low, high = sorted((self._name(one), self._name(other)))
        self._first[high] = low

    def are_one(self, one: int, other: int) -> bool:
        """Whether the two are in one set already."""
        return self._name(one) == self._name(other)

    def members(self) -> list[list[int]]:
        """All sets, by their first."""
        found: dict[int, list[int]] = {}
        for n in range(len(self._first)):
            found.setdefault(self._name(n), []).append(n)
        return list(found.values())
