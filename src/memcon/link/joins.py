"""What memcon joins by itself, and on what ground."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from operator import attrgetter
from typing import Final

from memcon.link.bearers import Bearer, Sort

LIFE_YEARS: Final = 60
"""Nobody is in public life for longer: the same name in papers further apart is asked about."""


class Ground(IntEnum):
    """On what two actors are held to be one, the strongest first; what is only asked comes behind what is joined."""

    JUDGED = 0
    NAME = 1
    STATE = 2
    BODY = 3
    SPELT = 4
    MIDDLE = 5
    OFFICE = 6
    OTHER_STATE = 7
    TITLED = 8
    INITIALS = 9
    NEAR = 10
    HOLDER = 11
    KIND = 12
    SURNAME = 13
    PAPERS = 14


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Two actors that are one, on what ground, and in words where the ground alone does not say it."""

    ground: Ground
    one: str
    other: str
    why: str = ""


tie_order: Final = attrgetter("ground", "one", "other", "why")
"""The order of ties by itself; quicker than to compare the ties."""


def by_key(bearers: Iterable[Bearer]) -> dict[tuple[str, str], list[Bearer]]:
    """The actors that are joined by what they are called, each list in order of day and id."""
    found: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        if bearer.sort in (Sort.PERSON, Sort.BODY, Sort.STATE):
            found[bearer.sort, bearer.key].append(bearer)
    return {key: sorted(rows, key=lambda b: (b.actor.published or "9", b.id)) for key, rows in sorted(found.items())}


def parts(same: Sequence[Bearer]) -> list[list[Bearer]]:
    """Actors of one name, cut where they are of different states, or of papers further apart than a life; the largest first."""
    if same[0].sort is Sort.STATE:
        return [list(same)]
    codes = sorted({b.actor.country or "" for b in same})
    split = [codes] if len(set(codes) - {""}) < 2 else [[code] for code in codes]
    found = [part for group in split for part in _lives([b for b in same if (b.actor.country or "") in group])]
    return sorted(found, key=lambda part: (-len(part), part[0].id))


def _lives(same: list[Bearer]) -> Iterator[list[Bearer]]:
    """Actors in order of day, cut where the papers are further apart than a life. Organisations live longer."""
    part: list[Bearer] = []
    for bearer in same:
        if part and bearer.sort is Sort.PERSON and years_apart(part[0].actor.published, bearer.actor.published) > LIFE_YEARS:
            yield part
            part = []
        part.append(bearer)
    yield part


def years_apart(one: str, other: str) -> float:
    """The years between two ISO days; 0 where one is not known."""
    days = [day for text in (one, other) if (day := _day(text)) is not None]
    return abs((days[0] - days[1]).days) / 365.25 if len(days) == 2 else 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def name_ties(part: Sequence[Bearer], apart: Mapping[str, Collection[str]] | None = None) -> Iterator[Tie]:
    """The joins within actors of one name: each spelling to its first, the other spellings to the one found most.

    `apart` are the actors with which one must not be: those whom people have parted are joined on each side.
    """
    ground = {Sort.STATE: Ground.STATE, Sort.BODY: Ground.BODY}.get(part[0].sort, Ground.NAME)
    forms: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in part:
        forms[bearer.name.printed].append(bearer)
    ranked = sorted(forms.values(), key=lambda rows: (-len(rows), rows[0].id))
    heads: list[list[Bearer]] = []
    for rows in ranked:
        sides = _sides(rows, apart or {})
        heads.append([side[0] for side in sides])
        yield from (Tie(ground, side[0].id, other.id) for side in sides for other in side[1:])
        yield from (Tie(ground, sides[0][0].id, side[0].id) for side in sides[1:])  # gives way, and is told
    for first in heads[0]:
        yield from (Tie(Ground.SPELT, first.id, other.id, spelt_words(first, other)) for rows in heads[1:] for other in rows)


def _sides(rows: Sequence[Bearer], apart: Mapping[str, Collection[str]]) -> list[list[Bearer]]:
    """Actors of one spelling, each with the first of those from whom nothing parts it; whom nobody has parted is with the most."""
    if not apart:
        return [list(rows)]
    here = {b.id for b in rows}
    parted = [b for b in rows if here & set(apart.get(b.id, ()))]
    sides: list[list[Bearer]] = []
    for bearer in parted:
        against = set(apart[bearer.id])
        fits = next((side for side in sides if against.isdisjoint(b.id for b in side)), None)
        if fits is None:
            sides.append([bearer])
        else:
            fits.append(bearer)
    known = {b.id for b in parted}
    rest = [b for b in rows if b.id not in known]
    most = max(sides, key=len, default=None)
    if most is None:
        return [rest]
    most.extend(rest)
    return sorted(sides, key=lambda side: -len(side))


def spelt_words(one: Bearer, other: Bearer) -> str:
    """In words how two spellings of a name differ."""
    a, b = sorted((one.name.printed, other.name.printed))
    if sorted(a.split()) == sorted(b.split()):
        return f"same name, the family name first or last: {one.actor.name} / {other.actor.name}"
    return f"same name but for its spelling in our letters: {one.actor.name} / {other.actor.name}"


def office_ties(bearers: Iterable[Bearer]) -> Iterator[Tie]:
    """ "Pakistan's ambassador" and the one ambassador of Pakistan whom the same document names."""
    holders: dict[tuple[str, str, str], list[Bearer]] = defaultdict(list)
    described: list[Bearer] = []
    for bearer in sorted(bearers, key=lambda b: b.id):
        if bearer.sort is Sort.ROLE:
            described.append(bearer)
        elif bearer.sort is Sort.PERSON and bearer.actor.country is not None:
            for office in bearer.offices:
                holders[bearer.actor.document, office.name, bearer.actor.country].append(bearer)
    for role in described:
        office = role.offices[0]
        fits = holders[role.actor.document, office.name, role.actor.country or ""]
        if role.actor.kind == "unnamed" and len(fits) == 1 and any(office.fits(held) for held in fits[0].offices):
            yield Tie(Ground.OFFICE, fits[0].id, role.id, f"the same office of the same state in one document: {role.actor.name}")


def name_words(ties: Sequence[Tie], of: dict[str, Bearer]) -> Iterator[str]:
    """The grounds of the joins of one cluster, in words, each once, the strongest first."""
    for ground, rows in sorted(_by_ground(ties).items()):
        papers = len({of[id_].actor.document for tie in rows for id_ in (tie.one, tie.other) if id_ in of})
        many = f"{papers} document{'s' if papers != 1 else ''}"
        if ground is Ground.NAME:
            yield f"same full name in {many}"
        elif ground is Ground.STATE:
            yield f"the same state ({of[rows[0].one].key.removeprefix('name ')}) in {many}"
        elif ground is Ground.BODY:
            yield f"same name in {many}"
        else:
            yield from (why for why, _ in sorted(Counter(tie.why for tie in rows).items(), key=lambda row: (-row[1], row[0])))


def _by_ground(ties: Sequence[Tie]) -> dict[Ground, list[Tie]]:
    found: dict[Ground, list[Tie]] = defaultdict(list)
    for tie in sorted(ties, key=tie_order):
        found[tie.ground].append(tie)
    return found
