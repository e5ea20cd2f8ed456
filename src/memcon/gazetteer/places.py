"""Places by name: countries, capitals, cities, provinces, and the crossings, straits and bases that papers of diplomats name.

`data/places.tsv.gz` has a line for each place of GeoNames; `data/names.tsv.gz` says which lines bear a name as their own, and for
which it is another name. Both stay packed bytes that are searched by bisection: 200,000 Python objects would take 60 MB.
`data/crossings.toml` is ours, and is read by people. `data/NOTICE.md` says where all of it comes from.
"""

from __future__ import annotations

import gzip
import math
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

TIMES: Final = 10
"""With so many times the people of the next a place is the one that is meant; Hyderabad in India has four times those of Pakistan's."""

_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "&": " and "}
)
_MARKS: Final = re.compile(r"[^\w\s\-‐‑–—/]")  # apostrophes of every kind, full stops, commas
_GAPS: Final = re.compile(r"[\s\-‐‑–—/_]+")
_SAINTS: Final = {"st": "saint", "ste": "sainte"}

_DIVISIONS: Final = frozenset("province governorate oblast region state district prefecture county voivodeship canton krai".split())
_ARTICLES: Final = frozenset("al el an ar as at az ad ash".split())


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `country` is ISO 3166-1 alpha-3, None for what lies in several or is claimed by several; degrees are WGS 84.

    `population` is 0 where it is not known, as for provinces. A country has the coordinates of its capital, a province those of the
    middle of its cities.
    """

    id: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    kind: str
    population: int


def find_place(name: str, *, near: Collection[str] = ()) -> Place | None:
    """The place of that name, None where there is none or where it is not clear which one is meant.

    `near` are the countries mentioned nearby, ISO 3166-1 alpha-3. The first group with anybody in it decides, or decides nothing:

    1. the places in a country nearby, but no city where a country or a capital of the name has ten times its people, or a place that
       data/crossings.toml names has more: with the United States nearby, Paris is not in Texas and Geneva not in New York;
    2. the places that bear the name as their own, before those that have it as another name: Puno in Peru, not Pune in India.

    In the group a country is meant, else a place that data/crossings.toml names, else a capital unless another place has ten times
    its people, else the place that has ten times the people of the next. A province and a city of its country that share a name
    are one place, the city, unless the province has ten times its people.
    """
    found = _found(fold_name(name))
    there = _nearby(found, near)
    for group in (_own(there), there, _own(found), found):
        if group:
            meant = _clear(_without_twins(group))
            return meant.place if meant is not None else None
    return None


def find_places(name: str) -> tuple[Place, ...]:
    """Every place of that name, whether its own or another one, largest first; a province is as large as its cities together."""
    return tuple(dict.fromkeys(f.place for f in sorted(_found(fold_name(name)), key=_by_size)))


def fold_name(name: str) -> str:
    """The name without what spellings differ in: case, accents, hyphens, apostrophes, full stops, "St." for "Saint", "the" before it."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    words = _GAPS.sub(" ", _MARKS.sub("", bare)).split()
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(_SAINTS.get(word, word) if len(words) > 1 else word for word in words)


@dataclass(frozen=True, slots=True)
class _Found:
    """A place that a name may mean. `people` are those of its cities for a province; `noted` says that we wrote the name down."""

    place: Place
    people: int
    countries: tuple[str, ...]
    own: bool
    noted: bool = False

    def is_a(self, *kinds: str) -> bool:
        return self.place.kind in kinds


def _by_size(found: _Found) -> tuple[int, str]:
    return -found.people, found.place.id


def _own(group: Sequence[_Found]) -> list[_Found]:
    return [f for f in group if f.own]


def _nearby(group: Sequence[_Found], near: Collection[str]) -> list[_Found]:
    """Those in the countries nearby, without the cities that a better known place of the name dwarfs."""
    famous = [f.people / TIMES for f in group if f.is_a("country", "capital")]
    noted = [f.people or math.inf for f in group if f.noted]
    least = max((*famous, *noted), default=-1)
    there = [f for f in group if any(country in near for country in f.countries)]
    return [f for f in there if f.people > least or f.noted or not f.is_a("city")]


def _without_twins(group: Sequence[_Found]) -> list[_Found]:
    """The group without the provinces that share the name with a city of their country that is not much smaller."""
    cities = [f for f in group if f.is_a("capital", "city")]
    return [
        f for f in group if not (f.is_a("province") and any(c.countries == f.countries and c.people * TIMES > f.people for c in cities))
    ]


def _clear(group: Sequence[_Found]) -> _Found | None:
    """The one of the group that is meant, if it is clear."""
    for standing in ([f for f in group if f.is_a("country")], [f for f in group if f.noted]):
        if standing:
            return standing[0] if len(standing) == 1 else None
    largest = max(f.people for f in group)
    capitals = [f for f in group if f.is_a("capital") and f.people * TIMES > largest]
    first, *rest = sorted(capitals or group, key=_by_size)
    return first if not rest or first.people >= max(rest[0].people * TIMES, 1) else None


def _found(key: str) -> list[_Found]:
    """The places with a folded name, or those of the name that is in it.

    "Helmand province" is a province of the name Helmand, "Herat city" a city; "al-Raqqa" is Raqqa, and "Qamishli" al-Qamishli.
    """
    named = _load().named
    head, _, last = key.rpartition(" ")
    if (exact := named(key)) or not key:
        return exact
    if head and last in _DIVISIONS:
        return [f for f in named(head) if f.is_a("province", "region")]
    if head and last == "city":
        return [f for f in named(head) if f.is_a("capital", "city")]
    article, _, bare = key.partition(" ")
    return named(bare) if article in _ARTICLES else named(f"al {key}")


@dataclass(frozen=True, slots=True)
class _Data:
    """The packed tables, and by folded name what is written by hand: places, and which place of the tables a name means."""

    places: bytes
    names: bytes
    by_hand: Mapping[str, list[_Found]]
    meant: Mapping[str, tuple[str, str]]

    def named(self, key: str) -> list[_Found]:
        """The places with exactly that folded name."""
        found = [*self._packed(key), *self.by_hand.get(key, ())]
        if key not in self.meant:
            return found
        noted = self._noted(*self.meant[key])
        return [*noted, *(f for f in found if all(f.place != n.place for n in noted))]

    def _noted(self, name: str, country: str) -> list[_Found]:
        """The place of the tables that a line under [names] of data/crossings.toml gives a name to."""
        bare = name.removesuffix(" province")
        named = [f for f in self._packed(bare) if f.own and f.countries == (country,)]
        provinces = [f for f in named if f.is_a("province")]
        return [replace(f, noted=True) for f in (_without_twins(named) if bare == name else provinces)[:1]]

    def _packed(self, key: str) -> list[_Found]:
        """Those of the packed tables, largest first."""
        cells = _find_line(self.names, key.encode()).split("\t")[1:]
        return [self._at(int(offset), own=not i) for i, cell in enumerate(cells) for offset in cell.split()]

    def _at(self, offset: int, *, own: bool) -> _Found:
        """The place whose line is there."""
        line = self.places[offset : self.places.index(b"\n", offset)].decode()
        number, name, country, latitude, longitude, kind, people = line.split("\t")
        north, east = (float(degrees) if degrees else None for degrees in (latitude, longitude))
        place = Place(f"geonames:{number}", name, country, north, east, kind, 0 if kind == "province" else int(people))
        return _Found(place, int(people), (country,), own)


def _find_line(lines: bytes, key: bytes) -> str:
    """The line of a sorted table that begins with the key and a tab, or nothing."""
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        start = lines.rfind(b"\n", low, middle) + 1 or low
        end = lines.index(b"\n", middle)
        found = lines[start : lines.index(b"\t", start)]
        if found == key:
            return lines[start:end].decode()
        low, high = (end + 1, high) if found < key else (low, start)
    return ""


@cache
def _load() -> _Data:
    """All the tables, read once, when the first name is looked up."""
    folder = files("memcon.gazetteer") / "data"
    places, names = (gzip.decompress((folder / f"{name}.tsv.gz").read_bytes()) for name in ("places", "names"))
    table = tomllib.loads((folder / "crossings.toml").read_text(encoding="utf-8"))
    by_hand: dict[str, list[_Found]] = {}
    for key, row in table["places"].items():
        found, folded = _read_row(key, row)
        for name in folded:
            by_hand.setdefault(name, []).append(found)
    return _Data(places, names, by_hand, dict(_read_names(table["names"])))


def _read_row(key: str, row: str) -> tuple[_Found, set[str]]:
    """A row of data/crossings.toml: the place, and its folded names."""
    names, countries, at, kind = (part.strip() for part in row.split(";"))
    codes = tuple(countries.split())
    north, east = (float(degrees) for degrees in at.split())
    place = Place(f"memcon:{key}", names.split("|")[0], codes[0] if len(codes) == 1 else None, north, east, kind, 0)
    return _Found(place, 0, codes, own=True, noted=True), {fold_name(name) for name in names.split("|")}


def _read_names(table: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each name, with the folded own name and the country of the place that it means."""
    for place, names in table.items():
        own, country = place.rsplit(", ", 1)
        for name in names.split("|"):
            yield fold_name(name), (fold_name(own), country)
