"""Asks and thanks as the room shows them and the API gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from memcon.export.asklist import ListedAsk, ListedThanks, age_of, day_of
from memcon.model.hits import Hit
from memcon.run.asking import choose_asks, choose_thanks, find_worded, is_standing
from memcon.store import Case
from memcon.web.addresses import address, piece
from memcon.web.rooms.asks.asked import Asked, Show, ThanksAsked

PAGE, WHOLE = 100, 2_000
"""Rows on one page, and on one that is to be printed."""
PRESSING: Final = frozenset({"flash", "urgent", "immediate"})
"""What counts as urgent."""
_MONTHS, _YEARS, _MONTH, _YEAR = 100, 730, 30.44, 365.25


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who is asked; `doubt` says that it was inferred, or is not sure."""

    name: str
    doubt: str
    actor: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the paper, the place in it, and its address in the reader."""

    paper: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class AskRow:
    """Something that is waited for: `age` in days since it was said, `changed_at` where the words stand that changed it."""

    id: str
    statement: str
    kind: str
    asker: str
    asker_id: str | None
    asked: tuple[Party, ...]
    content: str
    via: tuple[str, ...]
    urgency: str | None
    day: str | None
    age: int | None
    due_from: str | None
    due_to: str | None
    is_overdue: bool
    status: str
    is_open: bool
    changed: str | None
    changed_at: Place | None
    at: Place


@dataclass(frozen=True, slots=True)
class Group:
    """The asks of one urgency on this page, and how many there are of it in all; `urgency` is empty for those of none."""

    urgency: str
    asks: tuple[AskRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Board:
    """A page of what is waited for, by urgency.

    `total` are listed; `counts` are the open, overdue, urgent, answered and all ones among those whom the other filters leave. Age and
    what is overdue are told from `today`.
    """

    groups: tuple[Group, ...]
    total: int
    offset: int
    most: int
    counts: dict[str, int]
    today: str
    everything: int
    is_fresh: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class ThanksRow:
    """Who thanked or praised whom, for what, and who is left out."""

    statement: str
    act: str
    who: str
    who_id: str | None
    whom: str
    content: str
    left_out: str
    via: tuple[str, ...]
    day: str | None
    at: Place


@dataclass(frozen=True, slots=True)
class Thanks:
    """A page of thanks and praise, the oldest first: `total` are listed, of which `slights` leave somebody out."""

    thanks: tuple[ThanksRow, ...]
    total: int
    slights: int
    offset: int
    most: int
    everything: int
    is_fresh: bool
    seconds: float


# ── choosing ───────────────────────────────────────────────────────────────────────────────────────────────────────


def fitting_asks(case: Case, asks: Sequence[ListedAsk], asked: Asked) -> tuple[list[ListedAsk], dict[str, int]]:
    """Those that are listed, and how many there are by what became of them. Raises WrongUse for what is no day, kind or search."""
    wanted, today = asked.wanted, asked.day
    found = choose_asks(asks, wanted, find_worded(case, wanted))
    standing = [ask for ask in found if is_standing(ask)]
    shown = {
        Show.OPEN: standing,
        Show.OVERDUE: [ask for ask in standing if ask.is_overdue(today)],
        Show.URGENT: [ask for ask in standing if ask.row["urgency"] in PRESSING],
        Show.ANSWERED: [ask for ask in found if not is_standing(ask)],
        Show.ALL: found,
    }
    return shown[asked.show], {show.value: len(rows) for show, rows in shown.items()}


def fitting_thanks(case: Case, thanks: Sequence[ListedThanks], asked: ThanksAsked) -> list[ListedThanks]:
    """Those that are listed. Raises WrongUse for what is no day or no search."""
    wanted = asked.wanted
    found = choose_thanks(thanks, wanted, find_worded(case, wanted))
    return [one for one in found if one.left_out] if asked.slights else found


# ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def board_of(
    found: Sequence[ListedAsk], counts: dict[str, int], asked: Asked, *, everything: int, is_fresh: bool, seconds: float
) -> Board:  # fmt: skip
    """The page that is asked for of what fits."""
    most = WHOLE if asked.whole else PAGE
    totals = Counter(ask.row["urgency"] or "" for ask in found)
    grouped = groupby(found[asked.offset : asked.offset + most], key=lambda ask: ask.row["urgency"] or "")
    groups = tuple(Group(urgency, tuple(row_of(ask, asked.day) for ask in asks), totals[urgency]) for urgency, asks in grouped)
    return Board(
        groups, len(found), asked.offset, most, counts, asked.day, everything, is_fresh=is_fresh, seconds=seconds
    )  # fmt: skip


def row_of(ask: ListedAsk, today: str) -> AskRow:
    """An ask as a row."""
    hit, due = ask.hit, ask.row["due"] or {}
    return AskRow(
        ask.row["id"], hit.key, ask.row["kind"], ask.asker, hit.row["speaker"]["actor"], tuple(Party(*party) for party in ask.parties),
        ask.content, _via(hit), ask.row["urgency"], day_of(hit), age_of(hit, today), due.get("from"), due.get("to"),
        ask.is_overdue(today), ask.status, is_standing(ask), ask.changed, _changed_at(ask), _place(hit),
    )  # fmt: skip


def _via(hit: Hit) -> tuple[str, ...]:
    return tuple(hit.via.split(" <- ")) if hit.via else ()


def _place(hit: Hit) -> Place:
    paper = ", ".join(filter(None, (hit.title or hit.origin.rstrip("/").rpartition("/")[2], hit.published)))
    return Place(paper, hit.place, address(f"/documents/{piece(hit.document)}", statement=hit.key))


def _changed_at(ask: ListedAsk) -> Place | None:
    """Where the statement or the words stand that changed an ask."""
    if ask.by is not None:
        return _place(ask.by)
    span = ask.row["changed"]
    if span is None:
        return None
    here = _place(ask.hit)
    return Place(here.paper, "", address(f"/documents/{piece(ask.hit.document)}", at=f"{span['start']}-{span['end']}"))


def thanks_of(found: Sequence[ListedThanks], asked: ThanksAsked, *, everything: int, is_fresh: bool, seconds: float) -> Thanks:
    """The page that is asked for of what fits."""
    most = WHOLE if asked.whole else PAGE
    slights = sum(bool(one.left_out) for one in found)
    rows = tuple(_thanks_row(one) for one in found[asked.offset : asked.offset + most])
    return Thanks(rows, len(found), slights, asked.offset, most, everything, is_fresh=is_fresh, seconds=seconds)


def _thanks_row(one: ListedThanks) -> ThanksRow:
    hit = one.hit
    who = hit.speaker or "nobody named"
    told = hit.addressees, hit.content, one.left_out, _via(hit), day_of(hit)
    return ThanksRow(hit.key, hit.act, who, hit.row["speaker"]["actor"], *told, _place(hit))


def age_words(days: int) -> str:
    """How long ago something was: "today", "3 days", "5 months", "48 years"."""
    if days == 0:
        return "today"
    if days < _MONTHS:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{round(days / _MONTH)} months" if days < _YEARS else f"{int(days / _YEAR)} years"
