"""Which documents somebody wants to see: the filters of the library, each of which stands in the address."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Final

from fastapi import Depends, Query

from memcon.model.listings import DocumentQuery, Order
from memcon.web.addresses import address

PAGE: Final = 50
"""Documents on one page."""
LAST_PAGE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters; `order` is None where the usual one is meant: the best where words are looked for, else the newest."""

    words: str = ""
    kind: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    speaker: str = ""
    language: str = ""
    source: str = ""
    failed: bool = False
    order: Order | None = None
    page: int = 1

    @property
    def query(self) -> DocumentQuery:
        """The filters as the case takes them."""
        named = {name: getattr(self, name) or None for name in ("kind", "outlet", "since", "until", "speaker", "language", "source")}
        return DocumentQuery(words=self.words, failed=self.failed, **named)

    @property
    def sorting(self) -> Order:
        """In which order they come."""
        return self.order or (Order.BEST if self.words.strip() else Order.NEWEST)

    @property
    def offset(self) -> int:
        """How many come before the page."""
        return (self.page - 1) * PAGE

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked for but an order and a page."""
        return replace(self, order=None, page=1) != Wanted()

    def but(self, **changes: Any) -> Wanted:
        """The filters with some changed; from the first page, unless the page is what changes."""
        return replace(self, **({"page": 1} | changes))

    def address(self, **changes: Any) -> str:
        """Where the documents are listed, with some filters changed."""
        wanted = self.but(**changes)
        return address("/library", **{f.name: getattr(wanted, f.name) for f in fields(wanted) if getattr(wanted, f.name) != f.default})

    def in_year(self, year: str) -> str:
        """Where the documents of a year are listed; where they are already, those of every year."""
        return self.address(since="", until="") if self.is_year(year) else self.address(since=f"{year}-01-01", until=f"{year}-12-31")

    def is_year(self, year: str) -> bool:
        """Whether the days asked for are this year."""
        return (self.since, self.until) == (f"{year}-01-01", f"{year}-12-31")


def _wanted(  # noqa: PLR0913  one argument for each filter
    *,
    words: Annotated[str, Query(max_length=2000, description='Words, "a phrase", begin*, AND, OR, NOT, brackets.')] = "",
    kind: Annotated[str, Query(description="What sort of paper it is.")] = "",
    outlet: Annotated[str, Query(max_length=500, description="The paper or agency: a part of its name.")] = "",
    since: Annotated[str, Query(description="Of this day or later: 2024-05-14.")] = "",
    until: Annotated[str, Query(description="Of this day or before.")] = "",
    speaker: Annotated[str, Query(max_length=500, description="Who speaks in it: a part of the name.")] = "",
    language: Annotated[str, Query(description="The language, as en.")] = "",
    source: Annotated[str, Query(max_length=5000, description="The file that they came with.")] = "",
    failed: Annotated[bool, Query(description="Only those of which a part could not be read.")] = False,
    order: Annotated[Order | None, Query(description="Else the best where words are looked for, and the newest where none are.")] = None,
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
) -> Wanted:
    return Wanted(words, kind, outlet, since, until, speaker, language, source, failed, order, page)


Asked = Annotated[Wanted, Depends(_wanted)]
"""The filters, as an argument of a room."""
