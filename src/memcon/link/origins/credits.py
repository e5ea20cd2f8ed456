"""Whom a text names as its source: "(Reuters)", "POLITICO reported", "with files from AFP"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from memcon.link.tables import load_table

READ_POINTS: Final = 200_000
"""Code points of a text in which credits are looked for."""
LONGEST_NAME: Final = 80
SHORT: Final = 4
"""Letters up to which the name of an outlet counts only as it is written: AP is no ap, and Time no time."""
_SITE: Final = re.compile(
    r"^(?:https?://)?(?:www\.)?([a-z0-9-]{2,60})\.(?:com|net|org|co|news|info|tv|press|pk|in|uk|eu|io|fr|de)\b.*$", re.DOTALL
)
_NOT_WORD: Final = re.compile(r"[\W_]+")
_ARTICLE: Final = "The "


@cache
def _agencies() -> dict[str, str]:
    return {_bare(form): name for name, forms in load_table("origins")["agencies"].items() for form in (name, *forms)}


@lru_cache(maxsize=4_096)
def _bare(name: str) -> str:
    folded = " ".join(name[:200].casefold().split())
    site = _SITE.match(folded)
    return _NOT_WORD.sub("", site.group(1) if site else folded.removeprefix("the "))


def fold_outlet(name: str) -> str:
    """The name of an outlet as it is compared: "The Daily Kestrel" and "dailykestrel.com" are one, and so are the forms of an agency."""
    bare = _bare(name)
    return _bare(_agencies().get(bare, bare))


def is_agency(name: str | None) -> bool:
    """Whether it is a news agency whose texts other outlets print."""
    return name is not None and _bare(name) in _agencies()


class CreditFinder:
    """Finds the agencies of the list, and the outlets of a case, where a text credits them."""

    def __init__(self, outlets: Iterable[str] = ()) -> None:
        listed = {form: name for name, forms in load_table("origins")["agencies"].items() for form in (name, *forms)}
        named = {outlet: outlet for outlet in sorted(set(outlets)) if 1 < len(outlet.strip()) <= LONGEST_NAME}
        written = {_spaced(form): (name, form.upper()) for form, name in listed.items()}
        written |= {_spaced(outlet): (outlet, outlet) for outlet in named if _spaced(outlet) not in written}
        self._looks = [_look(form, name, shape) for form, (name, shape) in sorted(written.items(), key=_longest_first)]

    def find(self, text: str, *, own: str | None = None) -> tuple[str, ...]:
        """The names that the text credits, sorted, without its own outlet."""
        head = " ".join(text[:READ_POINTS].split())
        folded = head.casefold()
        itself = fold_outlet(own or "")
        found = {look.name for look in self._looks if look.form in folded and look.is_credited(head)}
        return tuple(sorted(name for name in found if fold_outlet(name) != itself))


@dataclass(frozen=True, slots=True)
class _Look:
    """A name as it is looked for: in small letters, and each place where it is written as it must be, by its length."""

    form: str
    name: str
    places: re.Pattern[str]
    length: int

    def is_credited(self, text: str) -> bool:
        """Whether the text has a form of a credit around the name; only where the name stands, for there are many forms."""
        return any(_is_framed(text, found.start(), found.start() + self.length) for found in self.places.finditer(text))


def _look(form: str, name: str, shape: str) -> _Look:
    """A short name counts only as it is written."""
    words = re.escape(shape) if len(form) <= SHORT else rf"(?i:{re.escape(form)})"
    return _Look(form, name, re.compile(rf"(?={words})"), len(shape if len(form) <= SHORT else form))


def _is_framed(text: str, start: int, end: int) -> bool:
    """Whether the words from start to end, with or without an article, stand in a form of a credit and in no other words."""
    starts = (start, start - len(_ARTICLE)) if text[max(0, start - len(_ARTICLE)) : start] in (_ARTICLE, _ARTICLE.lower()) else (start,)
    return any(
        text.startswith(before, begin - len(before))
        and text.startswith(after, end)
        and not _is_letter(text, begin - len(before) - 1)
        and not _is_letter(text, end + len(after))
        for begin in starts
        for before, after in _frames()
        if begin >= len(before)
    )


def _spaced(name: str) -> str:
    return " ".join(name.split()).casefold()


def _longest_first(row: tuple[str, tuple[str, str]]) -> tuple[int, str]:
    return -len(row[0]), row[0]


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


@cache
def _frames() -> tuple[tuple[str, str], ...]:
    """What stands before and behind a name in the forms of credits, each as within and at the beginning of a sentence."""
    forms = load_table("origins")["credits"]["forms"]
    spelt = dict.fromkeys(spelt for form in forms for spelt in (form, form[:1].upper() + form[1:]))
    return tuple((before, after) for before, _, after in (form.partition("NAME") for form in spelt))
