"""The statements behind each number of the room: what these actors say, are told, pass on, or say of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Annotated, Final

from fastapi import Query
from starlette.exceptions import HTTPException

from memcon.link.people import UNNAMED, Person
from memcon.run.linking import Who
from memcon.store import Case
from memcon.store.people import SPOKEN_OF, Beside, Parts, Said
from memcon.web.addresses import address, piece

PAGE: Final = 50
"""Statements on one page."""
OTHERS: Final = 200
"""Others with whom one speaks that are shown."""
ROLES: Final = ("speaker", "addressee", "via")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose statements are listed: ids of actors by their part in them, as the address has it."""

    speaker: Annotated[str, Query(description="The id of who says it.")] = ""
    addressee: Annotated[str, Query(description="The id of who is told.")] = ""
    via: Annotated[str, Query(description="The id of who passes it on.")] = ""
    about: Annotated[str, Query(description=f"The id of who is named in the words; the latest {SPOKEN_OF:,} are looked through.")] = ""
    act: Annotated[str, Query(description="say, deny, ask ...")] = ""
    offset: Annotated[int, Query(ge=0)] = 0

    def address(self, *, offset: int = 0) -> str:
        """The address of another page."""
        return address("/actors/statements", **{**asdict(self), "offset": offset})


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as it is listed; `address` is its place in the reader."""

    key: str
    address: str
    day: str | None
    act: str
    stance: str
    speaker: str | None
    addressees: str
    via: tuple[str, ...]
    content: str
    paper: str
    place: str


@dataclass(frozen=True, slots=True)
class Sayings:
    """A page of statements, the last first; `by_name` is where the room of statements has those that bear the names."""

    title: str
    lines: tuple[Line, ...]
    total: int
    offset: int
    by_name: str
    is_cut: bool


def list_sayings(case: Case, who: Who, asked: Asked) -> Sayings:
    """The statements in which they have these parts. Raises HTTPException 404 for an id that is not in the case."""
    named = {name: _person(who, getattr(asked, name)) for name in (*ROLES, "about") if getattr(asked, name)}
    about = named.pop("about", None)
    of = {role: person.cluster.members for role, person in named.items()}
    parts = Parts(MappingProxyType(of), asked.act or None, about.cluster.members if about else ())
    with case.people() as people:
        total, said = people.count_said(parts), people.said(parts, most=PAGE, offset=asked.offset)
        is_cut = about is not None and people.count_said(Parts(parts.of)) > SPOKEN_OF
    names = {role: person.name for role, person in named.items()}
    title = _title(names, about.name if about else "", asked.act)
    by_name = address("/statements", **names, act=asked.act)
    return Sayings(title, tuple(map(line_of, said)), total, asked.offset, by_name, is_cut)


def _person(who: Who, actor: str) -> Person:
    person = who.person(actor)
    if person is None:
        raise HTTPException(404)
    return person


def _title(names: Mapping[str, str], about: str, act: str) -> str:
    """What is listed, in words: "What Ana Lund says to Tomas Bay: deny"."""
    match names:
        case {"speaker": speaker, "addressee": told}:
            words = f"What {speaker} says to {told}"
        case {"speaker": speaker, "via": via}:
            words = f"What {speaker} says on the word of {via}"
        case {"speaker": speaker}:
            words = f"What {speaker} says"
        case {"addressee": told}:
            words = f"What {told} is told"
        case {"via": via}:
            words = f"What {via} passes on"
        case _:
            words = "Statements"
    return f"{words}{f' of {about}' if about else ''}{f': {act}' if act else ''}"


def line_of(said: Said) -> Line:
    """A statement as it is listed."""
    via = tuple(said.via.split(" <- ")) if said.via else ()
    paper = said.title or said.origin.rstrip("/").rpartition("/")[2]
    where = address(f"/documents/{piece(said.document)}", statement=said.key)
    told = said.key, where, said.day, said.act, said.stance, said.speaker, said.addressees
    return Line(*told, via, said.content, paper, said.place)


# ── with whom ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Somebody who has another part in the same statements; `id` is None where nobody stands behind the name."""

    id: str | None
    name: str
    count: int
    address: str | None


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The first OTHERS of those who have another part in the same statements, and how many there are."""

    rows: tuple[Counterpart, ...] = ()
    total: int = 0


def counterparts(case: Case, who: Who, person: Person, role: str, other: str) -> Counterparts:
    """Those who have another part in the statements in which one has a part, those of most statements first."""
    with case.people() as people:
        beside = people.beside(person.cluster.members, role, other)
    return _ranked(who, _by_whom(who, beside), {role: person.id}, other)


def spoken_of(case: Case, who: Who, person: Person) -> Counterparts:
    """Of whom one speaks, by name and in the latest SPOKEN_OF statements, those of most statements first."""
    with case.people() as people:
        named = people.spoken_of(person.cluster.members)
    found: dict[tuple[str | None, str], set[int]] = defaultdict(set)
    for actor, numbers in named.items():
        other = who.person(actor)
        if other is not None and other.id != person.id and other.kind not in UNNAMED:
            found[other.id, ""] |= numbers
    return _ranked(who, found, {"speaker": person.id}, "about")


def _by_whom(who: Who, beside: Iterable[Beside]) -> dict[tuple[str | None, str], set[int]]:
    """(id, or None and the name) -> the numbers of the statements."""
    found: dict[tuple[str | None, str], set[int]] = defaultdict(set)
    homes = who.homes
    for statement, actor, name in beside:
        home = homes.get(actor) if actor is not None else None
        found[(None, name) if home is None else (home, "")].add(statement)
    return found


def _ranked(who: Who, found: Mapping[tuple[str | None, str], set[int]], fixed: Mapping[str, str], other: str) -> Counterparts:
    people = [(who.person(id_) if id_ is not None else None, name, len(numbers)) for (id_, name), numbers in found.items()]
    rows = sorted((-count, person.name if person else name, person.id if person else "") for person, name, count in people)
    shown = (Counterpart(id_ or None, name, -count, _address(id_, fixed, other)) for count, name, id_ in rows[:OTHERS])
    return Counterparts(tuple(shown), len(rows))


def _address(id_: str, fixed: Mapping[str, str], other: str) -> str | None:
    return address("/actors/statements", **fixed, **{other: id_}) if id_ else None
