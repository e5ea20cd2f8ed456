"""Invented papers whose accounts cannot both stand, as rows of the JSON ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from memcon.model.contract import to_dict
from memcon.model.ids import content_id
from memcon.model.ledger import (
    Act,
    Conflict,
    ConflictKind,
    ConflictState,
    Count,
    Event,
    EventType,
    Findings,
    Interval,
    Link,
    Manner,
    Party,
    Place,
    Polarity,
    Relation,
    Statement,
)
from memcon.store import open_case
from tests.fakes import make_document, span_of

Row = dict[str, Any]

PIER = (
    "Pier: Ana Lund told Clara Weiss that the pier was shut. Tomas Bay denied that the pier was shut. "
    "Later Tomas Bay admitted that the pier was shut.\n"
)
BOATS = "Boats: Hanne Oduya said that nine boats sank at Vardo. A dispatch told of the raid in which three boats sank on 2 May 2031.\n"
ICE = "Ice: Kaja Moe said that René Vasko saw no ice. René Vasko said that he saw ice.\n"


def said(text: str, speaker: str, words: str, act: Act = Act.SAY, *, nth: int = 1, **fields: Any) -> Statement:
    """A statement; what is denied or admitted is told in the nth place of the words."""
    polarity = Polarity.DENIES if act is Act.DENY else Polarity.AFFIRMS
    party = Party(speaker, span_of(text, speaker))
    return Statement(content_id(text, words, nth, act), act, Manner.INDIRECT, polarity, (span_of(text, words, nth=nth),), party, **fields)


def conflict(one: Statement | Event, other: Statement | Event, kind: ConflictKind, why: str, **fields: Any) -> Conflict:
    return Conflict(content_id("conflict", one.id, other.id), kind, one.id, other.id, why, **fields)


def pier() -> Findings:
    """A claim and a denial, which its speaker takes back."""
    weiss = Party("Clara Weiss", span_of(PIER, "Clara Weiss"))
    claim = said(PIER, "Ana Lund", "the pier was shut", addressees=(weiss,))
    denial = said(PIER, "Tomas Bay", "the pier was shut", Act.DENY, nth=2)
    admission = said(PIER, "Tomas Bay", "the pier was shut", Act.ADMIT, nth=3)
    found = conflict(claim, denial, ConflictKind.DENIAL, "shut / denied: shut", state=ConflictState.CONCEDED, changed_by=(admission.id,))
    return Findings(
        make_document(PIER, origin="papers/pier.txt", title="Pier", published="2031-05-05"),
        (),
        (claim, denial, admission),
        conflicts=(found,),
    )


def boats() -> Findings:
    """A number of somebody, and another of the paper itself."""
    told = said(BOATS, "Hanne Oduya", "nine boats sank")
    day = Interval("2031-05-02", "2031-05-02", span_of(BOATS, "2 May 2031"))
    raid = Event(
        content_id("raid"), EventType.ASSAULT, span_of(BOATS, "raid"), when=day, where=Place("Vardø", span_of(BOATS, "Vardo"), "NOR"),
        target=(Party("Lorn", None, country="LRN"),), counts=(Count("sunk", "boats", 3, "=", span_of(BOATS, "three boats")),),
    )  # fmt: skip
    document = make_document(BOATS, origin="papers/boats.txt", title="Boats", published="2031-05-03", outlet="Lantern Wire")
    return Findings(document, (), (told,), events=(raid,), conflicts=(conflict(told, raid, ConflictKind.NUMBER, "nine / three"),))


def ice() -> Findings:
    """Two accounts, one of them on somebody else's word, in the newest paper."""
    link = Link(Party("Kaja Moe", span_of(ICE, "Kaja Moe")), Relation.SAID, span_of(ICE, "said"))
    none = said(ICE, "René Vasko", "saw no ice", chain=(link,))
    some = said(ICE, "René Vasko", "he saw ice")
    document = make_document(ICE, origin="papers/ice.txt", title="Ice", published="2031-05-09")
    return Findings(document, (), (none, some), conflicts=(conflict(none, some, ConflictKind.WORDING, "no ice / ice"),))


def papers() -> list[Row]:
    """The three papers."""
    return [to_dict(findings) for findings in (pier(), boats(), ice())]


def filled(path: Path, *rows: Row) -> Path:
    """A case that holds the rows."""
    with open_case(path, create=True) as case:
        for row in rows:
            case.add(row, signature="memcon/test")
    return path
