"""What the timeline shows, in words: a sentence for the picture, and a chip for each question that is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from memcon.export.chronicle.columns import NOBODY_KEY
from memcon.export.chronicle.panorama import NO_OUTLET, LaneBy
from memcon.export.chronicle.slots import slot_words
from memcon.export.wording import date_words
from memcon.run.chronicling import Chronicle, known_side, meant_days
from memcon.web.rooms.timeline.answers import Found
from memcon.web.rooms.timeline.asked import ROLES, Wanted

LANE_WORDS: Final = {
    LaneBy.ACTOR: "whoever does or says it", LaneBy.STATE: "the state of whoever does or says it", LaneBy.OUTLET: "the outlet",
    LaneBy.CLASS: "the class",
}  # fmt: skip
"""What the lanes are by."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A question that is asked: what about, how it is answered, and the address without it."""

    name: str
    value: str
    address: str


def chips(wanted: Wanted, chronicle: Chronicle) -> tuple[Chip, ...]:
    """What is asked, each with the way to ask it no more."""
    return tuple(_chips(wanted, chronicle))


def _chips(wanted: Wanted, chronicle: Chronicle) -> Iterator[Chip]:
    for role, words in ROLES.items():
        names: tuple[str, ...] = getattr(wanted, role)
        for name in names:
            yield Chip(words, known_side(name, chronicle).label, _without(wanted, role, name))
    for field, words in (("type", "type"), ("class_", "class"), ("standing", "standing")):
        values: tuple[str, ...] = getattr(wanted, field)
        for value in values:
            yield Chip(words, value, _without(wanted, field, value))
    if wanted.outlet:
        yield Chip("outlet", NO_OUTLET.name if wanted.outlet == NOBODY_KEY else wanted.outlet, wanted.address(outlet=""))
    if wanted.basis is not None:
        yield Chip("day of", {"own": "its own", "paper": "the paper", "unknown": "nothing"}[wanted.basis.value], wanted.address(basis=None))
    yield from _day_chips(wanted)


def _without(wanted: Wanted, field: str, value: str) -> str:
    """The address without one of several values."""
    changes: dict[str, Any] = {field: tuple(other for other in getattr(wanted, field) if other != value)}
    return wanted.address(**changes)


def _day_chips(wanted: Wanted) -> Iterator[Chip]:
    if wanted.since:
        yield Chip("from", date_words(wanted.since), wanted.address(since=""))
    if wanted.until:
        yield Chip("to", date_words(wanted.until), wanted.address(until=""))
    if wanted.begins and f"{wanted.since}/{wanted.until}" == wanted.begins:
        yield Chip("only", "what begins in these days", wanted.address(begins=""))
    elif wanted.begins:
        yield Chip("begins", slot_words(meant_days(wanted.begins)), wanted.address(begins=""))
    if wanted.undated:
        yield Chip("only", "what has no day", wanted.address(undated=False))


def sentence(found: Found, wanted: Wanted, chronicle: Chronicle) -> str:
    """How many rows fit, of which days, and what was asked, in a sentence."""
    panorama = found.panorama
    *first, last = (f"{kind.value}s" for kind in wanted.kinds)
    kinds = f"{', '.join(first)} and {last}" if first else last
    days = f", {panorama.shown}" if panorama.shown else ""
    asked = "; ".join(f"{chip.name} {chip.value}" for chip in chips(wanted, chronicle) if chip.name not in ("from", "to"))
    undated = f"; {panorama.undated:,} more without a day" if panorama.undated else ""
    return f"{panorama.total:,} {kinds}{days}{undated}; lanes by {LANE_WORDS[panorama.by]}{f'; {asked}' if asked else ''}."
