"""Which two sides somebody wants to see, and how: each question stands in the address."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends
from fastapi import Query as Parameter

from memcon.export.chronicle.days import By
from memcon.export.chronicle.sides import Side
from memcon.export.chronicle.timeline import Asked as AskedDays
from memcon.run.chronicling import Chronicle, code_name, known_side, meant_day
from memcon.web.addresses import address


class Length(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The two sides as they were typed, or by what stands for one; what is empty is not asked about.

    A form shows a side by its name and sends beside it, as its key, what it was told by: it holds while the name is not changed.
    """

    one: str = ""
    other: str = ""
    by: Length = Length.MONTH
    since: str = ""
    until: str = ""
    one_key: str = ""
    other_key: str = ""

    @property
    def period(self) -> By:
        """How long a period is."""
        return By(self.by.value)

    @property
    def is_complete(self) -> bool:
        """Whether both sides are said."""
        return bool(self.one.strip() and self.other.strip())

    def days(self) -> AskedDays:
        """The days that are asked for. Raises WrongUse for what is none."""
        return AskedDays(meant_day(self.since or None), meant_day(self.until or None))

    def address(self, room: str = "/dyads", **changes: Any) -> str:
        """Where it is shown, with something changed."""
        wanted = replace(self, **changes)
        return address(room, **{f.name: value for f in fields(wanted) if (value := getattr(wanted, f.name)) != f.default})


def settled(wanted: Wanted, chronicle: Chronicle) -> Wanted:
    """The sides by their keys, where the names beside them still are theirs."""
    one, other = (_settled(*pair, chronicle) for pair in ((wanted.one, wanted.one_key), (wanted.other, wanted.other_key)))
    return replace(wanted, one=one, other=other, one_key="", other_key="")


def _settled(name: str, key: str, chronicle: Chronicle) -> str:
    return key if key and side_of(key, chronicle).label == name else name


def side_of(asked: str, chronicle: Chronicle) -> Side:
    """Whom a side means, under the name that people know; all who bear a name are meant by it. Raises WrongUse for no name."""
    side = known_side(typed(asked), chronicle)
    return replace(side, label=code_name(side.label)) if side.codes else side


def typed(asked: str) -> str:
    """What one would type for somebody for whom memcon knows no actor."""
    kind, _, name = asked.partition(":")
    return name if kind in ("name", "state") else asked


def _wanted(
    *,
    one: Annotated[
        str, Parameter(max_length=500, description="A state (code or name), an organisation, an id of an actor, a part of a name.")
    ] = "",
    other: Annotated[str, Parameter(max_length=500, description="The other side.")] = "",
    by: Annotated[Length, Parameter(description="How long a period is.")] = Length.MONTH,
    since: Annotated[str, Parameter(max_length=40, description="On the day or later: 2024-05-14.")] = "",
    until: Annotated[str, Parameter(max_length=40, description="On the day or before.")] = "",
    one_key: Annotated[str, Parameter(max_length=500, description="What stands for the one side, while its name is as it was.")] = "",
    other_key: Annotated[str, Parameter(max_length=500, description="The same of the other side.")] = "",
) -> Wanted:
    return Wanted(one.strip(), other.strip(), by, since.strip(), until.strip(), one_key, other_key)


Asked = Annotated[Wanted, Depends(_wanted)]
"""What is asked, as an argument of the room."""
