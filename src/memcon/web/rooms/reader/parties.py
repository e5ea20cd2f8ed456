"""Who is meant by a name that somebody types: an actor of the document, or somebody whom only the name tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from memcon import limits
from memcon.export.wording import shown
from memcon.model.contract import Json, span_dict
from memcon.model.ledger import Actor, Party
from memcon.text import Span
from memcon.web.rooms.reader.sheet import KEPT, Sheet

NOT_NAMED: Final = "nobody is named, as a reader says"
SIDE: Final = 40
"""Code points that are shown around the first place where somebody is named."""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor of the document as it can be chosen: the label that is typed, and what helps to tell who it is."""

    label: str
    actor: str
    about: str


@lru_cache(maxsize=KEPT)
def choices_of(sheet: Sheet) -> tuple[Named, ...]:
    """The actors of the document by name; two of one name are told apart by what they are and where they are first named."""
    names = Counter(shown(actor.name).casefold() for actor in sheet.findings.actors)
    rows = [
        Named(_label(sheet, actor, alone=names[shown(actor.name).casefold()] == 1), actor.id, _about(sheet, actor))
        for actor in sheet.findings.actors
    ]
    return tuple(sorted(rows, key=lambda row: row.label.casefold()))


def _label(sheet: Sheet, actor: Actor, *, alone: bool) -> str:
    if alone:
        return shown(actor.name)
    first = min((mention.span for mention in actor.mentions), default=None)
    told = (actor.role, actor.country, sheet.places.of(first) if first is not None else actor.id)
    return f"{shown(actor.name)} ({', '.join(filter(None, map(shown, told)))})"


def _about(sheet: Sheet, actor: Actor) -> str:
    """What somebody is, and the words around the first place where they are named."""
    first = min((mention.span for mention in actor.mentions), default=None)
    around = "" if first is None else f"“…{shown(sheet.text[max(0, first.start - SIDE) : first.end + SIDE])}…”"
    return " · ".join(filter(None, (shown(actor.role), actor.kind.value, around)))


def label_of(sheet: Sheet, party: Party) -> str:
    """The label of somebody in a role: that of the actor, else the name, else the printed words; empty where nobody is named."""
    if party.actor is not None:
        found = next((choice.label for choice in choices_of(sheet) if choice.actor == party.actor), None)
        if found is not None:
            return found
    return shown(party.name or (party.span.of(sheet.text) if party.span is not None else ""))


@dataclass(frozen=True)
class Namer:
    """Tells who is meant, in one document, by somebody who corrects a statement that stands `near`."""

    sheet: Sheet
    near: Span

    def party(self, typed: str, *, was: Party | None = None, at: Span | None = None) -> Json:
        """Somebody in a role as the JSON ledger has it; what was there before where nothing was changed.

        `at` are the words that stand for him; without them those of the actor that stand nearest in the same paragraph.
        """
        text = self.sheet.text
        label = shown(typed, most=limits.NAME_POINTS)
        if was is not None and label == label_of(self.sheet, was) and at in (None, was.span):
            return party_row(was, text)
        if not label and at is None:
            return {"name": None, "actor": None, "span": None, "why": NOT_NAMED}
        actor = self._meant(label) if label else self._named_at(at)
        if actor is None:
            return {"name": label or shown(at.of(text) if at is not None else ""), "actor": None, "span": span_dict(at, text)}
        return {"name": actor.name, "actor": actor.id, "span": span_dict(at or self._nearest(actor), text)}

    def _meant(self, label: str) -> Actor | None:
        """The actor with this label, else the only one that bears the name; a name of two is nobody's for certain."""
        chosen = next((choice.actor for choice in choices_of(self.sheet) if choice.label == label), None)
        if chosen is not None:
            return self.sheet.actors[chosen]
        low = label.casefold()
        bearers = [a for a in self.sheet.findings.actors if low in {shown(name).casefold() for name in (a.name, *a.names)}]
        return bearers[0] if len(bearers) == 1 else None

    def _named_at(self, at: Span | None) -> Actor | None:
        """The actor that the document names in these words."""
        fits = [a for a in self.sheet.findings.actors if at is not None and any(at.touches(m.span) for m in a.mentions)]
        return fits[0] if len(fits) == 1 else None

    def _nearest(self, actor: Actor) -> Span | None:
        section = self.sheet.section_at(self.near.start)
        here = [m.span for m in actor.mentions if section is not None and section.span.holds(m.span)]
        return min(here, key=lambda span: (max(span.start - self.near.end, self.near.start - span.end), span.start), default=None)


def party_row(party: Party, text: str) -> Json:
    """Somebody in a role as the JSON ledger has it."""
    row: Json = {"name": party.name, "actor": party.actor, "span": span_dict(party.span, text)}
    extra: Mapping[str, str | None] = {"why": party.why, "country": party.country}
    return row | {name: value for name, value in extra.items() if value is not None}
