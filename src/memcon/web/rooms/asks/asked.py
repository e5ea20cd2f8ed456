"""What is asked of the two lists of the room, as the addresses have it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Query

from memcon.errors import WrongUse
from memcon.model.ledger import AskKind
from memcon.run.asking import Wanted, check_day, check_wanted
from memcon.web.addresses import address

KINDS = tuple(kind.value for kind in AskKind)


class Show(StrEnum):
    """Which of them, by what became of them: overdue and urgent ones are open."""

    OPEN = "open"
    OVERDUE = "overdue"
    URGENT = "urgent"
    ANSWERED = "answered"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list of asks."""

    words: Annotated[str, Query(description="As for finding statements.")] = ""
    show: Annotated[Show, Query(description="open, overdue, urgent, answered or all.")] = Show.OPEN
    kind: Annotated[str, Query(description="request, question, offer or promise.")] = ""
    asker: Annotated[str, Query(description="A part of the name of who asks.")] = ""
    asked: Annotated[str, Query(description="A part of the name of who is asked.")] = ""
    since: Annotated[str, Query(description="Said, or else published, on this day or later.")] = ""
    until: Annotated[str, Query(description="Said, or else published, on this day or before.")] = ""
    due_before: Annotated[str, Query(description="Only what is due before this day.")] = ""
    today: Annotated[str, Query(description="The day from which age and what is overdue are told; else today.")] = ""
    offset: Annotated[int, Query(ge=0)] = 0
    whole: Annotated[bool, Query(description="All on one page, up to 2,000, to be printed.")] = False

    @property
    def wanted(self) -> Wanted:
        """The same for the list, but for what became of them. Raises WrongUse for what is no day or no kind."""
        if self.kind and self.kind not in KINDS:
            raise WrongUse(f"{self.kind[:40]!r} is no kind of ask; choose from {', '.join(KINDS)}")
        asker, asked, kind, since, until, due = (
            value or None for value in (self.asker, self.asked, self.kind, self.since, self.until, self.due_before)
        )
        wanted = Wanted(self.words, asker, asked, kind, since, until, due)
        check_wanted(wanted)
        return wanted

    @property
    def day(self) -> str:
        """The day against which age and what is overdue are told. Raises WrongUse for what is no day."""
        check_day(self.today or None)
        return self.today or date.today().isoformat()  # noqa: DTZ011  the day where the desk stands

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked about."""
        return replace(self, show=Show.OPEN, today="", offset=0, whole=False) == Asked()

    def address(self, path: str = "/asks", **changes: Any) -> str:
        """The address with something changed in what is asked; it begins with its first page."""
        return address_of(path, replace(self, **{"offset": 0, **changes}), Asked())


@dataclass(frozen=True, slots=True)
class ThanksAsked:
    """What is asked of the list of thanks."""

    words: Annotated[str, Query(description="As for finding statements.")] = ""
    asker: Annotated[str, Query(description="A part of the name of who thanks.")] = ""
    asked: Annotated[str, Query(description="A part of the name of who is thanked, or left out.")] = ""
    since: Annotated[str, Query(description="Said, or else published, on this day or later.")] = ""
    until: Annotated[str, Query(description="Said, or else published, on this day or before.")] = ""
    slights: Annotated[bool, Query(description="Only where somebody is left out.")] = False
    offset: Annotated[int, Query(ge=0)] = 0
    whole: Annotated[bool, Query(description="All on one page, up to 2,000, to be printed.")] = False

    @property
    def wanted(self) -> Wanted:
        """The same for the list. Raises WrongUse for what is no day."""
        wanted = Wanted(self.words, self.asker or None, self.asked or None, since=self.since or None, until=self.until or None)
        check_wanted(wanted)
        return wanted

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked about."""
        return replace(self, offset=0, whole=False) == ThanksAsked()

    def address(self, path: str = "/asks/thanks", **changes: Any) -> str:
        """The address with something changed in what is asked; it begins with its first page."""
        return address_of(path, replace(self, **{"offset": 0, **changes}), ThanksAsked())


def address_of(path: str, asked: Asked | ThanksAsked, usual: Asked | ThanksAsked) -> str:
    """The address of what is asked: only what is not as usual stands in it."""
    told, plain = asdict(asked), asdict(usual)
    return address(path, **{name: "" if value == plain[name] else value for name, value in told.items()})
