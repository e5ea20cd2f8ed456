"""Reads the actors of a case and joins them; what one of them says, and the sentence that names one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Self

from memcon.link.actors import Candidate, Linked, link_actors
from memcon.link.bearers import Sighted
from memcon.link.people import Appearance, Directory, Person, homes_of, people_of
from memcon.model.judgement import in_force
from memcon.model.ledger import ActorKind
from memcon.run.collecting import without_collecting
from memcon.store import Case
from memcon.store.people import Said, SeenActor

LATEST: Final = 5
"""Statements that are shown of one person."""
SIDE: Final = 140
"""Code points that are shown on each side of a name."""


@dataclass(frozen=True)
class Who:
    """Who is who in a case: the joins, everybody as a row, and the ids of the judgements about actors that are in it."""

    linked: Linked
    people: tuple[Person, ...]
    judged: frozenset[str] = frozenset()

    @cached_property
    def directory(self) -> Directory:
        """Everybody, to be looked for by name."""
        return Directory(self.people)

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Actor -> the id of the cluster that it is in."""
        return homes_of(self.linked)

    @cached_property
    def appearances(self) -> Mapping[str, Appearance]:
        """Every actor in its document, by id."""
        return {a.actor.id: a for person in self.people for a in person.appearances}

    def made_ready(self) -> Self:
        """The same, with everything worked out that lists ask for, so that the first list is as quick as the others."""
        self.directory.read()
        for person in self._by_home.values():
            person.read()
        return self

    def person(self, actor: str) -> Person | None:
        """Who an actor is, by the id of any that was joined; None for one that is not here."""
        home = self.homes.get(actor)
        return None if home is None else self._by_home[home]

    @cached_property
    def _by_home(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.people}


@without_collecting()
def who_is_who(case: Case) -> Who:
    """Everybody in the case, joined as far as it is sure or as people have said."""
    with case.people() as people:
        appearances = [appearance_of(seen) for seen in people.actors()]
        judgements = in_force(tuple(people.judgements()))
    linked = link_actors((a.actor for a in appearances), judgements)
    return Who(linked, people_of(linked, appearances), frozenset(j.id for j in judgements))


def appearance_of(seen: SeenActor) -> Appearance:
    """An actor as it is listed: each of its names as often as it stands in the text, and where it is first named."""
    row = seen.row
    actor = Sighted(
        row["id"],
        ActorKind(row["kind"]),
        row["name"],
        tuple(row["names"]),
        row["country"],
        row["role"],
        seen.document,
        seen.published or "",
    )
    mentions = row["mentions"]
    known = {_low(form): _form(form) for form in reversed((*row["names"], row["name"]))}  # cables stand in capitals
    forms = Counter(known[form] for m in mentions if (form := _low(m["text"])) in known)
    best = next((m for m in mentions if _low(m["text"]) in known), mentions[0] if mentions else None)
    first = None if best is None else (best["start"], best["end"])
    return Appearance(
        actor, seen.title or "", seen.origin, tuple(sorted(forms.items())), len(mentions), first, seen.spoke, seen.told, seen.via
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def _form(text: str) -> str:
    """A mention as a name: on one line, without the possessive."""
    return " ".join(str(text).split()).removesuffix("’s").removesuffix("'s")


@lru_cache(maxsize=65_536)
def _low(text: str) -> str:
    """The same in small letters."""
    return _form(text).casefold()


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is told of one person beside the row: statements by act, and the latest."""

    acts: dict[str, int]
    latest: list[Said]


def portrait(case: Case, person: Person) -> Portrait:
    """What a person says in the case."""
    with case.people() as people:
        return Portrait(people.acts(person.cluster.members), people.latest(person.cluster.members, most=LATEST))


def sentence_of(case: Case, appearance: Appearance) -> str:
    """The sentence in which an actor is first named in its document; empty where there is none."""
    return "".join(naming(case, appearance)).strip()


def naming(case: Case, appearance: Appearance) -> tuple[str, str, str]:
    """The sentence in which an actor is first named in its document: what is before the name, the name, what is behind it."""
    if appearance.first is None:
        return "", "", ""
    with case.people() as people:
        text = people.text(appearance.actor.document)
    return parts_around(text, *appearance.first)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence around a place, cut at line breaks of two, full stops, and SIDE code points on each side."""
    return "".join(parts_around(text, start, end)).strip()


def parts_around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The same sentence: what is before the place, the place, what is behind it, each on one line."""
    before, after = text[max(0, start - SIDE) : start], text[end : end + SIDE]
    head = max((before.rfind(mark) + len(mark) for mark in ("\n\n", ". ", "? ", "! ", ".” ") if mark in before), default=0)
    ends = [at + 1 for mark in ("\n\n", ". ", "? ", "! ", ".\n", ".”") if (at := after.find(mark)) >= 0]
    tail = min(ends, default=len(after))
    if head == 0 and start > SIDE:  # no half words
        before, head = f"…{before.partition(' ')[2]}", 0
    if not ends and end + SIDE < len(text):
        after, tail = f"{after.rpartition(' ')[0]}…", SIDE
    return _flat(before[head:]).lstrip(), _flat(text[start:end]), _flat(after[:tail]).rstrip()


def _flat(words: str) -> str:
    """The words on one line, with a blank left at either end where there was one."""
    flat = " ".join(words.split())
    return f"{' ' if words[:1].isspace() else ''}{flat}{' ' if flat and words[-1:].isspace() else ''}"


def sides(who: Who, candidate: Candidate) -> tuple[Sequence[Appearance], Sequence[Appearance]]:
    """The actors on both sides of a question, in their documents."""
    return [who.appearances[id_] for id_ in candidate.left], [who.appearances[id_] for id_ in candidate.right]


def shown_first(side: Sequence[Appearance]) -> Appearance:
    """Of the actors on one side of a question the one who speaks and is spoken of most: its sentence is shown."""
    return max(side, key=lambda a: (a.spoke + a.told + a.via, a.mentions, a.actor.id))
