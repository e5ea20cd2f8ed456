"""What the filters find: a page of statements, and the counts beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from memcon.errors import WrongUse
from memcon.model.hits import Hit
from memcon.model.listings import Facet, Order
from memcon.store.queries import parse_words
from memcon.store.snippets import snippet
from memcon.web.desk import Desk
from memcon.web.rooms.statements.asked import PAGE, Filters
from memcon.web.rooms.statements.rows import Listed, listed

FACETS: Final[Mapping[str, str]] = {
    "speaker": "Said by", "addressee": "Said to", "via": "On the word of", "act": "Act", "stance": "Not claimed", "manner": "Manner",
    "outlet": "Outlet", "kind": "Kind", "year": "Year", "status": "Status",
}  # fmt: skip
"""The columns that are counted beside the rows, and what they are called."""
VALUES: Final = 100
"""Values of one column that are counted: beside the rows eight are seen at once, and all are suggested while one types."""
SUGGESTED: Final = ("speaker", "addressee", "via", "outlet")
"""The fields in which values are suggested while one types."""


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the statements that fit, from `offset` on; `total` is how many fit, `words` what was looked for."""

    statements: tuple[Listed, ...]
    total: int
    offset: int
    limit: int
    order: Order
    words: str

    @property
    def page(self) -> int:
        """Which page this is."""
        return self.offset // self.limit + 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.limit))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: what was found by which filters, or what is wrong with what was asked for.

    `typed` is the word of which only words that begin so were found.
    """

    filters: Filters
    found: Found
    fault: str = ""
    typed: str = ""


def find_statements(desk: Desk, filters: Filters, *, limit: int, offset: int, base: str) -> Found:
    """The statements that are wanted. Raises WrongUse for words that are no search and values that are none."""
    query = filters.query
    with ThreadPoolExecutor(1) as beside:  # the database works on both at once, and what is typed is answered a third sooner
        counting = beside.submit(desk.case.count, query)
        hits = tuple(desk.case.find(query, limit=limit, offset=offset, order=filters.sorting))
    total = counting.result()
    rows = listed(hits, desk.case.disputed(hits), base=base)
    return Found(rows, total, offset, limit, filters.sorting, query.words)


def show_statements(desk: Desk, filters: Filters, *, base: str) -> Shown:
    """The same for somebody who may still be typing: half a search is a hint, and half a word finds the words that begin so."""
    try:
        found = _page(desk, filters, base)
        wider = filters.widened() if not found.total else None
        beginning = _page(desk, wider, base) if wider is not None else found
    except WrongUse as error:
        return Shown(filters, Found((), 0, 0, PAGE, filters.sorting, filters.words), fault=str(error))
    if wider is not None and beginning.total:
        return Shown(wider, beginning, typed=filters.words.split(" ")[-1])
    return Shown(filters, found)


def _page(desk: Desk, filters: Filters, base: str) -> Found:
    return find_statements(desk, filters, limit=PAGE, offset=filters.offset, base=base)


def find_statement(desk: Desk, key: str, *, words: str = "", base: str) -> Listed | None:
    """The statement with this id as it stands now, also one that was rejected, the words marked in it that were looked for."""
    hit = desk.case.hit(key)
    if hit is None:
        return None
    return listed([marked(hit, words)], desk.case.disputed([hit]), base=base)[0]


def marked(hit: Hit, words: str) -> Hit:
    """The statement with the words marked in it that are looked for."""
    if not words.strip():
        return hit
    try:
        part = snippet(hit.content, parse_words(words))
    except WrongUse:
        return hit
    return replace(hit, snippet=part or hit.snippet)


def count_facets(desk: Desk, filters: Filters, *, only: Collection[str] = FACETS) -> dict[str, tuple[Facet, ...]]:
    """Column -> how many statements each value would leave, were it chosen instead, the most first. Raises WrongUse."""
    return {name: rows for name, rows in desk.case.facets(filters.query, most=VALUES).items() if name in only}
