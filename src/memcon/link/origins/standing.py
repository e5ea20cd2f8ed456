"""Paragraphs that an outlet prints under everything: they make no two of its texts one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Final

LEAST: Final = 3
"""Texts of one outlet that hold a sentence before it can be a standing one."""
LEAST_NO_OUTLET: Final = 8
ALIKE: Final = 0.5
"""The part of two texts that is the same from which they are versions of one story, and show nothing."""
OFTEN: Final = 10
ALIKE_OFTEN: Final = 0.8
ALIKE_NO_OUTLET: Final = 0.25
LOOKS: Final = 12
"""Pairs of texts that are looked at for one sentence."""


def find_standing(outlets: Sequence[str | None], lines: Sequence[Sequence[int]]) -> list[frozenset[int]]:
    """The sentences of each text that are standing ones of its outlet; those of no known outlet need more texts to show it."""
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for n, outlet in enumerate(outlets):
        by_outlet[fold_imprint(outlet)].append(n)
    found: list[frozenset[int]] = [frozenset()] * len(outlets)
    for outlet, texts in by_outlet.items():
        standing = _of_outlet(outlet, [frozenset(lines[n]) for n in texts])
        for n in texts:
            found[n] = standing
    return found


def fold_imprint(outlet: str | None) -> str:
    """The name of an outlet by which its texts are put together; empty where none is known."""
    return " ".join((outlet or "").casefold().split())


def _of_outlet(outlet: str, texts: Sequence[frozenset[int]]) -> frozenset[int]:
    least = LEAST if outlet else LEAST_NO_OUTLET
    held: dict[int, list[int]] = defaultdict(list)
    for n, lines in enumerate(texts):
        for line in lines:
            held[line].append(n)
    return frozenset(
        line for line, holders in held.items() if len(holders) >= least and _overlap(texts, holders) < _bar(outlet, len(holders))
    )


def _overlap(texts: Sequence[frozenset[int]], holders: Sequence[int]) -> float:
    """How much of the shorter of two texts that hold the sentence stands in the other, in the middle of a few pairs."""
    step = max(1, len(holders) // LOOKS)
    pairs = list(zip(holders[::step], holders[1::step], strict=False))
    return median((len(texts[a] & texts[b]) - 1) / max(1, min(len(texts[a]), len(texts[b])) - 1) for a, b in pairs)


def _bar(outlet: str, holders: int) -> float:
    """How alike two texts with the sentence must be to be versions of one story; many versions of one are rare."""
    return (ALIKE_OFTEN if holders >= OFTEN else ALIKE) if outlet else ALIKE_NO_OUTLET
