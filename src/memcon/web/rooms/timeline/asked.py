"""What somebody wants to see of the timeline: each question stands in the address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Final

from fastapi import Depends
from fastapi import Query as Parameter

from memcon.export.chronicle.days import Days
from memcon.export.chronicle.moments import Basis, MomentKind, Quad
from memcon.export.chronicle.panorama import LaneBy
from memcon.export.chronicle.sieve import Sieve
from memcon.run.chronicling import Chronicle, is_key, known_side, meant_day, meant_days, meant_types
from memcon.web.addresses import address

PAGE: Final = 50
"""Rows on one page of the table."""
LANES: Final = 12
MOST_LANES: Final = 60
USUAL: Final = (MomentKind.EVENT, MomentKind.STATEMENT)
ROLES: Final[Mapping[str, str]] = {"actor": "with", "source": "by", "target": "to", "via": "on the word of"}
"""The sides that are asked about, and what a chip calls each."""
LANE_FIELDS: Final[Mapping[LaneBy, str]] = {
    LaneBy.ACTOR: "source", LaneBy.STATE: "source", LaneBy.OUTLET: "outlet", LaneBy.CLASS: "class_",
}  # fmt: skip
"""By which question the rows of a lane are found."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked; what is empty is not asked about. `begins` are two days with a slash between."""

    by: LaneBy = LaneBy.ACTOR
    lanes: int = LANES
    since: str = ""
    until: str = ""
    begins: str = ""
    undated: bool = False
    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    kind: tuple[MomentKind, ...] = ()
    type: tuple[str, ...] = ()
    class_: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    basis: Basis | None = None
    outlet: str = ""
    page: int = 1

    @property
    def kinds(self) -> tuple[MomentKind, ...]:
        """The kinds that are shown."""
        return self.kind or USUAL

    @property
    def offset(self) -> int:
        """How many rows come before the page."""
        return (self.page - 1) * PAGE

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked about rows."""
        return replace(self, by=LaneBy.ACTOR, lanes=LANES, kind=(), page=1) == Wanted()

    def but(self, **changes: Any) -> Wanted:
        """The same with something changed; from the first page, unless the page is what changes."""
        return replace(self, **({"page": 1} | changes))

    def address(self, room: str = "/timeline", **changes: Any) -> str:
        """Where it is shown, with something changed."""
        wanted = self.but(**changes)
        return address(room, **{f.name: value for f in fields(wanted) if (value := getattr(wanted, f.name)) != f.default})

    @property
    def typed(self) -> str:
        """The words in the field for somebody on either side."""
        return next((name for name in self.actor if not is_key(name)), "")

    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What the fields of the form do not ask and stays when they are changed: not the page, and not what only holds for some days."""
        shown = {"by", "since", "until", "begins", "undated", "kind", "type", "page"}
        return tuple((name, value) for name, value in _said(self) if name not in shown and (name, value) != ("actor", self.typed))

    def without_days(self) -> Wanted:
        """The same for all days."""
        return self.but(since="", until="", begins="", undated=False)

    def sieve(self, chronicle: Chronicle) -> Sieve:
        """The questions as the rows take them. Raises WrongUse for what cannot be understood."""
        sides = {role: tuple(known_side(name, chronicle) for name in getattr(self, role)) for role in ROLES}
        return Sieve(
            meant_day(self.since or None), meant_day(self.until or None), meant_days(self.begins) if self.begins else None,
            undated=self.undated, kinds=frozenset(self.kinds), types=meant_types(self.type), classes=frozenset(self.class_),
            standings=frozenset(self.standing), basis=self.basis, outlet=self.outlet.strip() or None, **sides,
        )  # fmt: skip

    def in_bar(self, days: Days, *, is_first: bool) -> dict[str, Any]:
        """The change that leaves the rows of a bar. In the first one of a lane stands also what began earlier."""
        held = meant_days(self.begins) if self.begins else days
        begins = self.begins if is_first else f"{max(days.start, held.start)}/{min(days.end, held.end)}"
        return {"since": days.start, "until": days.end, "begins": begins, "undated": False}

    def in_lane(self, key: str) -> dict[str, Any]:
        """The change that leaves the rows of a lane."""
        name = LANE_FIELDS[self.by]
        if name == "outlet":
            return {"outlet": key}
        if name == "class_":
            kinds = [kind for kind in MomentKind if kind.value == key]
            return {"kind": tuple(kinds)} if kinds else {"class_": (key,)}
        wanted = f"code:{key}" if self.by is LaneBy.STATE else key
        return {"source": tuple(dict.fromkeys((*self.source, wanted)))}


def _said(wanted: Wanted) -> Iterator[tuple[str, str]]:
    for field in fields(wanted):
        value = getattr(wanted, field.name)
        if value == field.default:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            yield field.name.rstrip("_"), str(one).lower() if isinstance(one, bool) else str(one)


Names = tuple[str, ...]


def _wanted(  # noqa: PLR0913  one argument for each question
    *,
    by: Annotated[LaneBy, Parameter(description="What a lane holds the rows of.")] = LaneBy.ACTOR,
    lanes: Annotated[int, Parameter(ge=1, le=MOST_LANES, description="How many lanes at most.")] = LANES,
    since: Annotated[str, Parameter(max_length=40, description="On the day or later: 2024-05-14.")] = "",
    until: Annotated[str, Parameter(max_length=40, description="On the day or before.")] = "",
    begins: Annotated[str, Parameter(max_length=40, description="Begins in these days: 2024-05-01/2024-05-31.")] = "",
    undated: Annotated[bool, Parameter(description="Only what has no day.")] = False,
    actor: Annotated[Names, Parameter(description="On either side: a state, an id of an actor, a part of a name.")] = (),
    source: Annotated[Names, Parameter(description="Does or says it; - is nobody named.")] = (),
    target: Annotated[Names, Parameter(description="Suffers or is told it.")] = (),
    via: Annotated[Names, Parameter(description="On whose word a statement stands.")] = (),
    kind: Annotated[tuple[MomentKind, ...], Parameter(description="Else events and statements.")] = (),
    type_: Annotated[Names, Parameter(alias="type", description="Types of events and acts: ASSAULT, deny.")] = (),
    class_: Annotated[tuple[Quad, ...], Parameter(alias="class", description="Classes of events.")] = (),
    standing: Annotated[Names, Parameter(description="did, alleged, will, may, denied, refused, rejected, said, not said; done.")] = (),
    basis: Annotated[Basis | None, Parameter(description="Whose day it is: its own, or that of the paper.")] = None,
    outlet: Annotated[str, Parameter(max_length=500, description="The outlet by its name, else a part of it; - is none.")] = "",
    page: Annotated[int, Parameter(ge=1, le=1_000_000)] = 1,
) -> Wanted:
    classes = tuple(quad.value for quad in class_)
    sides = {role: tuple(filter(str.strip, names)) for role, names in zip(ROLES, (actor, source, target, via), strict=True)}
    return Wanted(
        by, lanes, since.strip(), until.strip(), begins.strip(), undated, kind=kind, type=tuple(filter(None, type_)), class_=classes,
        standing=standing, basis=basis, outlet=outlet, page=page, **sides,
    )  # fmt: skip


Asked = Annotated[Wanted, Depends(_wanted)]
"""What is asked, as an argument of the room."""
