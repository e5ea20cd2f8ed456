"""Offices that one person of a state holds at a time, read from roles, titles and descriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from memcon import limits
from memcon.link.spelling import folded
from memcon.link.tables import load_table

_POST: Final = re.compile(r" (?:to|in|at) (?:the )?(.{1,60})$")


@dataclass(frozen=True, slots=True)
class Office:
    """An office by its one name, and where the words say so the place to which its holder is sent."""

    name: str
    post: str = ""

    def fits(self, other: Office) -> bool:
        """Whether both can be one office: the same name, and no two posts."""
        return self.name == other.name and (not self.post or not other.post or self.post == other.post)


@lru_cache(maxsize=100_000)
def read_office(untrusted: str) -> Office | None:
    """The office that the words name last: "Pakistan's ambassador to the US"; None for one that was held once, and for no office."""
    low = folded(untrusted[: limits.NAME_POINTS]).replace(".", "")
    found = _POST.search(low)
    words = (low[: found.start()] if found else low).split()
    changes = load_table("offices")["changes"]
    if set(words) & set(changes["past"]):
        return None
    for size in range(min(5, len(words)), 0, -1):
        name = _called().get(" ".join(words[-size:]))
        if name is not None:
            before = words[-size - 1 : -size]
            changed = f"deputy {name}" if before and before[0] in changes["deputy"] else name
            return Office(changed, found[1] if found else "")
    return None


def is_one_person(description: str) -> bool:
    """Whether a description of somebody unnamed says whom it means: "Pakistan's ambassador", not "an ambassador"."""
    return not re.match(r"(?:an?|one|two|three|several|some|any|no|another|other|every|each) ", folded(description[:40]))


@cache
def _called() -> dict[str, str]:
    return {form: name for name, forms in load_table("offices")["offices"].items() for form in forms}
