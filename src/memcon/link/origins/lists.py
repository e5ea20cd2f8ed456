"""What memcon knows of words and pages: grammar words, synonyms, standing lines, numbers."""

from __future__ import annotations

from functools import cache
from typing import Final

from memcon.link.tables import load_table

NUMBERS: Final = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split()
    )
    if n > 1  # "one" is a pronoun as often as a number
} | {f"{word}ty": f"{n}0" for n, word in enumerate("thir for fif six seven eigh nine".split(), 3)}
_ENDINGS: Final = (
    ("isations", "iz"), ("izations", "iz"), ("isation", "iz"), ("ization", "iz"), ("ising", "iz"), ("izing", "iz"), ("ised", "iz"),
    ("ized", "iz"), ("ises", "iz"), ("izes", "iz"), ("ise", "iz"), ("ize", "iz"), ("ies", "y"), ("ied", "y"), ("ing", ""), ("edly", ""),
    ("ed", ""), ("es", ""), ("ly", ""), ("s", ""), ("e", ""),
)  # fmt: skip
_LEAST: Final = 3
"""Letters that a stem keeps."""


def stem(word: str) -> str:
    """The word without its commonest endings, in one spelling: "organised" and "organizing" are one, "labour" and "labor" too."""
    bare = word.removesuffix("'s").replace("our", "or") if len(word) > 4 else word.removesuffix("'s")
    for ending, other in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _LEAST and not bare.endswith("ss"):
            return _undoubled(bare[: -len(ending)] + other)
    return bare


def _undoubled(bare: str) -> str:
    """ "stopp" from "stopping" as "stop"."""
    return bare[:-1] if len(bare) > _LEAST and bare[-1] == bare[-2] and bare[-1] not in "lsaeiou" else bare


@cache
def stops() -> frozenset[str]:
    """Words that carry grammar and little else."""
    return frozenset(load_table("origins")["stops"].split())


@cache
def synonyms() -> dict[str, str]:
    """The first word of the group that a stem belongs to; the first group counts."""
    found: dict[str, str] = {}
    for line in load_table("origins")["synonyms"].strip().splitlines():
        first, *others = map(stem, line.split())
        home = found.get(first, first)
        for word in (first, *others):
            found.setdefault(word, home)
    return found


@cache
def standing_lines() -> tuple[str, ...]:
    """How lines begin that are no part of what was written, each with the space behind it."""
    return tuple(f"{begin} " for begin in load_table("origins")["standing"])


def class_of(word: str) -> str:
    """What a word is compared as: its number, the group of its synonyms, else its stem."""
    if word in NUMBERS:
        return NUMBERS[word]
    bare = stem(word)
    return synonyms().get(bare, bare)
