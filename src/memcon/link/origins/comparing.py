"""How much of one text stands in another: the same sentences and runs, the same words, the same names in the same order."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.link.origins.aligning import Aligned, Weighed, align, weigh_sheet
from memcon.link.origins.sheets import Book
from memcon.link.origins.vocabulary import Hashes, found_in


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of one text stands in another, seen from the one; parts are from 0 to 1.

    `lines` of `all_lines` sentences are the same. `runs` is the part of its runs of three words, `words` the part of its words by
    weight, sentence by sentence, `order` the part of its names, numbers and quotations in the order of the other; `steps` is in how
    many sentences they stand and `nats` what they weigh. `long_runs` counts shared runs of five words of `all_runs`, `said` those within
    quotation marks.
    """

    lines: int
    all_lines: int
    runs: float
    words: float
    order: float
    steps: int
    nats: float
    said: int
    long_runs: int
    all_runs: int
    size: int

    @property
    def long_part(self) -> float:
        """The part of its runs of five words."""
        return self.long_runs / self.all_runs if self.all_runs else 0.0


class Comparer:
    """Compares texts of one book, each pair once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._weighed: dict[int, Weighed] = {}
        self._pairs: dict[tuple[int, int], tuple[Likeness, Likeness]] = {}

    def of(self, one: int, other: int) -> Likeness:
        """The one text as it stands in the other."""
        low, high = sorted((one, other))
        if (low, high) not in self._pairs:
            self._pairs[low, high] = self._compare(low, high)
        return self._pairs[low, high][one > other]

    def _weigh(self, place: int) -> Weighed:
        if place not in self._weighed:
            self._weighed[place] = weigh_sheet(self._book, self._book.sheets[place])
        return self._weighed[place]

    def _compare(self, low: int, high: int) -> tuple[Likeness, Likeness]:
        sides = self._weigh(low), self._weigh(high)
        one, other = (side.sheet for side in sides)
        aligned = align(*sides)
        shared, long_runs = len(_shared(one.runs, other.runs)), _shared(one.long_runs, other.long_runs)
        return _likeness(*sides, shared, long_runs, aligned[0]), _likeness(*sides[::-1], shared, long_runs, aligned[1])


def _likeness(side: Weighed, beside: Weighed, shared: int, long_runs: Hashes, aligned: Aligned) -> Likeness:
    one = side.sheet
    return Likeness(
        lines=int(found_in(one.lines, beside.lines).sum()) if shared else 0,
        all_lines=len(one.lines),
        runs=shared / len(one.runs) if len(one.runs) else 0.0,
        words=aligned.words,
        order=aligned.order,
        steps=aligned.steps,
        nats=aligned.nats,
        said=len(_shared(one.said, long_runs)) if len(long_runs) else 0,
        long_runs=len(long_runs),
        all_runs=len(one.long_runs),
        size=one.size,
    )


def _shared(one: Hashes, other: Hashes) -> Hashes:
    """What stands in both; each is sorted, and has everything once."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return short[found_in(short, long)]
