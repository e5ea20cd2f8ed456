"""Two accounts side by side: what each says, on whose word, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from memcon.export.chronicle.reading import sentence_around
from memcon.export.happenings import NEVER_DONE, count_words, place_words
from memcon.export.wording import UNKNOWN, act_words
from memcon.model.contract import Json, event_from
from memcon.model.hits import Hit
from memcon.model.judgement import Judgement
from memcon.model.ledger import ConflictState, Event

CONFLICT: Final = "conflict"
"""The one relation of two accounts that cannot both stand; all others only look so."""
UNSETTLED: Final = (ConflictState.OPEN.value, ConflictState.STANDS.value)
"""The states in which nobody has given way."""
ITSELF: Final = "the paper itself"
"""Who tells what stands on nobody's word."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The document in which an account stands."""

    id: str
    kind: str
    title: str | None
    outlet: str | None
    published: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Account:
    """A statement or an event as one side; `row` is the one of the JSON ledger.

    `doing` is the act in words; of an event that it is told, for its teller is not the one who did it. `stance` says what nobody
    claims; `numbers` are those of an event. `since` and `until` are the days of an event, or those on which a statement was made;
    `where` is the place that it tells of, `place` its place in the paper. `names` are all who are named in it.
    """

    id: str
    row: Json
    teller: str
    doing: str
    words: str
    sheet: Sheet
    place: str
    told: str = ""
    stance: str = ""
    via: str = ""
    numbers: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    where: str = ""
    names: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[str, str]:
        """From which day to which it is dated, by its own days, else by that of its paper; empty where neither is known."""
        first = self.since or self.sheet.published or ""
        return first, self.until or self.sheet.published or first


@dataclass(frozen=True, slots=True)
class Change:
    """A later row that changed how a conflict stands: its id, and who says what in it, with its paper."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two accounts that cannot both stand, or that only look so: then `relation` is not CONFLICT and says why.

    `why` are the words that show it; `history` is oldest first; `ruling` is the last word of a person on the two.
    """

    id: str
    kind: str
    relation: str
    state: str
    why: str
    left: Account
    right: Account
    history: tuple[Change, ...] = field(default=())
    ruling: Judgement | None = None

    @property
    def is_conflict(self) -> bool:
        """Whether they cannot both stand."""
        return self.relation == CONFLICT

    @property
    def is_open(self) -> bool:
        """Whether they cannot both stand, and neither side has given way."""
        return self.is_conflict and self.state in UNSETTLED

    @property
    def accounts(self) -> tuple[Account, Account]:
        """Both sides."""
        return self.left, self.right

    @property
    def ids(self) -> frozenset[str]:
        """The ids by which it is asked for: its own and those of both rows."""
        return frozenset((self.id, self.left.id, self.right.id))

    @property
    def day(self) -> str:
        """The day of the later of the two papers, or else of what they tell; empty where none is known."""
        return max(account.sheet.published or account.days[1] for account in self.accounts)


def statement_account(hit: Hit) -> Account:
    """The account of a statement as it stands now."""
    row = hit.row
    when = row["when"] or {}
    return Account(
        hit.key,
        row,
        hit.speaker or UNKNOWN,
        act_words(hit.statement),
        hit.content,
        Sheet(hit.document, hit.kind, hit.title, hit.outlet, hit.published, hit.origin),
        hit.place,
        told=hit.addressees,
        stance=hit.stance,
        via=hit.via,
        since=when.get("from"),
        until=when.get("to"),
        where=row["where"] or "",
        names=tuple(filter(None, (hit.speaker, hit.addressees, hit.via))),
    )


def event_account(row: Json, document: Json, told_in: Hit | None, *, place: str) -> Account:
    """The account of an event, on the word of the statement that tells it, else of the paper itself."""
    event = event_from(row)
    stance = NEVER_DONE.get(event.modality, "")
    return Account(
        event.id,
        row,
        ITSELF if told_in is None else told_in.speaker or UNKNOWN,
        f"tells of {event.type.value}{f'/{event.mode}' if event.mode else ''}",
        sentence_around(document["text"], event.span),
        Sheet(*(document[name] for name in ("id", "kind", "title", "outlet", "published", "origin"))),
        place,
        stance=", ".join(filter(None, (stance, told_in.stance if told_in is not None else ""))),
        via=told_in.via if told_in is not None else "",
        numbers=tuple(count_words(count) for count in event.counts),
        since=event.when.start if event.when is not None else None,
        until=event.when.end if event.when is not None else None,
        where=place_words(event.where) if event.where is not None else "",
        names=_names(event, told_in),
    )


def _names(event: Event, told_in: Hit | None) -> tuple[str, ...]:
    parties = (party.name for party in (*event.source, *event.target))
    return tuple(filter(None, (*parties, *((told_in.speaker, told_in.via) if told_in is not None else ()))))
