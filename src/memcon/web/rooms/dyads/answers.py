"""What two sides did and said to each other, each number with the address of its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from memcon.errors import WrongUse
from memcon.export.chronicle.days import Days, period_days, period_words
from memcon.export.chronicle.dyads import Cell, Direction, Dyad, Number, make_dyad
from memcon.export.chronicle.moments import Basis, Quad
from memcon.export.chronicle.pairs import Busy, busiest_people, busiest_states
from memcon.export.chronicle.sieve import DONE, Sieve, choose
from memcon.export.chronicle.tables import dyad_dicts
from memcon.export.chronicle.timeline import UNDATED
from memcon.model.ledger import Modality
from memcon.run.chronicling import Chronicle
from memcon.web.rooms.dyads.asked import Wanted, side_of, typed
from memcon.web.rooms.timeline.asked import USUAL
from memcon.web.rooms.timeline.asked import Wanted as WantedRows

BUSIEST: Final = 12
"""Pairs that are offered where no sides are asked for, of states and of people."""
LISTED: Final = 500
"""Names that the fields offer."""
KINDS: Final = frozenset(USUAL)


@dataclass(frozen=True, slots=True)
class Told:
    """What two sides did and said to each other, for each direction and period as `memcon dyads --json` has it."""

    one: str
    other: str
    undated: int
    periods: tuple[dict[str, Any], ...]
    is_fresh: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rows, how many of them are only alleged and have only the day of their paper, and where each is."""

    number: int
    address: str
    alleged: int
    alleged_address: str
    by_paper: int
    by_paper_address: str


@dataclass(frozen=True, slots=True)
class Named:
    """A number of rows that have something in common."""

    name: str
    count: Count


@dataclass(frozen=True, slots=True)
class Line:
    """A period: what was done by class, what was not done, and what was said."""

    period: str
    done: tuple[Count, ...]
    apart: tuple[Named, ...]
    said: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A direction: period by period, and all together where there are several; `address` is where all its rows are."""

    source: str
    target: str
    lines: tuple[Line, ...]
    total: Line | None
    rows: int
    address: str


def find_dyad(chronicle: Chronicle, wanted: Wanted) -> Dyad:
    """The two sides. Raises WrongUse where they are one, and for what cannot be understood."""
    one, other = side_of(wanted.one, chronicle), side_of(wanted.other, chronicle)
    if one == other:
        raise WrongUse(f"{wanted.one} and {wanted.other} are the same side")
    columns = chronicle.columns
    both = [choose(columns, Sieve(kinds=KINDS, source=(a,), target=(b,))).listed for a, b in ((one, other), (other, one))]
    rows = np.unique(np.concatenate(both)).tolist()
    return make_dyad((columns.moments[n] for n in rows), one, other, by=wanted.period, asked=wanted.days())


def told(dyad: Dyad, *, is_fresh: bool) -> Told:
    """The answer for programs."""
    return Told(dyad.forth.source.label, dyad.forth.target.label, dyad.undated, tuple(dyad_dicts(dyad)), is_fresh)


def tables_of(dyad: Dyad, wanted: Wanted) -> tuple[Table, ...]:
    """A table for each direction."""
    return tuple(_table(direction, rows_between(wanted, is_back=direction is dyad.back)) for direction in dyad)


def rows_between(wanted: Wanted, *, is_back: bool) -> WantedRows:
    """The rows that go from one side to the other, in the days that are asked for."""
    source, target = (wanted.other, wanted.one) if is_back else (wanted.one, wanted.other)
    return WantedRows(since=wanted.since, until=wanted.until, source=(typed(source),), target=(typed(target),))


def _table(direction: Direction, rows: WantedRows) -> Table:
    lines = tuple(_line(cell, in_period(rows, cell.period)) for cell in direction.cells)
    total = _line(direction.total(), rows) if len(lines) > 1 else None
    count = sum(len(cell.moments) for cell in direction.cells)
    return Table(direction.source.label, direction.target.label, lines, total, count, rows.address())


def in_period(rows: WantedRows, period: str | None) -> WantedRows:
    """Those of the rows that begin in a period; without one, those that have no day."""
    if period is None:
        return replace(rows, undated=True)
    return in_days(rows, period_days(period))


def in_days(rows: WantedRows, days: Days) -> WantedRows:
    """Those of the rows that begin in these days."""
    shown = {} if rows.since or rows.until else {"since": days.start, "until": days.end}
    return rows.but(begins=f"{days.start}/{days.end}", **shown)


def _line(cell: Cell, rows: WantedRows) -> Line:
    events, statements = (replace(rows, kind=(kind,)) for kind in USUAL)
    done = tuple(_count(cell.done[quad], replace(events, class_=(quad.value,), standing=(DONE,))) for quad in Quad)
    apart = tuple(Named(name, _count(number, replace(rows, standing=(name,)))) for name, number in cell.apart.items())
    said = tuple(Named(act, _count(number, replace(statements, type=(act,), standing=(DONE,)))) for act, number in cell.said.items())
    period = "all" if cell.period == "total" else UNDATED if cell.period is None else period_words(cell.period)
    return Line(period, done, apart, said)


def _count(number: Number, rows: WantedRows) -> Count:
    alleged = replace(rows, standing=(Modality.ALLEGED.value,))
    by_paper = replace(rows, basis=Basis.PAPER)
    pairs = ((number, rows), (number.alleged, alleged), (number.by_paper, by_paper))
    (all_, at), (some, at_some), (others, at_others) = ((len(held), wanted.address()) for held, wanted in pairs)
    return Count(all_, at, some, at_some, others, at_others)


# ── what is offered ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Offer:
    """Pairs between which most rows go, and names for the fields."""

    states: tuple[Busy, ...]
    people: tuple[Busy, ...]
    names: tuple[str, ...]


def offer(chronicle: Chronicle) -> Offer:
    """What can be asked for."""
    columns = chronicle.columns
    rows = choose(columns, Sieve(kinds=KINDS)).listed
    states, people = busiest_states(columns, rows, most=BUSIEST), busiest_people(columns, rows, most=BUSIEST)
    return Offer(states, people, names_of(chronicle))


def names_of(chronicle: Chronicle) -> tuple[str, ...]:
    """The names of states and organisations in the rows, and of those people who speak and are spoken to most."""
    people = (person.name for person in chronicle.who.people[:LISTED])
    return tuple(dict.fromkeys((*sorted(code.name for code in chronicle.columns.codes), *people)))
