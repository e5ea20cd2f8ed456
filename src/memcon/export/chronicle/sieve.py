"""Which rows of a case are asked for, and which of them there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memcon.export.chronicle.columns import BASES, CLASSES, KINDS, NOBODY_KEY, Columns, Mask, Rows
from memcon.export.chronicle.days import Days
from memcon.export.chronicle.moments import Basis, MomentKind
from memcon.export.chronicle.sides import Side
from memcon.model.ledger import Modality

DONE: Final = "done"
"""The standing of all rows that are told as done or said, be it only alleged."""
_DONE: Final = frozenset([Modality.DID.value, Modality.ALLEGED.value, "said"])


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is asked of rows; what is None or empty is not asked about. Days are ISO dates, both included.

    A row fits days that it touches; `begins` are days in which it is to begin besides. `undated` asks for rows without a day alone.
    Of several sides a row must have one of each; an `actor` may stand on either. `outlet` is one by its whole name, else all that
    have the words in it; "-" is none.
    """

    since: str | None = None
    until: str | None = None
    begins: Days | None = None
    undated: bool = False
    kinds: frozenset[MomentKind] = frozenset()
    types: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    standings: frozenset[str] = frozenset()
    basis: Basis | None = None
    actor: tuple[Side, ...] = ()
    source: tuple[Side, ...] = ()
    target: tuple[Side, ...] = ()
    via: tuple[Side, ...] = ()
    outlet: str | None = None

    @property
    def has_days(self) -> bool:
        """Whether days are asked for."""
        return self.since is not None or self.until is not None or self.begins is not None


@dataclass(frozen=True, eq=False)
class Chosen:
    """The rows that fit but for their days, those of them in the days that are asked for, and those without a day."""

    every: Rows
    in_days: Rows
    undated: Rows
    listed: Rows


def choose(columns: Columns, sieve: Sieve) -> Chosen:
    """The rows that fit, in order of time."""
    fits = np.ones(len(columns.moments), np.bool_)
    for mask in _masks(columns, sieve):
        fits &= mask
    found = np.flatnonzero(fits)
    cut = int(np.searchsorted(found, columns.dated))
    every, undated = found[:cut], found[cut:]
    in_days = every[_in_days(columns, every, sieve)]
    if sieve.undated:
        return Chosen(every, in_days, undated, undated)
    return Chosen(every, in_days, undated, in_days if sieve.has_days else found)


def _masks(columns: Columns, sieve: Sieve) -> Iterator[Mask]:
    """What each question but that for days leaves."""
    if sieve.kinds:
        yield _among(columns.kind, [KINDS.index(kind) for kind in sieve.kinds])
    if sieve.types:
        yield _among(columns.doing, _numbers(columns.doings, sieve.types))
    if sieve.classes:
        yield _among(columns.lane, _numbers(CLASSES, sieve.classes))
    if sieve.standings:
        wanted = sieve.standings | (_DONE if DONE in sieve.standings else frozenset())
        yield _among(columns.standing, _numbers(columns.standings, wanted))
    if sieve.basis is not None:
        yield columns.basis == BASES.index(sieve.basis)
    if sieve.outlet is not None:
        yield _among(columns.outlet, _outlets(columns, sieve.outlet))
    for sides, column in ((sieve.source, columns.source), (sieve.target, columns.target), (sieve.via, columns.holders)):
        yield from (columns.of_side(side)[column] for side in sides)
    for held in map(columns.of_side, sieve.actor):
        yield held[columns.source] | held[columns.target]


def _among(column: NDArray[np.signedinteger], wanted: Collection[int]) -> Mask:
    found: Mask = np.isin(column, list(wanted))
    return found


def _numbers(held: tuple[str, ...], wanted: Collection[str]) -> list[int]:
    return [n for n, value in enumerate(held) if value in wanted]


def _outlets(columns: Columns, wanted: str) -> list[int]:
    if wanted in columns.outlets:
        return [columns.outlets.index(wanted)]
    return [n for n, name in enumerate(columns.outlets) if wanted.casefold() in name.casefold() and name != NOBODY_KEY]


def _in_days(columns: Columns, rows: Rows, sieve: Sieve) -> Mask:
    start, end = columns.start[rows], columns.end[rows]
    kept = np.ones(len(rows), np.bool_)
    if sieve.since is not None:
        kept &= end >= _ordinal(sieve.since)
    if sieve.until is not None:
        kept &= start <= _ordinal(sieve.until)
    if sieve.begins is not None:
        kept &= (start >= _ordinal(sieve.begins.start)) & (start <= _ordinal(sieve.begins.end))
    return kept


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
