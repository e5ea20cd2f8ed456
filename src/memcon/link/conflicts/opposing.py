"""One says that it is so, another that it is not: denials, and the same thing told with and without "not"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from memcon.link.conflicts.claims import Claim
from memcon.link.conflicts.comparing import COVERED, LEAST_SHARED, Comparison
from memcon.link.conflicts.found import UPDATE_DAYS, Found, Relation, Same, between, days_between, in_time, one_voice
from memcon.link.conflicts.words import Sort
from memcon.link.tables import load_table

KIND: Final = "denial"
_STATES: Final = frozenset({"is", "are", "was", "were", "be", "been", "remain", "remains", "remained"})
_VERBS: Final = frozenset(load_table("conflicts")["words"]["auxiliaries"])
_ENDINGS: Final = ("ing", "ed", "ment", "tion", "sion", "bility")
_RELATIVES: Final = frozenset({"who", "which", "that"})
_LEAST_VERB: Final = 4
_SLACK: Final = 8
_FALSE: Final = frozenset(load_table("conflicts")["words"]["false"])
_REPORTS: Final = frozenset(load_table("conflicts")["words"]["report_nouns"])
DENIAL_DAYS: Final = 90
"""How much later somebody may deny what was said of the same time."""


def find_opposed(pair: Comparison, same: Same | None) -> Found | None:
    """The two as a denial where one says no to what the other says."""
    left, right = pair.left, pair.right
    if not (left.firm and right.firm) or pair.other_times or not pair.turned:
        return None
    denied = [claim for claim in (left, right) if claim.denied]
    if denied:
        return _denied(pair, denied[0], same)
    counts = [sorted(word.form for word in claim.numbers) for claim in (left, right)]
    if all(counts) and counts[0] != counts[1]:
        return None  # "23 died" and "40 were saved" are of two groups
    if not pair.about_one or left.modality != right.modality or left.modality == "may":
        return None
    return between(left, right, KIND, _later(pair, same), _why(pair))


def _denied(pair: Comparison, denial: Claim, same: Same | None) -> Found | None:
    claim = pair.right if denial is pair.left else pair.left
    if claim.modality == "may" or pair.other_names or pair.swapped or not _says_something(pair, denial):
        return None
    if not pair.close_in(claim, reach=len(denial.words) + _SLACK):
        return None
    if pair.covered(denial) < COVERED or abs(days_between(claim.day, denial.day) or 0) > DENIAL_DAYS:
        return None
    if _is_silence(denial):
        return None
    own = one_voice(claim, denial, same) and "negated" not in denial.row.get("notes", ())
    return between(claim, denial, KIND, Relation.UPDATE if own else Relation.CONFLICT, _why(pair))


def _says_something(pair: Comparison, denial: Claim) -> bool:
    """Whether the claim has the deed or state that is denied: two words and all of them or a name, or three."""
    names = pair.shared & (pair.left.names | pair.right.names)
    if len(pair.shared) < LEAST_SHARED or names == pair.shared or not _tells_deed(denial):
        return False
    return bool(names) or len(pair.shared) > LEAST_SHARED or pair.covered(denial) == 1.0


def _tells_deed(denial: Claim) -> bool:
    """Whether it has a verb or a noun made of one; a bare thing ("climate change") is nothing that can be so or not."""
    for k, word in enumerate(denial.words):
        if word.text in _VERBS and (not k or denial.words[k - 1].text not in _RELATIVES):
            return True
        if word.sort is not Sort.NAME and len(word.text) >= _LEAST_VERB and word.text.endswith(_ENDINGS):
            return True
    return False


def _is_silence(denial: Claim) -> bool:
    """Whether somebody only did not say it; "he had not stated that" on his own word is a denial."""
    return "negated" in denial.row.get("notes", ()) and denial.speaker not in denial.chain


def _later(pair: Comparison, same: Same | None) -> Relation:
    """A later paper tells of a later day where what it tells can change; what had not happened may have happened since."""
    early, late = sorted((pair.left, pair.right), key=in_time)
    if not days_between(early.day, late.day) or early.times & late.times:
        return Relation.CONFLICT
    if one_voice(early, late, same) or _is_state(early) or _is_state(late):
        return Relation.UPDATE
    return Relation.UPDATE if any(word.sort is Sort.NO for word in early.words) else Relation.CONFLICT


def _is_state(claim: Claim) -> bool:
    """Whether it tells how something is, and not what was done: "was open", not "was shelled"."""
    behind = [after for word, after in pairwise(claim.words) if word.text in _STATES]
    return bool(behind) and not any(after.text.endswith("ed") and not after.turned for after in behind)


def _why(pair: Comparison) -> str:
    early, late = sorted((pair.left, pair.right), key=in_time)
    return f"“{shown(early)}” / “{shown(late)}”"


def shown(claim: Claim, most: int = 160) -> str:
    """The words of a claim, with a mark in front where its speaker denies them."""
    text = " ".join(claim.text.split())
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return f"denied: {cut}" if claim.denied else cut


# ── "the readout of the department was factually incorrect" ────────────────────────────────────────────────────────


_Said = dict[str, dict[str, list[Claim]]]
"""What was claimed, by the names of who said it and by day."""


def find_disputed(claims: Sequence[Claim], same: Same | None) -> Iterator[Found]:
    """Each statement that calls the account of a named body or person false, with what that one had said."""
    said: _Said = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.day and claim.sort == "statement" and not claim.denied and claim.firm:
            for name in claim.voice:
                said[name][claim.day].append(claim)
    for dispute in claims:
        if calls_false(dispute) and (last := _last_said(dispute, said, same)) is not None:
            yield between(last, dispute, KIND, Relation.CONFLICT, f"“{shown(dispute)}”")


def calls_false(claim: Claim) -> bool:
    """Whether it says of an account, named by its maker alone, that it is false."""
    if not any(word.sort is Sort.NO and word.text in _FALSE for word in claim.words):
        return False
    return bool(claim.firm and claim.names and not _REPORTS.isdisjoint(word.text for word in claim.words))


def _last_said(dispute: Claim, said: _Said, same: Same | None) -> Claim | None:
    """What the one who is disputed said last in another paper, with most words in common."""
    days = (rows for name in sorted(dispute.names & said.keys()) for day, rows in said[name].items() if _is_soon(day, dispute.day))
    near = [claim for rows in days for claim in rows if claim.document != dispute.document]
    full = [claim for claim in near if claim.voice <= dispute.names and not one_voice(claim, dispute, same)]
    return max(full, key=lambda claim: (len(claim.told.keys() & dispute.told.keys()), claim.day or "", claim.id), default=None)


@lru_cache(maxsize=65_536)
def _is_soon(early: str, late: str | None) -> bool:
    days = days_between(early, late)
    return days is not None and 0 <= days <= UPDATE_DAYS
