"""Which statements somebody wants to see: the filters of the room, each of which stands in the address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Final, Literal

from fastapi import Depends
from fastapi import Query as Parameter

from memcon.errors import WrongUse
from memcon.model.document import Kind
from memcon.model.ledger import Act, Manner, Polarity
from memcon.model.listings import Order
from memcon.store.search import Query
from memcon.web.addresses import address

PAGE: Final = 50
"""Statements on one page."""
LAST_PAGE: Final = 1_000_000
LABELS: Final[Mapping[str, str]] = {
    "words": "words", "speaker": "said by", "addressee": "said to", "via": "on the word of", "act": "act", "stance": "stance",
    "polarity": "polarity", "manner": "manner", "outlet": "outlet", "kind": "kind", "document": "document", "since": "from", "until": "to",
    "status": "status",
}  # fmt: skip
"""The filters, and what a chip calls each."""
STATUSES: Final[Mapping[str, str]] = {
    "machine": "not judged", "accepted": "accepted", "edited": "corrected", "added": "added by hand", "rejected": "rejected",
}  # fmt: skip
"""What people have said of a statement, and how it is called."""
ORDERS: Final[Mapping[Order, str]] = {
    Order.BEST: "best first",
    Order.NEWEST: "newest first",
    Order.OLDEST: "oldest first",
    Order.SPEAKER: "by speaker",
}
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "act": tuple(Act), "manner": tuple(Manner), "polarity": tuple(Polarity), "kind": tuple(Kind), "status": tuple(STATUSES),
}  # fmt: skip
"""The filters that take one of a few values."""
_CURLY: Final = str.maketrans("“”„‟", '""""')


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; empty is not asked about. `order` is None where the usual one is meant: the best where words are looked for,
    else the newest.
    """

    words: str = ""
    speaker: str = ""
    addressee: str = ""
    via: str = ""
    act: str = ""
    stance: str = ""
    polarity: str = ""
    manner: str = ""
    outlet: str = ""
    kind: str = ""
    document: str = ""
    since: str = ""
    until: str = ""
    status: str = ""
    fuzzy: bool = False
    order: Order | None = None
    page: int = 1

    @property
    def query(self) -> Query:
        """The filters as the case takes them. Raises WrongUse for a mark that is not closed and for a value that there is none of."""
        words = self.words.translate(_CURLY).strip()
        if words.count('"') % 2:
            raise WrongUse("a quotation mark is not closed: close it, or take it away")
        for name, values in CHOICES.items():
            if getattr(self, name) and getattr(self, name) not in values:
                raise WrongUse(f"there is no {LABELS[name]} {getattr(self, name)[:40]!r}; choose from {', '.join(values)}")
        named = {name: getattr(self, name).strip() or None for name in LABELS if name != "words"}
        return Query(words=words, fuzzy=self.fuzzy, **named)

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
        return replace(self, order=None, page=1) != Filters()

    @property
    def set(self) -> tuple[tuple[str, str], ...]:
        """Everything that is asked for, as fields of an address."""
        return tuple(_set(self))

    @property
    def lasting(self) -> tuple[tuple[str, str], ...]:
        """What of it belongs to a saved search: not the order, and not the page."""
        return replace(self, order=None, page=1).set

    def but(self, **changes: Any) -> Filters:
        """The filters with some changed; from the first page, unless the page is what changes."""
        return replace(self, **({"page": 1} | changes))

    def address(self, room: str = "/statements", **changes: Any) -> str:
        """Where these statements are, with some filters changed."""
        return address(room, **dict(self.but(**changes).set))

    def with_form(self, form: str) -> str:
        """Where these statements are exported in a form."""
        return address("/statements/export", form=form, **dict(self.but().set))

    def chips(self) -> tuple[tuple[str, str, str], ...]:
        """Each filter that is on: its name, its value in words, and the address without it."""
        chosen = [(name, getattr(self, name)) for name in LABELS if getattr(self, name).strip()]
        told = [
            (LABELS[name], STATUSES.get(value, value) if name == "status" else value, self.address(**{name: ""})) for name, value in chosen
        ]
        return (*told, *([("names", "spelt nearly so", self.address(fuzzy=False))] if self.fuzzy else ()))

    def in_year(self, year: str) -> str:
        """Where the statements of a year are; where they are already, those of every year."""
        return self.address(since="", until="") if self.is_year(year) else self.address(since=f"{year}-01-01", until=f"{year}-12-31")

    def is_year(self, year: str) -> bool:
        """Whether the days that are asked for are this year."""
        return (self.since, self.until) == (f"{year}-01-01", f"{year}-12-31")

    def widened(self) -> Filters | None:
        """The same with the last word as a beginning, for somebody who may still be typing it; None where it is no bare word."""
        last = self.words.split(" ")[-1]
        is_bare = len(last) > 1 and last.isalnum() and last not in ("AND", "OR", "NOT") and self.words.count('"') % 2 == 0
        return replace(self, words=f"{self.words}*") if is_bare else None


def filters_of(query: Query) -> Filters:
    """The filters that give the query, so that a saved search has an address."""
    named: dict[str, Any] = {name: getattr(query, name) or "" for name in LABELS}
    return Filters(**named, fuzzy=query.fuzzy)


def _set(filters: Filters) -> Iterator[tuple[str, str]]:
    for field in fields(filters):
        value = getattr(filters, field.name)
        if value != field.default:
            yield field.name, str(value).lower() if isinstance(value, bool) else str(value)


def _asked(  # noqa: PLR0913  one argument for each filter
    *,
    words: Annotated[str, Parameter(max_length=2000, description='Words, "a phrase", begin*, AND, OR, NOT, brackets.')] = "",
    speaker: Annotated[str, Parameter(max_length=500, description="Who said it: a part of the name.")] = "",
    addressee: Annotated[str, Parameter(max_length=500, description="Who was told: a part of the name.")] = "",
    via: Annotated[str, Parameter(max_length=500, description="On whose word: anybody in the chain.")] = "",
    act: Annotated[str, Parameter(description="What was done by saying it, as deny.")] = "",
    stance: Annotated[str, Parameter(description="What nobody claims: denied, doubted, refused, not said.")] = "",
    polarity: Annotated[str, Parameter(description="affirms, denies or doubts.")] = "",
    manner: Annotated[str, Parameter(description="How much of it is in quotation marks: direct, partial, indirect.")] = "",
    outlet: Annotated[str, Parameter(max_length=500, description="The paper or agency: a part of its name.")] = "",
    kind: Annotated[str, Parameter(description="What the document is, as story or cable.")] = "",
    document: Annotated[str, Parameter(max_length=1000, description="The document: its id, or a part of its path.")] = "",
    since: Annotated[str, Parameter(max_length=40, description="Said or published on this day or later: 2024-05-14.")] = "",
    until: Annotated[str, Parameter(max_length=40, description="Said or published on this day or before.")] = "",
    status: Annotated[str, Parameter(description="machine, accepted, edited, added or rejected; else all but the rejected.")] = "",
    fuzzy: Annotated[bool, Parameter(description="Also names that are spelt nearly so.")] = False,
    order: Annotated[
        Order | Literal[""], Parameter(description="Else the best where words are looked for, and the newest where none are.")
    ] = "",
    page: Annotated[int, Parameter(ge=1, le=LAST_PAGE, include_in_schema=False)] = 1,
) -> Filters:
    named = (words, speaker, addressee, via, act, stance, polarity, manner, outlet, kind, document, since, until, status)
    return Filters(*named, fuzzy=fuzzy, order=order or None, page=page)


Asked = Annotated[Filters, Depends(_asked)]
"""The filters, as an argument of a room."""
