"""The order in which texts may have come to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

from memcon.link.origins.credits import is_agency
from memcon.link.origins.sheets import Sheet

_LATEST: Final = "9999-12-31"


def order_texts(sheets: Sequence[Sheet], befores: Iterable[tuple[int, int]]) -> list[int]:
    """All places, each behind those that came before it; where nothing tells, by day, agencies first, the longer first, by id.

    `befores` are (earlier, later). Where they go round in a circle, the first by this rule is put first.
    """
    keys = [_key(sheet) for sheet in sheets]
    waits: list[set[int]] = [set() for _ in sheets]
    followers: dict[int, list[int]] = {}
    for earlier, later in befores:
        waits[later].add(earlier)
        followers.setdefault(earlier, []).append(later)
    return _unwound(keys, waits, followers)


def _key(sheet: Sheet) -> tuple[str, bool, int, str]:
    return sheet.text.published or _LATEST, not is_agency(sheet.text.outlet), -sheet.size, sheet.text.id


def _unwound(keys: Sequence[tuple[str, bool, int, str]], waits: list[set[int]], followers: Mapping[int, Sequence[int]]) -> list[int]:
    by_key = sorted(range(len(keys)), key=keys.__getitem__)
    free = [(keys[n], n) for n in by_key if not waits[n]]
    heapify(free)
    done: dict[int, None] = {}
    left = iter(by_key)
    while len(done) < len(keys):
        n = heappop(free)[1] if free else next(left)
        if n in done:
            continue
        done[n] = None
        for follower in followers.get(n, ()):
            waits[follower].discard(n)
            if not waits[follower]:
                heappush(free, (keys[follower], follower))
    return list(done)
