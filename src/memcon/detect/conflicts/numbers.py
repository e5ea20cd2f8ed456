"""Two speakers of one document who count the same and come to two numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import TYPE_CHECKING, Final

from memcon.detect.conflicts.accounts import Account
from memcon.detect.conflicts.comparing import SAME, Comparison
from memcon.detect.conflicts.denials import pairs_of
from memcon.detect.grammar.tables import load_table
from memcon.model.ids import content_id
from memcon.model.ledger import Conflict, ConflictKind, Count, Event, Modality, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_TABLE: Final = load_table("counts")
_RANGES: Final = frozenset({"-", "–", "to"})
_UNITS: Final = frozenset(load_table("conflicts")["words"]["units"])
_REACH: Final = 4
_MOST: Final = 50
_HAPPENED: Final = (Modality.DID, Modality.ALLEGED)


def find_counted(accounts: Sequence[Account]) -> Iterator[Conflict]:
    """A conflict for each two speakers who say one thing with two numbers of one noun."""
    numbered = [account for account in accounts if account.claims and not account.denies and any(t.like_num for t in account.tokens)]
    for left, right in pairs_of(numbered):
        pair = Comparison(left, right)
        if pair.one_voice or pair.nested or pair.apart or pair.turned or pair.dice < SAME or left.modality != right.modality:
            continue
        mine, theirs = _numbers(left), _numbers(right)
        noun = next((n for n in mine if n in theirs and not _allow(mine[n], theirs[n])), None)
        if noun is not None:
            why = f"{noun}: {_shown(*mine[noun])} / {_shown(*theirs[noun])}"
            ids = left.statement.id, right.statement.id
            yield Conflict(content_id("conflict", "number", *ids), ConflictKind.NUMBER, *ids, why)


def _numbers(account: Account) -> dict[str, tuple[float, str]]:
    """The numbers of an account with their bounds, by the noun that they count; a number of several words is left out."""
    found: dict[str, tuple[float, str]] = {}
    for token in account.tokens:
        counts = token.dep_ == "nummod" and token.ent_type_ != "DATE" and token.head.lemma_.lower() not in _UNITS
        value = _value(token) if counts else None
        if value is not None:
            found.setdefault(token.head.lemma_.lower(), (value, _bound(token)))
    return found


def _value(token: Token) -> float | None:
    text = token.lower_.replace(",", "")
    beside = [token.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)]
    if any(t.like_num or t.lower_ in _RANGES for t in beside):
        return None
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    return float(_TABLE["numbers"][text]) if text in _TABLE["numbers"] else None


def _bound(token: Token) -> str:
    for length in range(_REACH, 0, -1):
        words = " ".join(t.lower_ for t in token.doc[max(0, token.i - length) : token.i])
        if token.i >= length and words in _TABLE["bounds"]:
            return str(_TABLE["bounds"][words])
    return "="


def find_numbers(
    events: Sequence[Event], statements: Mapping[str, Statement], *, told: AbstractSet[frozenset[str]] = frozenset()
) -> Iterator[Conflict]:
    """A conflict for each two events told by two voices whose numbers of the same people shut each other out.

    `told` are the pairs of statements of which that is known already.
    """
    for rows in _by_people(events).values():
        for (one, mine), (other, theirs) in combinations(rows[:_MOST], 2):
            known = frozenset((one.statement or "", other.statement or "")) in told
            if known or one.id == other.id or not _one_event(one, other) or not _two_voices(one, other, statements):
                continue
            if not _fits(mine, theirs):
                why = f"{mine.what}, {mine.who}: {_shown(mine.number, mine.bound)} / {_shown(theirs.number, theirs.bound)}"
                id_ = content_id("conflict", "number", one.id, other.id)
                yield Conflict(id_, ConflictKind.NUMBER, one.id, other.id, why)


def _by_people(events: Sequence[Event]) -> dict[tuple[str, str, str], list[tuple[Event, Count]]]:
    """The counts by the sort of event, by what became of whom, in the order of the text."""
    found: dict[tuple[str, str, str], list[tuple[Event, Count]]] = defaultdict(list)
    for event in sorted(events, key=lambda e: e.span.start):
        for count in event.counts if event.modality in _HAPPENED else ():
            if count.who is not None and count.what != "amount":
                found[event.type.value, count.what, count.who.lower()].append((event, count))
    return found


def _one_event(one: Event, other: Event) -> bool:
    """Whether nothing says that they are two: neither the days nor the places differ, and one of both is told."""
    if one.when and other.when and not (one.when.start <= other.when.end and other.when.start <= one.when.end):
        return False
    if one.where and other.where:
        return bool({*one.where.name.lower().split()} & {*other.where.name.lower().split()})
    return one.when is None or other.when is None or one.when.start == other.when.start


def _two_voices(one: Event, other: Event, statements: Mapping[str, Statement]) -> bool:
    mine, theirs = (statements.get(event.statement or "") for event in (one, other))
    if mine is None or theirs is None:
        return False
    names = {mine.speaker.name, theirs.speaker.name}
    return None not in names and len(names) == 2 and mine.speaker.actor != theirs.speaker.actor


def _fits(one: Count, other: Count) -> bool:
    return _allow((one.number, one.bound), (other.number, other.bound))


def _allow(one: tuple[float, str], other: tuple[float, str]) -> bool:
    """Whether some number is allowed by both."""
    (low, high), (least, most) = _interval(*one), _interval(*other)
    return low <= most and least <= high


def _interval(number: float, bound: str) -> tuple[float, float]:
    """The lowest and the highest number that the words allow; "about" allows a tenth more or less."""
    step = 1e-9
    table = {
        ">": (number + step, float("inf")),
        ">=": (number, float("inf")),
        "<": (0.0, number - step),
        "<=": (0.0, number),
        "~": (number * 0.9, number * 1.1),
    }
    return table.get(bound, (number, number))


def _shown(number: float, bound: str) -> str:
    return f"{'' if bound == '=' else bound}{number:g}"
