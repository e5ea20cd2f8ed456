"""States by their names, capitals and demonyms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from memcon.detect.grammar.tables import load_table

_CALENDAR: Final = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)


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


@cache
def state_words() -> frozenset[str]:
    """All lower-case words of names, capitals and demonyms, months and weekdays: what is written with a capital."""
    gazetteer = load_gazetteer()
    single = {word for name in (*gazetteer.places, *gazetteer.adjectives) for word in name.replace("-", " ").split() if len(word) > 2}
    return frozenset((single | _CALENDAR) - _COMMON)
