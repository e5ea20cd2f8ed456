"""The rows of a timeline: an event, a statement or a document, with its days and its place in a paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from memcon.export.chronicle.days import Days
from memcon.model.ledger import EventType, Modality
from memcon.text import Span

REJECTED: Final = "rejected"
"""The standing of an event whose statement somebody has judged to be none."""
SILENCE: Final = "not said"


class MomentKind(StrEnum):
    """What a row is."""

    EVENT = "event"
    STATEMENT = "statement"
    DOCUMENT = "document"


class Basis(StrEnum):
    """Where the days of a row come from: it has its own, it has those of its paper, or they are not known."""

    OWN = "own"
    PAPER = "paper"
    UNKNOWN = "unknown"


class Quad(StrEnum):
    """The four classes in which PLOVER counts its events."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


QUADS: Final = {
    **dict.fromkeys((EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE), Quad.VERBAL_COOPERATION),
    **dict.fromkeys((EventType.COOPERATE, EventType.AID, EventType.RETREAT), Quad.MATERIAL_COOPERATION),
    **dict.fromkeys((EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN), Quad.VERBAL_CONFLICT),
    **dict.fromkeys(
        (EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT), Quad.MATERIAL_CONFLICT
    ),
}
"""Type -> class."""


@dataclass(frozen=True, slots=True)
class Who:
    """A side of an event, a speaker or an addressee; `country` is ISO 3166 alpha-3 or the id of an organisation."""

    name: str | None
    country: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """The document in which a row stands."""

    id: str
    kind: str
    title: str | None
    outlet: str | None
    published: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A row of a timeline.

    `source` does or says it to `target`. `doing` is the type of an event, the act of a statement or the kind of a document;
    `words` are those of the text, cut. `via` is on whose word it stands: the statement of an event, the chain of a statement;
    empty where the paper itself tells it; `holders` are those of the chain of a statement, outermost first. `span` is where an
    event stands in the text.
    """

    id: str
    kind: MomentKind
    days: Days | None
    basis: Basis
    doing: str
    words: str
    paper: Paper
    place: str = ""
    mode: str | None = None
    source: tuple[Who, ...] = ()
    target: tuple[Who, ...] = ()
    counts: tuple[str, ...] = ()
    modality: str = Modality.DID.value
    stance: str = ""
    statement: str | None = None
    via: str = ""
    rejected: bool = False
    holders: tuple[Who, ...] = ()
    span: Span | None = None

    @property
    def quad(self) -> Quad | None:
        """The class of an event; None for a statement and a document."""
        return QUADS[EventType(self.doing)] if self.kind is MomentKind.EVENT else None

    @property
    def standing(self) -> str:
        """How an event stands: did, alleged, will, may, denied, refused or rejected; of a statement: said or not said."""
        if self.kind is MomentKind.EVENT:
            return REJECTED if self.rejected else self.modality
        return SILENCE if SILENCE in self.stance.split(", ") else "said"

    @property
    def is_done(self) -> bool:
        """Whether it is told as done or said, be it only alleged."""
        return self.standing in (Modality.DID, Modality.ALLEGED, "said")
