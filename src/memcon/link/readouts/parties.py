"""Who is who in several accounts of one talk: the names that can be one person's, and what stands for both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from memcon.link.names import Likeness, compare_names, read_name
from memcon.link.readouts.words import fold, words_of_list
from memcon.model.ledger import Actor, ActorKind, Findings

BOTH: Final = "both"
NEAR: Final = frozenset(Likeness) - {Likeness.DIFFERENT}
_PLAIN_NAME: Final = re.compile(r"[^\W\d_]+")
_HE: Final = frozenset("he him his himself".split())
_SHE: Final = frozenset("she her hers herself".split())


@dataclass(frozen=True)
class Parties:
    """The key of each name that speaks in any account: one for all names that can be one person's."""

    keys: Mapping[str, str]
    persons: frozenset[str]
    words: frozenset[str]
    """Folded words of their names."""

    def key_of(self, name: str | None) -> str | None:
        """What stands for the bearer of the name in all accounts, or None where nobody is named."""
        if name is None:
            return None
        if fold(name) in words_of_list("both"):
            return BOTH
        return self.keys.get(name) or _only_near(name, self.keys) or fold(name)

    def are_apart(self, one: str | None, other: str | None) -> bool:
        """Whether the two names are those of two different persons; states, groups and offices may be anybody."""
        left, right = self.key_of(one), self.key_of(other)
        return left != right and left in self.persons and right in self.persons


def know_parties(accounts: Sequence[Findings]) -> Parties:
    """The parties of the accounts; a family name joins a full one where it is the only one with it."""
    actors = [actor for findings in accounts for actor in findings.actors]
    persons = sorted({a.name for a in actors if a.kind is ActorKind.PERSON}, key=lambda name: (-len(name), name))
    keys = {name: fold(name) for name in persons}
    for short, long in _ties(persons):
        keys[short] = keys[long]
    words = {w for name in _speaking(accounts) for w in map(fold, _PLAIN_NAME.findall(name))}
    return Parties(keys, frozenset(keys.values()), frozenset(words))


def _only_near(name: str, keys: Mapping[str, str]) -> str | None:
    """The key of the only person whose name this can be another form of."""
    read = read_name(name)
    fits = {key for known, key in keys.items() if compare_names(read_name(known), read) in NEAR}
    return fits.pop() if len(fits) == 1 else None


def _ties(persons: Sequence[str]) -> Iterable[tuple[str, str]]:
    """The shorter names with the one longer name that they can be."""
    fits: dict[str, list[str]] = {}
    for long, short in combinations(persons, 2):
        if compare_names(read_name(long), read_name(short)) in NEAR:
            fits.setdefault(short, []).append(long)
    return [(short, found[0]) for short, found in fits.items() if len({read_name(n).key for n in found}) == 1]


def _speaking(accounts: Sequence[Findings]) -> set[str]:
    """The names of all who speak or are spoken to."""
    return {
        party.name for findings in accounts for s in findings.statements for party in (s.speaker, *s.addressees) if party.name is not None
    }


def persons_of(findings: Findings) -> list[Actor]:
    """The persons of an account."""
    return [actor for actor in findings.actors if actor.kind is ActorKind.PERSON]


def gender_of(actor: Actor, text: str) -> str | None:
    """The sign m or f where pronouns or titles show it, else None."""
    words = {fold(mention.span.of(text)) for mention in actor.mentions}
    he, she = bool(words & _HE), bool(words & _SHE)
    if he != she:
        return "m" if he else "f"
    shown = {read_name(mention.span.of(text)).gender for mention in actor.mentions} - {None}
    return shown.pop() if len(shown) == 1 else None
