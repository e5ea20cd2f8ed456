"""The lexicon in use: our own lists, and WordNet where Debian's wordnet-base is on the machine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from memcon.link.quotes.lexicon import Lexicon, own_lexicon

WORDNET: Final = Path("/usr/share/wordnet")
_PARTS: Final = ("noun", "verb", "adj", "adv")
_LINE_POINTS: Final = 100_000


@cache
def usual_lexicon(folder: Path = WORDNET) -> Lexicon:
    """Our own lists, with those of WordNet where its data files are in the folder; read once."""
    own = own_lexicon()
    files = [file for part in _PARTS if (file := folder / f"data.{part}").is_file()]
    if not files:
        return own
    opposites: dict[str, frozenset[str]] = dict(own.opposites)
    alike: dict[str, frozenset[str]] = dict(own.alike)
    for file in files:
        _add(file, opposites, alike)
    return Lexicon(opposites, alike, whole=True)


def _add(file: Path, opposites: dict[str, frozenset[str]], alike: dict[str, frozenset[str]]) -> None:
    synsets = dict(_synsets(file))
    for offset, (words, pairs) in synsets.items():
        group = frozenset({file.suffix + offset})
        for word in filter(None, words if len(words) > 1 else ()):
            alike[word] = alike.get(word, frozenset()) | group
        for mine, target, theirs in pairs:
            for one, other in _named(words, mine, synsets.get(target, ((), ()))[0], theirs):
                opposites[one] = opposites.get(one, frozenset()) | {other}
                opposites[other] = opposites.get(other, frozenset()) | {one}


Synset = tuple[tuple[str, ...], tuple[tuple[int, str, int], ...]]


def _synsets(file: Path) -> Iterator[tuple[str, Synset]]:
    """The words and the pointers to opposites of each synset of a data file; lines that do not parse are left out."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith(" ") or len(line) > _LINE_POINTS:
                continue
            try:
                yield line[:8], _synset(line.split("|", 1)[0].split())
            except (ValueError, IndexError):
                continue


def _synset(fields: list[str]) -> Synset:
    """What a line of a data file says: offset, file, type, count of words, words, count of pointers, pointers."""
    count = int(fields[3], 16)
    words = tuple(fields[4 + 2 * k].split("(")[0].lower() for k in range(count))
    at = 4 + 2 * count
    pointers = [fields[at + 1 + 4 * k : at + 5 + 4 * k] for k in range(int(fields[at]))]
    pairs = tuple(
        (int.from_bytes(bytes.fromhex(ends[:2])), target, int.from_bytes(bytes.fromhex(ends[2:4])))
        for sign, target, _, ends in pointers
        if sign == "!"
    )
    return tuple("" if "_" in word else word for word in words), pairs


def _named(mine: tuple[str, ...], one: int, theirs: tuple[str, ...], other: int) -> Iterator[tuple[str, str]]:
    if 0 < one <= len(mine) and 0 < other <= len(theirs) and mine[one - 1] and theirs[other - 1]:
        yield mine[one - 1], theirs[other - 1]
