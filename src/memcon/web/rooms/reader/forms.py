"""The form in which a statement is corrected, and the one in which a new one is added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from memcon.export.outline import Entry
from memcon.model.ledger import Act, Manner, Polarity, Relation
from memcon.text import Span
from memcon.web.rooms.reader.chain import RELATIONS
from memcon.web.rooms.reader.corrections import is_quoted, parent_of
from memcon.web.rooms.reader.parties import Named, choices_of, label_of
from memcon.web.rooms.reader.places import address_of
from memcon.web.rooms.reader.sheet import Sheet
from memcon.web.rooms.reader.words import Edge

EDGES: Final[Mapping[Edge, tuple[str, str]]] = {
    Edge.START_OUT: ("←+", "begin a word earlier"),
    Edge.START_IN: ("−→", "begin a word later"),
    Edge.END_IN: ("←−", "end a word earlier"),
    Edge.END_OUT: ("+→", "end a word later"),
}
"""What stands on the buttons that widen and narrow what is chosen, and what they do."""
MANNERS: Final[Mapping[Manner, str]] = {Manner.DIRECT: "all of it", Manner.PARTIAL: "some of it", Manner.INDIRECT: "none of it"}
"""How much of what was said stands in quotation marks."""
CHOICES: Final[Mapping[str, Any]] = {
    "edges": EDGES, "acts": tuple(Act), "polarities": tuple(Polarity), "manners": MANNERS, "relations": RELATIONS,
}  # fmt: skip
"""What the form offers to choose from."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words of the text that stand in a field of the form."""

    field: str
    at: Span
    words: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A link of the chain in the form; `was` is its number, empty for a new one."""

    name: str
    relation: Relation
    was: str


@dataclass(frozen=True, slots=True)
class Filling:
    """The form, filled in; `key` is the statement that is corrected, empty for a new one."""

    key: str
    number: int | None
    action: str
    cancel: str
    act: Act
    manner: Manner
    polarity: Polarity
    speaker: str
    speaker_at: Chosen | None
    cue: Chosen | None
    content: tuple[Chosen, ...]
    addressees: tuple[str, ...]
    holders: tuple[Holder, ...]
    since: str
    until: str
    where: str
    occasion: str
    inside: int | None
    choices: tuple[Named, ...]


def chosen(sheet: Sheet, field: str, span: Span) -> Chosen:
    """Words of the text in a field."""
    return Chosen(field, span, span.of(sheet.text))


def correction_form(sheet: Sheet, entry: Entry) -> Filling:
    """The form with everything as it stands."""
    s = entry.statement
    base = address_of(sheet.key)
    return Filling(
        s.id, entry.number, f"{base}/statements/{s.id}/correct", address_of(sheet.key, statement=s.id), s.act, s.manner, s.polarity,
        label_of(sheet, s.speaker), None if s.speaker.span is None else chosen(sheet, "speaker_at", s.speaker.span),
        None if s.cue is None else chosen(sheet, "cue", s.cue), tuple(chosen(sheet, "content", span) for span in s.content),
        tuple(label_of(sheet, party) for party in s.addressees),
        tuple(Holder(label_of(sheet, link.holder), link.relation, str(n)) for n, link in enumerate(s.chain)),
        "" if s.when is None else s.when.start, "" if s.when is None else s.when.end, s.where or "", s.occasion or "", None,
        choices_of(sheet),
    )  # fmt: skip


def addition_form(sheet: Sheet, span: Span) -> Filling:
    """The form for a new statement in these words; it has the speaker of the statement in which they stand."""
    base, parent = address_of(sheet.key), parent_of(sheet, span)
    manner = Manner.DIRECT if is_quoted(sheet.text, span) else Manner.INDIRECT
    return Filling(
        "", None, f"{base}/statements", base, Act.SAY, manner, Polarity.AFFIRMS, "", None, None, (chosen(sheet, "content", span),), (), (),
        "", "", "", "", None if parent is None else parent.number, choices_of(sheet),
    )  # fmt: skip
