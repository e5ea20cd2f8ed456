"""Whether two accounts of one document are about one thing, and whether one says no to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from memcon.detect.conflicts.accounts import Account, is_opposite

LEAST_SHARED: Final = 2
COVERED: Final = 0.6
"""How much of a denied content must be in the claim that it denies."""
SAME: Final = 0.75
"""How much of two contents must be shared (Dice) where nobody denies by word."""


@dataclass(frozen=True)
class Comparison:
    """Two accounts side by side."""

    left: Account
    right: Account

    @cached_property
    def shared(self) -> frozenset[str]:
        return frozenset(self.left.told.keys() & self.right.told.keys())

    @property
    def dice(self) -> float:
        total = len(self.left.told) + len(self.right.told)
        return 2 * len(self.shared) / total if total else 0.0

    def covered(self, account: Account) -> float:
        """How much of one of the two is in the other."""
        return len(self.shared) / len(account.told) if account.told else 0.0

    @property
    def nested(self) -> bool:
        """Whether one stands in the words of the other: then it is told by it, and no account of its own."""
        mine, theirs = self.left.statement.content, self.right.statement.content
        return any(piece.touches(other) for piece in mine for other in theirs)

    @property
    def apart(self) -> bool:
        """Whether each names somebody, some place or some day that the other does not."""
        one, other = self.left, self.right
        if one.names - other.told.keys() and other.names - one.told.keys():
            return True
        if (one.of_itself or other.of_itself) and one.opening and other.opening and not one.opening & other.opening:
            return True
        return bool(one.times - other.times and other.times - one.times)

    @property
    def turned(self) -> bool:
        """Whether one says no to what the other says, by "not", by a denial or by the opposite word."""
        opposite = sum(is_opposite(self.left.told[form]) != is_opposite(self.right.told[form]) for form in self.shared)
        nos = self.left.nos(self.shared) + self.left.denies, self.right.nos(self.shared) + self.right.denies
        return not (opposite and all(nos)) and bool((nos[0] + nos[1] + opposite) % 2)

    @property
    def one_voice(self) -> bool:
        """Whether one and the same says both; of two whom nobody names it is not known."""
        one, other = self.left.statement.speaker, self.right.statement.speaker
        if one.name is None or other.name is None:
            return True
        return (one.actor is not None and one.actor == other.actor) or one.name.casefold() == other.name.casefold()

    @property
    def says_something(self) -> bool:
        """Whether a word that is no name is shared, and one of the two denied contents tells a deed or a state."""
        denials = [account for account in (self.left, self.right) if account.denies]
        return bool(self.shared - self.left.names - self.right.names) and all(a.tells_deed for a in denials)

    def close_in(self, account: Account, *, reach: int) -> bool:
        """Whether the shared words stand near each other in one of the two, within so many tokens."""
        places = [account.told[form].i for form in self.shared]
        return max(places, default=0) - min(places, default=0) <= reach
