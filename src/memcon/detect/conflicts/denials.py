"""Denials: by a cue that points to what was said before, by the words that they repeat, and by "not" alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from memcon.detect.conflicts.accounts import Account
from memcon.detect.conflicts.comparing import COVERED, LEAST_SHARED, SAME, Comparison
from memcon.detect.grammar.tables import load_table
from memcon.model.ids import content_id
from memcon.model.ledger import Conflict, ConflictKind

_TABLE: Final = load_table("conflicts")["contrary"]
_CONTRARY: Final = re.compile(r"\b(?:" + "|".join(re.escape(p) for p in _TABLE["contents"]) + r")\b", re.IGNORECASE)
_POINTERS: Final = frozenset(_TABLE["pointers"])
BLOCKS_BACK: Final = 2
"""Paragraphs in which the claim is looked for that "to the contrary" is against."""
_SHORT: Final = 8
_STRETCH: Final = 2
_SLACK: Final = 6
MOST_IN_BLOCK: Final = 40
"""A word that more accounts have is no ground to compare them."""


def between(claim: Account, denial: Account, why: str) -> Conflict:
    """A denial, the claim on its left."""
    left, right = claim.statement.id, denial.statement.id
    return Conflict(content_id("conflict", "denial", left, right), ConflictKind.DENIAL, left, right, why)


def find_denials(accounts: Sequence[Account]) -> Iterator[Conflict]:
    """Each denial with the claim it is against; what points to a claim before goes with the nearest."""
    pointing = {a.statement.id: words for a in accounts if (words := points_back(a)) is not None}
    for account in accounts:
        if account.statement.id in pointing and (claim := _claim_before(account, accounts)) is not None:
            yield between(claim, account, pointing[account.statement.id])
    yield from _inner(accounts)
    for left, right in pairs_of(accounts):
        if found := _opposed(left, right):
            yield found


# ── what points back ───────────────────────────────────────────────────────────────────────────────────────────────


def points_back(account: Account) -> str | None:
    """The words by which a statement is against what was said just before: "to the contrary", "denied it"."""
    content = account.words.lower().strip(" .,;“”\"'")
    if account.denies:
        return content if content in _POINTERS else None
    found = _CONTRARY.search(content)
    return found.group() if found and account.claims and not _repeats(content, found.end()) else None


def _repeats(content: str, end: int) -> bool:
    """Whether it goes on to say itself what is not so: "no truth in the claim that the club sold its striker"."""
    return " that " in content[end:] or len(content[end:].split()) > _SHORT


def _claim_before(denial: Account, accounts: Sequence[Account]) -> Account | None:
    """The claim of somebody else in the same exchange: with most words in common, then the nearest."""
    near = [a for a in _before(denial, accounts) if _may_be_denied(a, denial)]
    return max(near, key=lambda a: (len(Comparison(a, denial).shared), a.place), default=None)


def _before(denial: Account, accounts: Sequence[Account]) -> Iterator[Account]:
    at = bisect_left(accounts, denial.place, key=lambda account: account.place)
    for account in reversed(accounts[:at]):
        if denial.block - account.block > BLOCKS_BACK:
            return
        yield account


def _may_be_denied(account: Account, denial: Account) -> bool:
    """Whether it is a claim of another that stands by itself; what only its own statement holds goes with that one."""
    if account.statement.parent is not None or not account.claims or points_back(account):
        return False
    pair = Comparison(account, denial)
    return (account.block == denial.block or bool(pair.shared)) and not pair.one_voice and not pair.nested


def _inner(accounts: Sequence[Account]) -> Iterator[Conflict]:
    """ "rejected Roth's claim that the port was shut": the claim stands in the denial, and somebody made it."""
    by_id = {account.statement.id: account for account in accounts}
    for account in accounts:
        above = by_id.get(account.statement.parent or "")
        if above is not None and above.denies and _is_held_against(account, above):
            yield between(account, above, _words(above))


def _is_held_against(claim: Account, denial: Account) -> bool:
    """Whether a claim inside a denial is somebody's by name, and another's."""
    name = claim.statement.speaker.name or ""
    return claim.claims and not claim.denies and name[:1].isupper() and not Comparison(claim, denial).one_voice


# ── what repeats ───────────────────────────────────────────────────────────────────────────────────────────────────


def pairs_of(accounts: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
    """The accounts that share words, in the order of the text."""
    holders: dict[str, list[int]] = defaultdict(list)
    for account in accounts:
        for form in account.told:
            holders[form].append(account.place)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for places in holders.values():
        if len(places) <= MOST_IN_BLOCK:
            for k, i in enumerate(places):
                for j in places[k + 1 :]:
                    shared[i, j] += 1
    by_place = {account.place: account for account in accounts}
    yield from ((by_place[i], by_place[j]) for (i, j), count in sorted(shared.items()) if count >= LEAST_SHARED)


def _opposed(left: Account, right: Account) -> Conflict | None:
    pair = Comparison(left, right)
    if (
        (pair.nested and left.statement.content != right.statement.content)
        or pair.one_voice
        or pair.apart
        or not (left.claims and right.claims)
        or not pair.turned
    ):
        return None
    denial = next((account for account in (right, left) if account.denies), None)
    if denial is None:
        same = pair.dice >= SAME and left.modality == right.modality
        return between(left, right, f"“{_words(left)}” / “{_words(right)}”") if same else None
    claim = left if denial is right else right
    near = pair.says_something and pair.close_in(claim, reach=_STRETCH * len(denial.tokens) + _SLACK)
    return between(claim, denial, _words(denial)) if near and pair.covered(denial) >= COVERED else None


def _words(account: Account, most: int = 120) -> str:
    words = " ".join(account.sentence.split())
    return words if len(words) <= most else words[: most - 1] + "…"
