"""A window of the text with everything that is marked in it, ready to be put into a page."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from memcon.export.marks import Role, Slice, cut_text
from memcon.export.outline import Entry
from memcon.export.page import parts_of
from memcon.export.wording import stance_words
from memcon.model.document import READ_PARTS, Part
from memcon.text import Span, printable
from memcon.web.rooms.reader.sheet import REJECTED, Sheet
from memcon.web.rooms.reader.words import words_in

Parts = tuple[tuple[str, str], ...]
"""Runs of characters: plain ones with an empty number, and those that cannot be seen each with its own."""
_CLASSES: Final[Mapping[Part, str]] = {Part.TITLE: "headline", Part.HEADING: "heading"}
_LEFTWARD: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters that are written from right to left stand in these blocks of Unicode."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or sign with its offset, or the white space between two, which has none."""

    start: int | None
    parts: Parts


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that is the same things to the same statements; `keys` are their ids, the innermost first.

    `first_of` are the statements that begin here, `page` the page that begins here, `hit` the number of what was looked for.
    """

    classes: str
    keys: str
    first_of: tuple[Entry, ...]
    page: str
    hit: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Stretches that are written in one direction; `leftward` from right to left."""

    leftward: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A window of the text by its number from 0; without runs where only its room is kept."""

    number: int
    span: Span
    height: int
    runs: tuple[Run, ...] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is marked beside the statements: places of words that were looked for, and the place to which a link leads.

    Without `words` the words are not told apart, and cannot be chosen: on paper nobody does.
    """

    hits: tuple[Span, ...] = ()
    place: Span | None = None
    words: bool = True


def mark_window(sheet: Sheet, number: int, wanted: Wanted) -> Window:
    """A window with all its marks."""
    span = sheet.windows[number]
    runs = tuple(
        Run(leftward, tuple(stretch for _, stretch in group))
        for leftward, group in groupby(_stretches(sheet, span, wanted), key=lambda found: found[0])
    )
    return Window(number, span, sheet.heights[number], runs)


def keep_room(sheet: Sheet, number: int) -> Window:
    """A window of which only the room is kept."""
    return Window(number, sheet.windows[number], sheet.heights[number])


def _stretches(sheet: Sheet, window: Span, wanted: Wanted) -> Iterator[tuple[bool, Stretch]]:
    """The stretches in order, each with whether it is written from right to left."""
    words = list(words_in(sheet.text, window)) if wanted.words else []
    leftward = leftward_runs(sheet.text, window)
    cuts = sorted(_cuts(sheet, window, wanted, leftward))
    at = window.start
    for slice_ in cut_text(sheet.text, sheet.within(window), within=window):
        end = at + len(slice_.text)
        classes, keys = tuple(_mark_classes(sheet, slice_)), _keys(sheet, slice_)
        for a, b in pairwise([at, *cuts[bisect_right(cuts, at) : bisect_left(cuts, end)], end]):
            here = Span(a, b)
            hit = _holding(wanted.hits, a)
            stretch = Stretch(
                " ".join([*classes, *_place_classes(sheet, here, wanted, is_hit=hit is not None)]),
                keys,
                tuple(sheet.entries[n - 1] for n in slice_.first_of) if a == at else (),
                sheet.pages.get(a, ""),
                hit if hit is not None and a == max(wanted.hits[hit].start, window.start) else None,
                tuple(_pieces(sheet, here, words)),
            )
            yield _holding(leftward, a) is not None, stretch
        at = end


def _cuts(sheet: Sheet, window: Span, wanted: Wanted, leftward: Sequence[Span]) -> set[int]:
    """Where a stretch ends though no statement begins or ends there."""
    first = bisect_left(wanted.hits, window.start, key=lambda span: span.end)
    last = bisect_right(wanted.hits, window.end, key=lambda span: span.start)
    places = [wanted.place] if wanted.place is not None else []
    sections = [section.span for section in sheet.sections if section.span.touches(window)]
    return {edge for span in (*wanted.hits[first:last], *places, *sections, *leftward) for edge in (span.start, span.end)}


def _holding(spans: Sequence[Span], offset: int) -> int | None:
    """The number of the span in which the offset lies; they are in order and do not overlap."""
    k = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return k if k >= 0 and offset < spans[k].end else None


def _pieces(sheet: Sheet, here: Span, words: Sequence[Span]) -> Iterator[Piece]:
    """The words of a stretch, also those of which only a part lies in it, and what stands between them."""
    text, at = sheet.text, here.start
    is_plain = printable(here.of(text)) == here.of(text)
    for word in words[bisect_right(words, here.start, key=lambda w: w.end) :]:
        if word.start >= here.end:
            break
        start, end = max(word.start, here.start), min(word.end, here.end)
        if start > at:
            yield Piece(None, _parts(text[at:start], is_plain=is_plain))
        yield Piece(start, _parts(text[start:end], is_plain=is_plain))
        at = end
    if at < here.end:
        yield Piece(None, _parts(text[at : here.end], is_plain=is_plain))


def _parts(words: str, *, is_plain: bool) -> Parts:
    return ((words, ""),) if is_plain else tuple(parts_of(words))


# ── what a stretch is ────────────────────────────────────────────────────────────────────────────────────────────────


def _mark_classes(sheet: Sheet, slice_: Slice) -> Iterator[str]:
    """What the stretch is to statements; what is only a part of rejected ones is faint."""
    if not slice_.marks:
        return
    standing = [(role, sheet.entries[n - 1]) for role, n in slice_.marks if sheet.status(sheet.entries[n - 1]) != REJECTED]
    contents = [entry for role, entry in standing if role is Role.CONTENT]
    if contents:
        yield "unclaimed" if stance_words(max(contents, key=lambda e: e.number)) else "content"
    elif any(role is Role.CONTENT for role, _ in slice_.marks):
        yield "faint"
    if len(contents) > 1:
        yield "nested"
    yield from dict.fromkeys(role.value for role, _ in standing if role is not Role.CONTENT)


def _keys(sheet: Sheet, slice_: Slice) -> str:
    """The ids of the statements: those whose cue, speaker or content it is, the innermost first, then all others."""
    inner = [n for role in (Role.CUE, Role.SPEAKER, Role.CONTENT) for n in sorted(slice_.numbers(role), reverse=True)]
    rest = sorted((n for _, n in slice_.marks), reverse=True)
    return " ".join(sheet.entries[n - 1].statement.id for n in dict.fromkeys([*inner, *rest]))


def _place_classes(sheet: Sheet, here: Span, wanted: Wanted, *, is_hit: bool) -> Iterator[str]:
    section = sheet.section_at(here.start)
    part = None if section is None else section.part
    if part is not None and part in _CLASSES:
        yield _CLASSES[part]
    elif part not in READ_PARTS and not here.of(sheet.text).isspace():
        yield "unread"
    if is_hit:
        yield "found"
    if wanted.place is not None and wanted.place.touches(here):
        yield "place"


def leftward_runs(text: str, within: Span) -> list[Span]:
    """The longest stretches of a part of the text that are written from right to left, no line end among them.

    Each is set apart as a whole: words of it that were set apart one by one would stand in the wrong order.
    """
    if _LEFTWARD.search(text, within.start, within.end) is None:
        return []
    found: list[Span] = []
    start = last = -1
    for at in range(within.start, within.end):
        way = unicodedata.bidirectional(text[at])
        if way in ("R", "AL"):
            start, last = (at if start < 0 else start), at + 1
        elif start >= 0 and (way in ("L", "B") or text[at] == "\n"):
            found.append(Span(start, last))
            start = -1
        elif start >= 0 and way == "NSM" and last == at:
            last = at + 1
    return [*found, Span(start, last)] if start >= 0 else found
