"""What a copy made of the words of another: added, dropped, changed, word by word, and what that weighs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import LCSseq

from memcon.link.variants.folding import Token
from memcon.link.variants.weights import Weights

GLUE: Final = 1.6
"""Nats of a run between two changes that is too light to stay where it is: "the" between two new phrases."""
DROPPING: Final = 0.5
"""What a dropped word costs against an added one: a copy often drops, and has to get from somewhere what it adds."""
CUTTING: Final = 0.02
"""The same for what is left out at the beginning or the end: that is quoting a part."""
LEAST: Final = 1.0
"""Nats of one change, however light its words."""


class How(StrEnum):
    """What was done to the words."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference as word positions: `before` in the older text, `after` in the newer one, both half-open."""

    how: How
    before: tuple[int, int]
    after: tuple[int, int]


def find_edits(before: Sequence[str], after: Sequence[str], weights: Weights) -> tuple[Edit, ...]:
    """The differences in the order of the text; CUT is what the newer one leaves out at its beginning or end."""
    found: list[Edit] = []
    for start, end, first, last in _gaps(before, after, weights):
        if end > start or last > first:
            found.append(Edit(_how(start, end, first, last, len(before)), (start, end), (first, last)))
    return tuple(found)


def _gaps(before: Sequence[str], after: Sequence[str], weights: Weights) -> Iterator[tuple[int, int, int, int]]:
    """What lies between the runs that both texts have."""
    here = there = 0
    blocks = [(b.a, b.b, b.size) for b in LCSseq.editops(before, after).as_matching_blocks() if b.size]
    for a, b, size in (*_firm(blocks, before, after, weights), (len(before), len(after), 0)):
        yield here, a, there, b
        here, there = a + size, b + size


def _firm(
    blocks: Sequence[tuple[int, int, int]], before: Sequence[str], after: Sequence[str], weights: Weights
) -> Iterator[tuple[int, int, int]]:
    """The runs without the light ones that stand by chance between words changed on both sides."""
    edges = [(0, 0, 0), *blocks, (len(before), len(after), 0)]
    for (a0, b0, n0), (a, b, size), (a1, b1, _) in zip(edges, edges[1:], edges[2:], strict=False):
        is_between = a > a0 + n0 and b > b0 + n0 and a1 > a + size and b1 > b + size
        if not (is_between and weights.sum(before[a : a + size]) < GLUE):
            yield a, b, size


def _how(start: int, end: int, first: int, last: int, whole: int) -> How:
    if last == first:
        return How.CUT if start == 0 or end == whole else How.DROPPED
    return How.ADDED if end == start else How.CHANGED


def cost_of(edits: Iterable[Edit], before: Sequence[str], after: Sequence[str], weights: Weights) -> float:
    """What the differences weigh, in nats: 0 for a copy word for word."""
    return sum(_cost(edit, before, after, weights) for edit in edits)


def _cost(edit: Edit, before: Sequence[str], after: Sequence[str], weights: Weights) -> float:
    left = weights.sum(before[slice(*edit.before)])
    if edit.how is How.CUT:
        return CUTTING * left
    return max(LEAST, weights.sum(after[slice(*edit.after)]) + DROPPING * left)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and its words."""

    text: str
    tokens: Sequence[Token]

    def printed(self, positions: tuple[int, int]) -> str:
        """The words at these positions as they are printed, on one line."""
        first, last = positions
        if last <= first:
            return ""
        return " ".join(self.text[self.tokens[first].span.start : self.tokens[last - 1].span.end].split())

    def is_glued(self, n: int) -> bool:
        """Whether the word at the position and the one before are one printed word: "ISIS-K", "don't"."""
        if not 0 < n < len(self.tokens):
            return False
        before, here = self.tokens[n - 1].span, self.tokens[n].span
        return before == here or self.text[before.end : here.start] in _GLUES


_GLUES: Final = frozenset("-‐‑/@'’")


def whole_words(edit: Edit, before: Wording, after: Wording) -> Edit:
    """The same difference in whole printed words: "ISIS-K" became "ISIS", where "K" was dropped."""
    (start, end), (first, last) = edit.before, edit.after
    while start and first and (_opens_inside(before, start, end) or _opens_inside(after, first, last)):
        start, first = start - 1, first - 1
    while end < len(before.tokens) and last < len(after.tokens) and (_ends_inside(before, start, end) or _ends_inside(after, first, last)):
        end, last = end + 1, last + 1
    how = How.CHANGED if (start, first) != (edit.before[0], edit.after[0]) or end != edit.before[1] else edit.how
    return Edit(how, (start, end), (first, last))


def _opens_inside(wording: Wording, start: int, end: int) -> bool:
    return end > start and wording.is_glued(start)


def _ends_inside(wording: Wording, start: int, end: int) -> bool:
    return end > start and wording.is_glued(end)


def names_something(printed: str) -> bool:
    """Whether there is a name or a number in it, which no thesaurus changes."""
    return any(word[:1].isupper() or any(map(str.isdigit, word)) for word in printed.split())
