"""How a conflict stands: who gave way, took his words back, or stood by them, in a later statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.link.conflicts.claims import Claim
from memcon.link.conflicts.comparing import Comparison
from memcon.link.conflicts.found import Found, Relation, Same, one_voice
from memcon.link.conflicts.phrases import Phrases
from memcon.link.tables import load_table

_TABLE: Final = load_table("conflicts")["states"]
_WORDS: Final = {state: Phrases(_TABLE[state]) for state in ("withdrawn", "stands", "conceded")}
OWN: Final = frozenset({"its", "our", "we", "this newspaper", "an earlier version"})
"""As whom a paper speaks of itself."""
_REPORTS: Final = frozenset(load_table("conflicts")["words"]["report_nouns"])
_LEAST: Final = 0.5
"""How much of what was claimed must be in the words that take it back or admit it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A statement by which its speaker withdraws, concedes or stands by something."""

    claim: Claim
    state: str


def changes_of(claims: Iterable[Claim]) -> tuple[Change, ...]:
    """The changes of a case, the earliest first."""
    found = [Change(claim, state) for claim in claims if (state := change_in(claim)) is not None]
    return tuple(sorted(found, key=lambda change: (change.claim.day or "9", change.claim.document, change.claim.id)))


def change_in(claim: Claim) -> str | None:
    """The state that the words of a statement bring about."""
    if claim.sort != "statement":
        return "withdrawn" if _WORDS["withdrawn"].stand_in(claim.sentence) else None
    if claim.act == "admit" and not claim.denied:
        return "conceded"
    return next((state for state, words in _WORDS.items() if words.stand_in(claim.sentence)), None)


def settle(found: Sequence[Found], claims: Mapping[str, Claim], changes: Sequence[Change], same: Same | None) -> Iterator[Found]:
    """The findings as they stand after all that was said later."""
    by_key: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[int]] = defaultdict(list)
    for n, change in enumerate(changes):
        places[change.claim.id].append(n)
        for key in _keys(change.claim):
            by_key[key].add(change.claim.id)
    for one in found:
        left, right = claims.get(one.left), claims.get(one.right)
        if one.relation != Relation.CONFLICT or left is None or right is None:
            yield one
            continue
        near = {id_ for key in (*_keys(left), *_keys(right)) for id_ in by_key.get(key, ())}
        yield _settled(one, left, right, [changes[n] for n in sorted(n for id_ in near for n in places[id_])], same)


def _keys(claim: Claim) -> Iterator[str]:
    """Its words, and the names of its speaker, who may stand by what he does not repeat."""
    yield from claim.told
    yield from (f"said by {name}" for name in sorted(claim.voice))


def _settled(one: Found, left: Claim, right: Claim, changes: Sequence[Change], same: Same | None) -> Found:
    begun = min(left.day or "", right.day or "")
    for change in changes:
        claim = change.claim
        later = (claim.day or "9") >= begun
        if later and claim.id not in (left.id, right.id) and _touches(change, left, right, same):
            one = replace(one, state=change.state, history=(*one.history, claim.id))
    return one


def _touches(change: Change, left: Claim, right: Claim, same: Same | None) -> bool:
    """Whether one of the two sides says it, and of what the conflict is about."""
    for own, other in ((left, right), (right, left)):
        if not _is_side(change.claim, own, same):
            continue
        if change.state == "stands" and (_is_of_account(change.claim) or _about(change.claim, own)):
            return True
        if change.state == "withdrawn" and _about(change.claim, own):
            return True
        if change.state == "conceded" and _about(change.claim, other) and Comparison(change.claim, own).turned:
            return True
    return False


def _is_of_account(claim: Claim) -> bool:
    """Whether it is about the whole account: "we stand by our readout"."""
    return any(word.form in _REPORTS for word in claim.words)


def _is_side(claim: Claim, side: Claim, same: Same | None) -> bool:
    """Whether it is said by who said the one side; a paper corrects what it told itself."""
    if claim.speaker is None or claim.folded in OWN:
        return claim.document == side.document or (claim.outlet is not None and claim.outlet == side.outlet)
    return one_voice(claim, side, same) or claim.speaker in side.chain or (side.outlet or "").casefold() == claim.folded


def _about(claim: Claim, side: Claim) -> bool:
    pair = Comparison(claim, side)
    return min(len(claim.told), len(side.told)) > 0 and len(pair.shared) / min(len(claim.told), len(side.told)) >= _LEAST
