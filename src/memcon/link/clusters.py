"""Clusters that grow by joins and never over what keeps two apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Trait = tuple[str, str]
"""Something of which an actor has one only, and which: ("country", "PAK")."""


@dataclass(slots=True)
class Clusters:
    """Actors by cluster; `apart` are those with which an actor must never be in one."""

    home: dict[str, str]
    members: dict[str, set[str]]
    traits: dict[str, frozenset[Trait]]
    apart: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, traits: Mapping[str, frozenset[Trait]], apart: Iterable[frozenset[str]]) -> Clusters:
        """Every actor alone."""
        found = cls({id_: id_ for id_ in traits}, {id_: {id_} for id_ in traits}, dict(traits))
        for pair in apart:
            for id_ in pair:
                found.apart.setdefault(id_, set()).update(pair - {id_})
        return found

    def root(self, id_: str) -> str:
        """The actor that stands for the cluster while it grows."""
        while self.home[id_] != id_:
            self.home[id_] = self.home[self.home[id_]]
            id_ = self.home[id_]
        return id_

    def parted(self, one: str, other: str) -> tuple[str, str] | None:
        """The first pair, by id, that keeps the clusters of two actors apart; None where nothing does."""
        if not self.apart:
            return None
        small, large = sorted((self.root(one), self.root(other)), key=lambda root: (len(self.members[root]), root))
        inside = self.members[large]
        return min(((min(a, b), max(a, b)) for a in self.members[small] if a in self.apart for b in self.apart[a] & inside), default=None)

    def against(self, one: str, other: str) -> str | None:
        """What the clusters of two actors cannot share: the first trait of which both have some and none in common."""
        a, b = self.traits[self.root(one)], self.traits[self.root(other)]
        if not a or not b:
            return None
        for name in sorted({name for name, _ in a} & {name for name, _ in b}):
            if not {t for t in a & b if t[0] == name}:
                return name
        return None

    def join(self, one: str, other: str) -> None:
        """Make the clusters of two actors one."""
        a, b = sorted((self.root(one), self.root(other)), key=lambda root: (len(self.members[root]), root))
        if a != b:
            self.home[a] = b
            self.members[b] |= self.members.pop(a)
            self.traits[b] |= self.traits.pop(a)
