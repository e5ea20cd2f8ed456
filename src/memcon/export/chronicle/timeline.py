"""A timeline: which rows, in which order, under which headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from memcon.export.chronicle.days import By, period_of, period_words
from memcon.export.chronicle.moments import Moment, MomentKind
from memcon.export.chronicle.sides import Side

UNDATED = "day not known"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are asked for; what is None or empty is not asked about. Days are ISO dates, both included."""

    since: str | None = None
    until: str | None = None
    actor: Side | None = None
    types: frozenset[str] = frozenset()

    def wants(self, moment: Moment) -> bool:
        """Whether the row fits, its days apart."""
        if self.types and moment.doing not in self.types:
            return False
        return self.actor is None or self.actor.holds_any((*moment.source, *moment.target))

    def may_want(self, moment: Moment) -> bool:
        """Whether the row fits, or would if it had a day."""
        return self.wants(moment) and (moment.days is None or self.is_in_time(moment))

    def is_in_time(self, moment: Moment) -> bool:
        """Whether a row with a day touches the days that are asked for."""
        if moment.days is None:
            return self.since is None and self.until is None
        return (self.since is None or moment.days.end >= self.since) and (self.until is None or moment.days.start <= self.until)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows in order, those without a day last; `undated` is how many fit but for the day that they do not have."""

    moments: tuple[Moment, ...]
    undated: int = 0


def make_timeline(moments: Iterable[Moment], asked: Asked) -> Timeline:
    """The rows that are asked for, in order."""
    kept, undated = [], 0
    for moment in filter(asked.wants, moments):
        if asked.is_in_time(moment):
            kept.append(moment)
        elif moment.days is None:
            undated += 1
    kept.sort(key=order_of)
    return Timeline(tuple(kept), undated)


def order_of(moment: Moment) -> tuple[bool, str, str, str, str]:
    """By day, then by paper and id: nothing that depends on the order in which files came."""
    days = moment.days
    return (days is None, days.start if days else "", days.end if days else "", moment.paper.origin, moment.id)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows under one heading, which may be empty."""

    heading: str
    moments: tuple[Moment, ...]


def groups(moments: Iterable[Moment], by: By | None) -> Iterator[Group]:
    """The rows by the period in which they begin, or without one all together; those without a day last."""
    for period, rows in groupby(moments, key=lambda moment: _period(moment, by)):
        held = tuple(rows)
        name = UNDATED if period is None else period and period_words(period)
        yield Group(name and f"{name}: {kind_counts(held)}", held)


def _period(moment: Moment, by: By | None) -> str | None:
    if moment.days is None:
        return None
    return period_of(moment.days.start, by) if by is not None else ""


def kind_counts(moments: Iterable[Moment]) -> str:
    """How many of each kind: "3 events, 1 statement"."""
    counts = Counter(moment.kind for moment in moments)
    return ", ".join(f"{counts[kind]:,} {kind.value}{'' if counts[kind] == 1 else 's'}" for kind in MomentKind if counts[kind])
