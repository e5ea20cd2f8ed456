"""Which claims are compared: those of different documents that share rare words, so that it stays near linear in the case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from memcon.link.conflicts.claims import Claim

RAREST: Final = 4
"""Words of a claim by which it is looked up."""
MOST_IN_BLOCK: Final = 60
"""A word that more claims have is no ground to compare them."""
LEAST_SHARED: Final = 0.4
"""How much of the shorter claim must be in the other for any comparison to come to something."""


def pairs_of(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs of claims of different documents worth comparing, the one that comes first on the left."""
    holders: dict[str, list[int]] = defaultdict(list)
    for k, claim in enumerate(claims):
        for form in claim.told:
            holders[form].append(k)
    seen: set[tuple[int, int]] = set()
    for k, claim in enumerate(claims):
        for form in sorted(claim.told, key=lambda form: (len(holders[form]), form))[:RAREST]:
            if len(holders[form]) <= MOST_IN_BLOCK:
                seen |= {(min(k, j), max(k, j)) for j in holders[form] if claims[j].document != claim.document}
    for k, j in sorted(seen):
        if _share_enough(claims[k], claims[j]):
            yield claims[k], claims[j]


def _share_enough(one: Claim, other: Claim) -> bool:
    least = min(len(one.told), len(other.told))
    return len(one.told.keys() & other.told.keys()) >= LEAST_SHARED * least
