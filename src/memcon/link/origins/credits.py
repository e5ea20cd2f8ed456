"""Whom a text names as its source: "(Reuters)", "POLITICO reported", "with files from AFP"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
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


@cache
def _agencies() -> dict[str, str]:
    return {_bare(form): name for name, forms in load_table("origins")["agencies"].items() for form in (name, *forms)}


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
        self._looks = [(form, name, _look(form, shape)) for form, (name, shape) in sorted(written.items(), key=_longest_first)]

    def find(self, text: str, *, own: str | None = None) -> tuple[str, ...]:
        """The names that the text credits, sorted, without its own outlet."""
        head = " ".join(text[:READ_POINTS].split())
        folded = head.casefold()
        itself = fold_outlet(own or "")
        found = {name for form, name, look in self._looks if form in folded and look.search(head)}
        return tuple(sorted(name for name in found if fold_outlet(name) != itself))


def _spaced(name: str) -> str:
    return " ".join(name.split()).casefold()


def _longest_first(row: tuple[str, tuple[str, str]]) -> tuple[int, str]:
    return -len(row[0]), row[0]


def _look(form: str, shape: str) -> re.Pattern[str]:
    """One pattern for a name in all forms of a credit; a short name counts only as it is written."""
    name = re.escape(shape) if len(form) <= SHORT else rf"(?i:{re.escape(form)})"
    frames = (re.escape(frame).replace("NAME", rf"(?:[Tt]he )?{name}") for frame in _frames())
    return re.compile("|".join(rf"(?<!\w){frame}(?!\w)" for frame in frames))


@cache
def _frames() -> tuple[str, ...]:
    """The forms of credits, each as it stands within and at the beginning of a sentence."""
    forms = load_table("origins")["credits"]["forms"]
    return tuple(dict.fromkeys(spelt for form in forms for spelt in (form, form[:1].upper() + form[1:])))
