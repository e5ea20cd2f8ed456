"""Residue of web pages: lines that are printed around a story and belong to nobody's words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ResidueLines:
    """What residue looks like (data/residue.toml)."""

    starts: tuple[str, ...]
    whole: frozenset[str]
    most_words: int


@cache
def _lines() -> ResidueLines:
    table = tomllib.loads((files("memcon.formats") / "data" / "residue.toml").read_text(encoding="utf-8"))
    return ResidueLines(tuple(table["starts"]), frozenset(table["whole"]), table["most_words"])


def is_residue(line: str) -> bool:
    """Whether a line that stands alone is residue; a line of more than 14 words, or a quotation, never is."""
    low = " ".join(line.lower().replace("’", "'").split())
    known = _lines()
    if len(low.split()) > known.most_words or not low:
        return False
    return low.strip(" .:|»>") in known.whole or low.startswith(known.starts)
