"""When and where one thing happened, told in two ways."""

from __future__ import annotations

from typing import Final

from memcon.link.conflicts.claims import Claim
from memcon.link.conflicts.comparing import Comparison
from memcon.link.conflicts.found import Found, Relation, between, days_between
from memcon.link.conflicts.words import Sort, plain_form
from memcon.link.tables import load_table

_TABLE: Final = load_table("conflicts")
_NOUNS: Final = frozenset(_TABLE["once"]["nouns"])
_VERBS: Final = frozenset(_TABLE["once"]["verbs"])
_PLACED: Final = frozenset(_TABLE["once"]["before_place"])
_WEEKDAYS: Final = frozenset(_TABLE["times"]["weekdays"])
_MONTHS: Final = frozenset(word[:3] for word in _TABLE["times"]["months"])
_WEEK: Final = 6
_POINTING: Final = frozenset({"the", "his", "her", "their", "its", "this", "that"})


def find_slots(pair: Comparison) -> Found | None:
    """The two as a conflict of date or place, where both tell of what happened once and agree in all else."""
    left, right = pair.left, pair.right
    if not (left.firm and right.firm) or pair.turned or left.modality != right.modality or _counts(left) != _counts(right):
        return None
    once, verb = (all(_names_one(c) for c in (left, right)), _verb_of_both(pair))
    if not (once or verb):
        return None
    if _alike_but_for_time(pair) and (times := _other_times(pair)) and (verb or not _far_apart(pair)):
        return between(left, right, "date", Relation.CONFLICT, times)
    if not pair.other_times and (places := _other_places(pair)):
        return between(left, right, "place", Relation.CONFLICT, places)
    return None


def _verb_of_both(pair: Comparison) -> bool:
    """Whether both tell what nobody does twice: "died", "was signed"."""
    mine, theirs = ({plain_form(word.text) for word in claim.words} & _VERBS for claim in (pair.left, pair.right))
    return bool(mine & theirs)


def _counts(claim: Claim) -> list[str]:
    return sorted(word.form for word in claim.numbers)


def _alike_but_for_time(pair: Comparison) -> bool:
    return pair.about_one or (bool(pair.shared) and not pair.only_left and not pair.only_right)


def _far_apart(pair: Comparison) -> bool:
    """Whether they name two years: then they may tell of two things of the kind."""
    mine, theirs = ({form for form in claim.times if _measure(form) == "year"} for claim in (pair.left, pair.right))
    return bool(mine and theirs and not mine & theirs)


def _names_one(claim: Claim) -> bool:
    """Whether it is told of the one: "the meeting", "the old ferry"."""
    for k, word in enumerate(claim.words):
        if _is_noun(word.text):
            return any(before.text in _POINTING for before in claim.words[max(0, k - 3) : k])
    return False


def _other_times(pair: Comparison) -> str:
    """What each says of the time in the same measure: two weekdays, two days of a month, two years."""
    for sort in ("weekday", "day", "month", "year", "part"):
        mine, theirs = ({form for form in claim.times if _measure(form) == sort} for claim in (pair.left, pair.right))
        if mine and theirs and not mine & theirs and not (sort == "weekday" and _weeks_apart(pair)):
            return f"{_shown(mine)} / {_shown(theirs)}"
    return ""


def _shown(times: set[str]) -> str:
    return " ".join(form.rstrip(".") for form in sorted(times))


def _weeks_apart(pair: Comparison) -> bool:
    return abs(days_between(pair.left.day, pair.right.day) or 0) > _WEEK


def _measure(form: str) -> str:
    if form in _WEEKDAYS:
        return "weekday"
    if form in _MONTHS:
        return "month"
    if form.endswith("."):
        return "day"
    return "year" if form.isdigit() else "part"


def _other_places(pair: Comparison) -> str:
    """The names behind a preposition of place that only one of the two has, where they are all that differs."""
    if not pair.shared or not (pair.only_left and pair.only_right):
        return ""
    mine, theirs = _placed(pair.left, pair.only_left), _placed(pair.right, pair.only_right)
    if not (mine and theirs) or pair.only_left - mine or pair.only_right - theirs:
        return ""
    return f"{' '.join(sorted(mine))} / {' '.join(sorted(theirs))}"


def _placed(claim: Claim, only: frozenset[str]) -> frozenset[str]:
    """The names behind a preposition of place; what says which one it is ("the crash at Dray") is no place of that sort."""
    found: set[str] = set()
    for k, word in enumerate(claim.words):
        if word.sort is not Sort.NAME or word.form not in only:
            continue
        before = claim.words[max(0, k - 2) : k]
        after_noun = bool(before) and before[-1].text in _PLACED and k > 1 and _is_noun(claim.words[k - 2].text)
        if not after_noun and any(w.text in _PLACED or w.form in found for w in before):
            found.add(word.form)
    return frozenset(found)


def _is_noun(text: str) -> bool:
    return text in _NOUNS or text.removesuffix("s") in _NOUNS
