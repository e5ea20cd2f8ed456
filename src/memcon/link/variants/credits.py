"""Whom a document names as its source: "(Reuters)", "POLITICO reported", "obtained by the Courier"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

READ_POINTS: Final = 200_000
"""Code points of a document in which credits are looked for."""
MOST_WORDS: Final = 5
"""Words of the name of an outlet."""

_NAME: Final = rf"[A-Z0-9][\w&.'’-]{{0,40}}(?: (?:of |the |for )?[A-Z0-9][\w&.'’-]{{0,40}}){{0,{MOST_WORDS - 1}}}"
_SAYS: Final = (
    "reported|reports|has reported|had reported|first reported|also reported|said|says|wrote|writes|quoted|cited|revealed|disclosed|"
    "published|obtained|noted|added"
)
_BEFORE: Final = re.compile(rf"({_NAME})(?:,)? (?:{_SAYS})\b")
_AFTER: Final = re.compile(
    r"\b(?:according to|reported by|obtained by|published by|seen by|quoted by|reviewed by|told|citing|quoting|as reported in|reported in|"
    rf"courtesy of|via|[Ss]ource:|[Bb]y) (?:the |The )?({_NAME})"
)
_BRACKETED: Final = re.compile(rf"\(({_NAME})\)")
_BYLINE: Final = re.compile(rf"^[ \t]{{0,8}}[Bb]y [^\n,]{{2,60}}, (?:the |The )?({_NAME})[ \t]{{0,8}}$", re.MULTILINE)
HEAD_POINTS: Final = 600
"""Code points of a document in which its byline stands."""
_AGENCIES: Final = {
    "associated press": "ap", "agence france presse": "afp", "press trust of india": "pti", "asian news international": "ani",
    "united press international": "upi", "thomson reuters": "reuters",
}  # fmt: skip
_AGENCY_NAMES: Final = frozenset({"reuters", "xinhua", "tass", "bloomberg", *_AGENCIES.values()})
_SITE: Final = re.compile(
    r"^(?:https?://)?(?:www\.)?([a-z0-9-]{2,60})\.(?:com|net|org|co|news|info|tv|press|pk|in|uk|eu|io)\b.*$", re.DOTALL
)
_ARTICLE: Final = re.compile(r"^the (?=\w)")


def fold_name(name: str) -> str:
    """The name of an outlet as it is compared: "The Daily Caller", "dailycaller.com" and "Daily Caller" are one."""
    folded = " ".join(name[:200].casefold().split())
    site = _SITE.match(folded)
    bare = site.group(1) if site else _ARTICLE.sub("", folded)
    words = re.sub(r"[^\w]+", " ", bare).split()
    return _AGENCIES.get(" ".join(words), "".join(words))


def names_of(*names: str | None) -> frozenset[str]:
    """The folded names, without what is empty."""
    return frozenset(folded for name in names if name and len(folded := fold_name(name)) > 1)


def is_agency(name: str) -> bool:
    """Whether the folded name is a news agency that every paper prints."""
    return name in _AGENCY_NAMES


def find_credits(text: str) -> frozenset[str]:
    """The folded names that the text may credit; most are of people, and only those of outlets are of use."""
    head = " ".join(text[:READ_POINTS].split())
    return frozenset(folded for run in _runs(head) for folded in _readings(run) if len(folded) > 1)


def find_own_names(text: str) -> frozenset[str]:
    """The folded names of the paper that a byline tells: "By Odile Marn, Harbour Courier"."""
    return names_of(*(match.group(1) for match in _BYLINE.finditer(text[:HEAD_POINTS])))


def _runs(head: str) -> Iterator[str]:
    for pattern in (_BEFORE, _AFTER, _BRACKETED):
        yield from (match.group(1) for match in pattern.finditer(head))


def _readings(run: str) -> Iterator[str]:
    """The name with fewer and fewer words before and behind it: "On Monday POLITICO", "Reuters Ferro"."""
    words = run.split()
    for n in range(len(words)):
        yield fold_name(" ".join(words[n:]))
        yield fold_name(" ".join(words[: n + 1]))
