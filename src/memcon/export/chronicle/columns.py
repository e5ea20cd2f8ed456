"""All rows of a case in order of time as columns of numbers, so that a question is answered for all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from memcon.export.chronicle.drawing import INKS
from memcon.export.chronicle.moments import Basis, Moment, MomentKind, Who
from memcon.export.chronicle.sides import Side, folded
from memcon.export.chronicle.timeline import order_of

Rows = NDArray[np.intp]
"""The numbers of rows, in order of time."""
Mask = NDArray[np.bool_]
CLASSES: Final = tuple(INKS)
"""The classes of events, then statements, then documents: what a row is counted and coloured as."""
NOBODY_KEY: Final = "-"
"""Stands for nobody named, and for no outlet."""
NOBODY_NAME: Final = "nobody named"
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Called:
    """Who somebody is in the whole case: the id of the actor as it was joined, or what stands for one, and the name."""

    key: str
    name: str


Calls = Callable[[Who], Called | None]
"""Who stands behind a party; None where memcon knows no actor for it."""
NOBODY: Final = Called(NOBODY_KEY, NOBODY_NAME)
UNCODED: Final = Side("no state told")
"""Stands for lists of parties of which none has a code."""


def called_by_name(who: Who) -> Called:
    """Somebody for whom there is no actor: all who bear the same name are shown as one."""
    name = folded(who.name or "")
    if name:
        return Called(f"name:{name}", " ".join((who.name or "").split()))
    return Called(f"state:{who.country}", who.country) if who.country else NOBODY


@dataclass(frozen=True, eq=False)
class Lists:
    """Lists of numbers: the nth is `members[starts[n] : starts[n + 1]]`, and holds each number once."""

    starts: NDArray[np.intp]
    members: NDArray[np.intp]

    @staticmethod
    def of(lists: Sequence[Sequence[int]]) -> Lists:
        """The lists, packed."""
        once = [tuple(dict.fromkeys(one)) for one in lists]
        starts = np.concatenate(([0], np.cumsum([len(one) for one in once], dtype=np.intp)))
        return Lists(starts.astype(np.intp), np.fromiter((n for one in once for n in one), np.intp, count=int(starts[-1])))

    def spread(self, chosen: NDArray[np.integer]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """For each member of each chosen list: which of the chosen it stands in, and the member."""
        first, sizes = self.starts[chosen], self.starts[chosen + 1] - self.starts[chosen]
        place = np.repeat(np.arange(len(chosen)), sizes)
        within = np.arange(len(place)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return place, self.members[np.repeat(first, sizes) + within]

    def having(self, wanted: Mask) -> Mask:
        """Which lists hold a wanted number."""
        owner = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        return np.bincount(owner, weights=wanted[self.members], minlength=len(self.starts) - 1) > 0


@dataclass(frozen=True, eq=False)
class Columns:
    """The rows in order, those without a day last, `dated` of them with one; days are ordinals, other columns numbers into lists.

    `source`, `target` and `holders` are numbers of lists of parties: `people`, `faces` and `states` say who stands in each.
    A face is a name with a code; `who` and `outlets` begin with nobody and none.
    """

    moments: tuple[Moment, ...]
    dated: int
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    kind: NDArray[np.int8]
    lane: NDArray[np.int8]
    doing: NDArray[np.int16]
    standing: NDArray[np.int16]
    basis: NDArray[np.int8]
    outlet: NDArray[np.int32]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    holders: NDArray[np.int32]
    doings: tuple[str, ...]
    standings: tuple[str, ...]
    outlets: tuple[str, ...]
    who: tuple[Called, ...]
    seen: tuple[Who, ...]
    codes: tuple[Called, ...]
    people: Lists
    faces: Lists
    states: Lists

    def of_side(self, side: Side) -> Mask:
        """Which lists of parties hold somebody of the side."""
        if side == UNCODED:
            uncoded: Mask = self.states.starts[1:] == self.states.starts[:-1]
            return uncoded
        held = self.faces.having(np.fromiter((side.holds(face) for face in self.seen), np.bool_, count=len(self.seen)))
        if not side.actors:
            return held
        return held | self.people.having(np.fromiter((one.key in side.actors for one in self.who), np.bool_, count=len(self.who)))


KINDS: Final = tuple(MomentKind)
BASES: Final = tuple(Basis)


def make_columns(moments: Iterable[Moment], calls: Calls, state_name: Callable[[str], str] = str) -> Columns:
    """The rows as columns; `state_name` is how a state or an organisation with a code is called."""
    ordered = tuple(sorted(moments, key=order_of))
    numbers = _Numbering(calls)
    cells = [numbers.row(moment) for moment in ordered]
    table = np.array(cells, np.int32).reshape(len(ordered), _WIDTH).T
    kind, lane, doing, standing, basis = (np.ascontiguousarray(column) for column in table[2:7])
    outlet, source, target, holders = (np.ascontiguousarray(column) for column in table[7:])
    lists = tuple(numbers.parties.held)
    faces = [[numbers.faces.of(Who(who.name, who.country)) for who in one] for one in lists]
    states = [[numbers.codes.of(who.country) for who in one if who.country] for one in lists]
    people = [[numbers.who.of(numbers.called(who)) for who in one] or [0] for one in lists]
    return Columns(
        ordered, sum(moment.days is not None for moment in ordered), table[0].copy(), table[1].copy(), kind.astype(np.int8),
        lane.astype(np.int8), doing.astype(np.int16), standing.astype(np.int16), basis.astype(np.int8), outlet, source, target, holders,
        tuple(numbers.doings.held), tuple(numbers.standings.held), tuple(numbers.outlets.held), tuple(numbers.who.held),
        tuple(numbers.faces.held), tuple(Called(code, state_name(code)) for code in numbers.codes.held),
        Lists.of(people), Lists.of(faces), Lists.of(states),
    )  # fmt: skip


_WIDTH: Final = 11


@dataclass
class _Numbers(Generic[T]):
    """Numbers for values, in the order in which they come."""

    held: dict[T, int] = field(default_factory=dict)

    def of(self, value: T) -> int:
        return self.held.setdefault(value, len(self.held))


class _Numbering:
    """The numbers that stand for what the rows say."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.doings, self.standings, self.codes = _Numbers[str](), _Numbers[str](), _Numbers[str]()
        self.outlets, self.who = _Numbers({NOBODY_KEY: 0}), _Numbers({NOBODY: 0})
        self.faces = _Numbers[Who]()
        self.parties = _Numbers[tuple[Who, ...]]({(): 0})

    def called(self, who: Who) -> Called:
        """Who it is in the whole case."""
        return self.calls(who) or called_by_name(who)

    def row(self, moment: Moment) -> tuple[int, ...]:
        """The numbers of a row."""
        days = moment.days
        return (
            date.fromisoformat(days.start).toordinal() if days else 0, date.fromisoformat(days.end).toordinal() if days else 0,
            KINDS.index(moment.kind), CLASSES.index(moment.quad.value if moment.quad else moment.kind.value), self.doings.of(moment.doing),
            self.standings.of(moment.standing), BASES.index(moment.basis), self.outlets.of(moment.paper.outlet or NOBODY_KEY),
            *(self.parties.of(parties) for parties in (moment.source, moment.target, moment.holders)),
        )  # fmt: skip
