"""Everybody of the case as the room lists them and the API gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import Query

from memcon.errors import WrongUse
from memcon.link.people import UNNAMED, Held, Person
from memcon.model.ledger import ActorKind
from memcon.model.listings import Facet
from memcon.run.linking import Who
from memcon.web.addresses import address
from memcon.web.standing import View

PAGE: Final = 50
"""Rows on one page."""
SHOWN: Final = 3
"""Roles, and other names, that are shown in a row; the page of one person has them all."""

KINDS: Final = tuple(kind.value for kind in ActorKind)


class Sort(StrEnum):
    """In which order they come."""

    SPEAKS = "speaks"
    MENTIONED = "mentioned"
    NAME = "name"


_KEYS: Final[dict[Sort, Callable[[Person], tuple[Any, ...]]]] = {
    Sort.SPEAKS: lambda p: (-p.spoke, -(p.told + p.via), -p.mentioned, p.name, p.id),
    Sort.MENTIONED: lambda p: (-p.mentioned, -p.spoke, p.name, p.id),
    Sort.NAME: lambda p: (p.name.casefold(), p.id),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the list, as the address has it."""

    name: Annotated[str, Query(description="A name in any spelling, a part of one, or an id.")] = ""
    kind: Annotated[str, Query(description="person, office, state, organisation, group, outlet, document or unnamed.")] = ""
    country: Annotated[str, Query(description="The code of a state, as PAK.")] = ""
    speaks: Annotated[bool, Query(description="Only who says something.")] = False
    unsure: Annotated[bool, Query(description="Only who may be the same as another.")] = False
    every: Annotated[bool, Query(description="Also who has no name (the spokesman) and papers; a name or a kind finds them anyhow.")] = (
        False
    )
    sort: Annotated[Sort, Query(description="speaks, mentioned or name.")] = Sort.SPEAKS
    offset: Annotated[int, Query(ge=0)] = 0

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked about."""
        return replace(self, sort=Sort.SPEAKS, offset=0, every=False) == Filters()

    def address(self, **changes: Any) -> str:
        """The address of the list with something changed in what is asked; it begins with its first page."""
        changed = replace(self, **{"offset": 0, **changes})
        sort = "" if changed.sort == Sort.SPEAKS else str(changed.sort)
        return address("/actors", **{**asdict(changed), "sort": sort})


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Somebody in the list; of roles and other names the most frequent, and how many there are more."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    roles: tuple[Held, ...]
    more_roles: int
    names: tuple[tuple[str, int], ...]
    more_names: int
    documents: int
    spoke: int
    told: int
    passed_on: int
    mentioned: int
    questions: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of everybody who fits: `total` fit, `questions` are open in the whole case.

    Kinds and countries are counted among those whom all the other filters leave.
    """

    actors: tuple[ActorRow, ...]
    total: int
    offset: int
    kinds: tuple[Facet, ...]
    countries: tuple[Facet, ...]
    questions: int
    everybody: int
    is_fresh: bool
    seconds: float


def list_people(view: View[Who], asked: Filters) -> Listing | None:
    """The page that is asked for; None while nothing is known yet. Raises WrongUse for what is no kind."""
    if asked.kind and asked.kind not in KINDS:
        raise WrongUse(f"{asked.kind[:40]!r} is no kind of actor; choose from {', '.join(KINDS)}")
    if view.value is None:
        return None
    found = view.value.directory.find(asked.name) if asked.name.strip() else view.value.people
    counted = _count(found, asked)
    people = sorted(counted.fitting, key=_KEYS[asked.sort])
    page = tuple(map(row_of, people[asked.offset : asked.offset + PAGE]))
    facets = _facets(counted.kinds), _facets(counted.countries)
    counts = len(view.value.linked.candidates), len(view.value.people)
    return Listing(page, len(people), asked.offset, *facets, *counts, is_fresh=view.is_fresh, seconds=view.seconds)


@dataclass(frozen=True, slots=True)
class _Counted:
    """Those who fit, and how many of each kind and country there are among those whom all the other filters leave."""

    fitting: list[Person]
    kinds: Counter[str]
    countries: Counter[str]


def _count(found: Iterable[Person], asked: Filters) -> _Counted:
    counted = _Counted([], Counter(), Counter())
    country = asked.country.casefold()
    hidden: frozenset[ActorKind] = UNNAMED if not (asked.every or asked.name.strip() or asked.kind) else frozenset()
    for person in found:
        if (asked.speaks and not person.spoke) or (asked.unsure and not person.candidates):
            continue
        is_there = country in ("", (person.country or "").casefold())
        is_such = asked.kind == person.kind if asked.kind else person.kind not in hidden
        if is_there:
            counted.kinds[person.kind.value] += 1
        if is_such and person.country:
            counted.countries[person.country] += 1
        if is_there and is_such:
            counted.fitting.append(person)
    return counted


def _facets(counts: Counter[str]) -> tuple[Facet, ...]:
    return tuple(Facet(value, n) for value, n in sorted(counts.items(), key=lambda row: (-row[1], row[0])))


def row_of(person: Person) -> ActorRow:
    """Somebody as a row."""
    roles = sorted(person.roles, key=lambda held: (-held.documents, held.role))
    others = other_names(person)
    told = person.id, person.name, person.kind, person.country
    shown = tuple(roles[:SHOWN]), max(0, len(roles) - SHOWN), tuple(others[:SHOWN]), max(0, len(others) - SHOWN)
    counts = len(person.documents), person.spoke, person.told, person.via, person.mentioned, len(person.candidates)
    return ActorRow(*told, *shown, *counts)


def other_names(person: Person) -> Sequence[tuple[str, int]]:
    """The names in the text but for the one that is shown, the most frequent first."""
    return [row for row in person.names if row[0] != person.name]
