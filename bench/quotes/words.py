"""The generator's own words, and their forms."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

WORDS: Final = Path(__file__).with_name("words.toml")
_DOUBLED: Final = frozenset("stop admit permit shun refer regret plan ban".split())


@cache
def load_words() -> dict[str, Any]:
    """All lists, by the names of words.toml."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def inflect(lemma: str, tag: str) -> str:
    """A lemma in the form of a Penn tag: VBD, VBN, VBG, VBZ, NNS; else the lemma."""
    irregular: list[str] = load_words()["irregular"].get(lemma, [])
    if tag in ("VBD", "VBN"):
        return irregular[tag == "VBN"] if irregular else _past(lemma)
    if tag == "VBG":
        return _ing(lemma)
    if tag == "NNS" and irregular:
        return irregular[0]
    return _with_s(lemma) if tag in ("VBZ", "NNS") else lemma


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if _consonant_y(lemma):
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if lemma in _DOUBLED else lemma) + "ed"


def _ing(lemma: str) -> str:
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        return lemma[:-1] + "ing"
    doubled = lemma in _DOUBLED or lemma in ("begin", "run", "win", "get", "put", "shut", "forget", "forbid")
    return (lemma + lemma[-1] if doubled else lemma) + "ing"


def _with_s(lemma: str) -> str:
    if _consonant_y(lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "go")) else "s")


def _consonant_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2:-1] not in "aeiou"


@cache
def inverse(table: str) -> dict[tuple[str, str], frozenset[str]]:
    """For each (part of speech, lemma) of `synonyms` or `antonyms` what may stand for it."""
    return {(pos, lemma): frozenset(to) for pos, rows in load_words()[table].items() for lemma, to in rows.items()}
