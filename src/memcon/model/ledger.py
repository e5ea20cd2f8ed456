"""The rows of the ledger: who said what to whom, on whose word; what happened between them; what was asked for."""

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
    country: str | None = None
    """ISO 3166 alpha-3 of a side of an event, or the id of its organisation ("un"), where the text or the lists tell it."""


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
    left_out: tuple[Party, ...] = ()
    """Who was not thanked or mentioned, where the text says so: "thanked three ports but did not mention Lorn"."""

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody in a role: the speaker, the addressees, the holders of the chain, and who was left out."""
        return (self.speaker, *self.addressees, *(link.holder for link in self.chain), *self.left_out)


class EventType(StrEnum):
    """The roots of PLOVER (2021)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Modality(StrEnum):
    """Whether an event happened, is to come, may come, was refused, was denied, or is only alleged."""

    DID = "did"
    WILL = "will"
    MAY = "may"
    REFUSED = "refused"
    DENIED = "denied"
    ALLEGED = "alleged"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened: the words, and what the gazetteer knows of them; WGS 84 degrees."""

    name: str
    span: Span | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people or an amount, with who is counted; `bound` is =, >=, >, <= or <, and ~ for "about"."""

    what: str
    who: str | None
    number: float
    bound: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened between actors; `span` are the words that name it.

    `statement` is the innermost statement on whose word it stands; None where the document itself tells it.
    """

    id: str
    type: EventType
    span: Span
    mode: str | None = None
    context: str | None = None
    source: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    when: Interval | None = None
    where: Place | None = None
    counts: tuple[Count, ...] = ()
    modality: Modality = Modality.DID
    statement: str | None = None
    detector: str = ""

    @property
    def polarity(self) -> Polarity:
        """Denied and refused events are denied; all others are affirmed by whoever tells them."""
        return Polarity.DENIES if self.modality in (Modality.DENIED, Modality.REFUSED) else Polarity.AFFIRMS


class AskKind(StrEnum):
    """What is waited for: help or a deed, an answer, or that somebody keeps what he offered or promised."""

    REQUEST = "request"
    QUESTION = "question"
    OFFER = "offer"
    PROMISE = "promise"


class AskStatus(StrEnum):
    """What became of it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EVADED = "evaded"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, question, offer or promise, and what became of it.

    `statement` is the one it came in; `changed_by` the one that changed its status, or None where the words `changed`
    did. `urgency` is urgent, or the precedence of the cable in lower case.
    """

    id: str
    kind: AskKind
    content: tuple[Span, ...]
    asker: Party
    statement: str
    asked: tuple[Party, ...] = ()
    urgency: str | None = None
    due: Interval | None = None
    status: AskStatus = AskStatus.OPEN
    changed_by: str | None = None
    changed: Span | None = None


class ConflictKind(StrEnum):
    """In what two accounts cannot both stand."""

    DENIAL = "denial"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    WORDING = "wording"
    ATTRIBUTION = "attribution"


class ConflictState(StrEnum):
    """How it stands between the two: nothing more said, one gave way, took his words back, or stood by them."""

    OPEN = "open"
    CONCEDED = "conceded"
    WITHDRAWN = "withdrawn"
    STANDS = "stands"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two accounts that cannot both stand; it never says who is right.

    `left` and `right` are the ids of statements or events; `why` are the words that show it. `changed_by` are the statements that
    changed its state, in their order.
    """

    id: str
    kind: ConflictKind
    left: str
    right: str
    why: str
    state: ConflictState = ConflictState.OPEN
    changed_by: tuple[str, ...] = ()


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
    events: tuple[Event, ...] = ()
    asks: tuple[Ask, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
