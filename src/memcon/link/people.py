"""The people, bodies and papers of a case as they are shown: one row for each cluster of actors."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from memcon.link.actors import Candidate, Cluster, Linked
from memcon.link.bearers import Sighted
from memcon.link.names import Likeness, Name, compare_names, read_name
from memcon.link.spelling import folded
from memcon.model.ledger import ActorKind

UNNAMED: Final = frozenset({ActorKind.UNNAMED, ActorKind.DOCUMENT})
"""Kinds that are listed only when they are asked for: "the spokesman", "the report"."""
LEAST_SHARE: Final = 4
"""Of so many documents one must give the state."""
_LEAST_ID: Final = 6


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor in its document: the words of its mentions with their number, the first mention, and its statements."""

    actor: Sighted
    title: str
    origin: str
    forms: tuple[tuple[str, int], ...] = ()
    mentions: int = 0
    first: tuple[int, int] | None = None
    spoke: int = 0
    told: int = 0
    via: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A role, with the first and the last day of the papers that name it; empty where no paper has a day."""

    role: str
    first: str
    last: str
    documents: int


@dataclass(frozen=True)
class Person:
    """One cluster of actors, of whatever kind, as it is shown."""

    cluster: Cluster
    appearances: tuple[Appearance, ...]
    candidates: tuple[Candidate, ...] = ()

    @property
    def id(self) -> str:
        return self.cluster.id

    @cached_property
    def kind(self) -> ActorKind:
        """The kind that most of the documents give it."""
        return kind_of(Counter(a.actor.kind for a in self.appearances))

    @cached_property
    def name(self) -> str:
        """A full name before a part of one, without a title before one with it, then what most documents have, then the longer."""
        return best_name(self.appearances)

    @cached_property
    def country(self) -> str | None:
        """The state that most documents give it; one that few give is left out, for it may be a slip."""
        return country_of(Counter(a.actor.country for a in self.appearances if a.actor.country), len(self.appearances))

    @cached_property
    def names(self) -> tuple[tuple[str, int], ...]:
        """The names in the text with how often each stands there, the most frequent first."""
        counts: Counter[str] = Counter()
        for appearance in self.appearances:
            counts.update(dict(appearance.forms))
        return tuple(sorted(counts.items(), key=lambda row: (-row[1], row[0])))

    @cached_property
    def roles(self) -> tuple[Held, ...]:
        """The roles by the first day on which a paper names them."""
        days: dict[str, list[str]] = defaultdict(list)
        for appearance in self.appearances:
            role = role_of(appearance.actor)
            if role:
                days[role].append(appearance.actor.published)
        rows = [Held(role, min(filter(None, d), default=""), max(d), len(d)) for role, d in days.items()]
        return tuple(sorted(rows, key=lambda held: (held.first or "9", held.role)))

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The documents that have it, by id."""
        return tuple(sorted({a.actor.document for a in self.appearances}))

    def read(self) -> tuple[object, ...]:
        """Everything that is worked out of the appearances, worked out now."""
        told = (self.kind, self.name, self.country, self.names, self.roles, self.documents)
        return *told, self.spoke, self.told, self.via, self.mentioned

    @cached_property
    def spoke(self) -> int:
        return sum(a.spoke for a in self.appearances)

    @cached_property
    def told(self) -> int:
        return sum(a.told for a in self.appearances)

    @cached_property
    def via(self) -> int:
        return sum(a.via for a in self.appearances)

    @cached_property
    def mentioned(self) -> int:
        return sum(a.mentions for a in self.appearances)


def best_name(appearances: Sequence[Appearance]) -> str:
    """The name that says most of who stands behind all of them."""
    return name_of(Counter(a.actor.name for a in appearances))


def name_of(counts: Mapping[str, int]) -> str:
    """The same, of names with the number of documents that have each."""
    read = {name: read_name(name) for name in counts}
    return min(counts, key=lambda name: (not read[name].is_full, bool(read[name].titles), -counts[name], -len(name), name))


def kind_of(counts: Mapping[ActorKind, int]) -> ActorKind:
    """The kind that most of the documents give."""
    return min(counts, key=lambda kind: (-counts[kind], list(ActorKind).index(kind)))


def country_of(counts: Mapping[str, int], documents: int) -> str | None:
    """The state that most give of so many documents, unless these are few."""
    best = min(counts, key=lambda code: (-counts[code], code), default=None)
    return best if best is not None and counts[best] * LEAST_SHARE >= documents else None


def role_of(actor: Sighted) -> str:
    """The role, else the title in the name, without words that are the name's own: "ambassador sultan" of Sultan Khan is "ambassador"."""
    name = read_name(actor.name)
    words = (actor.role or name.title).split()
    return " ".join(word for word in words if folded(word) not in name.words and any(map(str.isalpha, word)))


def people_of(linked: Linked, appearances: Iterable[Appearance]) -> tuple[Person, ...]:
    """Every cluster, those who speak and are spoken of most first."""
    by_id = {a.actor.id: a for a in appearances}
    asked: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in linked.candidates:
        for id_ in dict.fromkeys((*candidate.left[:1], *candidate.right)):
            asked[id_].append(candidate)
    rows = []
    for cluster in linked.clusters:
        mine = {id(c): c for id_ in cluster.members for c in asked[id_]}
        rows.append(Person(cluster, tuple(by_id[id_] for id_ in cluster.members), tuple(mine.values())))
    return tuple(sorted(rows, key=lambda p: (-(p.spoke + p.told + p.via), -p.mentioned, p.name, p.id)))


@dataclass(frozen=True)
class Directory:
    """Everybody with the names they bear, read once to be looked through often."""

    people: tuple[Person, ...]

    def find(self, wanted: str) -> list[Person]:
        """Those who bear the name, else those whom a part of it fits: by id, by the same name in any spelling, by words of a name."""
        if re.fullmatch(rf"[0-9a-f]{{{_LEAST_ID},64}}", wanted):
            found = [p for p in self.people if any(id_.startswith(wanted) for id_ in p.cluster.members)]
            if found:
                return found
        name, low, words = read_name(wanted), folded(wanted), frozenset(read_name(wanted).words)
        same = {id(p) for p, form in self._by_key.get(name.key, ()) if name.is_full and compare_names(name, form.name) in _ONE}
        if same:
            return [p for p in self.people if id(p) in same]
        return [p for p, forms in self._borne if any(low in form.low or (words and words <= form.words) for form in forms)]

    def read(self) -> int:
        """How many names there are, all read now."""
        return sum(map(len, self._by_key.values()))

    @cached_property
    def _by_key(self) -> Mapping[str, Sequence[tuple[Person, _Form]]]:
        """What all spellings of a name share -> those who bear it."""
        found: dict[str, list[tuple[Person, _Form]]] = defaultdict(list)
        for person, forms in self._borne:
            for form in forms:
                found[form.name.key].append((person, form))
        return found

    @cached_property
    def _borne(self) -> tuple[tuple[Person, tuple[_Form, ...]], ...]:
        return tuple((person, tuple(_Form.of(form) for form in sorted(_forms(person)))) for person in self.people)


@dataclass(frozen=True, slots=True)
class _Form:
    """A name that somebody bears, as it is looked for."""

    low: str
    name: Name
    words: frozenset[str]

    @staticmethod
    def of(form: str) -> _Form:
        name = read_name(form)
        return _Form(folded(form), name, frozenset(name.words))


_ONE: Final = (Likeness.SAME, Likeness.SPELT)


def _forms(person: Person) -> set[str]:
    return {form for a in person.appearances for form in (a.actor.name, *a.actor.names)}


def homes_of(linked: Linked) -> Mapping[str, str]:
    """Actor -> the id of its cluster."""
    return {id_: cluster.id for cluster in linked.clusters for id_ in cluster.members}
