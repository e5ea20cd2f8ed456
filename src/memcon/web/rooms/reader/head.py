"""What stands above the text: what the document is, where it came from, what in it is not known or odd."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from memcon.export.outline import totals_of
from memcon.export.wording import MESSAGE_POINTS, header_rows, oddities, origin_words, shown
from memcon.model.listings import DocumentQuery, ListedDocument, Order
from memcon.store import Case
from memcon.store.listing import places
from memcon.web.addresses import address
from memcon.web.rooms.reader.sheet import KEPT, OPEN, Sheet

ODD_LINES: Final = 200
"""Lines of what is not known or odd that are shown."""
SAME_DAY: Final = 200
"""Documents of one day among which the next one is looked for."""
STATUSES: Final = {OPEN: "not yet judged", "accepted": "accepted", "edited": "corrected", "added": "added", "rejected": "rejected"}
"""What people have said of statements, in words."""


@dataclass(frozen=True, slots=True)
class Total:
    """A number with its words, and the address of the rows behind it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Totals:
    """The document in numbers, and how many of its statements people have said what of."""

    words: str
    statuses: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a document; `origins` are its paths, each with the document that it came with where it came with one."""

    title: str
    kind: str
    outlet: str
    byline: str
    published: str | None
    header: tuple[tuple[str, str], ...]
    origins: tuple[tuple[str, str | None], ...]
    odd: tuple[str, ...]
    more_odd: int


@dataclass(frozen=True, slots=True)
class Beside:
    """The documents before and after one in the library, which has the newest first; None where there is none or no day is known."""

    newer: tuple[str, str] | None = None
    older: tuple[str, str] | None = None


@lru_cache(maxsize=KEPT)
def head_of(case: Case, sheet: Sheet) -> Head:
    """The head of the document."""
    document = sheet.document
    odd = list(dict.fromkeys((*oddities(sheet.findings), *_own_odd(sheet), *_not_read(case, sheet))))
    name = origin_words(document).rstrip("/").rpartition("/")[2]
    return Head(
        shown(document.title) or name, document.kind.value, shown(document.outlet), shown(document.byline), document.published,
        tuple(header_rows(document)), sheet.opened.origins or ((origin_words(document), document.parent),), tuple(odd[:ODD_LINES]),
        max(0, len(odd) - ODD_LINES),
    )  # fmt: skip


def totals_now(sheet: Sheet) -> Totals:
    """The document in numbers."""
    return Totals(" · ".join(totals_of(sheet.findings)), tuple(_statuses(sheet)))


def _statuses(sheet: Sheet) -> Iterator[Total]:
    counts = Counter(hit.status for hit in sheet.opened.hits)
    for status, words in STATUSES.items():
        if counts[status]:
            yield Total(f"{counts[status]:,} {words}", address("/statements", document=sheet.key, status=status))


def _own_odd(sheet: Sheet) -> Iterator[str]:
    if sheet.orphans:
        yield f"{len(sheet.orphans):,} judgements are about statements that are not in this reading; the history has them"
    for key in sheet.broken:
        yield f"statement {key} was edited into what is no statement, and is not shown; take the judgement back in the history"


def _not_read(case: Case, sheet: Sheet) -> Iterator[str]:
    """Why a part of the file, or something that came inside it, could not be read."""
    own = {origin for origin, _ in sheet.opened.origins}
    for failure in case.failures():
        if not own.isdisjoint(places(failure["document"])):
            yield shown(failure["message"], most=MESSAGE_POINTS)


def beside(case: Case, sheet: Sheet) -> Beside:
    """The documents before and after, where the day is known."""
    day = _day(sheet.document.published)
    if day is None:
        return Beside()
    same = case.documents(DocumentQuery(since=day.isoformat(), until=day.isoformat()), order=Order.NEWEST, limit=SAME_DAY)
    keys = [listed.key for listed in same]
    at = keys.index(sheet.key) if sheet.key in keys else None
    if at is None:
        return Beside()
    newer = same[at - 1] if at else _edge(case, DocumentQuery(since=_shifted(day, 1)), Order.OLDEST)
    older = same[at + 1] if at + 1 < len(same) else _edge(case, DocumentQuery(until=_shifted(day, -1)), Order.NEWEST)
    return Beside(*((found.key, shown(found.title or found.origin)) if found is not None else None for found in (newer, older)))


def _edge(case: Case, query: DocumentQuery, order: Order) -> ListedDocument | None:
    """The nearest document of another day, in the order in which the newest come first."""
    found = case.documents(query, order=order, limit=1)
    if not found or order is Order.NEWEST:
        return found[0] if found else None
    day = found[0].published  # of the next day the last one is meant, and the oldest first has the first one first
    same = case.documents(DocumentQuery(since=day, until=day), order=Order.NEWEST, limit=SAME_DAY)
    return same[-1]


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published or "") if len(published or "") == len("2024-05-14") else None
    except ValueError:
        return None


def _shifted(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat() if date.min < day < date.max else day.isoformat()
