"""What the earlier copies of a quotation explain of the words of a later one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.link.variants.changes import Edit, How, cost_of, find_edits, names_something, whole_words
from memcon.link.variants.copies import Copy, rank
from memcon.link.variants.credits import fold_name
from memcon.link.variants.weights import Weights

CREDIT: Final = 9.0
"""Nats that a credit line outweighs, about a rare word and a half: more, and the words have come another way."""
MARKED: Final = 12.0
"""Nats that the changes of another paper outweigh: they are found nowhere but there and in what was copied from it."""
EVIDENCE: Final = 9.0
"""Nats of changes in all from which two papers have not made them by chance: more than one word for which a thesaurus has another."""
NAME: Final = 2
"""Times that a change of a name or a number counts for another one."""
MARK: Final = 4.5
"""Nats from which one change counts towards that."""
WORDINGS: Final = 8
"""Different wordings of which offers are made, those with the most words of the copy first."""
SAME_WORDING: Final = 3
"""Papers with the same words that make an offer each; more of them would change nothing."""
LOOKED_UP: Final = 3_000
"""Places in the lists of who has a word that are looked at for one copy; of a hundred versions that is all."""
INHERITED: Final = 60
"""Changes by which a copy is known, its own first; after so many generations nothing of the first is left."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An earlier copy as the parent: what it leaves to explain, how it is named, and which of its changes are shared."""

    place: int
    edits: tuple[Edit, ...]
    cost: float
    rank: int | None
    marks: tuple[str, ...]
    is_earlier: bool

    @property
    def is_named(self) -> bool:
        """Whether the later copy names it."""
        return self.rank is not None

    @property
    def paid(self) -> float:
        """What is left to explain, less what speaks for it besides the words."""
        return self.cost - CREDIT * self.is_named - MARKED * bool(self.marks)


@dataclass(frozen=True, slots=True)
class _Change:
    """A rare change of one copy: what it has instead, as compared and with a space around it, and as printed for people."""

    run: str
    printed: str
    nats: float


class Earlier:
    """The copies that are placed already, and what each changed."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._copies: list[Copy] = []
        self._changes: list[tuple[_Change, ...]] = []
        self._wordings: dict[tuple[str, ...], int] = {}
        self._places: list[list[int]] = []
        self._holders: dict[str, list[int]] = {}
        self._names: dict[str, list[int]] = {}

    def take(self, copy: Copy, parent: int | None, edits: Sequence[Edit]) -> None:
        """Place one more copy behind its parent, whose changes it inherits."""
        own = () if parent is None else tuple(self._rare(self._copies[parent], copy, edits))
        inherited = () if parent is None else self._changes[parent]
        self._changes.append((*own, *inherited)[:INHERITED])
        wording = self._wordings.setdefault(copy.words, len(self._wordings))
        if wording == len(self._places):
            self._places.append([])
            for word in set(copy.words):
                self._holders.setdefault(word, []).append(wording)
        self._places[wording].append(len(self._copies))
        for name in copy.paper.names:
            self._names.setdefault(name, []).append(len(self._copies))
        self._copies.append(copy)

    def _rare(self, parent: Copy, copy: Copy, edits: Sequence[Edit]) -> Iterator[_Change]:
        """The changes that nobody makes by chance; a word that was dropped is known by its two neighbours."""
        for edit in edits:
            whole = whole_words(edit, parent.wording, copy.wording)
            gone, new = parent.wording.printed(whole.before), copy.wording.printed(whole.after)
            times = NAME if names_something(gone) or names_something(new) else 1
            words, nats = self._put(parent, copy, edit)
            if nats >= MARK:
                told = f"“{new}” for “{gone}”" if new and gone else f"“{new}”" if new else f"without “{gone}”"
                yield _Change(_spaced(words), told, times * nats)

    def _put(self, parent: Copy, copy: Copy, edit: Edit) -> tuple[Sequence[str], float]:
        """The words by which a change is known again, and what it weighs."""
        first, last = edit.after
        if edit.how is How.DROPPED and 0 < first < len(copy.words):
            return copy.words[first - 1 : first + 1], self._weights.sum(parent.words[slice(*edit.before)])
        return copy.words[first:last], self._weights.sum(copy.words[first:last])

    def offers(self, copy: Copy) -> list[Offer]:
        """What those that are nearest in words offer, and those that the copy names."""
        spaced = _spaced(copy.words)
        return [self._offer(copy, spaced, place) for place in self._likely(copy)]

    def _likely(self, copy: Copy) -> list[int]:
        """The places of the wordings that share most, looked up by the words that fewest have, and of all that are named."""
        shared: Counter[int] = Counter()
        left = LOOKED_UP
        for word in sorted(set(copy.words), key=lambda w: (len(self._holders.get(w, ())), w)):
            held = self._holders.get(word, [])[:left]
            left -= len(held)
            for wording in held:
                shared[wording] += int(1000 * self._weights.of(word))
        nearest = sorted(shared, key=lambda wording: (-shared[wording], wording))[:WORDINGS]
        places = {place for wording in nearest for place in self._places[wording][:SAME_WORDING]}
        return sorted(places | self._named(copy))

    def _named(self, copy: Copy) -> set[int]:
        named = copy.paper.credits.union(fold_name(holder.name) for holder in copy.chain)
        return {place for name in named & self._names.keys() for place in self._names[name][:SAME_WORDING]}

    def _offer(self, copy: Copy, spaced: str, place: int) -> Offer:
        other, weights = self._copies[place], self._weights
        edits = find_edits(other.words, copy.words, weights)
        cost = cost_of(edits, other.words, copy.words, weights)
        is_earlier = other.paper.day is not None and copy.paper.day is not None and other.paper.day < copy.paper.day
        return Offer(place, edits, cost, rank(copy, other), self._marks(spaced, place), is_earlier)

    def _marks(self, spaced: str, place: int) -> tuple[str, ...]:
        """The changes that the copy has too, where they are too many for chance."""
        shared = {change.run: change for change in self._changes[place] if change.run in spaced}
        is_evidence = sum(change.nats for change in shared.values()) >= EVIDENCE
        return tuple(change.printed for change in shared.values()) if is_evidence else ()


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
