"""What two sides did and said to each other, period by period, with the rows behind every number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from memcon.export.chronicle.days import By, period_of
from memcon.export.chronicle.moments import Basis, Moment, MomentKind, Quad
from memcon.export.chronicle.sides import Side
from memcon.export.chronicle.timeline import Asked, make_timeline
from memcon.model.ledger import Modality


@dataclass(frozen=True)
class Number:
    """How many rows of one sort; `alleged` and `by_paper` are those of them that are that."""

    moments: tuple[Moment, ...] = ()

    @cached_property
    def alleged(self) -> tuple[Moment, ...]:
        """Those that are only alleged."""
        return tuple(moment for moment in self.moments if moment.standing == Modality.ALLEGED)

    @cached_property
    def by_paper(self) -> tuple[Moment, ...]:
        """Those whose day is only that of the paper."""
        return tuple(moment for moment in self.moments if moment.basis is Basis.PAPER)

    def __len__(self) -> int:
        return len(self.moments)


@dataclass(frozen=True)
class Cell:
    """What one side did and said to the other in one period; `period` is None for what has no day."""

    period: str | None
    moments: tuple[Moment, ...]

    @cached_property
    def done(self) -> dict[Quad, Number]:
        """The events that are told as done, be it only alleged, by class; every class is there."""
        found = _sorted((moment.quad, moment) for moment in self.moments if moment.quad and moment.is_done)
        return {quad: found.get(quad, Number()) for quad in Quad}

    @cached_property
    def apart(self) -> dict[str, Number]:
        """The events that were not done, and what was not said: by how they stand, the most first."""
        return _sorted((moment.standing, moment) for moment in self.moments if not moment.is_done)

    @cached_property
    def said(self) -> dict[str, Number]:
        """The statements by act, the most first."""
        return _sorted((m.doing, m) for m in self.moments if m.kind is MomentKind.STATEMENT and m.is_done)


Name = TypeVar("Name", bound=str)


def _sorted(named: Iterable[tuple[Name, Moment]]) -> dict[Name, Number]:
    """The rows of each name, the name with the most rows first."""
    held: dict[Name, list[Moment]] = defaultdict(list)
    for name, moment in named:
        held[name].append(moment)
    return {name: Number(tuple(held[name])) for name in sorted(held, key=lambda name: (-len(held[name]), name))}


@dataclass(frozen=True, slots=True)
class Direction:
    """What one side did and said to the other, by period; what has no day comes last."""

    source: Side
    target: Side
    cells: tuple[Cell, ...]

    def total(self) -> Cell:
        """All periods together."""
        return Cell("total", tuple(moment for cell in self.cells for moment in cell.moments))


@dataclass(frozen=True, slots=True)
class Dyad:
    """What two sides did and said to each other; `undated` is how much fits but for the day that it does not have."""

    forth: Direction
    back: Direction
    by: By
    undated: int = 0

    def __iter__(self) -> Iterator[Direction]:
        return iter((self.forth, self.back))

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All rows of both directions."""
        return tuple(moment for direction in self for cell in direction.cells for moment in cell.moments)


def make_dyad(moments: Iterable[Moment], one: Side, other: Side, *, by: By, asked: Asked | None = None) -> Dyad:
    """The two directions between the sides."""
    line = make_timeline((m for m in moments if is_between(m, one, other)), asked or Asked())
    return Dyad(_direction(line.moments, one, other, by), _direction(line.moments, other, one, by), by, line.undated)


def is_between(moment: Moment, one: Side, other: Side) -> bool:
    """Whether the row goes from one of the two sides to the other."""
    return _goes(moment, one, other) or _goes(moment, other, one)


def _goes(moment: Moment, source: Side, target: Side) -> bool:
    return source.holds_any(moment.source) and target.holds_any(moment.target)


def _direction(moments: Iterable[Moment], source: Side, target: Side, by: By) -> Direction:
    held: dict[str | None, list[Moment]] = defaultdict(list)
    for moment in moments:
        if _goes(moment, source, target):
            held[None if moment.days is None else period_of(moment.days.start, by)].append(moment)
    return Direction(source, target, tuple(Cell(period, tuple(rows)) for period, rows in held.items()))
