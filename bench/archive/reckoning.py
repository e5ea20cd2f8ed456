"""Whether an archive holds what its maker put in: each page once, each failure named, each copy found, each language set aside."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.archive.making import Accounts
from bench.archive.texts import Mix, Role, Text, text, texts
from memcon.archive.copies.marks import BANDS, IN_BAND, NEAR, RUN

Row = dict[str, Any]
PASSED: Final = {"request": "request", "metadata": "metadata", "warcinfo": "warcinfo", "picture": "media-type", "missing": "status"}
"""What the maker calls a record that is no page -> what is said of it when it is passed over."""
SIGMAS: Final = 4.0
SHOWN: Final = 5
_WORD: Final = re.compile(r"\w+")


@dataclass(slots=True)
class Reckoning:
    """What was held against the accounts, line by line, and what does not come out even."""

    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def hold(self, what: str, found: int, made: int) -> None:
        """Both must be the same number."""
        self.lines.append(f"{what}: {found:,} of {made:,}")
        if found != made:
            self.wrong.append(f"{what}: {found:,}, but {made:,} were made")

    def blame(self, what: str, which: Iterable[str]) -> None:
        """None of these may be."""
        told = sorted(which)
        if told:
            self.wrong.append(f"{what}: {len(told):,}, such as {', '.join(told[:SHOWN])}")


@dataclass(frozen=True, slots=True)
class Found:
    """What the tables say: documents by address, and the codes of failures by address."""

    documents: Mapping[str, list[Row]]
    failures: Mapping[str, list[str]]


def read_tables(out: Path) -> Found:
    """The tables of an archive that was made of one web archive."""
    documents: dict[str, list[Row]] = defaultdict(list)
    failures: dict[str, list[str]] = defaultdict(list)
    for row in _rows(out / "documents", ("id", "origin", "standing", "copy_of", "near", "language")):
        documents[row["origin"].partition("#")[2]].append(row)
    for row in _rows(out / "failures", ("origin", "code")):
        failures[row["origin"].partition("#")[2]].append(row["code"])
    return Found(documents, failures)


def reckon(out: Path, taken_in: Mapping[str, int], accounts: Accounts, mix: Mix) -> Reckoning:
    """Hold the tables against what was made. `taken_in` is what the summary counts."""
    told, found = Reckoning(), read_tables(out)
    made = {one.address: one for one in texts(accounts.pages, mix)}
    _pages(told, found, made)
    _hostile(told, found, made)
    for kind, word in PASSED.items():
        told.hold(f"records passed over ({word})", taken_in.get(f"passed-{word}", 0), accounts.records[kind])
    _languages(told, found, made)
    _exact(told, found, made, mix)
    _near(told, found, made, mix)
    return told


def _pages(told: Reckoning, found: Found, made: Mapping[str, Text]) -> None:
    there = {address for address in made if address in found.documents or address in found.failures}
    told.hold("pages that are a document or a failure", len(there), len(made))
    told.blame("pages that are nowhere", made.keys() - there)
    told.blame("documents that nobody made", found.documents.keys() - made.keys())
    told.blame("pages that are two documents", [address for address, rows in found.documents.items() if len(rows) > 1])
    plain = {address for address, one in made.items() if one.role is not Role.HOSTILE}
    told.blame("failures of plain pages", found.failures.keys() & plain)
    told.blame("failures of what nobody made", found.failures.keys() - made.keys())


def _hostile(told: Reckoning, found: Found, made: Mapping[str, Text]) -> None:
    """What became of hostile pages, by kind."""
    became: dict[str, Counter[str]] = defaultdict(Counter)
    for address, one in made.items():
        if one.role is Role.HOSTILE:
            standing = [row["standing"] for row in found.documents.get(address, [])]
            became[one.detail]["+".join((*standing, *sorted(found.failures.get(address, []))))] += 1
    for kind, ways in sorted(became.items()):
        told.lines.append(f"hostile {kind}: " + ", ".join(f"{n:,} {way or 'NOWHERE'}" for way, n in sorted(ways.items())))


def _languages(told: Reckoning, found: Found, made: Mapping[str, Text]) -> None:
    """Every page in another language is set aside, and no English one; half a gzip file is in no language."""
    plain = {address: one for address, one in made.items() if one.role is not Role.HOSTILE}
    aside = [address for address in plain if _standing(found, address) == "language"]
    foreign = Counter(one.detail for one in plain.values() if one.role is Role.FOREIGN)
    told.hold("pages that are set aside", len(aside), foreign.total())
    for language, count in sorted(foreign.items()):
        taken = Counter(found.documents[address][0]["language"] for address in aside if plain[address].detail == language)
        told.lines.append(
            f"of {count:,} made in {language} taken for it: {taken[language]:,}; for others: {taken.total() - taken[language]:,}"
        )
    told.blame("English pages taken for another language", [address for address in aside if plain[address].role is not Role.FOREIGN])


def _exact(told: Reckoning, found: Found, made: Mapping[str, Text], mix: Mix) -> None:
    """A text that was printed word for word again is read once: both name the same, one of the two or a third that is equal."""
    pairs = [(one.address, text(one.of, mix).address) for one in made.values() if one.role is Role.EXACT and one.of is not None]
    read = {row["id"] for rows in found.documents.values() for row in rows if row["standing"] == "read"}
    right = [pair for pair in pairs if (one := _read_as(found, pair[0])) == _read_as(found, pair[1]) and one in read]
    told.hold("exact copies of which one text is read", len(right), len(pairs))
    looked_at = [one for address, one in made.items() if _standing(found, address) in ("read", "copy") and one.role is not Role.HOSTILE]
    different = {(one.title, one.text) for one in looked_at}  # short tellings of one event may be equal, though nobody copied them
    others = [one for one in looked_at if _standing(found, one.address) == "copy"]
    told.hold("documents that are copies of others", len(others), len(looked_at) - len(different))


def _read_as(found: Found, address: str) -> str | None:
    """The document in which the text of a page was read, if it was."""
    rows = found.documents.get(address, ())
    return next((row["copy_of"] or row["id"] for row in rows), None)


def _near(told: Reckoning, found: Found, made: Mapping[str, Text], mix: Mix) -> None:
    """As many near copies are found as MinHash promises for how alike they are."""
    pairs = [(one, text(one.of, mix)) for one in made.values() if one.role is Role.NEAR and one.of is not None]
    least, most = promise([likeness(one, other) for one, other in pairs])
    got = sum(_near_of(found, one) is not None and _near_of(found, one) == _near_of(found, other) for one, other in pairs)
    told.lines.append(
        f"near copies found: {got:,} of {len(pairs):,} made; by how alike they are MinHash promises {least:.0f} to {most:.0f}"
    )
    if got < least:
        told.wrong.append(f"near copies found: {got:,}, but {least:.0f} and more are promised")


def promise(alike: Sequence[float]) -> tuple[float, float]:
    """Between which numbers as many pairs are found as are so much alike, but for a chance of some in a hundred thousand.

    A pair must share a band, and its MinHashes must be alike. Both come of the same hashes: the chance of both lies between their
    product and the smaller of them.
    """
    hashes = BANDS * IN_BAND
    enough = math.ceil(NEAR * hashes)
    low, high = 0.0, 0.0
    spread = [0.0, 0.0]
    for j in alike:
        band = 1 - (1 - j**IN_BAND) ** BANDS
        close = sum(math.comb(hashes, n) * j**n * (1 - j) ** (hashes - n) for n in range(enough, hashes + 1))
        least, most = band * close, min(band, close)
        low, high = low + least, high + most
        spread = [spread[0] + least * (1 - least), spread[1] + most * (1 - most)]
    return max(0.0, low - SIGMAS * math.sqrt(spread[0])), min(len(alike), high + SIGMAS * math.sqrt(spread[1]))


def likeness(one: Text, other: Text) -> float:
    """The part of the runs of words that both have in common, of all that one of them has."""
    left, right = _runs(one), _runs(other)
    return len(left & right) / max(1, len(left | right))


def _runs(one: Text) -> set[tuple[str, ...]]:
    words = _WORD.findall(f"{one.title}\n\n{one.text}".casefold())
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def _near_of(found: Found, one: Text) -> str | None:
    rows = found.documents.get(one.address, [])
    return rows[0]["near"] if rows else None


def _standing(found: Found, address: str) -> str | None:
    rows = found.documents.get(address, [])
    return rows[0]["standing"] if rows else None


def _rows(table: Path, columns: Sequence[str]) -> Iterable[Row]:
    from pyarrow import parquet

    for file in sorted(table.rglob("*.parquet")):
        yield from parquet.read_table(file, columns=list(columns), partitioning=None).to_pylist()
