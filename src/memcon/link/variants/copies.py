"""All that one document prints of a quotation, and the order in which the documents may have had it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import Final

from memcon.link.variants.changes import Wording
from memcon.link.variants.credits import fold_name, is_agency
from memcon.link.variants.folding import fold_words
from memcon.link.variants.versions import Holder, Paper, Version

JOINT: Final = " … "


@dataclass(frozen=True)
class Copy:
    """All of a quotation that one document prints, in the order of its text, joined where it is in pieces."""

    paper: Paper
    versions: tuple[Version, ...]

    @cached_property
    def text(self) -> str:
        """The words as printed, without pieces that stand whole in another piece."""
        return JOINT.join(version.text for version in _maximal(self.versions))

    @cached_property
    def wording(self) -> Wording:
        """The text with its words."""
        return Wording(self.text, fold_words(self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return tuple(token.word for token in self.wording.tokens)

    @cached_property
    def chain(self) -> tuple[Holder, ...]:
        """On whose word it stands, outermost first, without the document itself."""
        holders = dict.fromkeys(holder for version in self.versions for holder in version.chain)
        return tuple(h for h in holders if (name := fold_name(h.name)) and name not in self.paper.names)

    @property
    def outside(self) -> tuple[str, ...]:
        """The source that it names itself, innermost first: its chain, else an agency that its text credits."""
        agencies = sorted(name for name in self.paper.credits - self.paper.names if is_agency(name))
        return tuple(holder.name for holder in reversed(self.chain)) or tuple(name.upper() for name in agencies[:1])

    @property
    def names_outlet(self) -> bool:
        """Whether the source that it names is a paper or an agency, so that the words were copied from there."""
        return self.chain[0].outlet if self.chain else bool(self.outside)

    @property
    def order(self) -> tuple[bool, str, int, str]:
        """By day, what has none last; of one day the fuller text first, for a part was quoted from a whole."""
        return self.paper.day is None, self.paper.day or "", -len(self.words), self.paper.id


def make_copies(group: Iterable[Version]) -> list[Copy]:
    """The copies of a group, by day; those that name another of their own day, or of no known day, come behind it."""
    held: dict[str, list[Version]] = {}
    for version in sorted(group, key=lambda v: v.key):
        held.setdefault(version.paper.id, []).append(version)
    copies = [Copy(versions[0].paper, tuple(versions)) for versions in held.values()]
    return _after_the_named(sorted(copies, key=lambda copy: copy.order))


def _maximal(versions: Sequence[Version]) -> list[Version]:
    """The versions that are not printed again inside another, each wording once."""
    kept: list[Version] = []
    for version in sorted(versions, key=lambda v: (-len(v.words), v.start)):
        if not any(_holds(other.words, version.words) for other in kept):
            kept.append(version)
    return sorted(kept, key=lambda v: v.start)


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(words)} "


def _after_the_named(copies: Sequence[Copy]) -> list[Copy]:
    """The copies in order, each behind those that it names; where that goes round, the order is kept."""
    waits = _waits(copies)
    followers: dict[int, list[int]] = {}
    for n, named in waits.items():
        for m in named:
            followers.setdefault(m, []).append(n)
    free, done = [n for n in range(len(copies)) if not waits[n]], dict[int, None]()
    heapify(free)
    while len(done) < len(copies):
        n = heappop(free) if free else next(n for n in waits if n not in done)
        if n in done:
            continue
        done[n] = None
        for follower in followers.get(n, []):
            waits[follower].discard(n)
            if not waits[follower]:
                heappush(free, follower)
    return [copies[n] for n in done]


def _waits(copies: Sequence[Copy]) -> dict[int, set[int]]:
    """Behind which others each stands; not behind a later one, and not where both name each other."""
    by_name: dict[str, list[int]] = {}
    for n, copy in enumerate(copies):
        for name in copy.paper.names:
            by_name.setdefault(name, []).append(n)
    return {n: {m for m in _named_by(copy, by_name) if _may_wait(copy, copies[m])} for n, copy in enumerate(copies)}


def _named_by(copy: Copy, by_name: dict[str, list[int]]) -> Iterable[int]:
    named = copy.paper.credits.union(fold_name(holder.name) for holder in copy.chain)
    return (n for name in sorted(named & by_name.keys()) for n in by_name[name][:_MOST])


_MOST: Final = 50
"""Documents of one name behind which a copy stands: an outlet that prints a sentence a hundred times is named once."""


def _may_wait(copy: Copy, other: Copy) -> bool:
    may_be_later = copy.paper.day is None or other.paper.day is None or other.paper.day <= copy.paper.day
    return may_be_later and rank(copy, other) is not None and rank(other, copy) is None


def rank(copy: Copy, other: Copy) -> int | None:
    """How near in its chain the copy names the other, 0 the nearest, credits of the text last; None where it does not."""
    if copy.paper.names & other.paper.names:
        return None
    for n, holder in enumerate(copy.chain):
        if fold_name(holder.name) in other.paper.names:
            return n
    return len(copy.chain) if copy.paper.credits & other.paper.names else None
