"""Whether somebody stands by what is reported: a denial, a doubt and a silence must never be taken for a claim."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from memcon.model.contract import Json
from memcon.model.ledger import Act, Polarity

DEEPEST: Final = 40
"""How far up the parents of a statement are followed."""


def stance_word(act: str, polarity: str, notes: Collection[str]) -> str:
    """ "denied", "doubted", "refused" or "not said" for what nobody claims; empty for a claim."""
    if "negated" in notes:
        return "not said"
    if polarity == Polarity.DOUBTS:
        return "doubted"
    if act == Act.REFUSE:
        return "refused"
    return "denied" if polarity == Polarity.DENIES else ""


def own_stance(row: Json) -> str:
    """The word for a statement of the JSON ledger by itself."""
    return stance_word(row["act"], row["polarity"], row["notes"])


def stance(row: Json, rows: Mapping[str, Json]) -> str:
    """The stance of a statement and of what it lies in: "denied", "inside what was denied"; `rows` are its document's, by id."""
    above, here = "", row
    for _ in range(DEEPEST):
        parent = rows.get(here["parent"] or "")
        if parent is None:
            break
        if own_stance(parent):
            above = f"inside what was {own_stance(parent)}"
            break
        here = parent
    return ", ".join(filter(None, (own_stance(row), above)))
