"""From which earlier text each one most likely comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from memcon.link.origins.comparing import Comparer, Likeness
from memcon.link.origins.direction import Direction, credits_it, direction_of
from memcon.link.origins.judging import REWRITE, Tie, judge
from memcon.link.origins.ordering import order_texts
from memcon.link.origins.sheets import Book

CREDITED: Final = 0.15
"""What a credit line adds to the part that is shared."""
EDIT: Final = 0.06
"""What a rare word adds that both have and the first text of the group has not."""
MOST_EDITS: Final = 5
RARE: Final = 4
"""Texts of the case that hold a rare word."""
ROOTS: Final = 5
"""First texts of a group with which one is compared that comes from none of its neighbours."""
TAKEN_IN: Final = 0.8
"""The part of an earlier text that a longer one of the same outlet takes in when it carries the story on."""


@dataclass(frozen=True, slots=True)
class Parent:
    """The text that one comes from: its place, what the one is to it, what tells the direction, and rare words that both share."""

    place: int
    tie: Tie
    direction: Direction
    edits: tuple[str, ...] = ()


class Lineage:
    """Finds the parents of all texts of a book; of pairs that were not candidates only a few are looked at."""

    def __init__(self, book: Book, candidates: Iterable[tuple[int, int]]) -> None:
        self._book = book
        self._compare = Comparer(book)
        self._near: dict[int, list[int]] = {}
        self._groups = _Groups(len(book.sheets))
        self._roots: dict[int, list[int]] = {}
        self._befores = list(self._link(candidates))

    def _link(self, candidates: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Note who has to do with whom, and give the pairs of which it is told who came first."""
        for one, other in candidates:
            ties = self.tie(one, other), self.tie(other, one)
            if ties == (None, None):
                continue
            self._near.setdefault(one, []).append(other)
            self._near.setdefault(other, []).append(one)
            if any(tie is not None and tie.is_one_text for tie in ties):
                self._groups.join(one, other)
            first = self.direction(one, other).first
            if first:
                yield (other, one) if first > 0 else (one, other)

    def likeness(self, one: int, other: int) -> Likeness:
        """The one text as it stands in the other."""
        return self._compare.of(one, other)

    def tie(self, one: int, other: int) -> Tie | None:
        """What the one is to the other, were it the later."""
        return judge(self.likeness(one, other), self.likeness(other, one))

    def direction(self, one: int, other: int) -> Direction:
        """Which of the two came first."""
        texts = self._book.sheets[one].text, self._book.sheets[other].text
        return direction_of(*texts, self.likeness(one, other), self.likeness(other, one))

    def parents(self) -> dict[int, Parent]:
        """The parent of each text that has one."""
        found: dict[int, Parent] = {}
        placed: set[int] = set()
        for place in order_texts(self._book.sheets, self._befores):
            parent = self._parent(place, [other for other in self._near.get(place, []) if other in placed])
            placed.add(place)
            if parent is not None:
                found[place] = parent
            if parent is None or not parent.tie.is_one_text:
                self._roots.setdefault(self._groups.home(place), []).append(place)
        return found

    def _parent(self, place: int, earlier: list[int]) -> Parent | None:
        """The best of the texts it was found to be like, else of the first ones of its group, else one that it quotes."""
        roots = self._roots.get(self._groups.home(place), [])[:ROOTS]
        for others in (earlier, roots):
            options = [(other, tie) for other in others if (tie := self._one_text(place, other)) is not None]
            if options:
                return self._best(place, options, roots)
        quoted = [(other, tie) for other in earlier if (tie := self.tie(place, other)) is not None]
        return self._best(place, quoted, []) if quoted else None

    def _one_text(self, place: int, other: int) -> Tie | None:
        tie = self.tie(place, other)
        if tie is not None and tie.is_one_text:
            return tie
        texts = self._book.sheets[place].text, self._book.sheets[other].text
        is_its_own = texts[0].outlet is not None and texts[0].outlet == texts[1].outlet
        if (is_its_own or credits_it(*texts)) and self.likeness(other, place).runs >= TAKEN_IN:
            return Tie(REWRITE, self.likeness(place, other).runs)
        return None

    def _best(self, place: int, options: list[tuple[int, Tie]], roots: list[int]) -> Parent:
        ranked = [(self._score(place, other, tie, roots), -n, other, tie) for n, (other, tie) in enumerate(self._in_order(options))]
        _, _, other, tie = max(ranked)[:4] if len(ranked) == 1 else max(ranked, key=lambda row: row[:2])
        edits = self._edits(place, other, roots)
        return Parent(other, tie, self.direction(place, other), tuple(self._book.words[n] for n in edits.tolist()))

    def _in_order(self, options: list[tuple[int, Tie]]) -> list[tuple[int, Tie]]:
        sheets = self._book.sheets
        return sorted(options, key=lambda o: (sheets[o[0]].text.published or "9999", -sheets[o[0]].size, sheets[o[0]].text.id))

    def _score(self, place: int, other: int, tie: Tie, roots: list[int]) -> float:
        """The part that is shared, with what credits and rare words add."""
        credit = CREDITED * credits_it(self._book.sheets[place].text, self._book.sheets[other].text)
        return round(tie.shared + credit + EDIT * min(MOST_EDITS, len(self._edits(place, other, roots))), 3)

    def _edits(self, place: int, other: int, roots: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """The rare words of both that no first text of the group has."""
        sheets = self._book.sheets
        if other in roots or not roots:
            return np.zeros(0, np.int64)
        shared = np.intersect1d(sheets[place].words, sheets[other].words, assume_unique=True)
        rare = shared[self._book.holders[shared] <= RARE]
        return np.setdiff1d(rare, np.concatenate([sheets[root].words for root in roots]))


class _Groups:
    """Places joined in groups."""

    def __init__(self, size: int) -> None:
        self._homes = list(range(size))

    def home(self, place: int) -> int:
        """The place that stands for the group."""
        while self._homes[place] != place:
            self._homes[place] = self._homes[self._homes[place]]
            place = self._homes[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        low, high = sorted((self.home(one), self.home(other)))
        self._homes[high] = low
