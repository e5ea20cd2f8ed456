"""Whom a typed name means: a state by its code, an organisation by its id, anybody by a part of his name."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.export.chronicle.moments import Who


@dataclass(frozen=True, slots=True)
class Side:
    """Whom a typed name means.

    Whoever has one of the `codes` belongs to it. Whoever has no code, or that of the state to which the organisation belongs
    (`home`), belongs to it by its `names`, which are whole names, or its `phrases`, which are whole words of a name. `part` is
    a part of any name; it is empty where a state or an organisation is meant, for "us" is a part of "Musa". `actors` are the
    ids of one that is known.
    """

    label: str
    codes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    part: str = ""
    home: str | None = None
    actors: frozenset[str] = frozenset()

    def holds(self, who: Who) -> bool:
        """Whether somebody belongs to this side."""
        if who.country in self.codes or who.actor == self.label or who.actor in self.actors:
            return True
        name = folded(who.name or "")
        if self.part:
            return self.part in name
        return who.country in (None, self.home) and (name in self.names or any(f" {phrase} " in f" {name} " for phrase in self.phrases))

    def holds_any(self, parties: tuple[Who, ...]) -> bool:
        """Whether somebody among them belongs to this side."""
        return any(map(self.holds, parties))


def named_side(typed: str) -> Side:
    """Everybody who has the typed words in his name."""
    return Side(" ".join(typed.split()), part=folded(typed))


def folded(name: str) -> str:
    """The name as it is compared, whatever the case of its letters."""
    return " ".join(name.split()).casefold()
