"""Whether two claims are about one proposition, and in what they differ then."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from memcon.link.conflicts.claims import Claim
from memcon.link.conflicts.words import Sort

LEAST_SHARED: Final = 2
COVERED: Final = 0.6
"""How much of a denied content must be in the claim that it denies."""
SAME: Final = 0.75
"""How much of two contents must be shared (Dice) where each has a word of its own."""
HELD: Final = 0.75
"""How much of the shorter of two contents must be in the longer where only the longer says more."""
_STRUCK: Final = 2
"""Words behind a "not" that it may be about: "paying no income taxes"."""
_TELLING: Final = (Sort.PLAIN, Sort.NAME)


@dataclass(frozen=True)
class Comparison:
    """Two claims side by side."""

    left: Claim
    right: Claim

    @cached_property
    def shared(self) -> frozenset[str]:
        return frozenset(self.left.told.keys() & self.right.told.keys())

    @cached_property
    def only_left(self) -> frozenset[str]:
        return frozenset(self.left.told.keys() - self.right.told.keys()) - self.right.voice

    @cached_property
    def only_right(self) -> frozenset[str]:
        return frozenset(self.right.told.keys() - self.left.told.keys()) - self.left.voice

    @cached_property
    def dice(self) -> float:
        total = len(self.left.told) + len(self.right.told)
        return 2 * len(self.shared) / total if total else 0.0

    def covered(self, claim: Claim) -> float:
        """How much of one of the two is in the other."""
        return len(self.shared) / len(claim.told) if claim.told else 0.0

    @cached_property
    def other_names(self) -> bool:
        """Whether each names somebody or some place that the other does not."""
        if self.only_left & self.left.names and self.only_right & self.right.names:
            return True
        one, other = self.left, self.right
        return bool((one.of_itself or other.of_itself) and one.opening and other.opening and not one.opening & other.opening)

    @cached_property
    def other_times(self) -> bool:
        """Whether both say when, and not the same."""
        one, other = self.left, self.right
        if one.order and other.order and one.order != other.order:
            return True
        return bool(one.times - other.times and other.times - one.times)

    @property
    def other_deeds(self) -> bool:
        """Whether each tells of a deed that is none of the other's sort: a shelling and an earthquake."""
        return bool(self.left.deeds and self.right.deeds) and not self.left.deeds & self.right.deeds

    @cached_property
    def swapped(self) -> bool:
        """Whether two names that both have stand in the other order, without a passive: who did it is another."""
        shared = self.shared & (self.left.names | self.right.names)
        orders = [[word.form for word in claim.words if word.form in shared] for claim in (self.left, self.right)]
        passive = any(word.text == "by" for claim in (self.left, self.right) for word in claim.words)
        return len(shared) > 1 and not passive and list(dict.fromkeys(orders[0])) != list(dict.fromkeys(orders[1]))

    @cached_property
    def about_one(self) -> bool:
        """Whether one says what the other says, but for what only one of them adds."""
        if len(self.shared) < LEAST_SHARED or self.other_names or self.swapped or self.other_deeds:
            return False
        if self.only_left and self.only_right:
            return self.dice >= SAME
        return max(self.covered(self.left), self.covered(self.right)) >= HELD and self.dice >= 0.5

    @cached_property
    def turned(self) -> bool:
        """Whether one of the two says no to what the other says, by "not" or by the opposite word."""
        opposite = self._opposite
        nos = self._nos(self.left) + self.left.denied, self._nos(self.right) + self.right.denied
        if opposite and all(nos):
            return False  # "did not rise" and "did not fall" can both be so
        return bool((nos[0] + nos[1] + opposite) % 2)

    @property
    def _opposite(self) -> int:
        return sum(self.left.told[form].turned != self.right.told[form].turned for form in self.shared)

    def _nos(self, claim: Claim) -> int:
        """How often it says no to the shared words: with the next word that tells something, or with the last one before."""
        return sum(self._strikes(claim, word.at) for word in claim.words if word.sort is Sort.NO)

    def _strikes(self, claim: Claim, at: int) -> bool:
        behind = [word.form for word in claim.words if word.at > at and word.sort in _TELLING][:_STRUCK]
        if behind:
            return not self.shared.isdisjoint(behind)
        before = next((word for word in reversed(claim.words) if word.at < at and word.sort in _TELLING), None)
        return before is not None and before.form in self.shared

    def close_in(self, claim: Claim, *, reach: int) -> bool:
        """Whether the shared words stand near each other in one of the two, within so many words."""
        places = [claim.told[form].at for form in self.shared]
        return max(places, default=0) - min(places, default=0) <= reach
