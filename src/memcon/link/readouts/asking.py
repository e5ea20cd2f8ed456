"""Who asked for the talk, as an account says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from memcon.link.names import read_name
from memcon.link.readouts.parties import Parties, gender_of, persons_of
from memcon.link.readouts.words import fold
from memcon.model.comparison import Account, Asking, Request
from memcon.model.ledger import Findings
from memcon.text import Span, trimmed

_WHO: Final = r"(?P<who>[^.;\n]{2,80}?)"
_TALK: Final = r"(?:(?:the|this|a) )?(?:(?:tele)?phone |video )?(?:call|conversation|talks?|meeting|discussion)"
_END: Final = r"(?=[.,;)\n]|$| on | to | and | in | at | today| yesterday)"
_THE_TALK: Final = r"(?:the|this) (?:(?:tele)?phone |video )?(?:call|conversation|talks?|meeting)"
_PATTERNS: Final = (
    re.compile(rf"\b(?:at|upon|on) the (?:request|initiative|invitation|behest) of (?:the )?{_WHO}{_END}", re.IGNORECASE),
    re.compile(
        r"\b(?:at|upon|on) (?:the )?(?P<who>(?:his|her|their|its|our)|[^.,;\n]{2,60}?(?=['’]s? )|[\w-]{3,30}(?= (?:request|initiative)))"
        r"(?:['’]s?)? (?:own )?(?:request|initiative|invitation|behest)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_TALK},? (?:was |had been |which was )?(?:initiated|requested|proposed|placed|sought|asked for) by (?:the )?{_WHO}{_END}",
        re.IGNORECASE,
    ),
    re.compile(rf"\binitiated by (?:the )?{_WHO}{_END}", re.IGNORECASE),
    re.compile(
        rf"\b(?P<who>[^.,;\n]{{2,60}}),? who (?:had )?(?:asked for|requested|initiated|sought|placed|proposed) {_THE_TALK}\b", re.IGNORECASE
    ),
    re.compile(rf"\b(?P<who>[^.,;\n]{{2,60}}?) (?:had )?(?:asked for|requested|initiated|placed|proposed) {_THE_TALK}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:received|took|accepted) a (?:(?:tele)?phone |video )?call (?:today |yesterday )?from (?:the )?{_WHO}{_END}", re.IGNORECASE
    ),
    re.compile(
        r"\b(?P<who>(?:[A-Z][\w.’'-]{0,30},? ){1,8})(?:today |yesterday )?(?:telephoned|phoned|called) "
        r"(?=[A-Z][\w ]{2,60}(?:today|yesterday|to discuss|\.))"
    ),
)
_MUTUAL: Final = re.compile(r"\b(?:by|at|upon) (?:mutual|prior|joint) (?:agreement|consent|initiative|request)\b", re.IGNORECASE)
_PRONOUNS: Final = {"his": "m", "he": "m", "him": "m", "her": "f", "she": "f"}
MUTUAL: Final = "both"
STRETCH: Final = 2_000
"""Who asked stands in the first lines, or in the last."""


def find_request(findings: Findings) -> Request | None:
    """The first words that say who asked for the talk, and who that is where it can be told; None where none do."""
    text = findings.document.text
    found = [m for pattern in (*_PATTERNS, _MUTUAL) for m in _found(pattern, findings)]
    if not found:
        return None
    first = min(found, key=lambda m: (m.start(), -m.end()))
    best = min((m for m in found if m.start() < first.end()), key=lambda m: (_rank(m), m.start()))
    return _request(best, findings, text)


def _rank(found: re.Match[str]) -> int:
    return next((k for k, pattern in enumerate((*_PATTERNS, _MUTUAL)) if pattern is found.re), 0)


def _found(pattern: re.Pattern[str], findings: Findings) -> list[re.Match[str]]:
    """The matches in the paragraphs at both ends of the account."""
    text, sections = findings.document.text, findings.document.read_sections()
    spans = [Span(s.span.start, min(s.span.end, s.span.start + STRETCH)) for s in (*sections[:4], *sections[-2:])]
    return [m for span in dict.fromkeys(spans) for m in pattern.finditer(text, span.start, span.end)]


def _request(found: re.Match[str], findings: Findings, text: str) -> Request:
    if found.re is _MUTUAL:
        return Request(MUTUAL, Span(*found.span()))
    who = _named(found["who"].strip(" ,"), findings, text)
    return Request(who, trimmed(text, Span(_start(found, who), found.end()), chars=" ,"))


def _start(found: re.Match[str], who: str | None) -> int:
    """Where the words begin that say it: those before the name are left out."""
    if found.start("who") != found.start() or who is None:
        return found.start()
    at = found["who"].casefold().rfind(who.casefold())
    return found.start() + max(at, 0)


def _named(who: str, findings: Findings, text: str) -> str | None:
    """The name of the person or state that the words mean in this account; None for words that cannot be told."""
    low = fold(who)
    if low in _PRONOUNS:
        return _by_gender(_PRONOUNS[low], findings, text)
    if low in {"their", "its", "our"}:
        return None
    full = _persons(low, findings)
    if len(full) == 1:
        return full[0]
    fits = [a.name for a in findings.actors if any(_stands(fold(" ".join(m.span.of(text).split())), low) for m in a.mentions)]
    last = max(fits, key=lambda name: (low.rfind(fold(name.split()[-1])), len(name), name), default=None)
    return last or " ".join(who.split())


def _persons(low: str, findings: Findings) -> list[str]:
    """The persons whose family name stands last in the words; of names that can be one, the fullest."""
    families = {actor.name: fold(actor.name.split()[-1]) for actor in persons_of(findings)}
    ends = {name: low.rfind(family) for name, family in families.items() if _stands(family, low)}
    names = [name for name, end in ends.items() if end == max(ends.values())]
    most = max((len(read_name(name).words) for name in names), default=0)
    return [name for name in names if len(read_name(name).words) == most]


def _stands(words: str, within: str) -> bool:
    """Whether the words are more than a pronoun and stand whole within the others."""
    if len(words) < 3 or words in {"who", "the", "his", "her"}:
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", within) is not None


def _by_gender(gender: str, findings: Findings, text: str) -> str | None:
    """The only person that the pronoun can mean: the one of this gender, or the one of the two who is not of the other."""
    told = {actor.name: gender_of(actor, text) for actor in persons_of(findings)}
    sure = [name for name, sign in told.items() if sign == gender]
    open_ = [name for name, sign in told.items() if sign is None]
    fits = sure or (open_ if len(told) == 2 else [])
    return fits[0] if len(fits) == 1 else None


def compare_requests(accounts: Sequence[Account], parties: Parties) -> Asking:
    """How the accounts stand on who asked for the talk; silence is no contradiction."""
    said = [account.request for account in accounts if account.request is not None]
    if not said:
        return Asking.NOBODY_SAYS
    names = [request.who for request in said]
    if any(parties.are_apart(a, b) for a, b in combinations(names, 2)):
        return Asking.DIFFERENT
    if None in names or len({parties.key_of(name) for name in names}) > 1:
        return Asking.UNDECIDED
    return Asking.SAME if len(said) == len(accounts) else Asking.SOME_SAY
