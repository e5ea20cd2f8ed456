"""Rows that share keys, two by two, with what the shared keys weigh: no row is compared with one with which it shares nothing rare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from memcon.archive.linking.numbers import Floats, Hashes, Ints, shares_of, starts_of
from memcon.archive.linking.shares import Job, column, read_shares, write_shares
from memcon.archive.tables.writing import write_file
from memcon.archive.tasks import Receipt, Written

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE: Final = 50_000
"""Keyed rows of which pairs are made at once."""
MILLI: Final = 1_000
"""Weights are written as whole thousandths: whole numbers come to the same in whatever order they are added."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How rows with a key of one kind are paired: all with all up to `all`; up to `most` each with the `near` next ones; else not.

    Pairs are counted under the kind `under`; 0 for the kind of the key.
    """

    name: str
    all: int
    near: int
    most: int
    under: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Keyed:
    """Rows with their keys: of which kind each key is, what it weighs, and what all keys of that kind of the row weigh together.

    Weights are in thousandths.
    """

    keys: Hashes
    rows: Hashes
    kinds: NDArray[np.int8]
    weights: Ints
    totals: Ints

    def table(self) -> pa.Table:
        """The same as it is written."""
        import pyarrow as pa

        return pa.table({"key": self.keys, "row": self.rows, "kind": self.kinds, "weight": self.weights, "total": self.totals})

    @staticmethod
    def of(table: pa.Table) -> Keyed:
        """What was written."""
        names = ("key", "row", "kind", "weight", "total")
        return Keyed(*(column(table, name) for name in names))

    def taken(self, places: Ints) -> Keyed:
        """Some of them."""
        return Keyed(self.keys[places], self.rows[places], self.kinds[places], self.weights[places], self.totals[places])


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of rows, the smaller first: of which kind the shared keys are, what they weigh, and the smaller of the two totals."""

    ones: Hashes
    others: Hashes
    kinds: NDArray[np.int8]
    votes: Ints
    least: Ints

    def table(self) -> pa.Table:
        """The same as it is written."""
        import pyarrow as pa

        return pa.table({"one": self.ones, "other": self.others, "kind": self.kinds, "votes": self.votes, "least": self.least})

    @staticmethod
    def of(table: pa.Table) -> Pairs:
        """What was written."""
        return Pairs(*(column(table, name) for name in ("one", "other", "kind", "votes", "least")))


def write_keyed(job: Job, step: str, keyed: Keyed) -> Written:
    """Keyed rows, by the share of their keys."""
    return write_shares(job.out, job.path(step), keyed.table(), shares_of(keyed.keys, job.of("shares")))


def pair_share(job: Job, rules: Mapping[int, Rule]) -> Receipt:
    """The pairs of rows that share keys of one share, by the share of the pair."""
    tables = list(read_shares(job.files(job.of("from")), job.of("share")))
    passed: Counter[str] = Counter()
    keyed = _in_order(tables)
    found = joined(_pairs(part, rules, passed) for part in _parts(keyed)) if keyed is not None else joined(iter(()))
    rows = write_shares(job.out, job.path(job.of("to")), found.table(), shares_of(found.ones, job.of("pairs")))
    return job.receipt(rows, counts={f"common_{name}": n for name, n in sorted(passed.items()) if n})


def _in_order(tables: list[pa.Table]) -> Keyed | None:
    """The rows by key, each once under a key."""
    import pyarrow as pa

    if not tables:
        return None
    keyed = Keyed.of(pa.concat_tables(tables))
    order = np.lexsort((keyed.rows, keyed.keys))
    begins = starts_of(keyed.keys[order], keyed.rows[order])
    return keyed.taken(order[begins[:-1]])


def _parts(keyed: Keyed) -> Iterator[Keyed]:
    """The rows in parts that are cut between keys."""
    begins = starts_of(keyed.keys)
    start = 0
    while start < len(keyed.keys):
        end = int(begins[min(int(np.searchsorted(begins, start + _AT_ONCE)), len(begins) - 1)])
        yield keyed.taken(np.arange(start, end))
        start = end


def _pairs(keyed: Keyed, rules: Mapping[int, Rule], passed: Counter[str]) -> Iterator[Pairs]:
    begins = starts_of(keyed.keys)
    sizes = np.diff(begins)
    kinds = keyed.kinds[begins[:-1]]
    for kind, rule in rules.items():
        here = (kinds == kind) & (sizes > 1)
        passed[rule.name] += int((here & (sizes > rule.most)).sum())
        for reach, chosen in ((rule.all, sizes <= rule.all), (rule.near + 1, (sizes > rule.all) & (sizes <= rule.most))):
            each = np.repeat(here & chosen, sizes)
            yield from _within(keyed.taken(np.flatnonzero(each)), reach, rule.under or kind)


def _within(keyed: Keyed, reach: int, kind: int) -> Iterator[Pairs]:
    """Each row with the next ones under its key, so far."""
    for step in range(1, min(reach, len(keyed.keys))):
        at = np.flatnonzero(keyed.keys[:-step] == keyed.keys[step:])
        if not len(at):
            return
        ones, others = keyed.rows[at], keyed.rows[at + step]
        least = np.minimum(keyed.totals[at], keyed.totals[at + step])
        votes = np.minimum(keyed.weights[at], keyed.weights[at + step])
        yield Pairs(np.minimum(ones, others), np.maximum(ones, others), np.full(len(at), kind, np.int8), votes, least)


def joined(parts: Iterator[Iterator[Pairs]]) -> Pairs:
    """The same pairs of one kind as one, with the sum of what they weigh."""
    sums = [summed(list(part)) for part in parts]
    return summed(sums)


def summed(pairs: list[Pairs]) -> Pairs:
    """All pairs, each once for each kind."""
    if not pairs:
        none = np.zeros(0, np.uint64)
        return Pairs(none, none, np.zeros(0, np.int8), np.zeros(0, np.int64), np.zeros(0, np.int64))
    names = ("ones", "others", "kinds", "votes", "least")
    ones, others, kinds, votes, least = (np.concatenate([getattr(some, name) for some in pairs]) for name in names)
    order = np.lexsort((kinds, others, ones))
    begins = starts_of(ones[order], others[order], kinds[order])
    heads = order[begins[:-1]]
    if not len(heads):
        return Pairs(ones, others, kinds, votes, least)
    total, fewest = np.add.reduceat(votes[order], begins[:-1]), np.minimum.reduceat(least[order], begins[:-1])
    return Pairs(ones[heads], others[heads], kinds[heads], total, fewest)


Strength = Callable[[Pairs], Floats]
"""How strong each pair is, from 0 to 1; 0 for one that is no ground to compare."""


def judge_share(job: Job, strength: Strength) -> Receipt:
    """The pairs of one share that are worth comparing, each with its strength."""
    return job.receipt(write_edges(job, *judged(job, strength)))


def judged(job: Job, strength: Strength) -> tuple[Hashes, Hashes, Floats]:
    """The pairs of one share that are worth comparing, and how strong each is by the kind of keys by which it is strongest."""
    pairs = summed([Pairs.of(rows) for rows in read_shares(job.files(job.of("from")), job.of("share"))])
    strong = np.round(strength(pairs), 4)
    heads = starts_of(pairs.ones, pairs.others)[:-1]
    best = np.maximum.reduceat(strong, heads) if len(heads) else strong
    kept = best > 0
    return pairs.ones[heads][kept], pairs.others[heads][kept], best[kept]


def write_edges(job: Job, ones: Hashes, others: Hashes, strengths: Floats) -> Written:
    """Pairs with their strength, as the file of a task."""
    import pyarrow as pa

    rows = pa.table({"one": ones, "other": others, "strength": strengths.astype(np.float32)})
    return write_file(job.out, job.path(job.of("to")), rows)
