"""Word lists about people, offices, papers and groups (data/people.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from memcon.detect.grammar.states import State, find_state
from memcon.detect.grammar.tables import load_table
from memcon.model.ledger import ActorKind

PLAIN_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "mme"})
"""Titles that are left out of the name of somebody of whom only the surname is known."""


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Titles and role nouns with their gender (m, f or None), and the nouns for everything else that can speak."""

    titles: dict[str, str | None]
    roles: dict[str, str | None]
    offices: frozenset[str]
    papers: frozenset[str]
    outlets: frozenset[str]
    groups: frozenset[str]
    known: dict[str, str]
    first: dict[str, str]


@cache
def words_with_kinds() -> frozenset[str]:
    """The common nouns that may name an actor."""
    words = load_words()
    return words.papers | words.groups | words.roles.keys() | words.offices | words.outlets


@cache
def load_words() -> PeopleWords:
    """The lists of data/people.toml."""
    table = load_table("people")
    gender = {"m": "m", "f": "f", "n": None}
    roles = table["roles"]
    return PeopleWords(
        titles={word: gender[g] for g, words in table["titles"].items() for word in words},
        roles={word: gender[g] for g in gender for word in roles[g]},
        offices=frozenset(roles["offices"]),
        papers=frozenset(roles["papers"]),
        outlets=frozenset(roles["outlets"]),
        groups=frozenset(roles["groups"]),
        known={name: code for code, names in table["known"].items() for name in names},
        first={word: g for g, words in table["first"].items() for word in words},
    )


@lru_cache(maxsize=4096)
def bare(word: str) -> str:
    """A word in lower case without its full stop and possessive."""
    low = word.lower().replace("’", "'").rstrip(".")
    return low.removesuffix("'s")


@lru_cache(maxsize=4096)
def country_of(words: str) -> State | None:
    """The state that an adjective, a name, or an office known by name belongs to."""
    state = find_state(words)
    code = load_words().known.get(bare(words).removeprefix("the ").strip())
    return state or (State(code, code) if code else None)


def kind_of_noun(lemma: str, *, plural: bool) -> ActorKind | None:
    """The kind of actor that a common noun names; None for a thing that does not speak."""
    words = load_words()
    if lemma in words.papers:
        return ActorKind.DOCUMENT
    if plural and (lemma in words.groups or lemma in words.roles):
        return ActorKind.GROUP
    if lemma in words.roles:
        return ActorKind.UNNAMED
    if lemma in words.offices:
        return ActorKind.ORGANISATION
    if lemma in words.groups:
        return ActorKind.GROUP
    return ActorKind.OUTLET if lemma in words.outlets else None
