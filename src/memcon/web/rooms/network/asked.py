"""What somebody wants to see of the network: each question stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import Depends
from fastapi import Query as Parameter

from memcon.export.chronicle.moments import MomentKind
from memcon.export.chronicle.network import Tie
from memcon.export.chronicle.sieve import Sieve
from memcon.run.chronicling import Chronicle, is_key, known_side, meant_day, meant_types
from memcon.web.addresses import address
from memcon.web.rooms.timeline.asked import Wanted as WantedRows

PAGE: Final = 200
"""Edges on one page of the table."""
MOST: Final = 40
LARGEST: Final = 200
"""How many may be drawn at once: with more of them no name can be read."""


ROLES: Final[Mapping[str, str]] = {"speaker": "by", "addressee": "to", "via": "on the word of"}
"""The sides that are asked about, and what a chip calls each."""


class Sort(StrEnum):
    """By what the table is sorted."""

    COUNT = "count"
    ONE = "one"
    OTHER = "other"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked; what is empty is not asked about. `moved` are those whom somebody has put elsewhere: an id and two numbers."""

    speaker: str = ""
    addressee: str = ""
    via: str = ""
    act: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    least: int = 1
    most: int = MOST
    sort: Sort = Sort.COUNT
    page: int = 1
    moved: tuple[str, ...] = ()

    @property
    def offset(self) -> int:
        """How many edges come before the page."""
        return (self.page - 1) * PAGE

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked about statements."""
        return replace(self, most=MOST, sort=Sort.COUNT, page=1, moved=()) == Wanted()

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The sides that are told by what stands for one: their fields in the form are empty."""
        return tuple((role, key) for role in ROLES if is_key(key := getattr(self, role)))

    def typed(self, role: str) -> str:
        """The words in the field of a side."""
        words: str = getattr(self, role)
        return "" if is_key(words) else words

    def but(self, **changes: Any) -> Wanted:
        """The same with something changed; from the first page, unless the page is what changes."""
        return replace(self, **({"page": 1} | changes))

    def address(self, room: str = "/network", **changes: Any) -> str:
        """Where it is shown, with something changed."""
        wanted = self.but(**changes)
        return address(room, **{f.name: value for f in fields(wanted) if (value := getattr(wanted, f.name)) != f.default})

    def sieve(self, chronicle: Chronicle) -> Sieve:
        """The questions as the rows take them. Raises WrongUse for what cannot be understood."""
        by, to, on = ((known_side(name, chronicle),) if name.strip() else () for name in (self.speaker, self.addressee, self.via))
        return Sieve(
            meant_day(self.since or None), meant_day(self.until or None), kinds=frozenset([MomentKind.STATEMENT]),
            types=meant_types([self.act] if self.act else []), source=by, target=to, via=on, outlet=self.outlet.strip() or None,
        )  # fmt: skip

    def rows(self, *, source: str = "", target: str = "", via: str = "") -> str:
        """Where the statements behind a number are: what is asked here, and of the sides these besides."""
        pairs = ((self.speaker, source), (self.addressee, target), (self.via, via))
        sides = (tuple(dict.fromkeys(name for name in pair if name.strip())) for pair in pairs)
        by, to, on = sides
        acts = (self.act,) if self.act else ()
        kinds = (MomentKind.STATEMENT,)
        return WantedRows(
            since=self.since, until=self.until, source=by, target=to, via=on, kind=kinds, type=acts, outlet=self.outlet
        ).address()

    def rows_of(self, one: str, other: str, tie: Tie) -> str:
        """Where the statements of an edge are."""
        return self.rows(source=one, target=other) if tie is Tie.TOLD else self.rows(via=one, source=other)


def _wanted(  # noqa: PLR0913  one argument for each question
    *,
    speaker: Annotated[str, Parameter(max_length=500, description="Who says it: a state, an id of an actor, a part of a name.")] = "",
    addressee: Annotated[str, Parameter(max_length=500, description="Who is told.")] = "",
    via: Annotated[str, Parameter(max_length=500, description="On whose word: anybody in the chain.")] = "",
    act: Annotated[str, Parameter(max_length=40, description="What was done by saying it, as deny.")] = "",
    outlet: Annotated[str, Parameter(max_length=500, description="The outlet by its name, else a part of it; - is none.")] = "",
    since: Annotated[str, Parameter(max_length=40, description="On the day or later: 2024-05-14.")] = "",
    until: Annotated[str, Parameter(max_length=40, description="On the day or before.")] = "",
    least: Annotated[int, Parameter(ge=1, le=1_000_000, description="Only edges of so many statements.")] = 1,
    most: Annotated[int, Parameter(ge=2, le=LARGEST, description="How many of those who are most in edges.")] = MOST,
    sort: Annotated[Sort, Parameter(description="By what the edges are sorted.")] = Sort.COUNT,
    page: Annotated[int, Parameter(ge=1, le=1_000_000)] = 1,
    moved: Annotated[tuple[str, ...], Parameter(description="For the picture alone: who is to stand elsewhere, as ID,X,Y.")] = (),
) -> Wanted:
    return Wanted(speaker, addressee, via, act, outlet, since.strip(), until.strip(), least, most, sort, page, moved)


Asked = Annotated[Wanted, Depends(_wanted)]
"""What is asked, as an argument of the room."""
