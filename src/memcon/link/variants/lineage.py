"""Who has the words from whom: behind each copy the earlier one whose words, credit line and changes explain it best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from memcon.link.variants.changes import Edit
from memcon.link.variants.copies import Copy, make_copies
from memcon.link.variants.credits import fold_name
from memcon.link.variants.offers import Earlier, Offer
from memcon.link.variants.versions import Version
from memcon.link.variants.weights import Weights

TIE: Final = 0.75
"""Nats between which two earlier papers explain a copy as well as each other: less than one light word."""
UNEXPLAINED: Final = 0.6
"""The share of a copy, by weight, that may come from nowhere; with more it is a source of its own."""


class Ground(StrEnum):
    """Why a copy is put behind another, or behind none."""

    FIRST = "first"
    NAMED = "named"
    SHARED_CHANGE = "shared change"
    NEAREST_WORDS = "nearest words"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Step:
    """One copy and the one that it comes from: `parent` is its place in the lineage, None for a root.

    `outside` is the source that a root names and that is no copy here, innermost first. `marks` are the changes of an
    earlier paper that the copy has too, as printed there. `rivals` are how many others explain it as well as the parent.
    """

    copy: Copy
    parent: int | None = None
    ground: Ground = Ground.FIRST
    edits: tuple[Edit, ...] = ()
    marks: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    rivals: int = 0

    @property
    def sure(self) -> bool:
        """Whether the parent is more than one of several that may be it, or that may be later."""
        return self.ground is not Ground.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Lineage:
    """The copies of one quotation; a parent stands before its copies, so that nothing goes round."""

    steps: tuple[Step, ...]

    @property
    def sources(self) -> int:
        """How many roots there are; those that name the same outside source are one."""
        return _count_roots(step for step in self.steps if step.parent is None)

    @property
    def most_sources(self) -> int:
        """The same if every copy whose parent is not known were a root of its own."""
        return _count_roots(step for step in self.steps if step.parent is None or not step.sure)


def _count_roots(roots: Iterable[Step]) -> int:
    keys = [fold_name(step.outside[-1]) if step.outside else "" for step in roots]
    return len({key for key in keys if key}) + keys.count("")


def trace(group: Iterable[Version], weights: Weights) -> Lineage:
    """The lineage of a group."""
    earlier, steps = Earlier(weights), list[Step]()
    for copy in make_copies(group):
        step = _step(copy, earlier.offers(copy), weights)
        earlier.take(copy, step.parent, step.edits)
        steps.append(step)
    return Lineage(tuple(steps))


def _step(copy: Copy, offers: Sequence[Offer], weights: Weights) -> Step:
    best = _best(offers)
    if best is None or _is_own(copy, best, weights):
        return Step(copy, outside=copy.outside)
    rivals = [offer for offer in offers if offer is not best and offer.paid <= best.paid + TIE]
    ground = _ground(best, rivals)
    return Step(copy, best.place, ground, best.edits, best.marks, rivals=0 if ground is Ground.NAMED else len(rivals))


def _best(offers: Sequence[Offer]) -> Offer | None:
    """The one that leaves least to explain; of those as good the one that is named, then the earliest."""
    least = min((offer.paid for offer in offers), default=0.0)
    good = (offer for offer in offers if offer.paid <= least + TIE)
    return min(good, key=lambda o: (not o.is_named, o.rank or 0, o.place), default=None)


def _is_own(copy: Copy, best: Offer, weights: Weights) -> bool:
    """Whether a copy comes from none here: it names a paper that is not here, or most of it is new."""
    if best.is_named or best.marks:
        return False
    return copy.names_outlet or best.cost > UNEXPLAINED * weights.sum(copy.words)


def _ground(best: Offer, rivals: Sequence[Offer]) -> Ground:
    if best.is_named:
        return Ground.NAMED
    if rivals or not best.is_earlier:
        return Ground.NOT_KNOWN
    return Ground.SHARED_CHANGE if best.marks else Ground.NEAREST_WORDS
