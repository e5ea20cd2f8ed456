"""Invented papers with events and statements, as rows of the JSON ledger, and the rows of a timeline made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from memcon.export.chronicle.days import read_range
from memcon.export.chronicle.moments import Basis, Moment, MomentKind, Paper, Who
from memcon.model.contract import to_dict
from memcon.model.ids import content_id
from memcon.model.ledger import (
    Act,
    Actor,
    ActorKind,
    Count,
    Event,
    EventType,
    Findings,
    Interval,
    Link,
    Manner,
    Modality,
    Party,
    Polarity,
    Relation,
    Statement,
)
from memcon.ports import Selection
from memcon.store import open_case
from memcon.store.search import Query
from tests.fakes import make_document, span_of

TEXT = """Harbour talks stall

Lornish jets bombed two piers in Vasko on 4 March 2031. Some 170 sailors died. Vasko will send aid to Lorn.

Odile Farro told the Vaskans that the jets had come from the north. The Courier had it from her.
"""
FARRO = Actor(content_id("farro"), ActorKind.PERSON, "Odile Farro", ("Odile Farro",), "LRN", "minister")


def party(name: str | None, country: str | None = None, *, actor: str | None = None) -> Party:
    return Party(name, None, actor, country=country)


def interval(start: str, end: str | None = None) -> Interval:
    return Interval(start, end or start)


def bombing(**fields: Any) -> Event:
    """Lorn bombs Vasko."""
    values: dict[str, Any] = {
        "mode": "aerial",
        "source": (party("Lornish jets", "LRN"),),
        "target": (party("Vasko", "VSK"),),
        "when": interval("2031-03-04"),
        "counts": (Count("killed", "sailors", 170, "~", span_of(TEXT, "170")),),
        "statement": statement().id,
    }
    return Event(content_id("bombing"), EventType.ASSAULT, span_of(TEXT, "bombed"), **(values | fields))


def aid(**fields: Any) -> Event:
    """Vasko is to send aid to Lorn, and no day is told."""
    values: dict[str, Any] = {"source": (party("Vasko", "VSK"),), "target": (party("Lorn", "LRN"),), "modality": Modality.WILL}
    return Event(content_id("aid"), EventType.AID, span_of(TEXT, "send aid"), **(values | fields))


def statement(**fields: Any) -> Statement:
    """Odile Farro of Lorn tells the Vaskans something, on the word of the Courier."""
    values: dict[str, Any] = {
        "addressees": (party("the Vaskans", "VSK"),),
        "chain": (Link(party("the Courier"), Relation.SAID),),
        "when": interval("2031-03-05"),
    }
    words = (span_of(TEXT, "the jets had come from the north"),)
    speaker = party("Odile Farro", actor=FARRO.id)
    return Statement(content_id("told"), Act.SAY, Manner.INDIRECT, Polarity.AFFIRMS, words, speaker, **(values | fields))


def paper(*, events: Iterable[Event] = (), statements: Iterable[Statement] = (), **fields: Any) -> dict[str, Any]:
    """A paper of the row of the JSON ledger."""
    values = {"origin": "talks.txt", "title": "Harbour talks stall", "outlet": "Courier", "published": "2031-03-07"} | fields
    document = make_document(TEXT, **values)
    return to_dict(Findings(document, (FARRO,), tuple(statements), events=tuple(events)))


@contextmanager
def selected(folder: Path, *papers: dict[str, Any]) -> Iterator[Selection]:
    """A case with the papers, as exports see it."""
    with open_case(folder / "case.memcon", create=True) as case:
        for row in papers:
            case.add(row, signature="memcon/test")
        with case.selection(Query()) as selection:
            yield selection


COURIER = Paper("courier", "story", "Harbour talks stall", "Courier", "2031-03-07", "talks.txt")
LORN, VASKO = Who("Lorn", "LRN"), Who("Vasko", "VSK")


def states(name: str) -> str | None:
    """The code of an invented state."""
    return {"lorn": "LRN", "vasko": "VSK"}.get(name.casefold())


def moment(n: int = 1, start: str | None = "2031-03-04", end: str | None = None, **fields: Any) -> Moment:
    """The nth row of a timeline: Lorn bombs Vasko."""
    days = read_range(start, end or start)
    basis = Basis.UNKNOWN if days is None else Basis.OWN
    made = Moment(
        f"row{n}", MomentKind.EVENT, days, basis, "ASSAULT", "jets bombed two piers", COURIER, "line 3", source=(LORN,), target=(VASKO,)
    )
    return replace(made, **fields)


def saying(n: int = 1, start: str | None = "2031-03-05", **fields: Any) -> Moment:
    """The nth statement of a timeline: Lorn denies something before Vasko."""
    return moment(n, start, **({"kind": MomentKind.STATEMENT, "doing": "deny", "words": "the jets were ours"} | fields))
