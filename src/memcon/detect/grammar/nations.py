"""States, their peoples, and the organisations and armed groups of the world, found by name in a parse."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from memcon.detect.grammar.reading import Range, View
from memcon.detect.grammar.states import load_gazetteer
from memcon.detect.grammar.tables import load_table
from memcon.language.casing import is_english

QUALIFIED: Final = frozenset(
    "backed held occupied brokered based born bound controlled funded made sponsored trained supported built flagged registered".split()
)
""" "Syrian-backed militia": the state in front is not the militia's."""
SHORT: Final = 4
"""Letters up to which a name in capitals is taken only in capitals: US, IS, WHO."""


@dataclass(frozen=True, slots=True)
class Nation:
    """A state (ISO 3166 alpha-3), or an organisation, armed group or people by its id, with the state it belongs to."""

    id: str
    kind: str
    country: str | None

    @property
    def code(self) -> str:
        """The state where there is one, else the id."""
        return self.country or self.id


@dataclass(frozen=True, slots=True)
class Named:
    """A nation named by tokens of a block."""

    nation: Nation
    tokens: Range


@cache
def load_nations() -> dict[str, Nation]:
    """Every organisation, armed group, people and region of data/organisations.toml, by id."""
    found = {}
    for id_, row in load_table("organisations").items():
        kind, country, _ = row.split(";", 2)
        found[id_] = Nation(id_, kind, country or None)
    return found


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], Nation, bool]]]:
    """First word -> the names that begin with it, the longest first; whether each is taken only in capitals."""
    states = load_gazetteer()
    pairs = [(name, Nation(s.code, "state", s.code)) for name, s in (*states.adjectives.items(), *states.places.items())]
    for id_, row in load_table("organisations").items():
        pairs += [(name, load_nations()[id_]) for name in row.split(";", 2)[2].split("|")]
    found: dict[str, list[tuple[tuple[str, ...], Nation, bool]]] = {}
    for name, nation in pairs:
        words = _words(name)
        short = name.isupper() or len(name.replace(".", "")) <= 3  # the names of states are kept in lower case
        found.setdefault(words[0], []).append((words, nation, short and len(words) == 1 and len(words[0]) <= SHORT))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who held an office: his nation, the office, and the years; an open end is None."""

    name: str
    nation: Nation
    office: str
    first: int
    last: int | None

    @property
    def leads(self) -> bool:
        """Whether a government is named after him."""
        return self.office in ("president", "prime minister", "chancellor", "premier")

    def serves(self, year: int | None) -> bool:
        """Whether a paper of the year may mean him by the office: two years more on each side; a paper without a day may mean anybody."""
        return year is None or self.first - SLACK <= year <= (self.last or year) + SLACK


@cache
def load_holders() -> dict[str, Holder]:
    """The office-holders of data/holders.toml by their full names in lower case."""
    found = {}
    for row in load_table("holders")["holders"]:
        name, code, office, first, last = row.split(";")
        nation = load_nations().get(code) or Nation(code, "state", code)
        found[" ".join(_words(name))] = Holder(name, nation, office, int(first), int(last) if last else None)
    return found


def holder_in(view: View, tokens: Range, *, year: int | None = None) -> Nation | None:
    """The nation of an office-holder whose full name, or office and surname, stand in the tokens; a surname alone tells nothing."""
    words = [_plain(view.tokens[i].lower_.replace("’", "'")) for i in range(tokens.start, tokens.end)]
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + LONGEST) + 1):
            holder = load_holders().get(" ".join(words[start:end]))
            if holder is not None and holder.serves(year):
                return holder.nation
    return _by_office(words, year)


@lru_cache(maxsize=4096)
def nation_named(name: str) -> Nation | None:
    """The nation that has exactly this name."""
    words = _words(name.removeprefix("the ").removeprefix("The "))
    return next((nation for known, nation, _ in _names().get(words[0], ()) if known == words), None) if words else None


def nation_of_holder(name: str, *, year: int | None = None) -> Nation | None:
    """The nation of the office-holder of this full name."""
    holder = load_holders().get(" ".join(_words(name)))
    return holder.nation if holder is not None and holder.serves(year) else None


def holds_office(first: str, surname: str, titles: Collection[str], *, year: int | None = None) -> bool | None:
    """Whether somebody of this first name and surname held one of the offices; None where no holder of that surname did.

    "President Obama" is not Michelle Obama, whoever else the paper names.
    """
    held = [h for h in _surnames().get(surname, ()) if h.office.split()[-1] in titles and h.serves(year)]
    return any(_words(h.name)[0] == first for h in held) if held else None


def _by_office(words: list[str], year: int | None) -> Nation | None:
    """ "President Obama", "the Obama administration": the one holder of that surname and office, in these years."""
    found = {
        h.nation
        for first, second in pairwise(words)
        for h in _surnames().get(second, ())
        if h.office.split()[-1] == first and h.serves(year)
    }
    found |= {
        h.nation for first, second in pairwise(words) if second in RULING for h in _surnames().get(first, ()) if h.leads and h.serves(year)
    }
    return found.pop() if len(found) == 1 else None


@cache
def _surnames() -> dict[str, list[Holder]]:
    found: dict[str, list[Holder]] = {}
    for name, holder in load_holders().items():
        found.setdefault(name.split()[-1], []).append(holder)
    return found


RULING: Final = frozenset({"administration", "government", "cabinet", "regime"})
SLACK: Final = 2
"""Years before and after his office in which a holder is still, or already, named with it."""
LONGEST: Final = 6
"""Words in the longest name of an office-holder, hyphens counted."""


def _words(name: str) -> tuple[str, ...]:
    """The words as they are tokens of a parse."""
    spaced = re.sub(r"('s?)(?=\s|$)", r" \1", re.sub(r"([-/])", r" \1 ", name.lower().replace("’", "'")))
    return tuple(_plain(word) for word in spaced.split())


def _plain(word: str) -> str:
    return word.replace(".", "") or word


def find_nations(view: View) -> Iterator[Named]:
    """The nations that a block names, the longest name first, none inside another."""
    words, known = [_plain(word.replace("’", "'")) for word in view.words], _names()
    reached = 0
    for i, word in enumerate(words):
        found = _named_at(view, words, i) if i >= reached and word in known else None
        if found is not None:
            yield found
            reached = found.tokens.end


def _named_at(view: View, words: list[str], i: int) -> Named | None:
    for name, nation, capitals in _names().get(words[i], ()):
        end = i + len(name)
        if tuple(words[i:end]) == name and _is_name(view, Range(i, end), capitals=capitals) and not _is_qualifier(words, end):
            return Named(nation, Range(i, end))
    return None


def _is_name(view: View, tokens: Range, *, capitals: bool) -> bool:
    """ "US" is a state and "us" is not; in a telegram all is in capitals, and what English knows as a word is one."""
    words = [view.tokens[i] for i in range(tokens.start, tokens.end)]
    if view.block.capitals:
        return not capitals or not is_english(words[0].lower_)
    return words[0].text.isupper() if capitals else any(word.text[:1].isupper() for word in words)


def _is_qualifier(words: list[str], end: int) -> bool:
    return end + 1 < len(words) and words[end] == "-" and words[end + 1] in QUALIFIED
