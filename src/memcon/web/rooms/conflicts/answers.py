"""Disputes as the room shows them and the API gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Query

from memcon.export.disputes.accounts import Account, Dispute
from memcon.export.disputes.lines import KINDS, day_words, heading_words, paper_words, relation_words, ruling_words
from memcon.export.disputes.records import dispute_record
from memcon.run.disputing import Wanted
from memcon.web.rooms.conflicts.marking import Run, marked_sides

PAGE: Final = 25
"""Disputes on one page."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the list, as the address has it."""

    words: Annotated[str, Query(description="As for finding statements; or the id of a conflict, statement or event.")] = ""
    kind: Annotated[str, Query(description="denial, number, date, place, wording, attribution or ruled.")] = ""
    state: Annotated[str, Query(description="open, stands, conceded or withdrawn.")] = ""
    actor: Annotated[str, Query(description="A part of the name of somebody in one of the two accounts.")] = ""
    since: Annotated[str, Query(description="One of the two is of this day or later.")] = ""
    until: Annotated[str, Query(description="One of the two is of this day or before.")] = ""
    document: Annotated[str, Query(description="The id of a paper, or a part of its path.")] = ""
    every: Annotated[bool, Query(description="Also what is no conflict: updates, bounds that agree, what people ruled so.")] = False
    offset: Annotated[int, Query(ge=0)] = 0

    @property
    def wanted(self) -> Wanted:
        """The same for the list."""
        kind, state, actor = self.kind or None, self.state or None, self.actor or None
        since, until, document = self.since or None, self.until or None, self.document or None
        return Wanted(self.words, kind, state, actor, since, until, document, every=self.every)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked about."""
        return self.wanted == Wanted(every=self.every)


@dataclass(frozen=True, slots=True)
class Side:
    """One account, as it is shown; `runs` are its words with marks."""

    id: str
    document: str
    is_event: bool
    teller: str
    told: str
    doing: str
    when: str
    stance: str
    runs: tuple[Run, ...]
    numbers: str
    where: str
    via: tuple[str, ...]
    paper: str
    place: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A dispute, both accounts beside each other."""

    id: str
    heading: str
    kind: str
    state: str
    is_open: bool
    is_conflict: bool
    relation: str
    about: str
    why: str
    left: Side
    right: Side
    history: tuple[str, ...]
    ruling: str
    ruling_id: str | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of disputes; `total` is how many fit, `open` how many of these are open, `records` are they as `memcon conflicts --json`."""

    disputes: tuple[Shown, ...]
    records: tuple[dict[str, Any], ...]
    total: int
    open: int
    offset: int
    is_fresh: bool
    seconds: float


def listed(found: Sequence[Dispute], offset: int, *, is_fresh: bool, seconds: float) -> Listed:
    """One page of what was found."""
    here = found[offset : offset + PAGE]
    open_ones = sum(dispute.is_open for dispute in found)
    return Listed(
        tuple(map(shown, here)), tuple(map(dispute_record, here)), len(found), open_ones, offset, is_fresh=is_fresh, seconds=seconds
    )


def shown(dispute: Dispute) -> Shown:
    """The dispute with its words marked."""
    left, right = marked_sides(_flat(dispute.left.words), _flat(dispute.right.words))
    ruling = dispute.ruling
    return Shown(
        dispute.id, heading_words(dispute), dispute.kind, dispute.state, dispute.is_open, dispute.is_conflict,
        relation_words(dispute.relation),
        KINDS.get(dispute.kind, ""), dispute.why, _side(dispute.left, left), _side(dispute.right, right),
        tuple(change.words for change in dispute.history), ruling_words(dispute), None if ruling is None else ruling.id,
        None if ruling is None else str(ruling.value["verdict"]),
    )  # fmt: skip


def _side(account: Account, runs: tuple[Run, ...]) -> Side:
    is_event = "span" in account.row
    pieces = [account.row["span"]] if is_event else account.row["content"]
    return Side(
        account.id, account.sheet.id, is_event, account.teller, account.told, account.doing, day_words(account).removeprefix(" · "),
        account.stance, runs, "; ".join(account.numbers), account.where, tuple(account.via.split(" <- ")) if account.via else (),
        paper_words(account.sheet), account.place, pieces[0]["start"], pieces[-1]["end"],
    )  # fmt: skip


def _flat(words: str) -> str:
    return " ".join(words.split())
