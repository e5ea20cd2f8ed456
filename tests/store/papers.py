"""Invented papers as rows of the JSON ledger, without a language model."""

from __future__ import annotations

from typing import Any

from memcon.model.contract import to_dict
from memcon.model.document import Kind
from memcon.model.ids import content_id
from memcon.model.ledger import Act, Actor, ActorKind, Findings, Link, Manner, Mention, Party, Polarity, Relation, Statement
from tests.fakes import make_document, span_of

Row = dict[str, Any]
READER = "memcon/test"

PEOPLE = ("Ana Lund", "Tomas Bay", "Clara Weiss", "René Vasko")
TOPICS = ("the pier was shut", "the ferry would sail", "two boilers had cracked", "nobody had asked the crews")


def paper(n: int = 0, *, origin: str | None = None, parent: str | None = None, act: Act = Act.SAY) -> Row:
    """The nth paper: somebody tells somebody something, on the word of a third in every other one."""
    who, told, via = PEOPLE[n % 4], PEOPLE[(n + 1) % 4], PEOPLE[(n + 2) % 4]
    text = f"Report {n}: {via} heard {who} tell {told} that {TOPICS[n % 4]}.\n"
    document = make_document(
        text, origin=origin or f"papers/{n}.txt", title=f"Report {n}", published=f"2024-05-{n % 28 + 1:02d}", outlet="Courier", parent=parent,
        kind=Kind.CABLE if n % 5 == 4 else Kind.STORY,
    )  # fmt: skip
    actors = {name: _actor(document.id, name, text) for name in (who, told, via)}
    parties = {name: Party(name, span_of(text, name), actor.id) for name, actor in actors.items()}
    chain = (Link(parties[via], Relation.SAID, span_of(text, "heard")),) if n % 2 else ()
    statement = Statement(
        content_id(document.id, who), act, Manner.INDIRECT, Polarity.AFFIRMS, (span_of(text, TOPICS[n % 4]),), parties[who],
        span_of(text, "tell"), addressees=(parties[told],), chain=chain, detector="statements/2",
    )  # fmt: skip
    return to_dict(Findings(document, tuple(actors.values()), (statement,)))


def _actor(document: str, name: str, text: str) -> Actor:
    return Actor(content_id(document, name), ActorKind.PERSON, name, (name,), mentions=(Mention(span_of(text, name)),))


def key(row: Row) -> str:
    """The id of the statement of a paper."""
    return str(row["statements"][0]["id"])


def actor(row: Row, n: int = 0) -> str:
    """The id of the nth actor of a paper."""
    return str(row["actors"][n]["id"])


def moved(row: Row) -> Row:
    """The same paper as another version reads it: the statement has another id and stands in the same words."""
    return {**row, "statements": [{**row["statements"][0], "id": content_id(key(row), "again")}]}


def lost(row: Row) -> Row:
    """The same paper as a version reads it that finds no statement."""
    return {**row, "statements": []}
