"""States by their names, capitals and demonyms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from memcon.detect.grammar.tables import load_table

_CALENDAR: Final = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)


_GOVERNMENTS: Final = frozenset("gop goi goa goj gok gol gom goe gob".split())
"""Governments as telegrams write them; those that are words of English too (got, gos) are left out."""


_COMMON: Final = frozenset(
    "the and city may male republic house street white side polish pole turkey chad central new south north islands federation saint san "
    "hague cape coast great upper union united kingdom states emirates guinea-bissau people's".split()
)
"""Words of names of states that are words of English too, and would be capitalised wrongly."""


@dataclass(frozen=True, slots=True)
class State:
    """A state: ISO 3166 alpha-3 and its common name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Lower-case words to states: `places` are names and capitals, `adjectives` are demonyms."""

    places: dict[str, State]
    adjectives: dict[str, State]


@cache
def load_gazetteer() -> Gazetteer:
    """All states of data/states.toml."""
    table = load_table("states")
    places: dict[str, State] = {}
    adjectives: dict[str, State] = {}
    for code, row in table.items():
        names, capitals, demonyms = (part.split("|") for part in row.split(";"))
        state = State(code, names[0])
        places |= {name.lower(): state for name in (*names, *capitals)}
        adjectives |= {word.lower(): state for word in demonyms}
    return Gazetteer(places, adjectives)


def find_state(words: str) -> State | None:
    """The state with this name, capital or demonym, or None."""
    key = words.lower().replace("’", "'").removeprefix("the ").strip()
    key = key.removesuffix("'s")
    gazetteer = load_gazetteer()
    return gazetteer.places.get(key) or gazetteer.adjectives.get(key)


def find_government(abbreviation: str, text: str) -> State | None:
    """The state whose government a paper calls GOP or GOI: the one with that initial that its text names most, None where two do.

    So telegrams of the State Department write it; in a story GOP is a party, so only papers of diplomats are asked.
    """
    found = _GOVERNMENT.fullmatch(abbreviation.upper().removeprefix("THE ").strip())
    if found is None:
        return None
    counts = Counter({code: n for code, n in _named_in(text.lower()).items() if _initials(code).startswith(found[1].lower())})
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return next(state for state in load_gazetteer().places.values() if state.code == ranked[0][0])


_GOVERNMENT: Final = re.compile(r"GO([A-Z]{1,2})(?:['’]S)?")


@lru_cache(maxsize=4)
def _named_in(text: str) -> Counter[str]:
    """How often a text names each state, by name or demonym of one word."""
    known = load_gazetteer()
    words = re.findall(r"[a-z]{3,30}", text)
    return Counter(state.code for word in words if (state := known.places.get(word) or known.adjectives.get(word)) is not None)


@cache
def _initials(code: str) -> str:
    """The first letters of the words of a state's common name: "p", "sa"."""
    name = next(state.name for state in load_gazetteer().places.values() if state.code == code)
    return "".join(word[0] for word in name.lower().split())


@cache
def state_words() -> frozenset[str]:
    """All lower-case words of names, capitals and demonyms, months and weekdays: what is written with a capital."""
    gazetteer = load_gazetteer()
    single = {word for name in (*gazetteer.places, *gazetteer.adjectives) for word in name.replace("-", " ").split() if len(word) > 2}
    return frozenset((single | _CALENDAR | _GOVERNMENTS) - _COMMON)
