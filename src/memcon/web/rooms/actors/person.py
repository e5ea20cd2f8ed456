"""One of the actors of a case: everything that is known of him, and what people have said of who he is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from memcon.link.actors import Candidate
from memcon.link.people import Appearance, Held, Person
from memcon.model.judgement import Action, Judgement
from memcon.model.ledger import ActorKind
from memcon.model.listings import Facet
from memcon.run.answering import about_actors
from memcon.run.linking import Who, portrait
from memcon.store import Case
from memcon.web.addresses import address, piece
from memcon.web.rooms.actors.listing import ActorRow, other_names, row_of
from memcon.web.rooms.actors.sayings import Counterparts, Line, counterparts, line_of

PAPERS: Final = 50
"""Papers of one person on one page."""
OTHERS: Final = 8
"""People that the search for another shows."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Somebody in one document: `actor` is the id there, `address` where he is first named, `name` what he is called there."""

    actor: str
    name: str
    kind: ActorKind
    role: str | None
    country: str | None
    title: str
    published: str
    address: str
    mentions: int
    spoke: int


@dataclass(frozen=True, slots=True)
class Maybe:
    """Somebody who may be the same, and why."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as a judgement names it: what it is called, and in which paper."""

    id: str
    name: str
    paper: str


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody has said of who is who, and that nobody has taken back; `key` is one of its judgements, `others` the first few."""

    key: str
    action: Action
    who: str
    at: str
    why: str
    one: Named
    others: tuple[Named, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Company:
    """With whom one speaks: to whom, who speaks to him, whose words he passes on, and who passes on his."""

    speaks_to: Counterparts
    hears_from: Counterparts
    passes_on: Counterparts
    passed_on_by: Counterparts


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything that is known of one, with a page of the papers, of which there are `row.documents` or more.

    `actors` is in how many papers he stands: one paper may have him twice.
    """

    row: ActorRow
    roles: tuple[Held, ...]
    names: tuple[tuple[str, int], ...]
    evidence: tuple[str, ...]
    acts: tuple[Facet, ...]
    latest: tuple[Line, ...]
    company: Company
    papers: tuple[Paper, ...]
    actors: int
    offset: int
    maybe: tuple[Maybe, ...]
    words: tuple[Word, ...]
    is_fresh: bool
    seconds: float


def tell_portrait(case: Case, who: Who, person: Person, *, offset: int = 0, is_fresh: bool, seconds: float) -> Portrait:
    """Everything that is known of one, with a page of the papers."""
    told = portrait(case, person)
    with case.people() as people:
        judgements = about_actors(people.judgements())
    return Portrait(
        row=row_of(person),
        roles=person.roles,
        names=tuple(other_names(person)),
        evidence=person.cluster.evidence,
        acts=tuple(Facet(act, n) for act, n in told.acts.items()),
        latest=tuple(map(line_of, told.latest)),
        company=_company(case, who, person),
        papers=tuple(_paper(a) for a in by_day(person)[offset : offset + PAPERS]),
        actors=len(person.appearances),
        offset=offset,
        maybe=tuple(_maybe(who, person, candidate) for candidate in person.candidates),
        words=tuple(_words(who, person, judgements)),
        is_fresh=is_fresh,
        seconds=seconds,
    )


def _company(case: Case, who: Who, person: Person) -> Company:
    pairs = (("speaker", "addressee"), ("addressee", "speaker"), ("via", "speaker"), ("speaker", "via"))
    return Company(*(counterparts(case, who, person, role, other) for role, other in pairs))


def by_day(person: Person) -> Sequence[Appearance]:
    """One in all papers, by the day on which they appeared."""
    return sorted(person.appearances, key=lambda a: (a.actor.published or "9", a.origin, a.actor.id))


def _paper(appearance: Appearance) -> Paper:
    actor = appearance.actor
    return Paper(
        actor.id, actor.name, actor.kind, actor.role, actor.country, paper_of(appearance), actor.published, place_of(appearance),
        appearance.mentions, appearance.spoke,
    )  # fmt: skip


def paper_of(appearance: Appearance) -> str:
    """What a document is called: its title, else the last part of where it came from."""
    return appearance.title or appearance.origin.rstrip("/").rpartition("/")[2] or appearance.origin


def place_of(appearance: Appearance) -> str:
    """Where in the reader an actor is first named."""
    at = "" if appearance.first is None else f"{appearance.first[0]}-{appearance.first[1]}"
    return address(f"/documents/{piece(appearance.actor.document)}", at=at)


def _maybe(who: Who, person: Person, candidate: Candidate) -> Maybe:
    """The other side of a question."""
    mine = set(person.cluster.members)
    other = candidate.right[0] if candidate.left[0] in mine else candidate.left[0]
    found = who.person(other)
    return Maybe(found.id if found else other, found.name if found else "", candidate.why)


def find_others(who: Who, person: Person, wanted: str) -> tuple[ActorRow, ...]:
    """The first few who bear a name, or a part of it, without the one who is shown."""
    if not wanted.strip():
        return ()
    return tuple(row_of(p) for p in who.directory.find(wanted)[: OTHERS + 1] if p.id != person.id)[:OTHERS]


# ── what people said ───────────────────────────────────────────────────────────────────────────────────────────────


def _words(who: Who, person: Person, judgements: Iterable[Judgement]) -> Iterator[Word]:
    """What people have said of this one, each answer once, the last first."""
    mine = set(person.cluster.members)
    about = [j for j in judgements if j.subject in mine or str(j.value["other"]) in mine]
    for (at, by, action), group in groupby(reversed(about), key=lambda j: (j.at, j.who, j.action)):
        said = list(group)
        first = said[0]
        others = list(dict.fromkeys(str(j.value["other"]) for j in said))
        named = tuple(_named(who, id_) for id_ in others[:OTHERS])
        yield Word(first.id, action, by, at, first.why, _named(who, first.subject), named, len(others))


def _named(who: Who, actor: str) -> Named:
    seen = who.appearances.get(actor)
    return Named(actor, seen.actor.name, paper_of(seen)) if seen is not None else Named(actor, actor[:8], "")
