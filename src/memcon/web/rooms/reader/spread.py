"""What a page of the reader shows: the windows of the text in sight, the ledger beside it, and what is chosen in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Query

from memcon.export.outline import Entry
from memcon.text import Span
from memcon.web.desk import Desk
from memcon.web.rooms.reader.finding import WANTED_POINTS, find_words
from memcon.web.rooms.reader.ledger import Leaf, leaves_of
from memcon.web.rooms.reader.marking import Wanted, Window, keep_room, mark_window
from memcon.web.rooms.reader.panel import Panel, panel_of
from memcon.web.rooms.reader.places import Found, Kept, find_place
from memcon.web.rooms.reader.sheet import Sheet, content_of
from memcon.web.whole import DISPUTES

BESIDE: Final = 1
"""Windows on each side of the one in which somebody reads that are in the page."""
LONG: Final = 100_000
"""Code points from which a text that is shown as a whole is for printing alone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    statement: Annotated[str, Query(max_length=200, description="The id of a statement.")] = ""
    at: Annotated[str, Query(max_length=40, description="A place in the text, START-END in code points.")] = ""
    of: Annotated[str, Query(max_length=64, description="The first 12 hex digits of the sha256 of the text that the place is of.")] = ""
    find: Annotated[str, Query(max_length=WANTED_POINTS, description="Words that are looked for in the text.")] = ""
    hit: Annotated[int, Query(ge=0, description="The number of the place of these words, from 0.")] = 0
    whole: Annotated[bool, Query(description="All of the text and of the ledger at once, for printing.")] = False


@dataclass(frozen=True, slots=True)
class Hits:
    """The places of the words that are looked for; `current` is the number of one of them, from 0."""

    words: str
    spans: tuple[Span, ...]
    current: int

    @property
    def here(self) -> Span | None:
        """The current one."""
        return self.spans[self.current] if self.spans else None


@dataclass(frozen=True, slots=True)
class Spread:
    """The page of a document: `place` is where the link leads that was followed, `lost` that its statement is not in this reading."""

    windows: tuple[Window, ...]
    leaves: tuple[Leaf, ...]
    panel: Panel | None
    hits: Hits
    place: Found | None
    lost: bool


def spread_of(desk: Desk, sheet: Sheet, asked: Asked) -> Spread:
    """What is asked for, at the statement, else at the place, else at the words that are looked for, else at the beginning."""
    entry, hits = sheet.entry(asked.statement), hits_of(sheet, asked)
    place = _place(desk, sheet, asked) if entry is None else None
    goal = _goal(entry, place, hits)
    is_long = asked.whole and len(sheet.text) > LONG
    wanted = Wanted(hits.spans, None if place is None else place.span, words=not is_long)
    return Spread(
        tuple(_windows(sheet, wanted, 0 if goal is None else sheet.window_of(goal.start), whole=asked.whole)),
        tuple(leaves_of(sheet, around=None if entry is None else entry.number, whole=asked.whole)),
        None if entry is None else panel_at(desk, sheet, entry),
        hits,
        place,
        lost=bool(asked.statement) and entry is None,
    )


def panel_at(desk: Desk, sheet: Sheet, entry: Entry) -> Panel:
    """A statement with everything that the case knows of it without waiting."""
    return panel_of(sheet, entry, desk.standing.get(DISPUTES, wait=0).value)


def hits_of(sheet: Sheet, asked: Asked) -> Hits:
    """Where the words stand that are looked for; a number behind the last one is the last one."""
    spans = find_words(sheet.text, asked.find)
    return Hits(asked.find, spans, max(0, min(asked.hit, len(spans) - 1)))


def _place(desk: Desk, sheet: Sheet, asked: Asked) -> Found | None:
    return find_place(asked.at, asked.of, sheet.text, desk.case.earlier_texts(sheet.key)) if asked.at else None


def _goal(entry: Entry | None, place: Found | None, hits: Hits) -> Span | None:
    if entry is not None:
        return content_of(entry)
    return place.span if place is not None and place.kept in (Kept.HERE, Kept.MOVED) else hits.here


def _windows(sheet: Sheet, wanted: Wanted, here: int, *, whole: bool) -> Iterator[Window]:
    for number in range(len(sheet.windows)):
        yield mark_window(sheet, number, wanted) if whole or abs(number - here) <= BESIDE else keep_room(sheet, number)
