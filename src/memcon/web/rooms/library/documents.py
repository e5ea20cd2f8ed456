"""The documents of the case: listed, filtered, searched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from memcon.errors import WrongUse
from memcon.model.listings import Facet, ListedDocument, Order
from memcon.web.desk import Desk
from memcon.web.rooms.library.wanted import PAGE, Wanted

FACETS: Final[Mapping[str, str]] = {"kind": "Kind", "year": "Year", "outlet": "Outlet", "language": "Language"}
"""The columns that are counted beside the list, and what they are called."""
ORDERS: Final[Mapping[Order, str]] = {
    Order.BEST: "best first",
    Order.NEWEST: "newest first",
    Order.OLDEST: "oldest first",
    Order.TITLE: "by title",
    Order.MOST: "most statements first",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the documents that fit; `facets` count what each value would leave, were it chosen instead.

    In a snippet the words that were found stand between U+0002 and U+0003.
    """

    documents: tuple[ListedDocument, ...]
    total: int
    page: int
    pages: int
    facets: Mapping[str, tuple[Facet, ...]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: what was found, or what is wrong with what was asked for."""

    found: Found
    fault: str = ""


NOTHING: Final = Found((), 0, 1, 1, {})


def find_documents(desk: Desk, wanted: Wanted) -> Found:
    """The page of documents that is wanted. Raises WrongUse for words that are no search and days that are none."""
    query = wanted.query
    total = desk.case.count_documents(query)
    documents = tuple(desk.case.documents(query, order=wanted.sorting, offset=wanted.offset, limit=PAGE))
    facets = {name: rows for name, rows in desk.case.document_facets(query).items() if name in FACETS}
    return Found(documents, total, wanted.page, max(1, -(-total // PAGE)), facets)


def show_documents(desk: Desk, wanted: Wanted) -> Shown:
    """The same for a page on which somebody is still typing: half a search is a hint, and no error."""
    try:
        return Shown(find_documents(desk, wanted))
    except WrongUse as error:
        return Shown(NOTHING, str(error))
