"""The rows of the ledger: who said what to whom, on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from memcon.model.document import Document, Warning
from memcon.text import Span


class Act(StrEnum):
    """What somebody did by saying it."""

    SAY = "say"
    DENY = "deny"
    DOUBT = "doubt"
    ADMIT = "admit"
    ASK = "ask"
    URGE = "urge"
    OFFER = "offer"
    PROMISE = "promise"
    WARN = "warn"
    THREATEN = "threaten"
    ACCUSE = "accuse"
    THANK = "thank"
    PRAISE = "praise"
    CONDOLE = "condole"
    CONDEMN = "condemn"
    AGREE = "agree"
    REFUSE = "refuse"
    ORDER = "order"


class Manner(StrEnum):
    """How much of the content stands in quotation marks: all, some, none."""

    DIRECT = "direct"
    PARTIAL = "partial"
    INDIRECT = "indirect"


class Polarity(StrEnum):
    """Whether the speaker stands by the content."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    DOUBTS = "doubts"


class Relation(StrEnum):
    """How a link of the chain holds the next one."""

    ACCORDING_TO = "according_to"
    SAID = "said"
    QUOTED = "quoted"
    CITED = "cited"
    SEEN_BY = "seen_by"
    REPORTEDLY = "reportedly"
    PUBLISHED = "published"


class ActorKind(StrEnum):
    """What sort of thing an actor is."""

    PERSON = "person"
    OFFICE = "office"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"
    OUTLET = "outlet"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a role: speaker, addressee, holder of a link.

    `name` is the resolved name, `span` the words in this place, `actor` the id of the actor row. A party that nobody
    names has none of the three and says `why`; one that could be two actors has a name and says `why` too.
    """

    name: str | None
    span: Span | None = None
    actor: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One source between the document and the speaker."""

    holder: Party
    relation: Relation
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """From a day to a day, both ISO dates, both included; the words that said so where there are any."""

    start: str
    end: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of saying, reported in a document.

    `content` is what was said without cue, speaker and outer quotation marks, in one or more spans in text order;
    `quoted` are the parts of it in quotation marks. `chain` is outermost first and holds neither the document nor the
    speaker. `notes` are words for how the row came about: inferred, negated, note-style, block-quotation.
    """

    id: str
    act: Act
    manner: Manner
    polarity: Polarity
    content: tuple[Span, ...]
    speaker: Party
    cue: Span | None = None
    quoted: tuple[Span, ...] = ()
    addressees: tuple[Party, ...] = ()
    chain: tuple[Link, ...] = ()
    hedges: tuple[Span, ...] = ()
    evidence: tuple[Span, ...] = ()
    when: Interval | None = None
    where: str | None = None
    occasion: str | None = None
    parent: str | None = None
    notes: tuple[str, ...] = ()
    detector: str = ""

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody in a role: the speaker, the addressees, and the holders of the chain."""
        return (self.speaker, *self.addressees, *(link.holder for link in self.chain))


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that stand for an actor in one place."""

    span: Span


@dataclass(frozen=True, slots=True)
class Actor:
    """Who stands behind names; `country` is ISO 3166 alpha-3.

    `names` are the different forms seen, the fullest first; last comes the name that a list of persons in the file has.
    """

    id: str
    kind: ActorKind
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    role: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read or decided, at which stage, and what to do about it."""

    origin: str
    stage: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All rows of one document."""

    document: Document
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    warnings: tuple[Warning, ...] = ()
    failures: tuple[Failure, ...] = ()
