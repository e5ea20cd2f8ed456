"""Who said it, and in which words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

from memcon.link.conflicts.claims import Claim
from memcon.link.conflicts.found import Found, Relation, Same, between, one_voice
from memcon.link.conflicts.words import Sort, read_words
from memcon.link.tables import load_table

_TABLE: Final = load_table("conflicts")
_BODIES: Final = frozenset(_TABLE["bodies"]["words"])
LEAST_WORDS: Final = 6
LEAST_LIKE: Final = 70.0
"""How alike (rapidfuzz, of 100) two quotations are that are one, worded differently."""
MOST_VOICES: Final = 20
_WORD: Final = re.compile(r"[^\W_]+")


# ── who said it ────────────────────────────────────────────────────────────────────────────────────────────────────


def find_attributions(claims: Sequence[Claim], same: Same | None) -> Iterator[Found]:
    """One sentence of six words or more that two papers give to two persons."""
    holders: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.sort == "statement" and len(folded := fold(claim.text)) >= LEAST_WORDS and is_person(claim.speaker):
            holders[" ".join(folded)].append(claim)
    for rows in holders.values():
        for left, right in combinations(rows[:MOST_VOICES], 2):
            if left.document != right.document and _two_voices(left, right, same):
                yield between(left, right, "attribution", Relation.CONFLICT, f"{left.speaker} / {right.speaker}")


def fold(text: str) -> list[str]:
    """The words of a text in lower case, without marks."""
    return _WORD.findall(text.lower().replace("’", "").replace("'", ""))


def is_person(name: str | None) -> bool:
    """Whether a name may be a person's: a body and who speaks for it would be one voice."""
    words = (name or "").split()
    return bool(words) and words[-1][0].isupper() and not _BODIES & {word.lower() for word in words[-1:]} and words[0].lower() != "the"


def _two_voices(left: Claim, right: Claim, same: Same | None) -> bool:
    if one_voice(left, right, same) or left.denied or right.denied:
        return False
    mine, theirs = (set(fold(claim.speaker or "")) for claim in (left, right))
    return not mine & theirs and left.speaker not in right.chain and right.speaker not in left.chain


# ── in which words ─────────────────────────────────────────────────────────────────────────────────────────────────


def find_wording(left: Claim, right: Claim, same: Same | None) -> Found | None:
    """One quotation of one speaker in which a word stands for another."""
    if not one_voice(left, right, same) or left.denied or right.denied:
        return None
    for one in _quotations(left):
        for other in _quotations(right):
            if changed := _changed(one, other):
                return between(left, right, "wording", Relation.CONFLICT, changed)
    return None


def _quotations(claim: Claim) -> list[str]:
    pieces = [" ".join(piece["text"].split()) for piece in claim.row.get("quoted", ())]
    return [piece for piece in pieces if len(fold(piece)) >= LEAST_WORDS]


def _changed(one: str, other: str) -> str:
    """The first words that stand for each other in two quotations that are one; empty where they are not, or are alike."""
    from rapidfuzz import fuzz

    mine, theirs = fold(one), fold(other)
    if mine == theirs or fuzz.ratio(" ".join(mine), " ".join(theirs)) < LEAST_LIKE:
        return ""
    for tag, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "replace" and _content(mine[a:b]) != _content(theirs[c:d]):
            return f"“{' '.join(mine[a:b])}” / “{' '.join(theirs[c:d])}”"
    return ""


def _content(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.form for word in read_words(" ".join(words)) if word.sort is not Sort.STOP)
