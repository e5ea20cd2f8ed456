"""Who asked for the meeting: each side may say that it was the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from memcon.link.conflicts.claims import Claim
from memcon.link.conflicts.found import Found, Paper, Relation, between, days_between
from memcon.link.conflicts.words import Sort, read_words
from memcon.link.tables import load_table

_TABLE: Final = load_table("conflicts")
_HOMES: Final[dict[str, str]] = {name: code for code, names in _TABLE["homes"].items() for name in names}
_WHAT: Final = frozenset(_TABLE["requests"]["what"])
_PRONOUNS: Final = frozenset(_TABLE["requests"]["pronouns"])
_NAME: Final = r"(?<![\w.’'-])((?:the )?[A-Z][\w.’'-]{0,30}(?: (?:of )?[A-Z][\w.’'-]{0,30}){0,4})"
MOST_TOLD: Final = 20
DAYS: Final = 3
"""How far apart two papers are that tell of one meeting without its day."""


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ASKED: Final = {name: _alternatives(_TABLE["requests"][name]) for name in ("before", "behind", "verbs", "what")}
_PATTERNS: Final = tuple(
    (tuple(_TABLE["requests"][words]), re.compile(pattern))
    for words, pattern in (
        ("before", rf"\b(?:{_ASKED['before']}) {_NAME}"),
        ("behind", rf"\bat {_NAME}(?:{_ASKED['behind']})"),
        (
            "verbs",
            rf"{_NAME} (?:had )?(?:{_ASKED['verbs']}) (?:the|a) (?:{_ASKED['what']})\b",
        ),
    )
)
"""The words of which one must stand in a sentence, and how it is told then."""


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked for a meeting by one paper, the state behind him where it is known, and whom the meeting was between."""

    claim: Claim
    who: str
    state: str | None
    sides: frozenset[str]


def find_requesters(papers: Sequence[Paper], claims: Sequence[Claim]) -> Iterator[Found]:
    """One meeting or call that each of two papers says was asked for by another; each two papers once."""
    by_paper = {paper.document["id"]: parties_of(paper) for paper in papers}
    holders: dict[str, list[Request]] = defaultdict(list)
    for claim in claims:
        if (who := requester(claim)) is not None:
            request = request_of(claim, who, by_paper.get(claim.document, {}))
            for side in sorted(request.sides):
                holders[side].append(request)
    seen: set[frozenset[str]] = set()
    for told in holders.values():
        for left, right in combinations(told[:MOST_TOLD], 2):
            pair = frozenset((left.claim.document, right.claim.document))
            if len(pair) == 2 and pair not in seen and (found := compare_requests(left, right)) is not None:
                seen.add(pair)
                yield found


def compare_requests(left: Request, right: Request) -> Found | None:
    """The two as a conflict where one meeting is said to have been asked for by two."""
    if not _asked_by_two(left, right):
        return None
    return between(left.claim, right.claim, "attribution", Relation.CONFLICT, f"asked for by {left.who} / {right.who}")


def requester(claim: Claim) -> str | None:
    """Who is said to have asked for the meeting: by the words of the sentence, or whoever asked for "the call"."""
    found = next(_told(claim.sentence), None)
    if found is not None and found.group(1).lower() not in _PRONOUNS:
        return found.group(1).rstrip(".")
    asked = claim.act == "ask" and claim.text.lower().removeprefix("the ").removeprefix("a ") in _WHAT
    return claim.speaker if asked else None


def _told(sentence: str) -> Iterator[re.Match[str]]:
    for words, pattern in _PATTERNS:
        if any(word in sentence for word in words) and (match := pattern.search(sentence)):
            yield match


def parties_of(paper: Paper) -> dict[str, str | None]:
    """Who met in a paper, word by word in lower case, with his state."""
    found: dict[str, str | None] = {}
    for row in paper.events:
        if row["type"] == "CONSULT":
            for party in (*row["source"], *row["target"]):
                found |= {word: party.get("country") for word in _words(party["name"] or "")}
    return found


def _words(name: str) -> list[str]:
    return [word.lower().strip(".") for word in name.split() if word[0].isupper()]


def request_of(claim: Claim, who: str, parties: Mapping[str, str | None]) -> Request:
    """The request that a claim tells of; `parties` are those who met in its paper, with their states."""
    state = _HOMES.get(who.lower().removeprefix("the "))
    known = next((country.lower() for word in _words(who) if (country := parties.get(word))), None)
    named = {word.form for word in read_words("x " + claim.sentence) if word.sort is Sort.NAME}
    spoken = set(_words(claim.speaker or "")) if claim.act != "ask" else set()
    return Request(claim, who, state or known, frozenset((named | parties.keys()) - spoken))


def _asked_by_two(left: Request, right: Request) -> bool:
    """Whether two papers tell of one meeting, and of two that asked for it; a person and a state are not compared unknown."""
    apart = abs(days_between(left.claim.day, right.claim.day) or 0) > DAYS
    mine, theirs = left.claim.times, right.claim.times
    if apart or (mine - theirs and theirs - mine) or len(left.sides & right.sides) < 2:
        return False
    if left.state and right.state:
        return left.state != right.state
    return not left.state and not right.state and not set(_words(left.who)) & set(_words(right.who))
