"""Where the papers of a case disagree: which two rows, in what, and how it stands between them.

What only one side tells is an omission and no row here. Two papers of one origin are one account where they say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from memcon.link.conflicts.claims import Claim, claims_of
from memcon.link.conflicts.comparing import Comparison
from memcon.link.conflicts.found import Found, Paper, Relation, Same, of_one_origin, strongest
from memcon.link.conflicts.numbers import find_numbers
from memcon.link.conflicts.opposing import find_disputed, find_opposed
from memcon.link.conflicts.pairing import pairs_of
from memcon.link.conflicts.requests import find_requesters
from memcon.link.conflicts.sayings import find_attributions, find_wording
from memcon.link.conflicts.slots import find_slots
from memcon.link.conflicts.states import Change, changes_of, settle
from memcon.link.conflicts.tolls import find_tolls

__all__ = ["Found", "Paper", "find_disagreements"]


def find_disagreements(
    papers: Sequence[Paper], *, same: Callable[[str, str], bool] | None = None, origins: Mapping[str, str] | None = None
) -> tuple[Found, ...]:
    """The conflicts within and between papers, and the accounts that only look like one, with the reason.

    `same` says whether two actor ids are one actor; `origins` gives the origin of each document that is a copy.
    """
    ordered = sorted(papers, key=lambda paper: str(paper.document["id"]))
    claims = [claim for paper in ordered for claim in _claims(paper)]
    by_id, changes = {claim.id: claim for claim in reversed(claims)}, changes_of(claims)
    found = [*_inside(ordered), *_across(ordered, standing_claims(claims, changes), same)]
    kept = once_each([one for one in outermost(found, by_id) if not is_copy(one, by_id, origins or {})], origins or {})
    return strongest(list(settle(kept, by_id, changes, same)))


def _claims(paper: Paper) -> Iterator[Claim]:
    yield from claims_of(paper.document, paper.statements, paper.events)


def standing_claims(claims: Sequence[Claim], changes: Iterable[Change]) -> list[Claim]:
    """The claims that can be held against others: not those that take something back, nor what stands inside a denial."""
    denied = {claim.id for claim in claims if claim.denied}
    changing = {change.claim.id for change in changes if change.state in ("withdrawn", "stands")}
    return [c for c in claims if c.id not in changing and c.row.get("parent") not in denied]


def _inside(papers: Sequence[Paper]) -> Iterator[Found]:
    for paper in papers:
        home = paper.document["id"]
        for row in paper.conflicts:
            told = (row["kind"], row["left"], row["right"], home, home, row["why"], Relation.CONFLICT.value)
            yield Found(*told, row["state"], tuple(row["changed_by"]), row["id"])


def _across(papers: Sequence[Paper], claims: Sequence[Claim], same: Same | None) -> Iterator[Found]:
    tolls = list(find_tolls(papers))
    counted = {frozenset((one.left_document, one.right_document)) for one in tolls}
    yield from tolls
    yield from find_attributions(claims, same)
    yield from find_requesters(papers, claims)
    yield from find_disputed(claims, same)
    for left, right in pairs_of(claims):
        pair = frozenset((left.document, right.document))
        compared = Comparison(left, right)
        found = find_differing(compared, same) or (None if pair in counted else find_numbers(compared))
        if found is not None:
            yield found


def find_differing(pair: Comparison, same: Same | None) -> Found | None:
    """The first thing in which two claims differ, their numbers apart."""
    return find_opposed(pair, same) or find_slots(pair) or find_wording(pair.left, pair.right, same)


def is_copy(one: Found, claims: Mapping[str, Claim], origins: Mapping[str, str]) -> bool:
    """Whether both sides are one text: two papers of one origin that say it in the same words."""
    if one.left_document == one.right_document or not of_one_origin(one.left_document, one.right_document, origins):
        return False
    left, right = claims.get(one.left), claims.get(one.right)
    if left is None or right is None:
        return True
    pair = Comparison(left, right)
    alike = left.denied == right.denied and not pair.turned
    return alike and pair.dice == 1.0 and [w.form for w in left.numbers] == [w.form for w in right.numbers]


def outermost(found: Sequence[Found], claims: Mapping[str, Claim]) -> list[Found]:
    """The findings without those of a statement whose outer statement disagrees with the same row."""
    told = {frozenset((one.left, one.right)) for one in found}
    return [one for one in found if not any(pair in told for pair in _further_out(one, claims))]


def _further_out(one: Found, claims: Mapping[str, Claim]) -> Iterator[frozenset[str]]:
    """The pairs in which one of the two rows is replaced by a statement around it."""
    lefts, rights = _upwards(one.left, claims), _upwards(one.right, claims)
    return (frozenset((a, b)) for a in lefts for b in rights if (a, b) != (one.left, one.right))


def _upwards(id_: str, claims: Mapping[str, Claim]) -> list[str]:
    """A row and the statements around it, the outermost last."""
    found = [id_]
    while (claim := claims.get(found[-1])) is not None and (above := claim.row.get("parent")) and above not in found:
        found.append(above)
    return found


def once_each(found: Sequence[Found], origins: Mapping[str, str]) -> list[Found]:
    """What several copies of one text say against the same is one disagreement."""
    kept: dict[tuple[str, ...], Found] = {}
    copied = {*origins, *origins.values()}
    for one in found:
        homes = one.left_document, one.right_document
        sides = sorted(origins.get(home, home) for home in homes)
        kept.setdefault((one.kind, *sides, one.why if copied.intersection(homes) else one.id), one)
    return list(kept.values())
