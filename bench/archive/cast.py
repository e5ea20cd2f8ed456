"""Who appears in the stories: people with their offices, towns and papers, each the same whenever its number comes up."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from bench.archive import words

PEOPLE = 4_000
OUTLETS = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks, with a title before the name."""

    name: str
    title: str
    office: str

    @property
    def surname(self) -> str:
        return self.name.rpartition(" ")[2]

    @property
    def full(self) -> str:
        """The name as it is told first."""
        return f"{self.title} {self.name}"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A paper, and the host of its pages."""

    name: str
    host: str


def town(n: int) -> str:
    """The nth town."""
    start, end = divmod(n % (len(words.TOWN_STARTS) * len(words.TOWN_ENDS)), len(words.TOWN_ENDS))
    return words.TOWN_STARTS[start] + words.TOWN_ENDS[end]


@cache
def outlet(n: int) -> Outlet:
    """The nth paper."""
    dice = random.Random(f"outlet/{n}")
    place = town(n * 11 + 3)
    name = f"{place} {dice.choice(words.PAPERS)}"
    return Outlet(name, f"www.{name.lower().replace(' ', '')}.example")


@cache
def person(n: int) -> Person:
    """The nth person."""
    dice = random.Random(f"person/{n}")
    name = f"{words.GIVEN[n % len(words.GIVEN)]} {dice.choice(words.SURNAME_STARTS)}{dice.choice(words.SURNAME_ENDS)}"
    title, office = dice.choice(words.OFFICES)
    return Person(name, title, office.format(town=town(dice.randrange(162))))


def somebody(dice: random.Random) -> Person:
    """A person: few speak often, most seldom."""
    return person(int(PEOPLE * dice.random() ** 2.5))
